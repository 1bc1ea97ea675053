/// The reading of VCD and evalscope: the reply is right if the correct answer is anywhere in it.
///
/// `eval_pope.py` of DAMO-NLP-SG/VCD (commit d6568ff, 2024-10-07) looks for "yes" in the lower-case reply
/// to a probe labeled yes, and for "no" where the label is no; MitigV's `evaluation/pope.py` is a copy of
/// it. `pope_adapter.py` of modelscope/evalscope (commit fde259d, 2026-08-22) does so in upper case, which
/// differs for a few letters: "ß" becomes "SS". A reply without the correct answer counts as the wrong
/// one, whatever it says; both strip the reply, which decides nothing.
///
/// So there is no unparsable reply, and "Yes and no" is right about every probe. "I know" is a no under
/// either label: under no because of its letters, under yes because it says no yes.
struct LabelSubstringRule: ParseRule {
  let name: String
  let summary: String
  let source: String
  let needsLabel = true
  let unparsable = UnparsableCounting.neverHappens
  private let folded: @Sendable ([Unicode.Scalar]) -> [Unicode.Scalar]

  static let vcd = LabelSubstringRule(
    name: "vcd",
    summary: """
      VCD's eval_pope.py: right if the correct answer is anywhere in the lower-case reply, else the \
      wrong answer.
      """,
    source: "DAMO-NLP-SG/VCD experiments/eval/eval_pope.py, commit d6568ff", folded: { $0.lowered })

  static let evalscope = LabelSubstringRule(
    name: "evalscope",
    summary: """
      evalscope's pope_adapter.py: right if the correct answer is anywhere in the upper-case reply, \
      else the wrong answer.
      """,
    source: "modelscope/evalscope evalscope/benchmarks/pope/pope_adapter.py, commit fde259d",
    folded: { $0.uppered })

  func answer(to reply: ProbeReply, label: Answer?) -> Answer? {
    guard let label else { return nil }
    let wanted = folded([Unicode.Scalar](label.rawValue))
    return folded([Unicode.Scalar](reply.text)).contains(wanted) ? label : label.opposite
  }

  func examples(label: Answer) -> ParseExamples {
    switch label {
    case .yes:
      ParseExamples(
        yes: ["Yes", "YES.", "Yes and no.", "No. Yes.", "I saw it yesterday."],
        // The slip: whatever has no yes in it is a no.
        no: ["No", "There is no dog.", "", "Maybe.", "There is a dog."],
        unparsable: [])
    case .no:
      ParseExamples(
        // The slip: whatever has no "no" in it is a yes.
        yes: ["Yes", "YES.", "", "There isn't a dog.", "n o"],
        no: [
          "No", "NO!", "Yes and no.", "There is no dog.", "I am not sure.", "I know.", "Unknown",
        ],
        unparsable: [])
    }
  }
}
