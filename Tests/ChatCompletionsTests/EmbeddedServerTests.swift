import Foundation
import Glibc
import ModelAPI
import Testing

@testable import ChatCompletions

/// Starting and ending the embedded server, and what is told when it cannot be started.
@Suite(.timeLimit(.minutes(30))) struct EmbeddedServerTests {
  /// The one line that a start with this configuration ends in.
  private func failure(_ configuration: EmbeddedServer.Configuration) async -> String {
    let error = await #expect(throws: ModelError.self) {
      try await EmbeddedServer(starting: configuration)
    }
    #expect(error?.code == .unreachable)
    #expect(error?.message.contains("\n") == false)
    return error?.message ?? ""
  }

  @Test("the server runs in a process group of its own and is gone when stopped")
  func stops() async throws {
    let server = try await EmbeddedServer(starting: ServerScript.usual)
    let process = try #require(server.processIdentifier)
    #expect(ServerScript.isRunning(process))
    #expect(getpgid(process) == process, "Ctrl-C on the terminal does not reach it")
    await server.stop()
    #expect(server.processIdentifier == nil)
    #expect(!ServerScript.isRunning(process))
    #expect(kill(process, 0) != 0, "it was reaped")
  }

  @Test("the server ends when nothing refers to it any more")
  func endsWithItsOwner() async throws {
    let process = try await {
      try await #require(EmbeddedServer(starting: ServerScript.usual).processIdentifier)
    }()
    #expect(await eventually { !ServerScript.isRunning(process) })
  }

  @Test("the server ends with a parent that is killed with -9")
  func endsWithKilledParent() async throws {
    // A parent of its own: it starts the server as Hallux does and tells the server's number.
    let parent = Process()
    parent.executableURL = URL(fileURLWithPath: ServerScript.usual.interpreter)
    parent.arguments = [
      "-c",
      """
      import subprocess, sys
      server = subprocess.Popen(
          [sys.executable, *sys.argv[1:]],
          stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
      ready = server.stdout.readline().split()[0]
      print(server.pid, ready, flush=True)
      sys.stdin.read()
      """,
      ServerScript.usual.script, "--model", ServerScript.usual.languageModel,
      "--mmproj", ServerScript.usual.visionModel,
    ]
    let (input, output) = (Pipe(), Pipe())
    parent.standardInput = input
    parent.standardOutput = output
    try parent.run()
    var line = Data()
    while line.last != UInt8(ascii: "\n"),
      let more = try output.fileHandleForReading.read(upToCount: 1)
    {
      line += more
    }
    let words = String(decoding: line, as: UTF8.self).split(whereSeparator: \.isWhitespace)
    try #require(words.count == 2 && words[1] == "READY", "\(words)")
    let server = try #require(Int32(words[0]))
    #expect(ServerScript.isRunning(server))
    #expect(kill(parent.processIdentifier, SIGKILL) == 0)
    #expect(await eventually { !ServerScript.isRunning(server) })
    parent.waitUntilExit()
  }

  @Test("a missing interpreter is named, with what to run")
  func missingInterpreter() async {
    var configuration = ServerScript.usual
    configuration.interpreter = "/nowhere/python"
    #expect(
      await failure(configuration)
        == "the embedded server: /nowhere/python is missing: run hallux setup, "
        + "or name another server with --server")
  }

  @Test("a missing model file is named")
  func missingModel() async {
    var configuration = ServerScript.usual
    configuration.visionModel = "/nowhere/vision.gguf"
    #expect(
      await failure(configuration)
        == "the embedded server: the model file /nowhere/vision.gguf: no such file")
  }

  @Test("a file that is no model is told as such")
  func wrongModel() async {
    var configuration = ServerScript.usual
    configuration.languageModel = configuration.script
    #expect(await failure(configuration).contains("llama.cpp could not load the model"))
  }

  @Test(
    "an interpreter that cannot run the server is one line that says what to do",
    arguments: [
      ("exec \(ServerScript.usual.interpreter) -S \"$@\"", "is not installed: run hallux setup"),
      ("echo one >&2; echo two >&2; exit 3", "it ended with status 3: two"),
      ("kill -ILL $$", "this processor lacks an instruction that it needs (AVX2)"),
      ("kill -KILL $$", "it was ended by signal 9 (Killed)"),
    ])
  func interpreters(script: String, words: String) async {
    let configuration = ServerScript.interpreted(by: script)
    defer { ServerScript.remove(configuration) }
    let message = await failure(configuration)
    #expect(message.contains(words), "\(message)")
  }

  @Test("a file that is no program is told as such")
  func noProgram() async {
    var configuration = ServerScript.usual
    configuration.interpreter = configuration.languageModel
    #expect(await failure(configuration).contains("does not start"))
  }

  @Test("a server that is never ready is ended after the time-out")
  func neverReady() async throws {
    var configuration = ServerScript.interpreted(by: "echo $$ >&2; exec cat")
    defer { ServerScript.remove(configuration) }
    configuration.startTimeout = .milliseconds(300)
    #expect(await failure(configuration).contains("it was not ready within"))
  }

  @Test("cancelling a start ends what was started")
  func cancelledStart() async throws {
    let configuration = ServerScript.interpreted(by: "exec cat")
    defer { ServerScript.remove(configuration) }
    let start = Task {
      await #expect(throws: ModelError.cancelled) {
        try await EmbeddedServer(starting: configuration)
      }
    }
    start.cancel()
    #expect(await start.value == .cancelled)
  }
}
