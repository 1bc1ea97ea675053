import ModelAPI

/// Whether every request gets the reply to its own picture.
struct OwnReply: ServerCheck {
  let name = "own reply under load"
  let asks =
    "The replies to eight pictures at once: none may fit another picture better than its own."
  let needs: CheckNeeds = [.pictures, .logProbabilities]

  func result(on examination: inout Examination) async throws(ModelError) -> CheckResult {
    let observation = try await LoadObservation.made(by: &examination)
    let replies = observation.together.reduce(0) { $0 + $1.count }
    let smallest =
      observation.alone.indices.flatMap { first in
        observation.alone[(first + 1)...].map { observation.alone[first].distance(to: $0) }
      }.min() ?? 0
    guard replies > 0, smallest > Examination.tolerance else {
      return .couldNotTell(
        "the pictures' own replies are too near to each other: \(Nats.text(smallest)) nats")
    }
    let strangers = observation.strangers
    guard strangers > 0 else {
      return .passed(
        "\(replies) replies fit their own picture; others are \(Nats.text(smallest)) nats off")
    }
    return .failed(
      "\(strangers) of \(replies) replies are those to another picture",
      consequence:
        "Answers are booked on the wrong pictures: no number of an audit means anything.",
      remedy: Remedy(
        vLLM: "without a proxy that caches by prompt, and without image uuids",
        llamaCpp: "without a proxy that caches by prompt"))
  }
}
