import ModelAPI

/// Which lossless forms of a picture the server takes.
struct PicturesTaken: ServerCheck {
  let name = "picture formats"
  let asks = "The same picture as image/bmp and as image/png."
  let needs: CheckNeeds = []

  func result(on examination: inout Examination) async throws(ModelError) -> CheckResult {
    var refusals: [String] = []
    for format in ProbePicture.Format.allCases {
      do throws(ModelError) {
        let request = examination.request(about: Drawing.blocks(seed: 1), as: format)
        _ = try await Self.plainReply(to: request, on: examination)
        switch format {
        case .bmp: examination.capabilities.takesBMP = true
        case .png: examination.capabilities.takesPNG = true
        }
      } catch {
        guard !error.endsExamination else { throw error }
        refusals.append("\(format.rawValue): \(error.message)")
      }
    }
    guard let refusal = refusals.first else { return .passed("BMP and PNG") }
    let takesNone = refusals.count == ProbePicture.Format.allCases.count
    if takesNone { examination.refusal = "the server takes no pictures: \(refusal)" }
    return .failed(
      takesNone ? "no pictures: \(refusal)" : "not \(refusal)",
      consequence: takesNone
        ? "There is nothing to audit: the model must see the picture."
        : examination.capabilities.takesPNG
          ? "Pictures are sent as PNG, which takes the client longer to write."
          : "PNG, for slow links, cannot be used.",
      remedy: takesNone
        ? Remedy(vLLM: "serve a multimodal model", llamaCpp: "--mmproj FILE") : nil)
  }

  /// A server that knows no `top_logprobs` at all, or no more than some, still may take pictures.
  private static func plainReply(
    to request: ProbeRequest, on examination: Examination
  ) async throws(ModelError) -> ProbeReply {
    do throws(ModelError) {
      return try await examination.ask(request)
    } catch {
      guard error.code == .rejected else { throw error }
      var smaller = request
      smaller.topLogProbabilities = nil
      return try await examination.ask(smaller)
    }
  }
}
