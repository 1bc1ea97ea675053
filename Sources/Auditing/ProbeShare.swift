import AuditStore
import Codecs
public import Probing

/// One of the parts into which an audit's probes are divided among machines: `3/8` is the third of eight.
///
/// A probe belongs to a part by the digest of its image's name, so all probes of an image go together, and
/// neither the order of the probes nor what else is in the set moves one to another part. The parts are
/// disjoint and together the whole; they differ in size as chance has it, and one may be empty.
public struct ProbeShare: Sendable, Hashable, CustomStringConvertible {
  /// Which part, from 1.
  public let number: Int
  /// How many parts there are.
  public let count: Int

  /// Makes a share, or nil where the number is not in 1 … `count`.
  public init?(_ number: Int, of count: Int) {
    guard (1...max(count, 1)).contains(number), (1...Self.mostShares).contains(count) else {
      return nil
    }
    self.number = number
    self.count = count
  }

  /// The share that a text such as `3/8` names, or nil when it names none.
  public init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, parts.allSatisfy({ $0.allSatisfy("0123456789".contains) }),
      let number = Int(parts[0]), let count = Int(parts[1])
    else { return nil }
    self.init(number, of: count)
  }

  /// More than any cluster has machines; it keeps a slip of the keyboard from making empty audits.
  public static let mostShares = 100_000

  /// As the command line has it.
  public var description: String { "\(number)/\(count)" }

  /// Whether a probe belongs to it.
  public func holds(_ probe: Probe) -> Bool {
    let digest = SHA256Digest.hex(of: Array(probe.imageName.utf8))
    // The first 64 bits; what is left of a remainder's bias is beyond notice.
    return (UInt64(digest.prefix(16), radix: 16) ?? 0) % UInt64(count) == UInt64(number - 1)
  }
}

extension ProbeShare {
  /// The share of a log's record; nil for one that no version wrote.
  init?(_ record: ShareRecord) { self.init(record.number, of: record.count) }
}
