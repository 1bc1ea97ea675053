import Imaging
import ModelAPI

/// A server under examination: how to ask it, and what is known so far.
struct Examination: Sendable {
  let inquiry: Inquiry
  /// What the server's list of models says about the model.
  var entry: ModelList.Entry?
  /// What was found out.
  var capabilities = ServerCapabilities()
  /// An answer of several tokens to the second question, for the checks that need one.
  var answer: [ProbeToken] = []
  /// The tokens that were forced, with their listed log-probabilities.
  var forced: [ProbeToken] = []
  /// The most requests in flight.
  var mostInFlight = Throughput.mostInFlight
  /// Why the server cannot be audited; the first reason counts.
  var refusal: String?
  /// What the replies under load showed, for the checks that share them.
  var load: LoadObservation?

  init(inquiry: Inquiry) { self.inquiry = inquiry }

  /// Differences up to this are noise, in nats: what an explanation takes for the same answer.
  static let tolerance = 0.05

  static let question = "Is there a dog in the image?"
  static let longQuestion = "Please describe this image in detail."

  /// The usual first-token question about a picture, in the first form that the server takes.
  func request(about image: RGBImage, as format: ProbePicture.Format? = nil) -> ProbeRequest {
    let format = format ?? (capabilities.takesBMP ? .bmp : .png)
    var request = ProbeRequest(picture: ProbePicture(image, as: format), prompt: Self.question)
    request.topLogProbabilities = max(1, min(20, capabilities.topLogProbabilities))
    if capabilities.topLogProbabilities == 0 { request.topLogProbabilities = 20 }
    if capabilities.tokenNaming == .idWhenAsked {
      request.fields = ",\"return_tokens_as_token_ids\":true"
    }
    return request
  }

  /// The question whose answer has several tokens.
  func longRequest(maxTokens: Int = 8) -> ProbeRequest {
    var request = request(about: Drawing.blocks(seed: 7))
    request.prompt = Self.longQuestion
    request.maxTokens = maxTokens
    return request
  }

  /// Asks one request.
  func ask(_ request: ProbeRequest) async throws(ModelError) -> ProbeReply {
    try await inquiry.ask(request)
  }

  /// Asks something that the server may refuse.
  ///
  /// - Returns: The reply, or why there is none.
  /// - Throws: ``ModelError`` when nothing else could be asked either.
  func attempt(
    _ request: ProbeRequest
  ) async throws(ModelError) -> Result<ProbeReply, ModelError> {
    do throws(ModelError) {
      return .success(try await ask(request))
    } catch {
      guard !error.endsExamination else { throw error }
      return .failure(error)
    }
  }

  /// The answer of several tokens, asked for once.
  mutating func generatedAnswer() async throws(ModelError) -> [ProbeToken] {
    if answer.isEmpty { answer = try await ask(longRequest()).answer }
    return answer
  }
}
