import ModelAPI
import Testing

@testable import AuditStore

/// What the tests of whole audits on a failing server share.
struct FaultExpectations {
  let server: AnsweringServer
  let log: AuditLog

  /// Expects that the log holds what an undisturbed audit comes to, and that nothing was answered twice.
  func undisturbed(_ comment: Comment) async throws {
    let undisturbed = try await FaultyAudit.undisturbed.value
    let contents = try AuditContents(log)
    #expect(contents.isSound, "\(comment): \(contents.duplicates) \(contents.integrity)")
    // Not the values themselves: they would be printed.
    let isEqual = (
      contents.verdicts == undisturbed.contents.verdicts,
      contents.findings == undisturbed.contents.findings
    )
    #expect(isEqual == (true, true), "\(comment): verdicts, findings")
    let answered = server.answered
    #expect(answered.count == undisturbed.requests.count, comment)
    let again = answered.count { $0.value > undisturbed.requests[$0.key] ?? 0 }
    #expect(again == 0, "\(comment): answered requests were sent again")
  }

  /// Expects one line for a person.
  func oneLine(_ line: String, _ words: String) {
    #expect(line.contains(words), "\(line)")
    #expect(!line.contains("\n") && line.count < 400, "\(line)")
    #expect(!line.contains("127.0.0.1"), "\(line)")
  }

  func ending(_ ending: FaultyAudit.Ending, _ expected: ServerFault.Ending) {
    switch expected {
    case .right:
      #expect(ending.failures == 0, "\(ending)")
      #expect(ending.problems.isEmpty)
    case .failures(let words):
      #expect((ending.failures ?? 0) > 0, "\(ending)")
      #expect(ending.problems.count == ending.failures)
      for line in ending.problems { oneLine(line, words) }
    case .error(let words):
      #expect(ending.error != nil, "\(ending)")
      oneLine(ending.error?.message ?? "", words)
    }
  }
}
