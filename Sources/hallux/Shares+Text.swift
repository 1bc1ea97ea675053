import AuditStore
import Foundation

extension [ShareRecord] {
  /// The shares by their numbers, as in `1, 3 of 8`; those that are not finished are said to be.
  var shareText: String {
    let groups = Dictionary(grouping: self, by: \.count).sorted { $0.key < $1.key }
    return groups.map { count, shares in
      let finished = shares.filter { $0.finishedAt != nil }.map { String($0.number) }
      let begun = shares.filter { $0.finishedAt == nil }.map { String($0.number) }
      return [
        finished.isEmpty ? nil : finished.joined(separator: ", ") + " of \(count)",
        begun.isEmpty ? nil : begun.joined(separator: ", ") + " of \(count) not finished",
      ].compactMap { $0 }.joined(separator: "; ")
    }.joined(separator: "; ")
  }
}

/// A share for programs.
struct ShareJSON: Encodable {
  var number: Int
  var count: Int
  var finishedAt: String?

  init(_ share: ShareRecord) {
    number = share.number
    count = share.count
    finishedAt = share.finishedAt.map {
      $0.formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))
    }
  }
}
