import ModelAPI

/// Whether log-probabilities come, and how many alternatives.
struct LogProbabilitiesGiven: ServerCheck {
  let name = "log-probabilities"
  let asks = "logprobs with top_logprobs 20, then 10, 5, 3, 2 and 1, until as many come back."
  let needs: CheckNeeds = [.pictures]

  private static let wanted = 20

  func result(on examination: inout Examination) async throws(ModelError) -> CheckResult {
    var refusal: String?
    for count in [Self.wanted, 10, 5, 3, 2, 1] {
      var request = examination.request(about: Drawing.blocks(seed: 1))
      request.topLogProbabilities = count
      do throws(ModelError) {
        let first = try await examination.ask(request).positions.first
        guard let first, first.logprob != nil else { continue }
        // A server may silently give fewer than it was asked for: what came is what counts.
        let listed = min(first.top_logprobs?.count ?? 0, Self.wanted)
        examination.capabilities.topLogProbabilities = max(listed, 1)
        return listed >= Self.wanted
          ? .passed("top_logprobs \(listed)") : capped(at: max(listed, 1), refusal)
      } catch {
        guard [.rejected, .unavailable, .failed].contains(error.code) else { throw error }
        refusal = refusal ?? error.message
      }
    }
    let reason =
      "the server gives no log-probabilities" + (refusal.map { ": \($0)" } ?? "")
    examination.refusal = examination.refusal ?? reason
    return .failed(
      reason,
      consequence:
        "Answers can be read as text alone: no confidence, no explanation, no certificate.",
      remedy: Remedy(
        vLLM: "--max-logprobs 20", llamaCpp: "a build whose chat replies have logprobs"))
  }

  private func capped(at count: Int, _ refusal: String?) -> CheckResult {
    .failed(
      "top_logprobs \(count) at most" + (refusal.map { " (\($0))" } ?? ""),
      consequence:
        "A token below the first \(count) is only bounded by the smallest one shown, unless it is "
        + "forced.",
      remedy: Remedy(vLLM: "--max-logprobs 20"))
  }
}
