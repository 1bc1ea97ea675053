/// The reading of RePOPE and DASH-B: yes if "yes" is anywhere in the reply, else no if "no" is.
///
/// As `compute_answer` does in `src/eval_utils.py` of YanNeu/RePOPE (commit bcf22e5, 2025-05-16) and of
/// YanNeu/DASH-B (commit 1538d01, 2025-07-02), case aside and within words too: "yesterday" is a yes,
/// "I know" and "unknown" are a no. RePOPE looks for "not" after "no", which nothing reaches.
///
/// The two differ in what they do with the rest: RePOPE's counts skip it, so that it is missing from
/// every denominator; DASH-B divides by all replies.
struct SubstringRule: LabelFreeRule {
  let name: String
  let summary: String
  let source: String
  let unparsable: UnparsableCounting

  static let repope = SubstringRule(
    name: "repope",
    summary: """
      RePOPE's eval_utils.py: yes if "yes" is anywhere in the reply, else no if "no" is; RePOPE leaves \
      the rest out of every count.
      """,
    source: "YanNeu/RePOPE src/eval_utils.py, commit bcf22e5", unparsable: .dropped)

  static let dashB = SubstringRule(
    name: "dash-b",
    summary: """
      DASH-B's eval_utils.py: yes if "yes" is anywhere in the reply, else no if "no" is; DASH-B counts \
      the rest as wrong.
      """,
    source: "YanNeu/DASH-B src/eval_utils.py, commit 1538d01", unparsable: .countedWrong)

  func answer(to reply: ProbeReply) -> Answer? {
    let text = [Unicode.Scalar](reply.text).lowered
    return Self.order.first { text.contains([Unicode.Scalar]($0.rawValue)) }
  }

  private static let order: [Answer] = [.yes, .no]

  var examples: ParseExamples {
    ParseExamples(
      yes: [
        "Yes", "YES!", "Yes, there is no cat.", "No. Yes.", "yes/no", "eyes",
        // The slip: a word that only begins like a yes.
        "I saw it yesterday.",
      ],
      no: [
        "No", "no.", "NO", "There is no dog.",
        // The slips: none of these denies anything.
        "I am not sure.", "I know.", "Unknown", "Nothing", "no\u{301}", "A snowboard.",
      ],
      unparsable: [
        "", "There is a dog.", "There isn't a dog.", "n o", "y\u{E9}s", "\u{43D}\u{43E}",
      ])
  }
}
