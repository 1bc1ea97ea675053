import ArgumentParser
import AuditStore
import Foundation

/// `hallux log rebuild`: makes what queries read anew.
struct LogRebuildCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rebuild",
    abstract: "Makes the table that queries read anew from the other tables.",
    discussion: """
      The table finding_row says of each finding what other tables say of it, so that queries are quick. It is kept in \
      step by itself; 'hallux log verify' tells when somebody changed it. No evidence is touched.
      """)

  @OptionGroup var log: LogOptions

  func run() throws {
    let path = log.path
    guard FileManager.default.fileExists(atPath: path) else {
      throw CommandFailure(status: .inputData, message: "\(path): there is no such file")
    }
    let count = try AuditLog.open(at: path, access: .readWrite).rebuildFindingRows()
    Terminal.print("\(count) findings")
  }
}
