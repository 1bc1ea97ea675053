/// OPERA's rule: no if the reply has the word "no", "No", "NO" or "not" or a word in "n't", else yes.
///
/// As `recorder` does in `pope_eval.py` of shikiw/OPERA (commit 61426fe, 2024-07-26), slips included:
/// full stops and commas are dropped, not blanked, and words are what lies between single spaces. So
/// "No.Yes" and "No!" are a yes, as are an empty reply and "isn’t" with a curly apostrophe; "not sure"
/// is a no.
struct OPERARule: LabelFreeRule {
  let name = "opera"
  let summary = """
    OPERA's pope_eval.py: no if the reply has the word "no", "No", "NO" or "not" or a word in "n't", \
    everything else yes.
    """
  let source = "shikiw/OPERA pope_eval.py, commit 61426fe"
  let unparsable = UnparsableCounting.neverHappens

  func answer(to reply: ProbeReply) -> Answer? {
    let words = [Unicode.Scalar](reply.text).filter { $0 != "." && $0 != "," }.split(separator: " ")
    let isNo = words.contains { word in
      Self.denials.contains(Array(word)) || Array(word.suffix(3)) == Self.contraction
    }
    return isNo ? .no : .yes
  }

  private static let denials = Set(["No", "not", "no", "NO"].map { [Unicode.Scalar]($0) })
  private static let contraction = [Unicode.Scalar]("n't")

  var examples: ParseExamples {
    ParseExamples(
      yes: [
        "Yes", "yes.", "Yes, there is a dog.",
        // The slips: none of these is a yes to a person.
        "", "No!", "No\nThere is none.", "No.Yes", "There isn\u{2019}t a dog.", "It ISN'T.", "nO",
        "isn't\n",
      ],
      no: [
        "No", "no.", "NO", "No, there isn't.", "There is no dog.", "There isn't a dog.", "n.o",
        "n't",
        "Yes. There is no cat, though.",
        // The slip: a doubt is counted as a no.
        "I am not sure.",
      ],
      unparsable: [])
  }
}
