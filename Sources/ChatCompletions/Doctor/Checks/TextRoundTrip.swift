import ModelAPI

/// Whether an answer's text becomes the tokens again that it came from.
struct TextRoundTrip: ServerCheck {
  let name = "text to tokens"
  let asks = "The generated answer's text to /tokenize: the ids must be those that were generated."
  let needs: CheckNeeds = [.pictures, .logProbabilities, .tokenIDs]

  func result(on examination: inout Examination) async throws(ModelError) -> CheckResult {
    let answer = try await examination.generatedAnswer()
    guard !answer.isEmpty else { return .couldNotTell("the model's answer is empty") }
    let text = answer.map(\.text).joined()
    guard let ids = try await examination.inquiry.tokens(of: text, withSpecial: false) else {
      return .notApplicable("the server has no /tokenize")
    }
    let generated = answer.map(\.id)
    guard ids != generated else { return .passed("\(ids.count) tokens come back the same") }
    let same = zip(ids, generated).prefix { $0 == $1 }.count
    return .failed(
      "\(generated.count) generated tokens become \(ids.count), the same up to number \(same)",
      consequence:
        "A prefix is read as other tokens than were generated: what follows it is scored after another "
        + "answer. Every explanation checks this for its own answer and refuses where it fails.")
  }
}
