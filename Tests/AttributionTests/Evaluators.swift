import Attribution
import Imaging
import Synchronization

/// A model that is a formula: the margin of a set, and the probability that goes with it.
struct FormulaEvaluator: Evaluator {
  var isBounded: @Sendable (RegionSet) -> Bool = { _ in false }
  let margin: @Sendable (RegionSet) -> Double

  func evaluate(_ shown: [RegionSet]) async throws -> [Evaluation] {
    shown.map { set in
      let margin = margin(set)
      return Evaluation(
        probabilities: [logistic(margin)], margin: margin, isBounded: isBounded(set))
    }
  }
}

/// Keeps every batch that is asked for, and passes it on until it is told to fail.
final class RecordingEvaluator: Evaluator {
  struct Failure: Error {}

  private let evaluator: any Evaluator
  private let failsAtBatch: Int?
  private let recorded = Mutex<[[RegionSet]]>([])

  init(_ evaluator: any Evaluator, failsAtBatch: Int? = nil) {
    self.evaluator = evaluator
    self.failsAtBatch = failsAtBatch
  }

  var batches: [[RegionSet]] { recorded.withLock { $0 } }
  var sets: [RegionSet] { batches.flatMap(\.self) }

  func evaluate(_ shown: [RegionSet]) async throws -> [Evaluation] {
    let batch = recorded.withLock { batches in
      batches.append(shown)
      return batches.count
    }
    // A real model takes its time: whoever else wants to ask gets the chance to.
    await Task.yield()
    if batch == failsAtBatch { throw Failure() }
    return try await evaluator.evaluate(shown)
  }
}

/// The same answer to everything.
func constant(_ margin: Double) -> FormulaEvaluator { FormulaEvaluator { _ in margin } }

/// The margin of every set at random but always the same: neither monotone nor submodular.
///
/// Only the full image has a margin that is given, so that there is an answer to explain.
func wild(seed: Int) -> FormulaEvaluator {
  FormulaEvaluator { shown in
    if shown.complement.isEmpty { return 2 }
    var random = SeededGenerator(
      seed: seed ^ Int(truncatingIfNeeded: shown.words[0] &* 0x5851_F42D))
    return Double.random(in: -3...3, using: &random)
  }
}

/// `1 / (1 + e^-x)`, with e^-x by repeated squaring: the same on every machine.
func logistic(_ x: Double) -> Double {
  let halvings = 20
  var power = 1 - x / Double(1 << halvings)
  for _ in 0..<halvings { power *= power }
  return 1 / (1 + power)
}

/// A row of regions of the given areas, each next to the one before.
func row(_ pixelCounts: [Int]) -> RegionLayout {
  var left = 0
  let centroids = pixelCounts.map { count in
    left += count
    return RegionLayout.Point(x: Double(left) - Double(count + 1) / 2, y: 0)
  }
  return RegionLayout(
    width: left, height: 1, pixelCounts: pixelCounts, centroids: centroids,
    neighbors: pixelCounts.indices.map { region in
      [region - 1, region + 1].filter(pixelCounts.indices.contains)
    })
}
