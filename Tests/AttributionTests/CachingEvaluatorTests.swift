import Attribution
import Imaging
import Testing

@Suite struct CachingEvaluatorTests {
  private let none = RegionSet(regionCount: 4)

  @Test func `A distinct set is sent once, and the answers come in the order asked`() async throws {
    let recording = RecordingEvaluator(FormulaEvaluator { Double($0.count) })
    let memory = CachingEvaluator(recording)
    let (one, two) = (none.inserting(1), RegionSet(regionCount: 4, [0, 2]))
    let first = try await memory.evaluate([two, none, two])
    let second = try await memory.evaluate([one, none])
    #expect(first.map(\.margin) == [2, 0, 2])
    #expect(second.map(\.margin) == [1, 0])
    #expect(recording.batches == [[two, none], [one]])
    #expect(await memory.evaluationCount == 3)
  }

  @Test func `Callers at the same time share what is asked`() async throws {
    let recording = RecordingEvaluator(FormulaEvaluator { Double($0.count) })
    let memory = CachingEvaluator(recording)
    let sets = (0..<4).map(none.inserting)
    try await withThrowingTaskGroup { group in
      for _ in 0..<20 { group.addTask { try await memory.evaluate(sets).map(\.margin) } }
      for try await margins in group { #expect(margins == [1, 1, 1, 1]) }
    }
    #expect(recording.batches == [sets])
  }

  @Test func `A batch beyond the budget is refused whole and costs nothing that is known`()
    async throws
  {
    let recording = RecordingEvaluator(constant(1))
    let memory = CachingEvaluator(recording, budget: 2)
    _ = try await memory.evaluate([none])
    await #expect(throws: BudgetSpent(budget: 2)) {
      try await memory.evaluate([none.inserting(0), none.inserting(1)])
    }
    #expect(try await memory.evaluate([none, none.inserting(3)]).count == 2)
    #expect(recording.sets == [none, none.inserting(3)])
  }

  @Test(arguments: [Double.nan, .infinity, -.infinity])
  func `A margin that is not a number is refused`(margin: Double) async throws {
    let memory = CachingEvaluator(Fixed([0.5], margin))
    await #expect(throws: InvalidEvaluation.self) { try await memory.evaluate([none]) }
    #expect(await memory.evaluationCount == 0)
  }

  @Test(arguments: [Double.nan, -0.1, 1.1])
  func `A value that is no probability is refused`(probability: Double) async throws {
    await #expect(throws: InvalidEvaluation(reason: "a probability is \(probability)")) {
      try await CachingEvaluator(Fixed([0.5, probability], 0)).evaluate([none])
    }
  }

  @Test func `An answer with another number of tokens is refused`() async throws {
    struct Growing: Evaluator {
      func evaluate(_ shown: [RegionSet]) async throws -> [Evaluation] {
        shown.map {
          Evaluation(probabilities: Array(repeating: 0.5, count: 1 + $0.count), margin: 0)
        }
      }
    }
    await #expect(throws: InvalidEvaluation(reason: "2 tokens were scored after 1")) {
      try await CachingEvaluator(Growing()).evaluate([none, none.inserting(0)])
    }
  }

  @Test func `An evaluator that answers too little is refused`() async throws {
    struct Silent: Evaluator {
      func evaluate(_ shown: [RegionSet]) async throws -> [Evaluation] { [] }
    }
    await #expect(throws: InvalidEvaluation(reason: "0 answers came for 1 sets")) {
      try await CachingEvaluator(Silent()).evaluate([none])
    }
  }

  @Test func `A failure passes through, and the next caller can ask again`() async throws {
    let memory = CachingEvaluator(RecordingEvaluator(constant(1), failsAtBatch: 1))
    await #expect(throws: RecordingEvaluator.Failure.self) { try await memory.evaluate([none]) }
    #expect(try await memory.evaluate([none]).map(\.margin) == [1])
  }

  @Test func `A cancelled task sends nothing`() async throws {
    let recording = RecordingEvaluator(constant(1))
    let memory = CachingEvaluator(recording)
    let task = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      return try await memory.evaluate([none])
    }
    await #expect(throws: CancellationError.self) { try await task.value }
    #expect(recording.sets.isEmpty)
  }

  /// The same evaluation for every set, whatever it says.
  private struct Fixed: Evaluator {
    let evaluation: Evaluation

    init(_ probabilities: [Double], _ margin: Double) {
      evaluation = Evaluation(probabilities: probabilities, margin: margin)
    }

    func evaluate(_ shown: [RegionSet]) async throws -> [Evaluation] {
      shown.map { _ in evaluation }
    }
  }
}
