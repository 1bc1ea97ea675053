import Foundation
import Probing
import Testing

@testable import AuditStore

@Suite("Audits and their probes")
struct AuditTests {
  @Test("come back as they went in", arguments: LogCase.allCases)
  func roundTrip(place: LogCase) throws {
    try place.run { log in
      let audit = try log.beginAudit(Sample.manifest(), probes: Sample.probes, at: Sample.time)
      #expect(audit.manifest == Sample.manifest())
      #expect(audit.startedAt == Sample.time)
      #expect(audit.state == .running && audit.finishedAt == nil)
      #expect(try log.audits() == [audit])
      #expect(try log.audit(id: audit.id) == audit)
      #expect(try log.audit(id: 99) == nil)

      let probes = try log.probes(ofAudit: audit.id)
      #expect(probes.map(\.probe) == Sample.probes)
      #expect(probes.map(\.position) == [0, 1])
      #expect(probes.allSatisfy { $0.imageDigest == nil && $0.problem == nil })
    }
  }

  @Test(
    "of one key are one audit, which runs again when it is resumed", arguments: LogCase.allCases)
  func resume(place: LogCase) throws {
    try place.run { log in
      let first = try log.beginAudit(Sample.manifest(), probes: Sample.probes, at: Sample.time)
      let end = Sample.time.addingTimeInterval(60)
      try log.finishAudit(first.id, state: .interrupted, at: end)
      let stopped = try #require(try log.audit(id: first.id))
      #expect(stopped.state == .interrupted && stopped.finishedAt == end)

      let later = end.addingTimeInterval(60)
      #expect(try log.beginAudit(Sample.manifest(), probes: Sample.probes, at: later) == first)
      #expect(try log.audits() == [first])
      #expect(try log.probes(ofAudit: first.id).count == 2)
    }
  }

  @Test("of another key are another audit", arguments: LogCase.allCases)
  func otherKey(place: LogCase) throws {
    try place.run { log in
      let ids = try ["a1", "a2"].map {
        try log.beginAudit(Sample.manifest(key: $0), probes: Sample.probes, at: Sample.time).id
      }
      #expect(Set(ids).count == 2)
      #expect(try log.audits().map(\.id) == ids)
    }
  }

  @Test("refuse another manifest or other probes under a key that is taken")
  func conflicts() throws {
    let log = try AuditLog.inMemory()
    _ = try log.beginAudit(Sample.manifest(), probes: Sample.probes, at: Sample.time)
    var other = Sample.manifest()
    other.settings = "{}"
    #expect(
      message { () throws(LogError) in
        _ = try log.beginAudit(other, probes: Sample.probes, at: Sample.time)
      } == "conflict: it already holds another audit of this key; name another file")
    #expect(
      message { () throws(LogError) in
        _ = try log.beginAudit(Sample.manifest(), probes: [Sample.plain], at: Sample.time)
      } == "conflict: it already holds another probe set for this audit; name another file")
  }

  @Test("refuse settings that are not JSON, and keep nothing of them")
  func badSettings() throws {
    let log = try AuditLog.inMemory()
    var manifest = Sample.manifest()
    manifest.settings = "regions: 64"
    #expect(throws: LogError.self) {
      try log.beginAudit(manifest, probes: Sample.probes, at: Sample.time)
    }
    #expect(try log.audits().isEmpty)
  }

  @Test("keep what became of each image", arguments: LogCase.allCases)
  func imagesAndProblems(place: LogCase) throws {
    try place.run { log in
      let sample = try SampleAudit(in: log)
      #expect(sample.probes[0].imageDigest == Sample.image.digest)
      try log.setImage(Sample.image.digest, forProbe: sample.probes[0].id)
      try log.setProblem("garden.png: no such file", forProbe: sample.probes[1].id)
      #expect(try log.probes(ofAudit: sample.audit.id)[1].problem == "garden.png: no such file")
      try log.setProblem(nil, forProbe: sample.probes[1].id)
      #expect(try log.probes(ofAudit: sample.audit.id)[1].problem == nil)

      #expect(
        message { () throws(LogError) in
          try log.setImage("3333", forProbe: sample.probes[0].id)
        } == "conflict: it already holds another image for this probe; name another file")
      #expect(
        message { () throws(LogError) in try log.setImage("1111", forProbe: 99) }
          == "invalid: it holds no such probe")
      #expect(
        message { () throws(LogError) in
          try log.setImage("3333", forProbe: sample.probes[1].id)
        }?.hasPrefix("invalid: ") == true)
    }
  }

  @Test("survive text that SQLite would cut short")
  func nullCharacters() throws {
    let log = try AuditLog.inMemory()
    var probe = Sample.plain
    probe.question = "Is there a\0cat?"
    let audit = try log.beginAudit(Sample.manifest(), probes: [probe], at: Sample.time)
    #expect(try log.probes(ofAudit: audit.id)[0].probe.question == "Is there a\u{FFFD}cat?")
    _ = try log.beginAudit(Sample.manifest(), probes: [probe], at: Sample.time)
  }
}
