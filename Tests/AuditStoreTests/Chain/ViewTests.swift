import GRDB
import Probing
import Testing

@testable import AuditStore

@Suite("The views for people")
struct ViewTests {
  @Test("say what they are named for")
  func rows() throws {
    let log = try AuditLog.inMemory()
    try ChainLog.fill(log)
    func rows(_ sql: String) throws -> [String] {
      try log.read { db in
        try Row.fetchAll(db, sql: sql).map { row in
          row.map { $0.1.isNull ? "-" : "\($0.1)".replacing("\"", with: "") }.joined(separator: "|")
        }
      }
    }
    #expect(
      try rows("SELECT audit, model, object, confidence FROM false_positives")
        == ["1|tiny-llava|spoon|0.982784"])
    #expect(try rows("SELECT * FROM false_negatives").isEmpty)
    // The audit's rule is hallux, and only POPE's has judged.
    #expect(try rows("SELECT * FROM hallucinated_objects").isEmpty)
    #expect(try rows("SELECT audit, what, id FROM problems") == ["1|probe|2"])
    #expect(
      try rows("SELECT audit, kind, state FROM audit_history")
        == [
          "1|recorded|running", "1|changed|finished", "2|recorded|running", "2|changed|finished",
        ])
    #expect(
      try rows("SELECT audit, object, said, cause, root, fate FROM hallucinated_mentions")
        == ["2|stop sign|stop sign|snowball|bus|replaced"])
    #expect(try rows("SELECT * FROM unreadable_replies").isEmpty)

    let probes = try log.probes(ofAudit: 1)
    var verdict = SampleAudit.verdict(probe: probes[0].id)
    verdict.rule = "hallux"
    try log.record(verdict: verdict)
    verdict.probeID = probes[1].id
    verdict.answer = nil
    verdict.outcome = .unparsable
    try log.record(verdict: verdict)
    #expect(
      try rows("SELECT * FROM hallucinated_objects") == ["1|tiny-llava|spoon|1|1|1.0"])
    #expect(
      try rows("SELECT audit, image, reply FROM unreadable_replies")
        == ["1|garden \u{1F333}.png|Yes"])
  }
}
