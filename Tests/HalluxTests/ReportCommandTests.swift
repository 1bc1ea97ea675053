import AuditStore
import Auditing
import Codecs
import Foundation
import Imaging
import ModelAPI
import Probing
import Testing

@testable import TestKit

/// Reports by the program itself: what is written, what is not, and what it says.
@Suite("hallux report")
struct ReportCommandTests {
  /// Stands where a person's machine, host or key would: nothing of it may reach a report.
  private static let secret = "Zq7marker"
  private static let time = Date(timeIntervalSince1970: 1_800_000_000)

  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// A log of one audit with a finding, made of texts that name a machine wherever they can.
  @discardableResult
  private func record(_ path: String) throws -> String {
    let secret = Self.secret
    let log = try AuditLog.open(at: path, access: .readWrite)
    let picture = RGBImage(
      width: 400, height: 300, pixels: (0..<400 * 300 * 3).map { UInt8($0 / 7 % 251) })
    let digest = SHA256Digest.hex(of: picture)
    // A picture that some other program put into the log, with what cameras and editors leave in files.
    let png = PNGCodec.encode(picture)
    let camera = Array("GPSLatitude \(secret)".utf8)
    var stuffed = Array(png[..<33]) + [0, 0, 0, UInt8(camera.count)]
    stuffed += Array("tEXt".utf8) + camera
    stuffed += [0, 0, 0, 0] + png[33...]
    try log.record(image: StoredImage(digest: digest, width: 400, height: 300, png: stuffed))
    let model = ModelIdentity(
      name: "/home/\(secret)/models/tiny", fingerprint: "from http://\(secret).lan:8000/v1")
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let audit = try log.beginAudit(
      AuditManifest(
        key: "key", model: model, probeSet: "/srv/\(secret)/probes.jsonl", probeSetDigest: "beef",
        sources: [
          ProbeSource(
            role: .probes, name: "/srv/\(secret)/probes.jsonl", sha256: "beef", published: nil,
            note: nil)
        ],
        settings: String(decoding: try encoder.encode(AuditSettings()), as: UTF8.self),
        halluxVersion: "0.1.0"),
      probes: [
        Probe(
          id: "/srv/\(secret)/1", imageName: "/home/\(secret)/a b.png",
          question: "Is there a spoon in the image?", object: "spoon", label: .no)
      ], at: Self.time)
    let probe = try #require(try log.probes(ofAudit: audit.id).first)
    try log.setImage(digest, forProbe: probe.id)
    try log.record(
      reply: StoredReply(
        key: "r", modelID: try log.modelID(of: model), imageDigest: nil, prompt: "p",
        answerPrefix: "",
        reply: ModelReply(
          text: "Yes", tokens: [], finishReason: nil, promptTokenCount: nil, systemFingerprint: nil),
        receivedAt: Self.time))
    try log.record(
      verdict: VerdictRecord(
        probeID: probe.id, rule: "hallux", replyKey: "r", answer: .yes,
        outcome: Outcome(answer: .yes, label: .no), pYes: nil, pNo: nil, pOther: nil))
    let finding = try log.recordFinding(
      audit: audit.id, probe: probe.id, kind: .falsePositive, confidence: nil)
    try log.setState(
      .failed,
      problem:
        "cannot read /home/\(secret)/cache:/tmp/\(secret)/x, asked https://\(secret):8443/v1, "
        + "then \(secret).lan:8000, C:\\Users\\\(secret)\\y",
      forFinding: finding.id)
    try log.finishAudit(audit.id, state: .finished, at: Self.time)
    return digest
  }

  private func run(_ arguments: String...) async throws -> Program.Ending {
    try await Program.run(
      ["report"] + arguments, in: folder,
      environment: ["HOME": "/home/\(Self.secret)", "USER": Self.secret])
  }

  /// Every file under a path, or the file itself, by its relative path.
  private func contents(_ name: String) throws -> [String: Data] {
    let path = folder.path + "/" + name
    var contents: [String: Data] = [:]
    if let file = try? Data(contentsOf: URL(fileURLWithPath: path)) { return ["": file] }
    for file in try FileManager.default.subpathsOfDirectory(atPath: path) {
      contents[file] = try? Data(contentsOf: URL(fileURLWithPath: path + "/" + file))
    }
    return contents
  }

  @Test(
    "a log gives the same bytes wherever it lies, and none of them tells whose machine it was",
    arguments: [[], ["--single-file"], ["--images", "thumb"], ["--images", "none"]])
  func privacy(choices: [String]) async throws {
    let digest = try record(folder.path + "/a.sqlite")
    let away = "deep/er"
    try FileManager.default.createDirectory(
      atPath: folder.path + "/" + away, withIntermediateDirectories: true)
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.path)
    where name.hasPrefix("a.sqlite") {
      try FileManager.default.copyItem(
        atPath: folder.path + "/" + name, toPath: folder.path + "/\(away)/" + name)
    }
    let ending = choices == ["--single-file"] ? ".html" : ""
    var reports: [[String: Data]] = []
    for (log, place) in [
      ("a.sqlite", "one"), ("a.sqlite", "two"), ("\(folder.path)/\(away)/a.sqlite", "deep/three"),
    ] {
      let arguments = ["report", "--log", log, "--to", place + ending] + choices
      let run = try await Program.run(
        arguments, in: folder, environment: ["HOME": "/home/\(Self.secret)", "USER": Self.secret])
      #expect(run.status == 0, "\(run.errors)")
      reports.append(try contents(place + ending))
    }
    #expect(reports[0] == reports[1] && reports[0] == reports[2])
    #expect(!reports[0].isEmpty)
    for (name, data) in reports[0] {
      let text = String(decoding: data, as: UTF8.self)
      #expect(!text.contains(Self.secret), "\(name)")
      #expect(!text.contains(folder.path), "\(name)")
      #expect(!name.contains(Self.secret))
    }
    let text = reports[0].values.map { String(decoding: $0, as: UTF8.self) }.joined()
    #expect(text.contains("a b.png") && text.contains("probes.jsonl") && text.contains("tiny"))
    #expect(text.contains(digest) == (choices != ["--images", "none"]))
  }

  @Test("a single file is told as such, replaced, and never put over something else")
  func singleFile() async throws {
    try record(folder.path + "/a.sqlite")
    let first = try await run("--log", "a.sqlite", "--to", "r.html", "--single-file")
    #expect(first.status == 0 && first.errors.isEmpty)
    #expect(first.output.hasPrefix("report      \(folder.path)/r.html\n"))
    #expect(first.output.contains(" pages, "))
    let query = try await run(
      "kind = false-positive", "--log", "a.sqlite", "--to", "r.html", "--single-file")
    #expect(query.status == 0, "\(query.errors)")
    try folder.write("mine.html", Array("<p>mine".utf8))
    let mine = try await run("--log", "a.sqlite", "--to", "mine.html", "--single-file")
    #expect(mine.status == 3)
    #expect(mine.messages.first?.contains("is something else than a report") == true)
    #expect(try contents("mine.html")[""] == Data("<p>mine".utf8))
    let left = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(!left.contains { $0.contains("partial") || $0.contains("single") }, "\(left)")
  }

  @Test("boxes are burnt in, and the report says so; what cannot be burnt in ends with 3")
  func redaction() async throws {
    let digest = try record(folder.path + "/a.sqlite")
    try folder.write("boxes.txt", Array("# face\na b.png 100 50 40.5 30\n".utf8))
    let ending = try await run("--log", "a.sqlite", "--to", "r", "--redact", "boxes.txt")
    #expect(ending.status == 0, "\(ending.errors)")
    let contents = try contents("r")
    let names = contents.keys.filter { $0.hasPrefix("images/") }
    #expect(names.count == 1 && !names.contains("images/\(digest).png"))
    let picture = try ImageFile.read(folder.path + "/r/" + (names.first ?? ""))
    for y in 50..<80 {
      let row = (y * 400 + 100) * 3..<(y * 400 + 141) * 3
      #expect(picture.pixels[row].allSatisfy { $0 == 128 })
    }
    for (name, data) in contents {
      #expect(!String(decoding: data, as: UTF8.self).contains(digest), "\(name)")
    }
    for (text, message) in [
      ("c.png 1 1 1 1", "boxes.txt:1: no picture of the audit is called 'c.png'"),
      (
        "a b.png 390 0 11.5 5",
        "boxes.txt:1: the box reaches out of 'a b.png', which is 400x300 pixels"
      ),
      ("", "boxes.txt: names no box"),
    ] {
      try folder.write("boxes.txt", Array(text.utf8))
      let refused = try await run("--log", "a.sqlite", "--to", "refused", "--redact", "boxes.txt")
      #expect(refused.status == 3)
      #expect(refused.messages.first?.contains(message) == true, "\(refused.errors)")
    }
    #expect(
      try await run("--log", "a.sqlite", "--to", "refused", "--redact", "none.txt").status == 3)
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/refused"))
  }

  @Test(
    "what of a user's templates is not used is told on standard error, and the report is written")
  func templates() async throws {
    try record(folder.path + "/a.sqlite")
    try folder.write("t/finding.htm", Array("x".utf8))
    let ending = try await run("--log", "a.sqlite", "--to", "r", "--templates", "t")
    #expect(ending.status == 0)
    #expect(ending.errors.hasPrefix("note: "))
    #expect(ending.errors.contains("/t/finding.htm: is not used"), "\(ending.errors)")
  }
}
