/// The rule of lmms-eval: the reply must be the answer and nothing else, case and outer white space aside.
///
/// As `pope_process_results` does in `lmms_eval/tasks/pope/utils.py` of EvolvingLMMs-Lab/lmms-eval (commit
/// 75571cf, 2026-08-06): already "Yes." is no answer. The rest is wrong in its accuracy, but its recall
/// counts only an exact "no" as a miss, so there, and in F1, it is left out. Its yes-ratio is not one of the
/// replies: it counts the labels.
struct LMMsEvalRule: LabelFreeRule {
  let name = "lmms-eval"
  let summary = """
    lmms-eval's pope task: the reply must be "yes" or "no" and nothing else, case and outer spaces aside.
    """
  let source = "EvolvingLMMs-Lab/lmms-eval lmms_eval/tasks/pope/utils.py, commit 75571cf"
  let unparsable = UnparsableCounting.countedWrongInAccuracyOnly

  func answer(to reply: ProbeReply) -> Answer? {
    let text = Array([Unicode.Scalar](reply.text).lowered.stripped)
    return Answer.allCases.first { text == [Unicode.Scalar]($0.rawValue) }
  }

  var examples: ParseExamples {
    ParseExamples(
      yes: ["Yes", "yes", "YES", " yes\n", "\u{3000}Yes\u{A0}", "\u{1C}yes\u{85}"],
      no: ["No", "no", "NO", "\tno ", "nO\r\n"],
      unparsable: [
        "", "Yes.", "No.", "No, there isn't.", "Yes, there is a dog.", "\"Yes\"", "yes no",
        // A space that has no width is no white space.
        "yes\u{200B}", "\u{FEFF}no", "no\u{301}",
      ])
  }
}
