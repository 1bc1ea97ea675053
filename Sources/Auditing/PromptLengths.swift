import Imaging
import ModelAPI

/// How many tokens the prompts of a run had.
///
/// What a picture costs depends on its size and never on its pixels, on every server that was looked at; so a
/// masked picture is held against the whole one.
struct PromptLengths: Sendable {
  private struct Prompt: Hashable {
    var width: Int?
    var height: Int?
    var text: String
    var answerPrefix: String
    /// One forced token is said; several may be read as part of the prompt, which has another end then.
    var hasSeveralForced: Bool
  }

  private var lengths: [Prompt: Int] = [:]

  /// The most prompts to remember: equal ones come near each other, and a run may have a million.
  static let capacity = 10_000

  /// Remembers a prompt's length, unless it is known.
  ///
  /// - Returns: The length that it had the first time, in tokens.
  mutating func note(_ count: Int, for request: ModelRequest) -> Int {
    let prompt = Prompt(
      width: request.image?.width, height: request.image?.height, text: request.prompt,
      answerPrefix: request.answerPrefix, hasSeveralForced: request.forcedTokens.count > 1)
    if let known = lengths[prompt] { return known }
    if lengths.count >= Self.capacity { lengths.removeAll(keepingCapacity: true) }
    lengths[prompt] = count
    return count
  }
}
