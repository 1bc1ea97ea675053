import Foundation
import Testing

@testable import AuditStore

/// Where a test's log lives: what holds for one must hold for the other.
enum LogCase: CaseIterable, CustomTestStringConvertible {
  case inMemory
  case inFile

  var testDescription: String { self == .inMemory ? "in memory" : "in a file" }

  /// Runs `body` on a fresh log.
  func run(_ body: (AuditLog) throws -> Void) throws {
    switch self {
    case .inMemory: try body(AuditLog.inMemory())
    case .inFile:
      try withTemporaryFolder {
        try body(AuditLog.open(at: $0 + "/log.sqlite", access: .readWrite))
      }
    }
  }
}

/// Runs `body` with the path of an empty folder that is removed afterwards.
func withTemporaryFolder<Value>(_ body: (String) throws -> Value) throws -> Value {
  let folder = FileManager.default.temporaryDirectory
    .appendingPathComponent("hallux-log-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  return try body(folder.path)
}

/// The error that `body` throws, in one line, or nil when it throws none.
func message(of body: () throws(LogError) -> Void) -> String? {
  do {
    try body()
    return nil
  } catch { return "\(error.code): \(error.message)" }
}
