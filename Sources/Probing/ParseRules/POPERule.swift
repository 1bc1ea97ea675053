/// POPE's own rule: no if the first sentence has the word "no", "No" or "not", else yes.
///
/// A copy of `evaluate.py` in RUCAIBox/POPE (commit 3df3ba1, 2024-03-25), slips included: the text is
/// cut at the first full stop, commas are dropped, words are what lies between single spaces. So
/// "NO", "No!" and "isn't" are a yes, as is an empty reply, and "not sure" is a no. Python compares
/// code points, hence the scalars here: Swift's characters would take a letter with its accents.
struct POPERule: LabelFreeRule {
  let name = "pope"
  let summary = """
    POPE's evaluate.py: no if the first sentence has the word "no", "No" or "not", everything else yes.
    """
  let source = "RUCAIBox/POPE evaluate.py, commit 3df3ba1"
  let unparsable = UnparsableCounting.neverHappens

  func answer(to reply: ProbeReply) -> Answer? {
    let firstSentence = reply.text.unicodeScalars.prefix { $0 != "." }
    let words = firstSentence.filter { $0 != "," }.split(separator: " ")
    return words.contains { Self.denials.contains(Array($0)) } ? .no : .yes
  }

  private static let denials: Set<[Unicode.Scalar]> = [["N", "o"], ["n", "o"], ["n", "o", "t"]]

  var examples: ParseExamples {
    ParseExamples(
      yes: [
        "Yes", "yes.", "Yes, there is a dog in the image.", "Yes. There is no cat, though.",
        // The slips: none of these is a yes to a person.
        "", "NO", "No!", "No\nThere is none.", "There isn't a dog.", "\"No\"", "n,either", ".No",
      ],
      no: [
        "No", "no.", "No, there is no dog in the image.", "There is no dog.", "n,o",
        "Yes, but not a real one.",
        // The slip: a doubt is counted as a no.
        "I am not sure.",
      ],
      unparsable: [])
  }
}
