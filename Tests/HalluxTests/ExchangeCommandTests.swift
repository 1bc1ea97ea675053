import Foundation
import Testing

@testable import TestKit

@Suite("hallux import and hallux export", .serialized)
struct ExchangeCommandTests {
  private static let fixtures = Program.root + "/Tests/ExchangeTests/Fixtures"
  private static let samples =
    fixtures + "/lmms-eval/tiny__llava-1.5/20260801_101112_samples_pope.jsonl"
  private static let table = fixtures + "/vlmevalkit/tiny-llava_POPE.tsv"

  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func run(_ arguments: String...) async throws -> Program.Ending {
    try await Program.run(arguments + ["--log", "log.sqlite"], in: folder)
  }

  private func text(_ name: String) throws -> String {
    try String(contentsOfFile: folder.path + "/" + name, encoding: .utf8)
  }

  /// What is the same on every machine and day.
  private func stable(_ text: String) -> String {
    text.replacing(Program.root, with: "ROOT")
      .replacing(/head        [0-9a-f]{64}/, with: "head        HEAD")
      .replacing(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|\+00:00)?/, with: "TIME")
  }

  private func importSamples() async throws {
    let ending = try await run("import", Self.samples, "--probes", Self.fixtures + "/probes.jsonl")
    #expect(ending.status == 0, "\(ending.errors)")
  }

  @Test("make an audit of lmms-eval's samples that every other command knows what to do with")
  func samples() async throws {
    let ending = try await run("import", Self.samples, "--probes", Self.fixtures + "/probes.jsonl")
    #expect(ending.status == 0)
    try expectGolden(stable(ending.output + "-- errors\n" + ending.errors), "import-samples.txt")
    try await expectGolden(stable(try run("log", "show").output), "import-log-show.txt")

    #expect(try await run("query", "--count").output == "3\n")
    #expect(try await run("score", "--rule", "lmms-eval").output.contains("0.250 0.667"))
    #expect(try await run("report", "--to", "report").status == 0)
    #expect(try text("report/index.html").contains("replies, imported"))
    #expect(!(try text("report/index.html")).contains("region count"))
    #expect(try await run("log", "verify").status == 0)
    for arguments in [
      ["evaluate"], ["evaluate", "--search", "greedy"], ["explain", "--recheck", "1"],
    ] {
      let missing = try await Program.run(arguments + ["--log", "log.sqlite"], in: folder)
      #expect(missing.status == 3 && missing.output.isEmpty, "\(arguments)")
      #expect(
        missing.errors.contains("audit 1 was imported: the log has replies"), "\(missing.errors)")
    }
  }

  @Test("add nothing when the same replies come again, in whatever form")
  func again() async throws {
    let first = try await run("import", Self.table, "--json")
    #expect(first.status == 3 && first.errors.contains("is a tool's note of a failed request"))
    let head = try await run("log", "head").output
    for file in [Self.table, Self.table.replacing(".tsv", with: ".json")] {
      let again = try await run("import", file, "--json")
      #expect(again.errors.contains("the log has these replies already, as audit 1"))
      #expect(try await run("log", "head").output == head)
    }
  }

  @Test(
    "say what is wrong, and leave the log as it is",
    arguments: [
      (["import"], Int32(2), "Missing expected argument '<file> ...'"),
      (["import", "none.jsonl"], 3, "none.jsonl: cannot be read"),
      (["import", "empty.jsonl"], 3, "empty.jsonl: has no reply"),
      (["import", "bare.jsonl"], 3, "bare.jsonl:1: does not say about which question it is"),
      (["import", "answers.jsonl"], 2, "says which model replied: name it with --model"),
      (
        ["import", "other.jsonl", "--probes", "probes.jsonl", "--model", "m"], 3,
        "nothing is imported"
      ),
      (["import", "answers.jsonl", "--model", "m", "--images", "none"], 3, "none: cannot be read"),
      (
        ["import", "answers.jsonl", "--model", "m", "--rule", "strict"], 2,
        "--rule 'strict' is not one of"
      ),
      (["export", "--to", "x.json"], 2, "--format is needed: the name 'x.json' leaves open"),
      (["export", "--to", "x", "--format", "xlsx"], 2, "The value 'xlsx' is invalid"),
      (["export", "--to", "x.tsv"], 3, "log.sqlite"),
      (["export", "--to", "x.tsv", "--rule", "strict"], 2, "--rule 'strict' is not one of"),
    ])
  func wrong(arguments: [String], status: Int32, message: String) async throws {
    try folder.write("empty.jsonl", "".utf8)
    try folder.write("bare.jsonl", #"{"question_id": 1, "answer": "yes"}"#.utf8)
    let answer =
      #"{"question_id": 1, "image": "a.png", "question": "Is there a cat in the image?", "#
    try folder.write("answers.jsonl", (answer + #""answer": "yes", "label": "no"}"#).utf8)
    try folder.write(
      "other.jsonl", (answer.replacing("cat", with: "dog") + #""answer": "yes"}"#).utf8)
    try folder.write(
      "probes.jsonl",
      #"{"question_id": 1, "image": "a.png", "text": "Is there a cat in the image?", "label": "no"}"#
        .utf8)
    let ending = try await Program.run(arguments + ["--log", "log.sqlite"], in: folder)
    #expect(ending.status == status)
    #expect(ending.errors.contains(message), "\(ending.errors)")
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/log.sqlite"))
  }

  @Test("keep the images where they are given, and tell the one that is missing")
  func images() async throws {
    try folder.write(
      "answers.jsonl",
      [("scene_0001.png", 1), ("none.png", 2)].map {
        #"{"question_id": \#($1), "image": "\#($0)", "question": "Is there a cow in the image?", "answer": "no", "label": "yes"}"#
      }.joined(separator: "\n").utf8)
    let ending = try await run(
      "import", "answers.jsonl", "--model", "m", "--images", BundledProbes.folder + "/images")
    #expect(ending.status == 3 && ending.errors.contains("has no image \"none.png\""))
    #expect(try await run("log", "show").output.contains("2 probes about 1 images"))
    #expect(try await run("log", "verify").output.contains("1 images"))
  }

  @Test("write every format, to a file or to standard output, and tell what is dropped")
  func exports() async throws {
    try await importSamples()
    for format in [
      "pope", "lmms-eval", "vlmevalkit-tsv", "vlmevalkit-json", "inspect", "csv", "jsonl", "junit",
    ] {
      let file = try await run("export", "--to", "out." + format, "--format", format)
      #expect(file.status == 0 && file.output.isEmpty, "\(file.errors)")
      let piped = try await run("export", "1", "--to", "-", "--format", format)
      #expect(try text("out." + format) == piped.output && !piped.output.isEmpty)
      #expect(file.errors.contains("wrote 12 probes of audit 1 to out.\(format)"))
    }
    try expectGolden(stable(try text("out.csv")), "export.csv")
    let told = try await run("export", "--to", "-", "--format", "pope").errors
    try expectGolden(told, "export-dropped.txt")
    let two = try await run(
      "export", "--to", "-", "--format", "jsonl", "--query", "kind = false-positive")
    #expect(two.output.split(separator: "\n").count == 2)
    let split = try await run("export", "--to", "-", "--format", "pope", "--split", "popular")
    #expect(split.output.split(separator: "\n").count == 9)
  }

  @Test("write over nothing without --force, and nothing that would be empty")
  func refusals() async throws {
    try await importSamples()
    try folder.write("there.tsv", "mine".utf8)
    let there = try await run("export", "--to", "there.tsv")
    #expect(there.status == 3 && there.errors.contains("there.tsv exists already"))
    #expect(try text("there.tsv") == "mine")
    #expect(try await run("export", "--to", "there.tsv", "--force").status == 0)
    #expect(try text("there.tsv").hasPrefix("\"index\"\t"))
    let folderItself = try await run("export", "--to", ".", "--format", "csv")
    #expect(folderItself.status == 3 && folderItself.errors.contains("is a folder; name a file"))
    let none = try await run("export", "--to", "none.tsv", "--split", "no such")
    #expect(none.status == 3 && none.errors.contains("no probe that is to be written"))
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/none.tsv"))
    #expect(try await run("export", "9", "--to", "none.tsv").errors.contains("has no audit 9"))
    let query = try await run("export", "--to", "-", "--format", "csv", "--query", "kind ==")
    #expect(query.status == 2 && query.errors.contains("query:"))
  }

  @Test("come back the same through the table and through JSON lines")
  func roundTrip() async throws {
    try await importSamples()
    for (format, name) in [("jsonl", "x.jsonl"), ("lmms-eval", "tiny/x_samples_pope.jsonl")] {
      try FileManager.default.createDirectory(
        atPath: folder.path + "/tiny", withIntermediateDirectories: true)
      #expect(try await run("export", "1", "--to", name, "--format", format).status == 0)
      let back = try await run("import", name, "--model", "tiny/llava-1.5")
      #expect(back.status == 0, "\(back.errors)")
      let first = try await run("export", "1", "--to", "-", "--format", "lmms-eval").output
      let second = try await run("export", "--to", "-", "--format", "lmms-eval").output
      #expect(first == second, "\(format)")
    }
  }
}
