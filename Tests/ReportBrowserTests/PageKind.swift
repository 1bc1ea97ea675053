import Foundation
import Testing

@testable import Reporting

/// One kind of page, as every test of pages opens it.
struct PageKind: Sendable, CustomTestStringConvertible {
  /// What its screenshots are called.
  var name: String
  /// The sample of it.
  var path: String
  /// What must be read of it whatever the browser can do.
  var essentials: [String]

  var testDescription: String { name }

  /// The folder that the page must not leave.
  func folder(in root: URL) -> URL { address(in: root).deletingLastPathComponent() }

  /// The page's address.
  func address(in root: URL) -> URL { root.appendingPathComponent(path) }

  /// Every kind; a new one is a line here.
  static let all: [PageKind] = [
    .init(
      name: "summary", path: "report/index.html",
      essentials: [
        "tiny-llava said yes to 7 of 48 objects that are not there.", "14.6%",
        "hallux audit probes/bundled.jsonl",
      ]),
    .init(
      name: "findings", path: "report/findings.html",
      essentials: ["Is there a spoon in the image?", "Is there a cup in the image?"]),
    .init(
      name: "finding", path: "report/finding-11.html",
      essentials: [
        "The picture has no spoon.", "No, there is no spoon in the image.", "−3.42",
        "hallux explain kitchen-00.png",
      ]),
    .init(
      name: "miss", path: "report/finding-13.html", essentials: ["Is there a cup in the image?"]),
    .init(
      name: "unexplained", path: "report/finding-15.html",
      essentials: ["the server answered 500 twice"]),
    .init(
      name: "caption-summary", path: "captions/index.html", essentials: ["captions of bundled"]),
    .init(
      name: "caption", path: "captions/finding-11.html",
      essentials: ["There is a bowl. A spoon can be seen. A knife lies there.", "fork can be seen"]),
    .init(
      name: "described", path: "report/caption-41.html",
      essentials: ["Of 3 mentions in this caption, 2 are of what is not there.", "(not there)"]),
    .init(
      name: "captions", path: "report/captions.html", essentials: ["There is a bowl."]),
    .init(name: "objects", path: "report/objects.html", essentials: ["traffic light"]),
    .init(
      name: "object", path: "report/" + ObjectEntry.pageName(of: "spoon"),
      essentials: ["Asked for 9 times where it is not there, the model says Yes 4 times."]),
    .init(name: "glossary", path: "report/glossary.html", essentials: ["noise floor"]),
    .init(
      name: "comparison", path: "compare/index.html", essentials: ["Is there a cup in the image?"]),
    .init(
      name: "log-finding", path: "log/finding-1.html",
      essentials: ["With the outlined 25.0% of it blacked out, the answer becomes No."]),
  ]
}

extension Tab {
  /// Says which texts cannot be read on the page.
  func missing(of texts: [String]) async throws -> [String] {
    let page: String = try await evaluate("document.body.innerText")
    let words = page.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return texts.filter { !words.contains($0) }
  }
}
