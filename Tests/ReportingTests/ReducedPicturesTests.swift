import Attribution
import Codecs
import Foundation
import Imaging
import Testing

@testable import ReportSamples
@testable import Reporting
@testable import TestKit

@Suite struct ReducedPicturesTests {
  /// The sample, with one of its pictures large and one masked as the model saw it.
  private struct Large: ReportSource {
    static let image = ReportImage(digest: "large", width: 1600, height: 900)
    static let masked = ReportImage(digest: "masked", width: 1600, height: 900)
    let sample = SampleReport()

    func report() -> any ReportContents {
      var report = sample.report()
      report.findings[0].image = Self.image
      return report
    }
    func finding(_ entry: FindingEntry) -> FindingReport {
      var finding = sample.finding(entry)
      if entry.image?.digest == Self.image.digest {
        finding.maskedPictures[.necessary] = MaskedPicture(
          image: Self.masked, png: png(Self.masked))
      }
      return finding
    }
    func fullCaption(_ entry: CaptionEntry) -> FullCaption { sample.fullCaption(entry) }
    func png(_ image: ReportImage) -> [UInt8] {
      guard image.width == 1600 else { return sample.png(image) }
      return PNGCodec.encode(
        RGBImage(
          width: 1600, height: 900, pixels: (0..<1600 * 900 * 3).map { UInt8($0 / 1600 % 251) }))
    }
  }

  private func report(_ pictures: ReportPictures) throws -> [String: Data] {
    let folder = try TemporaryFolder()
    let place = folder.url.appendingPathComponent("report")
    let source: any ReportSource =
      pictures == .full ? Large() : ReducedPictures(base: Large(), pictures: pictures)
    let summary = try ReportPages(source: source, templates: try TemplateSet.builtIn())
      .write(to: place) { _ in }
    let contents = try TemporaryFolder.contents(of: place)
    #expect(summary.byteCount == contents.values.reduce(0) { $0 + $1.count })
    return contents
  }

  private func page(_ name: String, _ contents: [String: Data]) -> String {
    String(decoding: contents[name] ?? Data(), as: UTF8.self)
  }

  @Test(
    "reduced pictures are small files under the sizes of the whole ones, small ones as they were")
  func thumbs() throws {
    let (full, thumbs) = (try report(.full), try report(.thumb))
    #expect(full.keys.contains("images/large.png") && full.keys.contains("images/masked.png"))
    for name in ["large", "masked"] {
      let file = try #require(thumbs["images/\(name).jpg"])
      #expect(thumbs["images/\(name).png"] == nil)
      let picture = try JPEGCodec.decode([UInt8](file), name: name)
      #expect(picture.width == 768 && picture.height == 432)
    }
    let small = full.filter { $0.key.hasSuffix(".png") && !$0.key.hasSuffix("ed.png") }
    #expect(small.count == 4)
    for (name, data) in small where name != "images/large.png" {
      #expect(thumbs[name] == data, "\(name)")
    }
    let finding = page("finding-11.html", thumbs)
    #expect(finding.contains("src=\"images/large.jpg\" width=\"1600\" height=\"900\""))
    #expect(finding.contains("viewBox=\"0 0 1600 900\""))
    #expect(finding.contains("Pictures are reduced to 768 pixels at most"))
    #expect(!page("finding-11.html", full).contains("reduced"))
  }

  @Test("without pictures, pages say so, and outlines and words stay")
  func none() throws {
    let contents = try report(.none)
    #expect(contents.keys.filter { $0.hasPrefix("images/") } == ["images/left-out.svg"])
    let finding = page("finding-11.html", contents)
    #expect(finding.contains("src=\"images/left-out.svg\" width=\"1600\" height=\"900\" alt=\""))
    #expect(finding.contains("class=\"line\""))
    // What no picture shows any more is drawn: the hidden part, black.
    #expect(finding.contains("<path fill-rule=\"evenodd\""))
    #expect(finding.contains("The pictures were left out of this report"))
    for (name, data) in contents where name.hasSuffix(".html") {
      let page = String(decoding: data, as: UTF8.self)
      #expect(page.matches(of: /images\/[^"]*\.png/).isEmpty, "\(name)")
    }
  }

  @Test("the same log and the same choice give the same bytes", arguments: ReportPictures.allCases)
  func sameBytes(pictures: ReportPictures) throws {
    #expect(try report(pictures) == report(pictures))
  }
}
