import Foundation
import Glibc

@testable import TestHost
@testable import TestKit

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

  /// The process, with its output in files, so that no pipe can fill up.
  let process: ChildProcess
  private let folder: TemporaryFolder

  /// Starts it, perhaps by another program that takes its path and its arguments last.
  init(
    _ arguments: [String], in folder: TemporaryFolder, environment: [String: String] = [:],
    by launcher: [String] = []
  ) throws {
    self.folder = folder
    var variables = ProcessInfo.processInfo.environment
    for name in ["OPENAI_BASE_URL", "OPENAI_API_KEY", "HALLUX_AUDIT_LOG"] {
      variables[name] = nil
    }
    variables["HALLUX_HOME"] = Self.root
    process = try ChildProcess(
      launcher + [Self.path] + arguments, environment: variables.merging(environment) { $1 },
      in: folder.path, output: folder.path + "/.out", errors: folder.path + "/.err")
  }

  /// Waits for the end.
  func ending() async throws -> Ending {
    Ending(
      status: await process.exitCode(),
      output: try String(contentsOfFile: folder.path + "/.out", encoding: .utf8),
      errors: try String(contentsOfFile: folder.path + "/.err", encoding: .utf8))
  }

  /// Runs the program to its end.
  static func run(
    _ arguments: [String], in folder: TemporaryFolder, environment: [String: String] = [:],
    by launcher: [String] = []
  ) async throws -> Ending {
    try await Program(arguments, in: folder, environment: environment, by: launcher).ending()
  }

  /// Kills the program, as a crash would.
  func kill() { signal(SIGKILL) }

  /// Sends the program a signal.
  func signal(_ number: Int32) { Glibc.kill(process.processIdentifier, number) }

  /// What the program has written to standard error so far.
  var errorsSoFar: String {
    (try? String(contentsOfFile: folder.path + "/.err", encoding: .utf8)) ?? ""
  }

  /// Whether the program listens to a signal by now: it is no longer the end of it.
  func heeds(_ number: Int32) -> Bool {
    let status =
      (try? String(contentsOfFile: "/proc/\(process.processIdentifier)/status", encoding: .utf8))
      ?? ""
    return status.split(separator: "\n").contains { line in
      guard line.hasPrefix("SigIgn:") || line.hasPrefix("SigCgt:") else { return false }
      let mask = UInt64(line.split(separator: "\t").last ?? "", radix: 16) ?? 0
      return mask >> UInt64(number - 1) & 1 == 1
    }
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
