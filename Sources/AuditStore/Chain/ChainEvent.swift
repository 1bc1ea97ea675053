import Crypto
import Foundation

/// One link of the chain: which rows were recorded, or how one changed.
struct ChainEvent {
  /// What happened to the rows.
  enum Kind: String {
    /// They are new.
    case recorded
    /// Columns that change over time have another value.
    case changed
    /// They were there when an older log was brought up to date: nothing vouches for them before that.
    case adopted
  }

  /// Its place in the chain, from 1.
  var number: Int64
  /// What happened.
  var kind: String
  /// The table of the rows.
  var subject: String
  /// The primary keys of the rows, as JSON.
  var keys: String
  /// The digests of the rows in that order, 32 bytes each; nil where only columns changed.
  var digests: Data?
  /// The columns of the one row that change over time, as they were then, as JSON; nil where there are none.
  var change: String?
  /// What the clock said.
  var at: String

  /// The hash of the event behind one with the hash `previous`, 32 bytes.
  func hash(after previous: Data) -> Data {
    var record = CanonicalBytes()
    record.begin("event")
    record.append("at", text: at)
    if let change { record.append("change", text: change) }
    if let digests { record.append("digests", bytes: digests) }
    record.append("keys", text: keys)
    record.append("kind", text: kind)
    record.append("number", number: number)
    record.append("previous", bytes: previous)
    record.append("subject", text: subject)
    return Data(record.digest)
  }

  /// What stands in the place of a hash before the first event.
  static let origin = Data(repeating: 0, count: 32)
}
