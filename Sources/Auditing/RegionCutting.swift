import Attribution
import AuditStore
import Codecs
public import Imaging
import Probing

/// How a picture is divided into regions, other than into superpixels; part of what identifies an audit.
public enum RegionScheme: String, Sendable, Hashable, Codable, CaseIterable {
  /// A regular grid.
  case grid
  /// A label map that was made elsewhere.
  case imported
}

/// Gives the label map of an image by the image's name: of the image's size, or one line that says what is
/// wrong.
public typealias LabelMapLoader =
  @Sendable (_ imageName: String, _ image: RGBImage) throws(ImageProblem) -> LabelMap

/// A partition of an image, with the name under which the log holds it.
struct NamedRegions: Sendable {
  let map: LabelMap
  let digest: String
}

extension FindingExplaining {
  /// The regions of a finding's image: those that it was explained with before, else cut as the settings say,
  /// and written down.
  ///
  /// - Throws: ``Unexplainable`` when an imported map cannot be used; ``ModelError``; ``LogError``.
  func regions(
    of finding: FindingRecord, _ probe: ProbeRecord, _ image: RGBImage, _ answer: AnswerTarget
  ) async throws -> NamedRegions {
    if let targetID = finding.targetID, let target = try log.target(id: targetID),
      let stored = try log.labelMap(digest: target.labelMapDigest)
    {
      return NamedRegions(map: stored.labelMap, digest: target.labelMapDigest)
    }
    switch settings.scheme {
    case .imported:
      do {
        guard let loadLabelMap else { throw Unexplainable(reason: "its label map is not at hand") }
        return try named(
          try loadLabelMap(probe.probe.imageName, image), method: "imported")
      } catch let error as ImageProblem {
        throw Unexplainable(reason: error.reason)
      }
    case .grid:
      let map = LabelMap.grid(
        width: image.width, height: image.height, regionCount: settings.regionCount)
      return try named(map, method: "grid/\(settings.regionCount)")
    case nil:
      guard let coarseCount = settings.coarseRegionCount else {
        return try named(
          superpixels(of: image, count: settings.regionCount),
          method: superpixelMethod("\(settings.regionCount)"))
      }
      return try await refined(from: coarseCount, of: finding, image, answer)
    }
  }

  /// Explains the answer at a few coarse regions, and cuts those up that matter.
  private func refined(
    from coarseCount: Int, of finding: FindingRecord, _ image: RGBImage, _ answer: AnswerTarget
  ) async throws -> NamedRegions {
    let coarse = try named(
      superpixels(of: image, count: coarseCount), method: superpixelMethod("\(coarseCount)"))
    let subject = try await subject(answer, image, coarse)
    try log.setCoarseTarget(subject.targetID, forFinding: finding.id)
    let selection = try await CoarseSelection(
      of: RegionLayout(coarse.map), noiseFloor: try await noiseFloor(subject), subject.evaluator)
    let leastSize = max(1, image.pixelCount / settings.regionCount / 4)
    return try named(
      coarse.map.refined(
        splitting: selection.regions,
        along: superpixels(of: image, count: settings.regionCount), minimumPixelCount: leastSize),
      method: superpixelMethod("\(coarseCount)-\(settings.regionCount)"))
  }

  private func superpixels(of image: RGBImage, count: Int) -> LabelMap {
    Superpixels.slico(
      image, regionCount: count, mode: settings.superpixels,
      compactness: settings.compactness ?? 1, minimumRegionSize: settings.minimumRegionSize ?? 0.25)
  }

  private func superpixelMethod(_ counts: String) -> String {
    "slico-\(settings.superpixels.rawValue)/\(counts)"
      + (settings.compactness.map { " compactness \($0)" } ?? "")
      + (settings.minimumRegionSize.map { " least \($0)" } ?? "")
  }

  /// Writes a partition down.
  private func named(_ map: LabelMap, method: String) throws -> NamedRegions {
    let digest = SHA256Digest.hex(of: map)
    try log.record(labelMap: map, digest: digest, method: method)
    return NamedRegions(map: map, digest: digest)
  }
}
