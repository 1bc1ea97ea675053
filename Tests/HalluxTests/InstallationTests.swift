import Foundation
import Testing

@testable import TestHost
@testable import TestKit

/// What `make install` puts somewhere works there, without the checkout.
@Suite("An installation", .serialized)
struct InstallationTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private var prefix: String { folder.path + "/stage/usr" }

  private func script(_ arguments: String...) async throws -> Int32 {
    let process = try ChildProcess(
      [Program.root + "/scripts/install"] + arguments,
      environment: ProcessInfo.processInfo.environment,
      in: folder.path, output: folder.path + "/.out", errors: folder.path + "/.err")
    return await process.exitCode()
  }

  private func install() async throws {
    #expect(try await script(Program.path, "/usr", folder.path + "/stage") == 0)
    try FileManager.default.createDirectory(
      atPath: folder.path + "/cache/hallux", withIntermediateDirectories: true)
  }

  /// Runs the installed program in the place of the built one.
  private func run(_ arguments: String...) async throws -> Program.Ending {
    try await Program.run(
      arguments, in: folder,
      environment: ["HALLUX_HOME": "", "XDG_CACHE_HOME": folder.path + "/cache"],
      by: ["/bin/bash", "-c", "shift; exec \"$0\" \"$@\"", prefix + "/bin/hallux"])
  }

  @Test("knows its own probes, and says in one line how to get what serves its model")
  func withoutServer() async throws {
    try await install()
    let shown = try await run("probes", "show")
    #expect(shown.status == 0 && shown.output.contains("648 probes"), "\(shown)")
    let audit = try await run("audit", "--limit", "1")
    #expect(audit.status == 4 && audit.output.isEmpty)
    #expect(audit.messages.count == 1)
    #expect(audit.messages.first?.contains("is missing: run hallux setup, or name") == true)
    #expect(audit.errors.contains(folder.path + "/cache/hallux/server-"))
  }

  @Test("audits with the environment of the user's cache")
  func withServer() async throws {
    try await install()
    let version = try await run("--version").output.trimmingCharacters(in: .newlines)
    try FileManager.default.createSymbolicLink(
      atPath: folder.path + "/cache/hallux/server-" + version,
      withDestinationPath: Program.root + "/.venv")
    #expect(try await run("setup").status == 0)
    let audit = try await run(
      "audit", "--limit", "2", "--explain", "none", "--skip-checks", "--quiet")
    #expect(audit.status == 0, "\(audit.errors)")
    #expect(FileManager.default.fileExists(atPath: folder.path + "/audits/hallux.sqlite"))
  }

  @Test("has a man page for every command, completions, and no file after it was taken away")
  func files() async throws {
    try await install()
    let pages = try FileManager.default.contentsOfDirectory(atPath: prefix + "/share/man/man1")
    let golden = try FileManager.default.contentsOfDirectory(
      atPath: Program.root + "/Tests/HalluxTests/Golden")
    let commands = golden.compactMap { $0.wholeMatch(of: /help(.*)\.txt/)?.1 }
    #expect(Set(pages) == Set(commands.map { "hallux\($0).1" }))
    for file in [
      "bash-completion/completions/hallux", "zsh/site-functions/_hallux",
      "fish/vendor_completions.d/hallux.fish", "doc/hallux/docs/guide.md",
      "hallux/templates/index.html", "hallux/scripts/setup-server",
    ] {
      #expect(FileManager.default.fileExists(atPath: prefix + "/share/" + file), "\(file)")
    }
    try expectGolden(
      try String(contentsOfFile: prefix + "/share/man/man1/hallux-log-verify.1", encoding: .utf8),
      "hallux-log-verify.1")
    #expect(try await script("--remove", "/usr", folder.path + "/stage") == 0)
    for name in try FileManager.default.subpathsOfDirectory(atPath: prefix) {
      var isFolder: ObjCBool = false
      _ = FileManager.default.fileExists(atPath: prefix + "/" + name, isDirectory: &isFolder)
      #expect(isFolder.boolValue, "\(name)")
    }
  }
}
