import AuditStore
import Codecs
import Foundation
import Glibc
import Probing
import Testing

@testable import TestKit

/// The audit of four probes by the program itself, on the answering server.
struct ProgramAudit {
  let folder: TemporaryFolder
  let server: AnsweringServer

  /// Makes the pictures and the probe file.
  init(server: AnsweringServer) throws {
    folder = try TemporaryFolder()
    self.server = server
    for name in ["a", "b"] {
      try folder.write(
        "images/\(name).png",
        PNGCodec.encode(PlantedPicture.image(seed: UInt64(name.utf8.first ?? 0))))
    }
    let lines = FaultyAudit.probes.map {
      #"{"question_id": \#($0.id), "image": "\#($0.imageName)", "text": "\#($0.question)", "#
        + #""label": "no"}"#
    }
    try folder.write("probes.jsonl", lines.joined(separator: "\n").utf8)
  }

  var logPath: String { folder.path + "/log.sqlite" }

  /// The command line.
  func arguments(log: String = "log.sqlite", server address: String? = nil) -> [String] {
    [
      "audit", "probes.jsonl", "--images", "images", "--server", address ?? server.address,
      "--log", log, "--regions", "16", "--search", "single-round", "--max-connections", "4",
      // The faults are the audit's: a server that is examined first would play them to the checks.
      "--skip-checks", "--quiet",
    ]
  }

  /// Starts the program.
  func start() throws -> Program {
    try Program(arguments(), in: folder)
  }

  /// Runs the program to its end.
  func run(
    log: String = "log.sqlite", server address: String? = nil, by launcher: [String] = []
  ) async throws -> Program.Ending {
    try await Program(arguments(log: log, server: address), in: folder, by: launcher).ending()
  }

  /// How many answers the log holds; 0 before there is a log.
  func recordedCount() throws -> Int {
    guard let log = try? AuditLog.open(at: logPath, access: .readOnly) else { return 0 }
    return try AuditContents.answerCount(log)
  }

  /// What the log holds.
  func contents() throws -> AuditContents {
    try AuditContents(AuditLog.open(at: logPath, access: .readOnly))
  }

  /// Expects an end with an exit code and one line with some words.
  func expect(_ ending: Program.Ending, _ status: Int32, _ words: String) {
    #expect(ending.status == status, "\(ending.errors)")
    #expect(ending.messages.count == 1, "\(ending.errors)")
    #expect(ending.errors.contains(words), "\(ending.errors)")
    #expect(ending.errors.split(separator: "\n").count == 1, "\(ending.errors)")
  }

  /// Runs once, however many tests compare with it.
  static let undisturbed = Task {
    let server = AnsweringServer()
    defer { server.stop() }
    let audit = try ProgramAudit(server: server)
    let ending = try await audit.run()
    #expect(ending.status == 0, "\(ending.errors)")
    return Undisturbed(contents: try audit.contents(), requests: server.answered)
  }

  /// Expects that the log holds what an undisturbed audit comes to, and that nothing was asked again but what
  /// never reached the log, because the program died or had no room: `lost` answers.
  func expectUndisturbed(lost: Int = 0) async throws {
    let undisturbed = try await Self.undisturbed.value
    let contents = try contents()
    #expect(contents.isSound, "\(contents.duplicates) \(contents.integrity)")
    let verified = try AuditLog.open(at: logPath, access: .readOnly).verify { _ in }
    #expect(verified.isIntact, "the chain of the log")
    // Not the values themselves: they would be printed.
    let isEqual = (
      contents.verdicts == undisturbed.contents.verdicts,
      contents.findings == undisturbed.contents.findings
    )
    #expect(isEqual == (true, true), "verdicts, findings")
    let isAsked = Set(server.answered.keys) == Set(undisturbed.requests.keys)
    #expect(isAsked, "the requests are others")
    #expect(server.answeredCount == undisturbed.requestCount + lost, "\(lost) answers were lost")
  }
}

/// Looks again and again until the condition holds; a condition that never does fails the test.
func waitUntil(_ condition: () -> Bool) async throws {
  let deadline = ContinuousClock.now + .seconds(120)
  while !condition() {
    try #require(ContinuousClock.now < deadline, "waited in vain")
    // A look again costs little, and other tests go on meanwhile.
    await Task.yield()
    usleep(200)
  }
}
