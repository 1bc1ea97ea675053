import Foundation
import GRDB
import Probing
import Testing

@testable import AuditStore

@Suite("Adjudications in the log")
struct AdjudicationLogTests {
  private func word(
    _ sample: SampleAudit, _ judgment: LabelJudgment, by author: String, probe: Int = 0,
    reason: String = "because"
  ) -> Adjudication {
    Adjudication(
      probeID: sample.probes[probe].id, findingID: probe == 0 ? sample.finding.id : nil,
      judgment: judgment, reason: reason, author: author)
  }

  private func row(_ log: AuditLog) throws -> FindingRow {
    try #require(try log.findings(matching: FindingQuery()).first)
  }

  @Test(
    "stand as people last said, with all that they said before", arguments: LogCase.allCases)
  func history(log: LogCase) throws {
    try log.run { log in
      let sample = try SampleAudit(in: log)
      #expect(try log.adjudications().isEmpty && row(log).adjudicated == nil)
      #expect(
        try log.record(adjudications: [word(sample, .confirmed, by: "A")], at: Sample.time) == 1)
      #expect(try row(log).adjudicated == .confirmed && row(log).adjudicatedBy == "A")
      // The same word again is nothing new; another reason is.
      #expect(
        try log.record(adjudications: [word(sample, .confirmed, by: "A")], at: Sample.time) == 0)
      #expect(
        try log.record(
          adjudications: [word(sample, .confirmed, by: "A", reason: "looked again")],
          at: Sample.time) == 1)
      try log.record(adjudications: [word(sample, .labelWrong, by: "B")], at: Sample.time)
      #expect(try row(log).adjudicated == .disputed && row(log).adjudicatedBy == "A, B")
      #expect(try log.standings(ofAudit: sample.audit.id) == [sample.probes[0].id: .disputed])
      try log.record(adjudications: [word(sample, .labelWrong, by: "A")], at: Sample.time)
      #expect(try row(log).adjudicated == .labelWrong)
      let subjects = AdjudicatedSubject.all(try log.adjudications(ofAudit: sample.audit.id))
      #expect(subjects.count == 1 && subjects[0].history.count == 4)
      #expect(subjects[0].history.map(\.author) == ["A", "A", "B", "A"])
      #expect(subjects[0].current.map(\.author) == ["B", "A"])
      #expect(subjects[0].history[0].decidedAt == Sample.time)
      #expect(try log.verify { Issue.record("\($0)") }.isIntact)
    }
  }

  @Test("are refused for what is not in the log, all of them")
  func refused() throws {
    let log = try AuditLog.inMemory()
    let sample = try SampleAudit(in: log)
    let good = word(sample, .confirmed, by: "A")
    var other = word(sample, .confirmed, by: "A", probe: 1)
    other.findingID = sample.finding.id
    for bad in [
      other,
      Adjudication(probeID: 99, findingID: nil, judgment: .confirmed, reason: "r", author: "A"),
    ] {
      #expect(
        message { () throws(LogError) in
          try log.record(adjudications: [good, bad], at: Sample.time)
        }
          == "invalid: it holds no such probe or finding")
      #expect(try log.adjudications().isEmpty)
    }
    #expect(try log.adjudications(ofAudit: 99).isEmpty)
  }

  @Test("cannot be changed or deleted")
  func appendOnly() throws {
    let log = try AuditLog.inMemory()
    let sample = try SampleAudit(in: log)
    try log.record(adjudications: [word(sample, .confirmed, by: "A")], at: Sample.time)
    for sql in ["UPDATE adjudication SET verdict = 'ambiguous'", "DELETE FROM adjudication"] {
      #expect(
        message { () throws(LogError) in try log.write { try $0.execute(sql: sql) } }?
          .contains("append-only") == true)
    }
  }

  @Test("are listed by views for people, with who disagrees")
  func views() throws {
    let log = try AuditLog.inMemory()
    let sample = try SampleAudit(in: log)
    try log.record(
      adjudications: [
        word(sample, .confirmed, by: "A"), word(sample, .ambiguous, by: "B"),
        word(sample, .labelWrong, by: "A", probe: 1),
      ], at: Sample.time)
    try log.record(adjudications: [word(sample, .labelWrong, by: "A")], at: Sample.time)
    let current = try log.read {
      try String.fetchAll(
        $0, sql: "SELECT author || ' ' || verdict FROM current_adjudications ORDER BY adjudication")
    }
    #expect(current == ["B ambiguous", "A label-wrong", "A label-wrong"])
    let disputed = try log.read {
      try Row.fetchAll($0, sql: "SELECT * FROM adjudication_disagreements")
    }
    #expect(disputed.count == 1)
    #expect(disputed.first?["finding"] == sample.finding.id && disputed.first?["people"] == 2)
    #expect(disputed.first?["verdicts"] == "B: ambiguous; A: label-wrong")
  }

  @Test("by a whole overlay are one event, however many")
  func overlay() throws {
    let log = try AuditLog.inMemory()
    let sample = try SampleAudit(in: log)
    let source = ProbeSource(role: .relabel, name: "repope.json", sha256: "ab", note: "n")
    let before = try log.head()?.number ?? 0
    let words = sample.probes.indices.map { index in
      var one = word(sample, .ambiguous, by: "RePOPE", probe: index)
      one.sources = [source]
      return one
    }
    #expect(try log.record(adjudications: words, at: Sample.time) == words.count)
    #expect(try log.head()?.number == before + 1)
    #expect(try log.adjudications().allSatisfy { $0.sources == [source] })
    // A person who looks at one of them later counts beside the overlay, not in its place.
    try log.record(adjudications: [word(sample, .confirmed, by: "A")], at: Sample.time)
    #expect(try row(log).adjudicated == .disputed)
  }

  @Test(
    "count by when they were said, in whatever order logs were merged", arguments: [false, true])
  func merged(isReversed: Bool) throws {
    let logs = try [(LabelJudgment.confirmed, 0.0), (.ambiguous, 60)].map { judgment, delay in
      let log = try AuditLog.inMemory()
      let sample = try SampleAudit(in: log)
      try log.record(
        adjudications: [word(sample, judgment, by: "A")],
        at: Sample.time.addingTimeInterval(delay))
      return log
    }
    let target = try AuditLog.inMemory()
    for log in isReversed ? logs.reversed() : logs { _ = try target.merge(log, named: "a") }
    #expect(try row(target).adjudicated == .ambiguous)
    let audit = try #require(try target.audits().first)
    #expect(Array(try target.standings(ofAudit: audit.id).values) == [.ambiguous])
    let subject = try #require(AdjudicatedSubject.all(try target.adjudications()).first)
    #expect(subject.current.map(\.judgment) == [.ambiguous])
    #expect(subject.history.map(\.judgment) == [.confirmed, .ambiguous])
  }

  @Test("a later word counts where the clock was set back")
  func clock() throws {
    let log = try AuditLog.inMemory()
    let sample = try SampleAudit(in: log)
    for (judgment, delay) in [(LabelJudgment.confirmed, 60.0), (.ambiguous, 0)] {
      try log.record(
        adjudications: [word(sample, judgment, by: "A")],
        at: Sample.time.addingTimeInterval(delay))
    }
    #expect(try row(log).adjudicated == .ambiguous)
  }

  @Test(
    "say the same in SQL as in Swift, for any words of three people about a finding and its probe")
  func sameInSQL() throws {
    for seed in UInt64(0)..<40 {
      var random = SplitMix64(seed: seed)
      let log = try AuditLog.inMemory()
      let sample = try SampleAudit(in: log)
      for _ in 0..<(1 + random.index(below: 6)) {
        var one = word(
          sample, random.element(LabelJudgment.allCases), by: random.element(["A", "B", "C"]),
          reason: random.element(["r", "s"]))
        if random.index(below: 2) == 0 { one.findingID = nil }
        // Clocks go back, too.
        let time = Sample.time.addingTimeInterval(Double(random.index(below: 3)))
        try log.record(adjudications: [one], at: time)
      }
      let records = try log.adjudications()
      let standing = try log.standings(ofAudit: sample.audit.id)[sample.probes[0].id]
      #expect(try row(log).adjudicated == standing, "seed \(seed): \(records)")
      let current = try log.read {
        try Int64.fetchAll(
          $0, sql: "SELECT adjudication FROM current_adjudications ORDER BY adjudication")
      }
      let own = AdjudicatedSubject.all(records).flatMap { $0.current.map(\.id) }.sorted()
      #expect(current == own, "seed \(seed): \(records)")
    }
  }
}
