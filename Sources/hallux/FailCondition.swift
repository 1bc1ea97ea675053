import AuditStore

/// What `--fail-if` says, read before anything is done.
struct FailCondition {
  /// The condition as it was written.
  let text: String
  private let condition: NumberCondition

  /// Reads a condition.
  ///
  /// - Throws: `CommandFailure` when it is none.
  init(_ text: String, names: [String]) throws {
    self.text = text
    do throws(QueryError) {
      condition = try NumberCondition(parsing: text, names: names)
    } catch {
      throw CommandFailure(
        status: .usage, message: "--fail-if: " + error.message, excerpt: error.excerpt)
    }
  }

  /// Whether it holds.
  ///
  /// - Throws: `CommandFailure` when a number is not there: a gate that cannot look is not open.
  func holds(for numbers: [String: Double]) throws -> Bool {
    switch condition.holds(for: numbers) {
    case .success(let holds): return holds
    case .failure(let missing):
      // The number is there, and only its interval is not.
      let isOfInterval = missing.names.allSatisfy { name in
        [".low", ".high"].contains { end in
          name.hasSuffix(end) && numbers[String(name.dropLast(end.count))] != nil
        }
      }
      throw CommandFailure(
        status: .inputData,
        message: "--fail-if: there is no \(missing.names.joined(separator: ", ")) here: "
          + (isOfInterval
            ? "the number has no interval, since it is the same however its images are drawn; ask for the number"
              + " itself, or for the end of one that always has an interval, such as accuracy.low"
            : "nothing was counted, or no split has the name"))
    }
  }

  /// Says on standard error that it holds, with the numbers that it asks for.
  func tell(_ numbers: [String: Double]) {
    let values = condition.names.compactMap { name in
      numbers[name].map { "\(name) = \(Self.text($0))" }
    }
    Terminal.note(
      "hallux: --fail-if holds: \(text.printable) (\(values.joined(separator: ", ").printable))")
  }

  private static func text(_ value: Double) -> String {
    Int64(exactly: value).map(String.init) ?? fixed(value, abs(value) < 0.001 ? 6 : 4)
  }
}
