import Exchange
import ModelAPI
import ProbeFiles
import Probing
import Testing

@testable import TestKit

@Suite("An export that is imported again")
struct RoundTripTests {
  /// The formats that a tool reads back.
  static let readable: [ExportFormat] = [
    .pope, .lmmsEval, .vlmEvalKitTable, .vlmEvalKitJSON, .jsonLines,
  ]

  /// An audit with random replies, labels and splits.
  private func audit(seed: UInt64) -> ExportedAudit {
    var random = SeededGenerator(seed: seed)
    let splits = [["random"], ["popular", "adversarial"], ["own"]]
    return Samples.audit(
      (1...40).map { number in
        let text =
          (Samples.hostile.randomElement(using: &random) ?? "")
          + (["", "yes", "No."].randomElement(using: &random) ?? "")
        return Samples.answer(
          number, "thing \(number)", label: Bool.random(using: &random) ? .yes : .no,
          splits: splits.randomElement(using: &random) ?? [],
          // A NUL is the one thing that a table cannot hold.
          reply: number.isMultiple(of: 13) ? nil : text.replacing("\0", with: "0"),
          image: "im age,\(number / 6).png", suffix: PromptSuffixes.singleWord.text)
      })
  }

  @Test("gives back all that the format keeps", arguments: readable, [1, 2, 3] as [UInt64])
  func lossless(format: ExportFormat, seed: UInt64) throws {
    let audit = audit(seed: seed)
    let text = try #require(format.text(of: audit))
    let file = try ReplyFile(content: Array(text.utf8), file: "m/x_samples_POPE.jsonl")
    let probes = try ProbeSet(ofReplies: [file])
    #expect(probes.problems.isEmpty, "seed \(seed)")
    let paired = try file.paired(with: probes.probes)
    #expect(paired.problems.isEmpty, "seed \(seed)")

    let kept = audit.answers.filter { $0.reply != nil || format.kept.contains(.unanswered) }
      // Without a reply a line says nothing of one.
      .filter { $0.reply != nil || format != .jsonLines }
    #expect(probes.probes.map(\.id) == kept.map(\.probe.id))
    #expect(probes.probes.map(\.imageName) == kept.map(\.probe.imageName))
    #expect(probes.probes.map(\.question) == kept.map(\.probe.question))
    #expect(probes.probes.map(\.label) == kept.map(\.probe.label))
    #expect(paired.answers.map { $0?.reply } == kept.map { $0.reply?.text }, "seed \(seed)")
    if format.kept.contains(.splits) {
      #expect(probes.probes.map(\.splits) == kept.map(\.probe.splits))
    }
    if format.kept.contains(.prompts) {
      #expect(file.promptSuffix == PromptSuffixes.singleWord)
      #expect(
        paired.answers.map { $0?.prompt ?? $0?.question }
          == kept.map { $0.reply == nil ? nil : $0.prompt })
    }
    if format.kept.contains(.unanswered), format != .jsonLines {
      #expect(paired.failures.count { $0 != nil } == 3)
    }
  }

  @Test("is taken for the tool's own file", arguments: readable)
  func form(format: ExportFormat) throws {
    let forms: [ExportFormat: ReplyFileForm] = [
      .pope: .pope, .lmmsEval: .lmmsEval, .vlmEvalKitTable: .vlmEvalKit,
      .vlmEvalKitJSON: .vlmEvalKit,
      .jsonLines: .hallux,
    ]
    let text = try #require(format.text(of: audit(seed: 4)))
    let file = try ReplyFile(content: Array(text.utf8), file: "answers")
    #expect(file.form == forms[format])
    if format == .jsonLines { #expect(file.model == "tiny/llava") }
  }
}
