/// The answer that the model's first token favors: yes when p(yes) > p(no).
///
/// The spellings of each answer are merged as in ``AnswerProbabilities``. What the model goes on to say
/// is not looked at, and the answer stands even when most of the probability is on other words.
/// Unparsable is only what the server's list leaves open: no probabilities, neither answer listed, a
/// bound that does not decide, or a tie.
struct FirstTokenRule: LabelFreeRule {
  let name = "first-token"
  let summary = """
    Token probability: yes when the first token's spellings of "yes" are likelier than those of "no".
    """
  let source = "hallux"
  let unparsable = UnparsableCounting.countedWrong

  func answer(to reply: ProbeReply) -> Answer? {
    switch reply.answerProbabilities?.margin(said: .yes) {
    case .exact(let nats) where nats > 0, .atLeast(let nats) where nats > 0: .yes
    case .exact(let nats) where nats < 0, .atMost(let nats) where nats < 0: .no
    default: nil
    }
  }

  var examples: ParseExamples {
    ParseExamples(
      yes: [
        reply([("Yes", -0.1), ("No", -2.4)]),
        // Two spellings together outweigh one that is likelier than each.
        reply([("No", -0.9), (" Yes", -1.2), ("yes", -1.3)]),
        // "No" is not listed, but cannot have more than the listed tokens leave.
        reply([("Yes", -0.2), ("The", -1.9)]),
        // The first token decides, not what follows it.
        reply([("Yes", -0.6), ("No", -0.9)], text: "Yes? No, I see none."),
      ],
      no: [
        reply([("No", -0.1), ("Yes", -2.4)]),
        reply([("There", -0.1), ("\u{2581}NO", -3), ("\u{2581}Yes", -4)]),
        reply([("No", -0.05)], unlisted: -8),
      ],
      unparsable: [
        "Yes",
        reply([("Yes", -1), ("No", -1)]),
        reply([("The", -0.1), ("A", -2.5)]),
        // "No" is not listed and might still be the likelier one.
        reply([("The", -1), ("Yes", -3)], unlisted: -3),
      ])
  }

  private func reply(
    _ tokens: [(String, Double)], unlisted: Double = 0, text: String = ""
  ) -> ProbeReply {
    ProbeReply(
      text: text,
      answerProbabilities: AnswerProbabilities(
        candidates: tokens.map { FirstTokenCandidate(text: $0.0, logProbability: $0.1) },
        unlistedUpperBound: unlisted))
  }
}
