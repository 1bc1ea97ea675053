import ModelAPI
import Synchronization

/// The model of one run: counts what is sent, notices when the server reads a prompt otherwise than before,
/// and asks nothing more once the server cannot go on.
///
/// The first error that is about the server, and not about one request, ends the run; so do many requests in a
/// row at which the server fails. Requests that are under way then still get their answers, which are recorded
/// and not asked for again; new ones get that error.
final class RunModel: VisionLanguageModel {
  private struct State {
    var sentCount = 0
    var promptLengths = PromptLengths()
    /// How many requests in a row the server failed at.
    var failuresInARow = 0
    /// Why nothing more is asked.
    var ending: ModelError?
  }

  /// A picture that a server cannot bear may have a dozen questions; a server that is broken fails at all.
  static let mostFailuresInARow = 20

  private let model: any VisionLanguageModel
  private let state = Mutex(State())

  init(_ model: any VisionLanguageModel) { self.model = model }

  /// How many requests were sent, those that failed included.
  var requestCount: Int { state.withLock { $0.sentCount } }

  var readsForcedTokens: Bool { model.readsForcedTokens }

  var capabilities: ServerCapabilities? { model.capabilities }

  func reply(to request: ModelRequest) async throws(ModelError) -> ModelReply {
    let ending = state.withLock { state in
      if state.ending == nil { state.sentCount += 1 }
      return state.ending
    }
    if let ending { throw ending }
    do throws(ModelError) {
      let reply = try await model.reply(to: request)
      state.withLock { $0.failuresInARow = 0 }
      try note(reply, to: request)
      return reply
    } catch {
      throw judged(error)
    }
  }

  /// What an error is to the run, which it ends if it is about the server.
  private func judged(_ error: ModelError) -> ModelError {
    var error = error
    return state.withLock { state in
      if error.code == .failed {
        state.failuresInARow += 1
        if state.failuresInARow >= Self.mostFailuresInARow { error.code = .unavailable }
      }
      if error.endsRun { state.ending = state.ending ?? error }
      return error
    }
  }

  /// Compares a reply, also one from the log, with earlier ones to the same prompt.
  ///
  /// - Throws: ``ModelError`` `changed` when the prompt had another length.
  func note(_ reply: ModelReply, to request: ModelRequest) throws(ModelError) {
    guard let count = reply.promptTokenCount else { return }
    let earlier = state.withLock { $0.promptLengths.note(count, for: request) }
    guard count != earlier else { return }
    throw ModelError(
      code: .changed,
      message: "the server reads the same prompt as \(count) tokens that was \(earlier) before: "
        + "its model, template or image settings have changed; start it as it was")
  }
}

extension ModelError {
  /// Whether the run cannot go on: the error is about the server, and nobody has asked for the end.
  fileprivate var endsRun: Bool { !concernsOneRequest && code != .cancelled }
}
