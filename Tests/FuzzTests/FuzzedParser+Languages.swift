import Foundation
import Imaging
import Probing

@testable import AuditStore
@testable import hallux

extension FuzzedParser {
  /// The query language, settings, captions and replies as text, and what the log keeps as text or bytes.
  static let languages = [
    FuzzedParser(
      name: "query", corpus: [.files(in: "FuzzTests/Corpus/query")],
      words: FindingField.allCases.map(\.name) + [
        "and", "or", "not", "(", ")", "in", "is", "missing", "null", "order by", "desc", "limit",
        "offset",
        "=", "!=", "<=", "~", "!~", "'", "\"", "\\", "%", ",", "\\u{202e}",
        String(repeating: "(", count: 70), String(repeating: "not ", count: 70),
      ], parse: readQuery),
    FuzzedParser(
      name: "settings", corpus: [.files(in: "FuzzTests/Corpus/settings")],
      words: [
        "queries:", "\n", "  ", "- ", "'", "\"", "&a ", "*a", "<<: ", "!!binary ", "|\n", ">\n",
        "{", "}", "[",
        "]", "? ", ": ", "#", "%YAML 1.1\n", "---\n", "...\n", "\t", "~", "\u{FEFF}",
        String(repeating: "[", count: 300), String(repeating: "- ", count: 300),
      ], parse: readSettings),
    FuzzedParser(
      name: "caption", corpus: [.files(in: "FuzzTests/Corpus/text")],
      words: [
        "hot dog", "There is no ", "a ", "bus", ".", "\n", "cell phone", "\u{1F408}", "\u{301}",
        "n't",
      ],
      parse: readCaption),
    FuzzedParser(
      name: "log",
      corpus: [
        .text(#"[[1,"a"],[-2,"\u000ab"]]"#, name: "keys"),
        .text(#"[[-2,"\u-922"]]"#, name: "a signed escape"),
        .bytes(
          LabelMap(width: 3, height: 2, labels: [0, 0, 1, 1, 2, 2]).encodedRuns, name: "runs"),
      ], words: ["[", "]", ",", "\"", "\\u0000", "\\\"", "-"], parse: readLog),
  ]

  @Sendable private static func readQuery(_ bytes: [UInt8]) throws {
    let text = String(decoding: bytes, as: UTF8.self)
    do {
      let query = try FindingQuery(parsing: text)
      try checkWritten(query)
    } catch let error as QueryError {
      try check(error)
    }
    do throws(QueryError) {
      _ = try NumberCondition(parsing: text, names: ["f1", "accuracy", "area"])
    } catch {
      try check(error)
    }
  }

  /// Complains when a query, written down, is another one.
  private static func checkWritten(_ query: FindingQuery) throws {
    let written = query.description
    do {
      let again = try FindingQuery(parsing: written)
      try Complaint.unless(again == query, "\(written) reads as \(again)")
    } catch let error as QueryError {
      // Written out, a query may be longer than one may be, and deeper.
      let isLimit = error.range == nil || error.message.contains("nested")
      try Complaint.unless(isLimit, "\(written) is refused: \(error.message)")
    }
  }

  private static func check(_ error: QueryError) throws {
    try Complaint.unlessLine(error.message)
    _ = error.excerpt
  }

  @Sendable private static func readSettings(_ bytes: [UInt8]) throws {
    let path = FileManager.default.temporaryDirectory.path + "/hallux-fuzz-\(getpid()).yaml"
    try Data(bytes).write(to: URL(filePath: path))
    defer { try? FileManager.default.removeItem(atPath: path) }
    var reader = ProjectFileReader(path: "hallux.yaml")
    do { try reader.read(path) } catch let failure as CommandFailure {
      try Complaint.unlessLine(failure.message.printable)
    }
  }

  @Sendable private static func readCaption(_ bytes: [UInt8]) throws {
    // Time grows with the length alone: three readings of 32 KB take a sanitizer more than it may.
    let text = String(decoding: bytes.prefix(1 << 13), as: UTF8.self)
    for variant in CHAIRVariant.allCases {
      let caption = ReadCaption(text, variant: variant, isCut: bytes.count % 2 == 0)
      _ = caption.claimedObjects
      for (index, mention) in caption.mentions.enumerated() {
        let range = text.range(utf8Offsets: mention.range)
        try Complaint.unless(
          range.map { String(text.unicodeScalars[$0]) == mention.surface } ?? false,
          "\(mention.object) at \(mention.range)")
        try Complaint.unless((0..<4).contains(caption.quarter(of: mention)), "a fifth quarter")
        _ = caption.leadInStart(ofMention: index)
        // Each looks at all mentions before it.
        guard index < 200 else { continue }
        for (_, cut) in CaptionCut.all(before: index, in: caption).prefix(4) {
          try Complaint.unless(
            cut.ranges.allSatisfy { $0.upperBound <= text.utf8.count }, "a cut outside of the text")
        }
      }
    }
    let reply = ProbeReply(text: text)
    for rule in ParseRules.all where rule.name != ParseRules.firstToken.name {
      for label in [nil, Answer.yes, .no] { _ = rule.answer(to: reply, label: label) }
    }
    _ = CaptionTruncation.dropIncompleteLastSentence.applied(to: text)
  }

  @Sendable private static func readLog(_ bytes: [UInt8]) throws {
    _ = ChainJSON.lists(String(decoding: bytes, as: UTF8.self))
    for (width, height, count) in [
      (3, 2, 3), (1, 1, 1), (.max, 2, 3), (1 << 10, 1 << 10, 2), (1 << 20, 1 << 20, 1),
    ] {
      let map = LabelMap(width: width, height: height, regionCount: count, encodedRuns: bytes)
      try Complaint.unless(map.map { $0.labels.count == width * height } ?? true, "a map's size")
    }
  }
}
