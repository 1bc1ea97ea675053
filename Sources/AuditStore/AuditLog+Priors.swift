public import Foundation
import GRDB

/// How likely the explained tokens are without the picture: what the language prior alone gives them.
public struct PriorRecord: Sendable, Hashable {
  /// What stood in the picture's place.
  public enum Source: String, Sendable, Hashable, CaseIterable, Codable {
    /// Nothing: the same prompt was asked without a picture.
    case text
    /// A picture of which every region is filled, because the server wants one.
    case fill
  }

  /// The probability of each explained token, in 0 … 1.
  public var probabilities: [Double]
  /// What stood in the picture's place.
  public var source: Source
  /// The places of the tokens whose probability is only the most that it can be, rising.
  public var boundedTokens: [Int]

  /// Makes a record.
  public init(probabilities: [Double], source: Source, boundedTokens: [Int] = []) {
    self.probabilities = probabilities
    self.source = source
    self.boundedTokens = boundedTokens
  }
}

extension AuditLog {
  /// The prior of a target, or nil when it was not asked for.
  public func prior(ofTarget id: Int64) throws(LogError) -> PriorRecord? {
    try read { db in
      guard
        let row = try Row.fetchOne(
          db, sql: "SELECT * FROM prior WHERE target_id = ?", arguments: [id])
      else { return nil }
      guard let probabilities = JSONColumn.numbers(try row.value("probabilities")),
        !probabilities.isEmpty
      else { throw Refusal.unreadable("prior.probabilities") }
      return PriorRecord(
        probabilities: probabilities, source: try row.word("source"),
        boundedTokens: try row.jsonIfAny("at_most") ?? [])
    }
  }

  /// Records the prior of a target; of two the first one counts.
  ///
  /// - Throws: ``LogError`` with `invalid` when there is no such target.
  public func record(
    prior: PriorRecord, target: Int64, at time: Date
  ) throws(LogError) {
    try write { db in
      try db.executeCached(
        sql: """
          INSERT INTO prior (target_id, probabilities, source, received_at, at_most)
          VALUES (?, ?, ?, ?, ?)
          ON CONFLICT DO NOTHING
          """,
        arguments: [
          target, JSONColumn.text(numbers: prior.probabilities), prior.source.rawValue,
          time.logText, try JSONColumn.text(prior.boundedTokens),
        ])
      guard db.changesCount == 1 else { return }
      try db.chain(recorded: "prior", RowKey(.number(target)))
    }
  }
}
