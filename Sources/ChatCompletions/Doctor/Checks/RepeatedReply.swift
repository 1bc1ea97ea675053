import ModelAPI

/// How far replies to one request differ when nothing else is asked.
struct RepeatedReply: ServerCheck {
  let name = "same reply, alone"
  let asks = "One request six times, one after another: the largest spread of a log-probability."
  let needs: CheckNeeds = [.pictures, .logProbabilities]

  private static let count = 6

  func result(on examination: inout Examination) async throws(ModelError) -> CheckResult {
    let request = examination.request(about: Drawing.blocks(seed: 8))
    var replies: [Candidates] = []
    for _ in 0..<Self.count { replies.append(try await examination.ask(request).candidates) }
    let spread = LoadObservation.spread(of: replies)
    examination.capabilities.noiseFloor = spread.isFinite ? spread : nil
    guard spread > Examination.tolerance else {
      return .passed("\(Self.count) replies within \(Nats.text(spread)) nats")
    }
    return .failed(
      "\(Self.count) replies differ by up to \(Nats.text(spread)) nats",
      consequence:
        "A smaller effect of a region cannot be told from chance; a search repeated gives other triggers.",
      remedy: Remedy(
        vLLM: "VLLM_BATCH_INVARIANT=1, --dtype float32, one replica",
        llamaCpp: "-fa off -ctk f32 -ctv f32"))
  }
}
