import Codecs
import Glibc
public import ModelAPI

/// llama.cpp with the bundled model, as a child process on a free loopback port.
///
/// It ends with this process however this process ends, `kill -9` included: the child sees the end
/// of its input and is told by the kernel.
public final class EmbeddedServer: Sendable {
  /// The files that make the server, and how much of the machine it may use.
  public struct Configuration: Sendable, Hashable {
    /// A Python that has the packages of `scripts/requirements-server.txt`.
    public var interpreter: String
    /// `serve-bundled.py`.
    public var script: String
    /// The language model, GGUF.
    public var languageModel: String
    /// The vision tower with its projector, GGUF.
    public var visionModel: String
    /// The name under which the model is served.
    public var modelName: String
    /// The number of requests computed at the same time.
    public var slots: Int
    /// The number of threads that compute, or nil for one per processor.
    public var threads: Int?
    /// The longest wait for the server to be ready.
    public var startTimeout: Duration

    /// The files at their usual places below the project's folder.
    public init(resourceRoot: String) {
      interpreter = resourceRoot + "/.venv/bin/python"
      script = resourceRoot + "/scripts/serve-bundled.py"
      languageModel = resourceRoot + "/models/tiny-llava/tiny-llava-text.gguf"
      visionModel = resourceRoot + "/models/tiny-llava/tiny-llava-mmproj.gguf"
      modelName = "tiny-llava"
      slots = 4
      threads = nil
      startTimeout = .seconds(60)
    }
  }

  /// Where the server can be asked.
  public let address: ServerAddress
  /// The model's name and the digests of its two files.
  public let identity: ModelIdentity

  /// How long the server may take to end by itself before it is killed.
  private static let stopGrace = Duration.seconds(3)

  private let process: ChildProcess

  /// Starts the server and waits until it can be asked.
  ///
  /// - Throws: ``ModelError`` `unreachable` with one line that says what to do.
  public init(starting configuration: Configuration) async throws(ModelError) {
    for file in [configuration.interpreter, configuration.script] where access(file, R_OK) != 0 {
      throw Self.failure(
        "\(file) is missing: run hallux setup, or name another server with --server")
    }
    let digests = try [
      Self.digest(ofModelFile: configuration.languageModel),
      Self.digest(ofModelFile: configuration.visionModel),
    ]
    identity = ModelIdentity(
      name: configuration.modelName, fingerprint: "sha256:" + digests.joined(separator: "+"))

    process = ChildProcess(command: configuration.command)
    let start = await process.start(readyMark: "READY ", timeout: configuration.startTimeout)
    guard !Task.isCancelled else {
      process.kill()
      throw .cancelled
    }
    switch start {
    case .ready(let address):
      self.address = try ServerAddress(address)
    case .ended(let ending):
      throw Self.failure(Self.reason(for: ending, process))
    case .timedOut:
      throw Self.failure("it was not ready within \(configuration.startTimeout)")
    case .failed(let errno):
      throw Self.failure(
        "\(configuration.interpreter) does not start (\(String(cString: strerror(errno)))): "
          + "run hallux setup, or name another server with --server")
    }
  }

  deinit {
    process.closeInput()
  }

  /// Ends the server and waits until it is gone.
  public func stop() async {
    process.closeInput()
    let process = process
    let backstop = Task {
      try await Task.sleep(for: Self.stopGrace)
      process.kill()
    }
    await process.waitForEnd()
    backstop.cancel()
  }

  /// Why the server is no longer there, or nil while it runs.
  public var failure: ModelError? {
    process.ending.map { Self.failure(Self.reason(for: $0, process)) }
  }

  /// The server's process number while it runs.
  public var processIdentifier: Int32? { process.identifier }

  /// The digest of a model file, which tells versions of the bundled model apart.
  private static func digest(ofModelFile path: String) throws(ModelError) -> String {
    do {
      return SHA256Digest.hex(of: try ImageFile.bytes(of: path))
    } catch {
      throw failure("the model file \(error)")
    }
  }

  private static func failure(_ reason: String) -> ModelError {
    ModelError(code: .unreachable, message: "the embedded server: \(reason)")
  }

  /// The script's own words where it left any, else what the system tells.
  private static func reason(for ending: ChildProcess.Ending, _ process: ChildProcess) -> String {
    let mark = "serve-bundled: "
    if let line = process.errorLines.last(where: { $0.hasPrefix(mark) }) {
      return String(line.dropFirst(mark.count))
    }
    return switch ending {
    case .signal(SIGILL):
      "this processor lacks an instruction that it needs (AVX2): name another server with --server"
    case .signal(let number):
      "it was ended by signal \(number) (\(String(cString: strsignal(number))))"
    case .status(let status):
      "it ended with status \(status)" + (process.errorLines.last.map { ": \($0)" } ?? "")
    }
  }
}

extension EmbeddedServer.Configuration {
  fileprivate var command: [String] {
    [
      interpreter, script, "--model", languageModel, "--mmproj", visionModel, "--alias", modelName,
      "--slots", String(slots),
    ] + (threads.map { ["--threads", String($0)] } ?? [])
  }
}
