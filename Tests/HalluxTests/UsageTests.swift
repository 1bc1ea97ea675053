import Attribution
import Testing

@testable import TestKit

@Suite("The command line")
struct UsageTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test(
    "explains itself",
    arguments: [
      "", "adjudicate", "audit", "captions", "compare", "doctor", "evaluate", "explain", "export",
      "import", "log", "log head", "log rebuild", "log schema", "log show", "log compact",
      "log merge",
      "log verify", "probes", "probes build", "probes from-captions", "probes show", "query",
      "report", "score", "setup",
    ])
  func help(_ command: String) async throws {
    let ending = try await Program.run(
      command.split(separator: " ").map(String.init) + ["--help"], in: folder,
      environment: ["COLUMNS": "100"])
    #expect(ending.status == 0 && ending.errors.isEmpty)
    let name = (["help"] + command.split(separator: " ")).joined(separator: "-")
    try expectGolden(ending.output, name + ".txt")
  }

  @Test("names its version")
  func version() async throws {
    let ending = try await Program.run(["--version"], in: folder)
    #expect(ending.status == 0)
    #expect(ending.output.wholeMatch(of: /\d+\.\d+\.\d+(-\w+)?\n/) != nil)
  }

  @Test(
    "ends with 2 and says why when it is not understood",
    arguments: [
      (["audit", "--nonsense"], "Unknown option '--nonsense'"),
      (["audit", "--regions", "0"], "--regions must be between 1 and 10000."),
      (["audit", "--rule", "strict"], "--rule 'strict' is not one of: hallux, pope, opera, vcd, "),
      (["audit", "--search", "best"], "--search 'best' is not one of: "),
      (["audit", "--max-connections", "none"], "The value 'none' is invalid"),
      (["audit", "--gguf", "a.gguf"], "--gguf and --mmproj go together."),
      (["query", "--count-by", "beauty"], "--count-by 'beauty' is not one of: finding, audit,"),
      (["query", "--count", "--count-by", "kind"], "Choose one of --count and --count-by."),
      (["query", "--sort", "beauty"], "--sort 'beauty' is not one of: finding, audit,"),
      (["query", "--kind", "lie"], "The value 'lie' is invalid"),
      (["explain"], "Name an image, or a finding to --recheck."),
      (["explain", "a.png"], "Say what to ask: --ask or --describe, one of them."),
      (
        ["explain", "a.png", "--ask", "Is it?", "--describe"],
        "Say what to ask: --ask or --describe, one of them."
      ),
      (
        ["explain", "a.png", "--ask", "Is it?", "--word", "a", "--sentence"],
        "Choose one of --word, --tokens, --sentence and --counter."
      ),
      (
        ["explain", "a.png", "--describe", "--label", "no"],
        "--label goes with a yes/no question, not with --describe."
      ),
      (
        ["explain", "a.png", "--describe", "--counter"],
        "--counter goes with a yes/no question, not with --describe."
      ),
      (
        ["explain", "a.png", "--describe", "--tokens", "5-3"],
        "--tokens '5-3' is not a list of places such as 3-5,9."
      ),
      (["explain", "a.png", "--describe", "--word", " "], "--word is empty."),
      (
        ["explain", "a.png", "--describe", "--max-tokens", "0"],
        "--max-tokens must be between 1 and 100000."
      ),
      (
        ["explain", "a.png", "--recheck", "1"],
        "--recheck takes a finding of the log: no image and no question."
      ),
      (
        ["explain", "--recheck", "1", "--word", "a"],
        "--recheck takes a finding of the log: no image and no question."
      ),
      (["report"], "Missing expected argument '--to <path>'"),
      (["report", "--to", "a.HTML"], "--to 'a.HTML' looks like a file: add --single-file"),
      (["report", "--to", "a", "--force"], "--force goes with --single-file"),
      (["report", "--to", "a", "--images", "tiny"], "The value 'tiny' is invalid"),
      (["probes", "build", "a.json", "--to", "b"], "Missing expected argument '--from <form>'"),
      (
        ["probes", "build", "--from", "coco", "a.json", "--to", "b", "--strategy", "hard"],
        "--strategy 'hard' is not one of: random, popular, adversarial, verified, all."
      ),
      (
        ["probes", "build", "--from", "coco", "a.json", "--to", "b", "--strategy", "verified"],
        "--strategy verified goes with --from lvis: no other form says what is surely absent."
      ),
      (
        ["probes", "build", "--from", "coco", "a.json", "--to", "b", "--template", "Is it {x}?"],
        "--template needs {object} in it, and nothing else in braces but {a}."
      ),
      (
        [
          "probes", "build", "--from", "coco", "a.json", "--to", "b", "--template", "{object}?",
          "--pope-grammar",
        ],
        "--template and --pope-grammar exclude each other."
      ),
      (
        ["probes", "build", "--from", "coco", "a.json", "--to", "b", "--images", "0"],
        "--images must be between 1 and 10000000."
      ),
      (["conjure"], "hallux: there is no command 'conjure' (hallux --help lists them)"),
      (["qurey"], "hallux: there is no command 'qurey'; did you mean 'query'?"),
      (["log", "verfiy"], "hallux: there is no command 'log verfiy'; did you mean 'log verify'?"),
      (["version"], "did you mean '--version'?"),
    ])
  func usage(_ arguments: [String], _ message: String) async throws {
    let ending = try await Program.run(arguments, in: folder)
    #expect(ending.status == 2)
    #expect(ending.output.isEmpty)
    #expect(ending.errors.contains(message), "\(ending.errors)")
  }

  @Test(
    "says that there is no log to query or report",
    arguments: [["query"], ["report", "--to", "r"]])
  func noLog(_ arguments: [String]) async throws {
    let ending = try await Program.run(arguments, in: folder)
    #expect(ending.status == 3)
    #expect(ending.messages.count == 1, "\(ending.errors)")
    #expect(ending.messages.first?.contains("audits/hallux.sqlite") == true)
  }
}
