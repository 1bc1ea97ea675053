import Foundation
import Testing

@testable import Probing

/// What the published code gives; `scripts/check-chair/make_expected.py` runs it.
struct PublishedCHAIR: Decodable {
  struct Row: Decodable {
    let caption: String
    let image: Int
    let words: String
    let found: String
    let nodes: String
  }

  let counts: [String: Int]
  let truth: [[String]]
  let captions: [Row]
  let singulars: [String]

  /// The committed numbers, or those of the larger file that the environment names.
  static func load() throws -> PublishedCHAIR {
    let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../..")
    let committed = root.appending(path: "scripts/check-chair/expected.json").standardized
    let other = ProcessInfo.processInfo.environment["HALLUX_CHAIR_EXPECTED"]
    let url = other.map { URL(filePath: $0) } ?? committed
    return try JSONDecoder().decode(PublishedCHAIR.self, from: Data(contentsOf: url))
  }
}

@Suite struct OfficialCHAIRTests {
  private let published: PublishedCHAIR

  init() throws {
    published = try PublishedCHAIR.load()
  }

  @Test func `Every word, object and mention is that of the published code`() {
    #expect(published.captions.count >= 400)
    var differing = 0
    for row in published.captions {
      let reading = CHAIRVariant.official.read(row.caption)
      let words = reading.words.joined(separator: "\t")
      let found = reading.mentions.map(\.word).joined(separator: "\t")
      let nodes = reading.mentions.map(\.object).joined(separator: "\t")
      if words != row.words || found != row.found || nodes != row.nodes {
        differing += 1
        if differing <= 20 {
          Issue.record(
            "\(row.caption.debugDescription)\n \(words)\n \(row.words)\n \(found)|\(row.found)")
        }
      }
    }
    #expect(differing == 0)
  }

  @Test func `The singular of every word is pattern's`() {
    #expect(published.singulars.count > 3000)
    for row in published.singulars {
      let columns = row.split(separator: "\t", omittingEmptySubsequences: false)
      #expect(PatternSingular.of(String(columns[0])) == columns[1], "\(row)")
    }
  }
}
