/// AMBER's rule: the reply must be "Yes" or "No", letter for letter.
///
/// As `inference.py` of junyangwang0410/AMBER (commit 534babf, 2024-01-15) compares. Its README asks for
/// these two words, so replies are meant to be turned into them before; how is left open. The rest is wrong
/// in its accuracy and in its recall, and never a no. (AMBER's positive class is the no.)
struct AMBERRule: LabelFreeRule {
  let name = "amber"
  let summary = """
    AMBER's inference.py: the reply must be "Yes" or "No", letter for letter.
    """
  let source = "junyangwang0410/AMBER inference.py, commit 534babf"
  let unparsable = UnparsableCounting.countedWrong
  let positive = Answer.no

  func answer(to reply: ProbeReply) -> Answer? {
    switch [Unicode.Scalar](reply.text) {
    case Self.yes: .yes
    case Self.no: .no
    default: nil
    }
  }

  private static let yes = [Unicode.Scalar]("Yes")
  private static let no = [Unicode.Scalar]("No")

  var examples: ParseExamples {
    ParseExamples(
      yes: ["Yes"], no: ["No"],
      unparsable: ["", "yes", "no", "YES", "NO", "Yes.", " Yes", "No\n", "No, there isn't."])
  }
}
