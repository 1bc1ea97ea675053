import Foundation
import Glibc
import Testing

/// The built program, run as a person would run it.
struct Program {
  /// What a run left behind.
  struct Ending {
    var status: Int32
    var output: String
    var errors: String
    /// The lines of standard error that the program itself wrote, progress left out.
    var messages: [String] {
      errors.split(separator: "\n").map(String.init).filter { $0.hasPrefix("hallux: ") }
    }
  }

  /// The folder of the checkout.
  static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path

  /// The program beside the test bundle.
  static var path: String {
    let bundle =
      (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
    return URL(fileURLWithPath: bundle).deletingLastPathComponent().path + "/hallux"
  }

  /// A process with its output in files, so that no pipe can fill up.
  let process = Process()
  private let folder: TemporaryFolder

  init(_ arguments: [String], in folder: TemporaryFolder, environment: [String: String] = [:])
    throws
  {
    self.folder = folder
    process.executableURL = URL(fileURLWithPath: Self.path)
    process.arguments = arguments
    process.currentDirectoryURL = URL(fileURLWithPath: folder.path)
    var variables = ProcessInfo.processInfo.environment
    for name in ["OPENAI_BASE_URL", "OPENAI_API_KEY", "HALLUX_AUDIT_LOG"] {
      variables[name] = nil
    }
    variables["HALLUX_HOME"] = Self.root
    process.environment = variables.merging(environment) { $1 }
    process.standardInput = FileHandle.nullDevice
    for (name, keyPath) in [
      ("out", \Process.standardOutput), ("err", \Process.standardError),
    ] {
      let file = folder.path + "/.\(name)"
      _ = FileManager.default.createFile(atPath: file, contents: nil)
      process[keyPath: keyPath] = try FileHandle(forWritingTo: URL(fileURLWithPath: file))
    }
    try process.run()
  }

  /// Waits for the end.
  func ending() throws -> Ending {
    process.waitUntilExit()
    return Ending(
      status: process.terminationReason == .exit ? process.terminationStatus : -1,
      output: try String(contentsOfFile: folder.path + "/.out", encoding: .utf8),
      errors: try String(contentsOfFile: folder.path + "/.err", encoding: .utf8))
  }

  /// Runs the program to its end.
  static func run(
    _ arguments: [String], in folder: TemporaryFolder, environment: [String: String] = [:]
  ) throws -> Ending {
    try Program(arguments, in: folder, environment: environment).ending()
  }

  /// Kills the program, as a crash would.
  func kill() { Glibc.kill(process.processIdentifier, SIGKILL) }
}

/// A folder that is gone when the test is.
final class TemporaryFolder: Sendable {
  let path: String

  init() throws {
    var template = Array("/tmp/hallux-XXXXXX".utf8CString)
    let made = try #require(mkdtemp(&template))
    path = String(cString: made)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Writes a file into the folder.
  @discardableResult
  func write(_ name: String, _ bytes: some Sequence<UInt8>) throws -> String {
    let file = path + "/" + name
    try FileManager.default.createDirectory(
      atPath: URL(fileURLWithPath: file).deletingLastPathComponent().path,
      withIntermediateDirectories: true)
    try Data(bytes).write(to: URL(fileURLWithPath: file))
    return file
  }
}

/// Lines of the bundled probe set.
enum BundledProbes {
  static let folder = Program.root + "/probes/bundled"

  /// The lines, as they stand in the file.
  static func lines() throws -> [String] {
    try String(contentsOfFile: folder + "/probes.jsonl", encoding: .utf8)
      .split(separator: "\n").map(String.init)
  }

  /// The first lines about planted negatives, each of another image.
  static func planted(_ count: Int) throws -> [String] {
    var images: Set<Substring> = []
    return Array(
      try lines().filter { line in
        guard line.contains("\"planted\":"), let image = line.firstMatch(of: /scene_\d+/) else {
          return false
        }
        return images.insert(image.output).inserted
      }.prefix(count))
  }
}
