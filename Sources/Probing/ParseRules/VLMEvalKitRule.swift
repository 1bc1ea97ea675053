/// The rule of VLMEvalKit: the one of "yes" and "no" that is a word of the reply; both or neither is unknown.
///
/// As `YOrN_Extraction` does in `vlmeval/dataset/utils/yorn.py` of open-compass/VLMEvalKit (commit e8e78f0,
/// 2026-08-18) with `process_punctuation` of `vlmeval/smp/misc.py`, slips included:
///
/// - Some marks are blanked (`;/[]"{}()=+\_-><@`,?!` and the backtick). A mark that stands beside a space
///   anywhere in the reply is dropped instead, wherever it stands; so is every mark when a comma stands
///   between two digits. "No-one" is a no, and "yes,no" two words.
/// - Full stops are dropped unless a digit is beside, so "No.Yes" is one word. Only the first 32 are: a flag
///   is passed where Python expects a count.
/// - All other marks stay: "No:", "*No*" and "'No'" are unknown.
///
/// What is unknown can be handed to a model that judges it; without one it is wrong in the accuracy and
/// not a yes in precision and recall.
struct VLMEvalKitRule: LabelFreeRule {
  let name = "vlmevalkit"
  let summary = """
    VLMEvalKit's yorn.py without a judge: the one of "yes" and "no" that is a word of the reply; both or \
    neither is unparsable.
    """
  let source = "open-compass/VLMEvalKit vlmeval/dataset/utils/yorn.py, commit e8e78f0"
  let unparsable = UnparsableCounting.countedWrong

  func answer(to reply: ProbeReply) -> Answer? {
    let text = Self.withoutStops(Self.withoutMarks([Unicode.Scalar](reply.text).lowered))
    let words = Set(text.words.map(Array.init))
    let found = Answer.allCases.filter { words.contains([Unicode.Scalar]($0.rawValue)) }
    return found.count == 1 ? found.first : nil
  }

  /// The text with its marks blanked, and those dropped that the slip drops.
  private static func withoutMarks(_ text: [Unicode.Scalar]) -> [Unicode.Scalar] {
    var dropped: Set<Unicode.Scalar> = []
    for (left, right) in zip(text, text.dropFirst()) {
      if right == " " { dropped.insert(left) }
      if left == " " { dropped.insert(right) }
    }
    let isCommaInNumber = text.indices.dropFirst().dropLast().contains {
      text[$0] == "," && text[$0 - 1].isPythonDigit && text[$0 + 1].isPythonDigit
    }
    return text.compactMap { mark in
      guard marks.contains(mark) else { return mark }
      return isCommaInNumber || dropped.contains(mark) ? nil : " "
    }
  }

  /// The text without its first 32 full stops that have no digit beside them.
  private static func withoutStops(_ text: [Unicode.Scalar]) -> [Unicode.Scalar] {
    var left = 32
    return text.indices.compactMap { index in
      guard left > 0, text[index] == ".",
        !(index > 0 && text[index - 1].isPythonDigit),
        !(index + 1 < text.count && text[index + 1].isPythonDigit)
      else { return text[index] }
      left -= 1
      return nil
    }
  }

  private static let marks = Set([Unicode.Scalar](#";/[]"{}()=+\_-><@`,?!"#))

  var examples: ParseExamples {
    ParseExamples(
      yes: ["Yes", "yes.", "YES!", "Yes, there is a dog.", "\"Yes\"", "(yes)", "A dog? yes/sure"],
      no: [
        "No", "no.", "NO!", "No, there isn't.", "There is no dog.", "No-one.", "No\nNone.",
        "no,none",
      ],
      unparsable: [
        "", "There is a dog.", "I am not sure.", "Unknown", "Failed to obtain answer via API.",
        "Yes and no.", "yes,no",
        // The slips: each is clear to a person.
        "No.Yes", "No:", "*No*", "'No'", "3.No", "no,none, I think", "no/none in 1,000",
        "no.................................",
      ])
  }
}
