public import Imaging

/// Remembers every evaluation, so that searches, curves and triggers of one finding share them.
///
/// Each distinct set is sent once, however often and by whomever it is asked; batches asked at the same
/// time are answered one after another. A budget bounds the distinct sets: a batch that does not fit is
/// refused whole with ``BudgetSpent``, and everything known stays known. An evaluation that cannot be
/// compared (not finite, not a probability, another number of tokens) is refused with ``InvalidEvaluation``.
public actor CachingEvaluator: Evaluator {
  /// The most distinct sets that may be asked for, or nil for no limit.
  public let budget: Int?
  /// How many batches held something new: the rounds that had to wait for each other.
  public private(set) var roundCount = 0
  private let evaluator: any Evaluator
  private var known: [RegionSet: Evaluation] = [:]
  private var tokenCount: Int?
  private var isAsking = false
  private var waiting: [CheckedContinuation<Void, Never>] = []

  /// Makes a memory before an evaluator.
  ///
  /// - Parameters:
  ///   - evaluator: Who answers what is not known yet.
  ///   - budget: The most distinct sets that may be asked for, or nil for no limit.
  public init(_ evaluator: any Evaluator, budget: Int? = nil) {
    self.evaluator = evaluator
    self.budget = budget
  }

  /// How many distinct sets were evaluated.
  public var evaluationCount: Int { known.count }

  /// What is known of a set, without asking.
  public func evaluation(of shown: RegionSet) -> Evaluation? { known[shown] }

  /// Answers from memory, and sends the sets that are new, each once, in one batch.
  ///
  /// - Throws: ``BudgetSpent`` when the new sets do not fit the budget: none of them is then sent;
  ///   ``InvalidEvaluation`` for an answer that cannot be compared; whatever the evaluator throws.
  public func evaluate(_ shown: [RegionSet]) async throws -> [Evaluation] {
    try await evaluate(shown, leaving: 0)
  }

  /// Answers as ``evaluate(_:)``, but leaves part of the budget unspent.
  ///
  /// - Parameters:
  ///   - shown: The sets asked for.
  ///   - reserve: How much of the budget must remain, here and in a memory behind this one.
  /// - Returns: One evaluation per set, in the same order.
  /// - Throws: ``BudgetSpent`` when the new sets would use some of the reserve; and as ``evaluate(_:)``.
  public func evaluate(
    _ shown: [RegionSet], leaving reserve: Int
  ) async throws -> [Evaluation] {
    await takeTurn()
    defer { passTurn() }
    let new = newSets(in: shown)
    if !new.isEmpty {
      try Task.checkCancellation()
      if let budget, known.count + new.count + reserve > budget {
        throw BudgetSpent(budget: budget)
      }
      let answers =
        if let memory = evaluator as? CachingEvaluator {
          try await memory.evaluate(new, leaving: reserve)
        } else {
          try await evaluator.evaluate(new)
        }
      try check(answers, for: new)
      roundCount += 1
      for (set, answer) in zip(new, answers) { known[set] = answer }
    }
    return shown.compactMap { known[$0] }
  }

  /// How many of the sets would have to be sent: those known neither here nor to a memory behind this one.
  func newCount(in shown: [RegionSet]) async -> Int {
    let new = newSets(in: shown)
    guard let memory = evaluator as? CachingEvaluator else { return new.count }
    return await memory.newCount(in: new)
  }

  /// The sets that are not known, each once, in the order asked.
  private func newSets(in shown: [RegionSet]) -> [RegionSet] {
    var seen: Set<RegionSet> = []
    return shown.filter { known[$0] == nil && seen.insert($0).inserted }
  }

  private func check(_ answers: [Evaluation], for sets: [RegionSet]) throws {
    guard answers.count == sets.count else {
      throw InvalidEvaluation(reason: "\(answers.count) answers came for \(sets.count) sets")
    }
    for answer in answers {
      let tokens = answer.probabilities.count
      guard tokenCount ?? tokens == tokens else {
        throw InvalidEvaluation(reason: "\(tokens) tokens were scored after \(tokenCount ?? 0)")
      }
      tokenCount = tokens
      guard answer.margin.isFinite else {
        throw InvalidEvaluation(reason: "a margin is \(answer.margin)")
      }
      for probability in answer.probabilities where !(0...1).contains(probability) {
        throw InvalidEvaluation(reason: "a probability is \(probability)")
      }
    }
  }

  private func takeTurn() async {
    if isAsking {
      await withCheckedContinuation { waiting.append($0) }
    } else {
      isAsking = true
    }
  }

  private func passTurn() {
    if waiting.isEmpty { isAsking = false } else { waiting.removeFirst().resume() }
  }
}

/// Asks a memory, and keeps its hands off the part of the budget that something else needs.
struct ReservingEvaluator: Evaluator {
  let memory: CachingEvaluator
  /// Sets that are going to be needed: they cost nothing more once they are known.
  let spared: [RegionSet]
  /// How many more are going to be needed, whichever these may be.
  let unnamedCount: Int

  func evaluate(_ shown: [RegionSet]) async throws -> [Evaluation] {
    let batch = Set(shown)
    let missing = await memory.newCount(in: spared.filter { !batch.contains($0) })
    return try await memory.evaluate(shown, leaving: missing + unnamedCount)
  }
}

/// A search asked for more distinct sets than it was allowed.
public struct BudgetSpent: Error, Sendable, Hashable, CustomStringConvertible {
  /// The number of distinct sets allowed.
  public let budget: Int

  /// Makes an error.
  public init(budget: Int) { self.budget = budget }

  /// One line for a person.
  public var description: String { "the \(budget) evaluations allowed are not enough" }
}

/// An answer came that no search can rely on.
public struct InvalidEvaluation: Error, Sendable, Hashable, CustomStringConvertible {
  /// What is wrong with it, in a few words.
  public let reason: String

  /// Makes an error.
  public init(reason: String) { self.reason = reason }

  /// One line for a person.
  public var description: String { "the model's evaluation cannot be used: \(reason)" }
}
