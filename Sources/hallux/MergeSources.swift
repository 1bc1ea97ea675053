import AuditStore
import Foundation
import Glibc

/// The logs that are to be merged, in an order that does not depend on how they were named.
struct MergeSources {
  struct Source {
    var path: String
    /// The file's name without the folder, as the merged log keeps it.
    var name: String
    /// When it began and what its head is.
    var order: [String]
  }

  /// Each log once, the oldest first.
  let ordered: [Source]

  /// Finds out that all of them can be read, before anything is written.
  ///
  /// - Throws: `CommandFailure` when one cannot be; the others are told, too.
  init(_ paths: [String], into target: String) throws {
    var sources: [Source] = []
    var seen: Set<FileIdentity> = []
    var failures: [CommandFailure] = []
    let own = FileIdentity(target)
    for path in paths {
      let identity = FileIdentity(path)
      do {
        guard identity == nil || identity != own else {
          throw CommandFailure(
            status: .usage, message: "\(path): a log cannot be merged into itself")
        }
        if let identity, !seen.insert(identity).inserted { continue }
        let log = try AuditLog.openForMerging(at: path)
        sources.append(
          Source(
            path: path, name: URL(fileURLWithPath: path).lastPathComponent,
            order: [try log.beganAt() ?? "", try log.head()?.hash ?? "", path]))
      } catch {
        guard let failure = CommandFailure(error) else { throw error }
        failures.append(failure)
      }
    }
    guard let last = failures.last else {
      ordered = sources.sorted { $0.order.lexicographicallyPrecedes($1.order) }
      return
    }
    for failure in failures.dropLast() { Terminal.note("hallux: " + failure.message.printable) }
    throw CommandFailure(
      status: failures[0].status, message: last.message + "; nothing was merged")
  }
}

/// Which file a path names, whatever the path looks like.
private struct FileIdentity: Hashable {
  var device: UInt64
  var number: UInt64

  init?(_ path: String) {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    device = UInt64(status.st_dev)
    number = UInt64(status.st_ino)
  }
}
