import ModelAPI

/// Whether one model answered from the first request to the last.
struct SameModel: ServerCheck {
  let name = "same model throughout"
  let asks =
    "The first question again; model, system_fingerprint and prompt_tokens of all replies must be one."
  let needs: CheckNeeds = [.pictures]

  func result(on examination: inout Examination) async throws(ModelError) -> CheckResult {
    for format in ProbePicture.Format.allCases {
      let isTaken =
        format == .bmp ? examination.capabilities.takesBMP : examination.capabilities.takesPNG
      guard isTaken else { continue }
      var first = examination.request(about: Drawing.blocks(seed: 1), as: format)
      first.fields = ""
      _ = try await examination.ask(first)
    }
    let witness = examination.inquiry.witness
    var changes: [String] = []
    if witness.models.count > 1 {
      changes.append("replies name the models " + Self.listed(witness.models))
    }
    if witness.fingerprints.count > 1 {
      changes.append("system_fingerprint " + Self.listed(witness.fingerprints))
    }
    if let lengths = witness.promptLengths.values.first(where: { $0.count > 1 }) {
      changes.append(
        "one prompt has " + lengths.map { "\($0)" }.joined(separator: " and ") + " tokens")
    }
    guard changes.isEmpty else {
      return .failed(
        changes.joined(separator: "; "),
        consequence:
          "More than one model, or one that was changed, answers at this address: numbers of before and "
          + "after do not belong together.",
        remedy: Remedy(
          vLLM: "replicas of one version and one configuration", llamaCpp: "one server"))
    }
    let mark = witness.fingerprints.first.map { ", system_fingerprint \(Self.listed([$0]))" } ?? ""
    return .passed("\(witness.requestCount) requests, one model\(mark)")
  }

  private static func listed(_ names: [String]) -> String {
    ServerErrorText.oneLine(names.joined(separator: ", ")) ?? ""
  }
}
