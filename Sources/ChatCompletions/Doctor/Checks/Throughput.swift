import ModelAPI

/// How many requests in flight are worth having.
struct Throughput: ServerCheck {
  let name = "requests in flight"
  let asks =
    "New pictures with 1, 2, 4, 8, 16 and 32 requests in flight, until two steps in a row bring less than 10 % more."
  let needs: CheckNeeds = [.pictures]

  /// The largest number that is tried.
  static let mostInFlight = 32
  /// What a doubling must bring to be worth it.
  private static let worthwhile = 1.1
  /// A step that took longer is the last one.
  private static let longestStep = Duration.seconds(20)

  func result(on examination: inout Examination) async throws(ModelError) -> CheckResult {
    let clock = ContinuousClock()
    var best: (inFlight: Int, perSecond: Double)?
    var inFlight = 1
    var seed: UInt64 = 1000
    var steps: [String] = []
    var idleSteps = 0
    while inFlight <= examination.mostInFlight, idleSteps < 2,
      examination.inquiry.requestsLeft > 2 * inFlight + 16
    {
      let requests = (0..<max(8, 2 * inFlight)).map { _ in
        seed += 1
        return examination.request(about: Drawing.blocks(seed: seed))
      }
      let start = clock.now
      let outcomes = await examination.inquiry.ask(all: requests, inFlight: inFlight)
      let time = clock.now - start
      for case .failure(let error) in outcomes where error.endsExamination { throw error }
      let answered = outcomes.count { (try? $0.get()) != nil }
      let perSecond = Double(answered) / (time / .seconds(1))
      steps.append("\(inFlight): \(Self.rounded(perSecond))")
      if perSecond > Self.worthwhile * (best?.perSecond ?? 0) {
        best = (inFlight, perSecond)
        idleSteps = 0
      } else {
        // One step may only have been unlucky.
        idleSteps += 1
      }
      guard time < Self.longestStep else { break }
      inFlight *= 2
    }
    guard let best, best.perSecond > 0 else { return .couldNotTell("no request was answered") }
    examination.capabilities.mostUsefulInFlight = best.inFlight
    examination.capabilities.evaluationsPerSecond = best.perSecond
    examination.capabilities.millisecondsPerEvaluation = 1000 / best.perSecond
    return .passed(
      "\(best.inFlight) in flight: \(Self.rounded(best.perSecond)) evaluations/s, "
        + "\(Self.rounded(1000 / best.perSecond)) ms each (\(steps.joined(separator: ", ")))")
  }

  private static func rounded(_ value: Double) -> String {
    let tenths = Int((value * 10).rounded())
    return value >= 100 || tenths % 10 == 0
      ? "\(Int(value.rounded()))" : "\(tenths / 10).\(tenths % 10)"
  }
}
