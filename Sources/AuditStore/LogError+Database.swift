import Foundation
import GRDB

extension LogError {
  /// The file is something else.
  static func notALog(_ path: String) -> LogError {
    LogError(code: .notALog, message: "this file is not an audit log; name another", path: path)
  }

  /// Somebody else is writing.
  static func locked(_ path: String) -> LogError {
    LogError(
      code: .locked,
      message: "another process is writing to it; wait until it is done, or name another file",
      path: path)
  }

  /// Puts any error of a transaction into our words; SQLite's own never name a recorded value.
  init(_ error: any Error, path: String) {
    switch error {
    case let error as LogError:
      self = error
    case let error as Refusal:
      self.init(code: error.code, message: error.message, path: path)
    case let error as DatabaseError:
      self.init(error, path: path)
    case is RowDecodingError, is DecodingError:
      self.init(
        code: .damaged, message: "a value in it cannot be read; go back to a copy", path: path)
    case is EncodingError:
      self.init(code: .invalid, message: "a number to be recorded is not finite", path: path)
    default:
      self.init(code: .failed, message: "it cannot be used (\(type(of: error)))", path: path)
    }
  }

  private init(_ error: DatabaseError, path: String) {
    // Of a damaged schema SQLite quotes what it cannot read, line by line.
    let reason = (error.message ?? "no reason given").replacing("\n", with: " ")
    switch error.resultCode {
    case .SQLITE_NOTADB:
      self = .notALog(path)
    case .SQLITE_CORRUPT:
      self.init(
        code: .damaged,
        message: "the file is damaged (\(reason)); go back to a copy, or try sqlite3's .recover",
        path: path)
    case .SQLITE_BUSY, .SQLITE_LOCKED:
      self = .locked(path)
    case .SQLITE_FULL:
      self.init(
        code: .full, message: "the disk is full; make room and run the same command again",
        path: path)
    case .SQLITE_READONLY, .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_IOERR:
      self.init(
        code: .unwritable,
        message: "the file cannot be opened or written (\(reason)); check the folder, its "
          + "permissions and the disk",
        path: path)
    case .SQLITE_CONSTRAINT:
      self.init(
        code: .invalid, message: "it refuses what was to be recorded (\(reason))", path: path)
    default:
      self.init(code: .failed, message: "the database failed (\(reason))", path: path)
    }
  }
}

/// Why a transaction gives up, before the log's path is put to it.
struct Refusal: Error {
  var code: LogError.Code
  var message: String

  /// Another value is already recorded where only one can be true.
  static func conflict(_ what: String) -> Refusal {
    Refusal(code: .conflict, message: "it already holds another \(what); name another file")
  }

  /// A row that was asked for by its number is not there.
  static func unknown(_ what: String) -> Refusal {
    Refusal(code: .invalid, message: "it holds no such \(what)")
  }

  /// A stored value makes no sense.
  static func unreadable(_ column: String) -> Refusal {
    Refusal(
      code: .damaged, message: "a value of \(column) in it makes no sense; go back to a copy")
  }
}
