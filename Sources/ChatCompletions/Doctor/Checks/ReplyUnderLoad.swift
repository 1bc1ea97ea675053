import ModelAPI

/// How far a reply among others differs from the same reply alone.
struct ReplyUnderLoad: ServerCheck {
  let name = "same reply, under load"
  let asks = "Eight pictures alone, then three times each with eight requests in flight."
  let needs: CheckNeeds = [.pictures, .logProbabilities]

  func result(on examination: inout Examination) async throws(ModelError) -> CheckResult {
    let observation = try await LoadObservation.made(by: &examination)
    let replies = observation.together.reduce(0) { $0 + $1.count }
    guard replies > 0 else { return .couldNotTell("no request among others was answered") }
    let noise = observation.noise
    examination.capabilities.noiseUnderLoad = noise.isFinite ? noise : nil
    if observation.failureCount > 0 {
      return .failed(
        "\(observation.failureCount) of \(replies + observation.failureCount) requests failed with "
          + "\(LoadObservation.inFlight) in flight",
        consequence: "An audit asks again and again, and some probes may stay unanswered.",
        remedy: Remedy(vLLM: "--max-num-seqs N", llamaCpp: "-np N"))
    }
    guard noise > Examination.tolerance else {
      return .passed("\(replies) replies within \(Nats.text(noise)) nats of those alone")
    }
    return .failed(
      "replies among others differ by up to \(Nats.text(noise)) nats",
      consequence:
        "Numbers depend on what else the server computes: a smaller effect cannot be told from chance, "
        + "and a certificate may not hold when it is checked again.",
      remedy: Remedy(
        vLLM: "VLLM_BATCH_INVARIANT=1, --dtype float32",
        llamaCpp: "-np 1, -fa off -ctk f32 -ctv f32"))
  }
}
