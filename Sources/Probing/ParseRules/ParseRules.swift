/// The registry of parse rules.
public enum ParseRules {
  /// Our careful reading of the text: the first word, else the only yes or no in it.
  public static let hallux: any ParseRule = HalluxRule()
  /// POPE's own `evaluate.py`.
  public static let pope: any ParseRule = POPERule()
  /// OPERA's `pope_eval.py`.
  public static let opera: any ParseRule = OPERARule()
  /// VCD's `eval_pope.py`, which looks at the label.
  public static let vcd: any ParseRule = LabelSubstringRule.vcd
  /// RePOPE's `eval_utils.py`, whose numbers leave out what it cannot read.
  public static let repope: any ParseRule = SubstringRule.repope
  /// DASH-B's `eval_utils.py`: RePOPE's reading, but what it cannot read is wrong.
  public static let dashB: any ParseRule = SubstringRule.dashB
  /// The exact match of lmms-eval.
  public static let lmmsEval: any ParseRule = LMMsEvalRule()
  /// The words of VLMEvalKit's `yorn.py`.
  public static let vlmEvalKit: any ParseRule = VLMEvalKitRule()
  /// evalscope's `pope_adapter.py`, which looks at the label.
  public static let evalscope: any ParseRule = LabelSubstringRule.evalscope
  /// The exact words of AMBER's `inference.py`.
  public static let amber: any ParseRule = AMBERRule()
  /// The answer that the first token's probabilities favor.
  public static let firstToken: any ParseRule = FirstTokenRule()

  /// Every rule, in the order in which tables list them.
  public static let all = [
    hallux, pope, opera, vcd, repope, dashB, lmmsEval, vlmEvalKit, evalscope, amber, firstToken,
  ]

  /// The rule of that name, or nil when there is none.
  public static func rule(named name: String) -> (any ParseRule)? {
    all.first { $0.name == name }
  }
}
