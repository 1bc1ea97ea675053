import Codecs
import Imaging

/// A report's contents with smaller pictures, or with none.
///
/// Sizes on the pages stay those of the whole pictures, so that outlines, which count in their pixels, still fit.
struct ReducedPictures: ReportSource {
  /// The longest side of a reduced picture.
  private static let longestSide = 768
  /// High enough that a small picture shows what the model may have taken for an object.
  private static let quality = 88

  /// The contents with the pictures as the log has them.
  let base: any ReportSource
  /// What becomes of the pictures.
  let pictures: ReportPictures

  func report() throws(ReportError) -> any ReportContents {
    var report = try base.report()
    for index in report.findings.indices {
      report.findings[index].image = report.findings[index].image.map(reduced)
    }
    if var audit = report as? AuditReport {
      for index in audit.captionEntries.indices {
        audit.captionEntries[index].image = audit.captionEntries[index].image.map(reduced)
      }
      report = audit
    }
    switch pictures {
    case .full: break
    case .thumb:
      report.pictureNotes.append(
        "Pictures are reduced to \(Self.longestSide) pixels at most; numbers and outlines are those of the whole ones."
      )
    case .none:
      report.pictureNotes.append(
        "The pictures were left out of this report: outlines stand on a plain ground.")
    }
    return report
  }

  func finding(_ entry: FindingEntry) throws(ReportError) -> FindingReport {
    var finding = try base.finding(entry)
    finding.entry.image = entry.image.map(reduced)
    switch pictures {
    case .full: break
    // The hidden part is drawn black, whatever filled it.
    case .none:
      finding.maskedPictures = [:]
      if finding.hiddenLook != nil { finding.hiddenLook = .color("#000000") }
    case .thumb:
      for (side, masked) in finding.maskedPictures {
        finding.maskedPictures[side] = try reduced(masked)
      }
      if case .picture(let filled) = finding.hiddenLook {
        finding.hiddenLook = .picture(try reduced(filled))
      }
    }
    return finding
  }

  func fullCaption(_ entry: CaptionEntry) throws(ReportError) -> FullCaption {
    var caption = try base.fullCaption(entry)
    caption.entry.image = entry.image
    return caption
  }

  private func reduced(_ masked: MaskedPicture) throws(ReportError) -> MaskedPicture {
    let image = reduced(masked.image)
    return MaskedPicture(image: image, png: try file(masked.png, as: image))
  }

  func png(_ image: ReportImage) throws(ReportError) -> [UInt8] {
    if image.form == .leftOut { return Self.ground }
    return try file(try base.png(image), as: image)
  }

  private func reduced(_ image: ReportImage) -> ReportImage {
    var image = image
    switch pictures {
    case .full: break
    // A small picture is shown with sharp pixels, and weighs little.
    case .thumb: image.form = image.isSmall ? .png : .jpeg
    case .none: image.form = .leftOut
    }
    return image
  }

  private func file(_ png: [UInt8], as image: ReportImage) throws(ReportError) -> [UInt8] {
    guard image.form == .jpeg else { return png }
    let picture: RGBImage
    do { picture = try PNGCodec.decode(png, name: image.digest) } catch {
      throw ReportError(.log, "the log's image \(image.digest): \(error.reason)")
    }
    let longest = max(picture.width, picture.height)
    func scaled(_ side: Int) -> Int {
      max(1, (side * Self.longestSide + longest / 2) / longest)
    }
    let small =
      longest > Self.longestSide
      ? picture.resized(width: scaled(picture.width), height: scaled(picture.height)) : picture
    return JPEGCodec.encode(small, quality: Self.quality)
  }

  /// Stands in for every picture: of no size of its own, so that it takes that of the picture.
  private static let ground = Array(
    """
    <svg xmlns="http://www.w3.org/2000/svg" font-family="sans-serif" font-size="6vmin" text-anchor="middle">\
    <rect width="100%" height="100%" fill="#808080" fill-opacity=".2"/>\
    <text x="50%" y="50%" dy=".35em" fill="#808080">picture left out</text></svg>

    """.utf8)
}
