import Codecs
import Foundation
import GRDB
import Imaging
import Probing
import Testing

@testable import AuditStore

@Suite("A log that was tampered with")
struct TamperTests {
  /// A way to tamper, and what must be found then.
  enum Tampering: CaseIterable {
    case deletedEvent, editedEvent, editedVerdict, editedReply, insertedRow, deletedRow,
      swappedImage,
      editedState, flippedByte, rewrittenEvent
  }

  @Test("says what was done and where", arguments: 0..<100)
  func located(seed: Int) throws {
    try withTemporaryFolder { folder in
      let path = folder + "/log.sqlite"
      try ChainLog.make(at: path)
      var generator = SplitMix64(seed: UInt64(seed))
      let way = Tampering.allCases[seed % Tampering.allCases.count]
      let isExpected = try tamper(path, way, &generator)
      let problems = ChainLog.problems(path)
      #expect(problems.contains(where: isExpected), "\(way), seed \(seed): \(problems)")
      #expect(problems.allSatisfy { !$0.message.contains("\n") })
    }
  }

  /// Tampers with the log at `path`; what comes back tells the problem that locates it.
  private func tamper(
    _ path: String, _ way: Tampering, _ generator: inout SplitMix64
  ) throws -> (LogProblem) -> Bool {
    let count = try DatabaseQueue(path: path).read {
      try Int64.fetchOne($0, sql: "SELECT count(*) FROM event") ?? 0
    }
    let number = Int64(generator.index(below: Int(count))) + 1
    let pick = generator.index(below: 1_000)
    switch way {
    case .deletedEvent:
      var subject = ""
      try ChainLog.tamper(path) { db in
        subject = try #require(
          try String.fetchOne(db, sql: "SELECT subject FROM event WHERE number = \(number)"))
        try db.execute(sql: "DELETE FROM event WHERE number = \(number)")
      }
      // Behind the last event no number is missing; its row is there without it.
      return { $0.kind == .event && $0.event == number || number == count && $0.table == subject }
    case .editedEvent:
      let edit = [
        "at = '2020-01-01T00:00:00.000Z'", "kind = iif(kind = 'changed', 'adopted', 'changed')",
        "subject = iif(subject = 'model', 'image', 'model')", "keys = '[[77]]'",
        "hash = zeroblob(32)", "digests = zeroblob(32)", "change = '{}'",
        "at = at || char(0) || 'x'",
      ][pick % 8]
      try ChainLog.tamper(path) {
        try $0.execute(sql: "UPDATE event SET \(edit) WHERE number = \(number)")
      }
      return { $0.kind == .event && $0.event == number }
    case .editedVerdict:
      let edit = [
        "answer = 'no'", "outcome = 'true-negative'", "p_yes = p_yes + 1e-15", "p_other = 0.5",
        "is_bounded = 0",
      ][pick % 5]
      try ChainLog.tamper(path) { try $0.execute(sql: "UPDATE verdict SET \(edit)") }
      return { $0.kind == .row && $0.table == "verdict" && $0.key == #"[1,"pope"]"# }
    case .editedReply:
      let edit = [
        "text = 'No'", "text = text || ' '", "text = text || char(0) || 'x'",
        "tokens = replace(tokens, '3869', '3870')", "system_fingerprint = NULL",
      ][pick % 5]
      try ChainLog.tamper(path) { try $0.execute(sql: "UPDATE reply SET \(edit)") }
      return { $0.kind == .row && $0.table == "reply" && $0.key == #"["r1"]"# && $0.event != nil }
    case .insertedRow:
      let (table, sql, key) = [
        ("model", "INSERT INTO model VALUES (9, 'forged', '')", "[9]"),
        (
          "evaluation",
          "INSERT INTO evaluation SELECT target_id, x'ff', probabilities, margin, 0, received_at, NULL FROM evaluation LIMIT 1",
          #"[1,"ff"]"#
        ),
        (
          "verdict",
          "INSERT INTO verdict SELECT probe_id, 'forged', reply_key, answer, outcome, p_yes, p_no, p_other, is_bounded, NULL FROM verdict LIMIT 1",
          #"[1,"forged"]"#
        ),
        ("repeat", "INSERT INTO repeat VALUES (1, -7, 0.5, '')", "[1,-7]"),
      ][pick % 4]
      try ChainLog.tamper(path) { try $0.execute(sql: sql) }
      return { $0.kind == .row && $0.table == table && $0.key == key && $0.event == nil }
    case .deletedRow:
      let table = ChainLog.tables[pick % ChainLog.tables.count]
      try ChainLog.tamper(path) { try $0.execute(sql: "DELETE FROM \(table)") }
      return { $0.kind == .row && $0.table == table && $0.key != nil && $0.event != nil }
    case .swappedImage:
      var pixels = Sample.pixels.pixels
      pixels[pick % pixels.count] ^= 1
      let png = Data(PNGCodec.encode(RGBImage(width: 4, height: 2, pixels: pixels)))
      try ChainLog.tamper(path) {
        try $0.execute(sql: "UPDATE image SET png = ?", arguments: [png])
      }
      return { $0.kind == .image && $0.key == "[\"\(Sample.image.digest)\"]" }
    case .editedState:
      let (edit, column) = [
        ("finding SET state = 'open'", "state"), ("finding SET problem = 'none'", "problem"),
        ("audit SET finished_at = '2020-01-01T00:00:00.000Z'", "finished_at"),
        ("probe SET problem = NULL WHERE id = 2", "problem"),
        ("probe SET problem = problem || char(0) || 'x' WHERE id = 2", "problem"),
        ("probe SET image_digest = NULL WHERE id = 1", "image_digest"),
      ][pick % 6]
      try ChainLog.tamper(path) { try $0.execute(sql: "UPDATE \(edit)") }
      return { $0.kind == .column && $0.column == column && $0.key != nil }
    case .flippedByte:
      let before = try #require(ChainLog.contents(path))
      let file = URL(fileURLWithPath: path)
      let whole = try Data(contentsOf: file)
      // A byte of the room that SQLite has not filled yet says nothing: the next one is tried.
      for _ in 0..<1_000 {
        var bytes = whole
        bytes[generator.index(below: bytes.count)] ^= UInt8(1 << generator.index(below: 8))
        try bytes.write(to: file)
        if ChainLog.contents(path) != before { return { _ in true } }
      }
      return { _ in false }
    case .rewrittenEvent:
      // Its own hash is made anew: then the event behind it does not follow.
      try ChainLog.tamper(path) { db in
        let edited = min(number, count - 1)
        try db.execute(sql: "UPDATE event SET at = 'long ago' WHERE number = \(edited)")
        let previous =
          try Data.fetchOne(db, sql: "SELECT hash FROM event WHERE number = \(edited - 1)")
          ?? ChainEvent.origin
        let row = try #require(
          try Row.fetchOne(db, sql: "SELECT * FROM event WHERE number = \(edited)"))
        let event = ChainEvent(
          number: edited, kind: row["kind"], subject: row["subject"], keys: row["keys"],
          digests: row["digests"], change: row["change"], at: row["at"])
        try db.execute(
          sql: "UPDATE event SET hash = ? WHERE number = \(edited)",
          arguments: [event.hash(after: previous)])
      }
      return { $0.kind == .event && $0.event == min(number, count - 1) + 1 }
    }
  }

  @Test("whatever byte was flipped, if the file says anything else then", arguments: 0..<10)
  func flips(seed: Int) throws {
    try withTemporaryFolder { folder in
      let path = folder + "/log.sqlite"
      try ChainLog.make(at: path)
      let before = try #require(ChainLog.contents(path))
      let file = URL(fileURLWithPath: path)
      let whole = try Data(contentsOf: file)
      var generator = SplitMix64(seed: UInt64(1_000 + seed))
      var flipsThatSay = 0
      for _ in 0..<40 {
        var bytes = whole
        let position = generator.index(below: bytes.count)
        bytes[position] ^= UInt8(1 << generator.index(below: 8))
        try bytes.write(to: file)
        guard ChainLog.contents(path) != before else { continue }
        flipsThatSay += 1
        #expect(!ChainLog.problems(path).isEmpty, "byte \(position)")
      }
      #expect(flipsThatSay > 0)
    }
  }

  @Test("by cutting off its end is found with a head that was written down, and only then")
  func cutOff() throws {
    try withTemporaryFolder { folder in
      let (path, cut) = (folder + "/log.sqlite", folder + "/cut.sqlite")
      let log = try AuditLog.open(at: path, access: .readWrite)
      let sample = try SampleAudit(in: log)
      try DatabaseQueue(path: path).vacuum(into: cut)
      try log.record(evaluations: EvaluationTests.answers, target: sample.target, at: Sample.time)
      let head = try #require(try log.head())
      #expect(ChainLog.problems(cut).isEmpty)
      #expect(ChainLog.problems(cut, head: head.hash).map(\.kind) == [.head])
      #expect(ChainLog.problems(path, head: head.hash).isEmpty)
    }
  }

  @Test("by a trigger taken away, a view changed, or a trigger of its own")
  func schema() throws {
    try withTemporaryFolder { folder in
      for (sql, message) in [
        (
          "DROP TRIGGER reply_is_not_changed",
          "the schema's trigger reply_is_not_changed is missing"
        ),
        (
          "DROP VIEW problems; CREATE VIEW problems AS SELECT 1",
          "the schema's view problems was changed"
        ),
        (
          "CREATE TRIGGER spy AFTER INSERT ON reply BEGIN SELECT 1; END",
          "the schema's trigger spy is not part of it"
        ),
        (
          "UPDATE grdb_migrations SET identifier = '99' WHERE identifier = '1'",
          "grdb_migrations was changed"
        ),
      ] {
        let path = folder + "/\(message.hashValue).sqlite"
        try ChainLog.make(at: path)
        try DatabaseQueue(path: path).write { try $0.execute(sql: sql) }
        #expect(ChainLog.problems(path).map(\.message) == [message])
      }
    }
  }

  @Test("by a view or an index that somebody made for himself is left alone")
  func additions() throws {
    try withTemporaryFolder { folder in
      let path = folder + "/log.sqlite"
      try ChainLog.make(at: path)
      try DatabaseQueue(path: path).write {
        try $0.execute(
          sql: "CREATE VIEW mine AS SELECT 1; CREATE INDEX mine_too ON reply (received_at)")
      }
      #expect(ChainLog.problems(path).isEmpty)
    }
  }

  @Test("by recording a row twice in the chain")
  func twice() throws {
    try withTemporaryFolder { folder in
      let path = folder + "/log.sqlite"
      try ChainLog.make(at: path)
      try DatabaseQueue.chaining(path).write { try $0.chain(recorded: "model", RowKey(.number(1))) }
      let problems = ChainLog.problems(path)
      #expect(problems.map(\.kind) == [.event] && problems.first?.key == "[1]")
    }
  }
}
