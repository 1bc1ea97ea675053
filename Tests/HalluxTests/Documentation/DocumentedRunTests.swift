import ChatCompletions
import Foundation
import Testing

@testable import TestHost
@testable import TestKit

/// The blocks of the documentation, run as they are written, by a real shell, each in a copy of one prepared folder.
///
/// A block that is new is run, too. What needs more than the folder has is listed here with the reason; everything
/// else either works or is mended.
@Suite("The documentation's blocks", .serialized, .timeLimit(.minutes(30)))
struct DocumentedRunTests {
  /// Blocks that cannot be run here, by a part of their text, and why.
  private static let exceptions = [
    "--from lvis": "LVIS's annotations are not here",
    "sbatch": "Slurm is not here; LogMergeCommandTests plays what it would start",
    "hallux setup": "it needs a package index",
    "20260801_101112_samples":
      "other tools' results are not here; ExchangeCommandTests reads theirs",
    "http://gpu": "several servers are not here; SeveralServersTests asks some",
  ]

  /// The commands that the log of the prepared folder is made by.
  private static let history = """
    hallux audit --quiet
    hallux audit --captions-only --quiet
    hallux audit coco_pope_popular.json --images val2014 --server http://localhost:8000/v1 --quiet
    cp audits/hallux.sqlite base.sqlite && cp audits/hallux.sqlite new.sqlite
    """

  @Test("do what they are there for")
  func run() async throws {
    let prepared = try DocumentedFolder()
    let server = try await EmbeddedServer(
      starting: EmbeddedServer.Configuration(resourceRoot: Program.root))
    let shell = Shell(folder: prepared, server: server.address.description)
    try await #require(try shell.run(Self.history, in: prepared.work) == nil)
    var count = 0
    for page in try DocumentedCommands.pages() {
      for block in try DocumentedCommands.blocks(of: page) where Self.isRunnable(block) {
        let copy = prepared.folder.path + "/copy"
        try? FileManager.default.removeItem(atPath: copy)
        try FileManager.default.copyItem(atPath: prepared.work, toPath: copy)
        if let problem = try await shell.run(block.text, in: copy) {
          Issue.record("\(block): \(problem)")
        }
        count += 1
      }
    }
    await server.stop()
    #expect(count > 15)
  }

  private static func isRunnable(_ block: DocumentedBlock) -> Bool {
    !block.commands.isEmpty && !block.commands.contains(where: \.isSketch)
      && !exceptions.keys.contains { block.text.contains($0) }
  }

  @Test("that cannot be run are still there", arguments: exceptions.keys.sorted())
  func exception(_ part: String) throws {
    let blocks = try DocumentedCommands.pages().flatMap(DocumentedCommands.blocks)
    #expect(blocks.contains { $0.text.contains(part) }, "nothing has '\(part)' in it any more")
  }
}

/// A shell in which `hallux` is the built program.
private struct Shell {
  let folder: DocumentedFolder
  /// The address of the server that the documentation has at port 8000.
  let server: String

  /// Every call must end with 0; a gate may also close.
  ///
  /// Where the number of regions is left open it is nine: 64 take seven times as long, and show nothing more here.
  private static let prelude = """
    set -o pipefail
    hallux() {
      case "$*" in
        *--regions*|*--coarse*|*--repeat*|*--recheck*) ;;
        audit*|explain*) set -- "$@" --regions 9 ;;
      esac
      command "$HALLUX_PROGRAM" "$@"
      local status=$?
      case "$status $*" in
        0\\ *) ;;
        1\\ *--fail-if*) ;;
        *) echo "[$status] hallux $*" >>"$FAILURES" ;;
      esac
      return $status
    }
    vllm() { :; }

    """

  /// Runs a text.
  ///
  /// - Returns: What failed, or nil.
  func run(_ text: String, in place: String) async throws -> String? {
    let scratch = folder.folder.path
    let failures = scratch + "/failures"
    try Data().write(to: URL(fileURLWithPath: failures))
    let script = text.replacingOccurrences(of: "http://localhost:8000/v1", with: server)
      .replacingOccurrences(of: "--server URL", with: "--server " + server)
    var environment = ProcessInfo.processInfo.environment
    for name in ["OPENAI_BASE_URL", "OPENAI_API_KEY", "HALLUX_AUDIT_LOG", "HALLUX_PYTHON"] {
      environment[name] = nil
    }
    environment["HALLUX_PROGRAM"] = Program.path
    environment["HALLUX_HOME"] = folder.home
    environment["HOME"] = scratch + "/user"
    environment["FAILURES"] = failures
    try FileManager.default.createDirectory(
      atPath: scratch + "/user/.local/share/bash-completion/completions",
      withIntermediateDirectories: true)
    let process = try ChildProcess(
      ["/bin/bash", "-c", Self.prelude + script], environment: environment, in: place,
      output: scratch + "/.out", errors: scratch + "/.err")
    await process.exitCode()
    let failed = try String(contentsOfFile: failures, encoding: .utf8)
    guard !failed.isEmpty else { return nil }
    return failed + (try String(contentsOfFile: scratch + "/.err", encoding: .utf8).suffix(1000))
  }
}
