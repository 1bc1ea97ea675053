/// The registry of parse rules.
public enum ParseRules {
  /// Our careful reading of the text: the first word, else the only yes or no in it.
  public static let hallux: any ParseRule = HalluxRule()
  /// POPE's own `evaluate.py`, word for word.
  public static let pope: any ParseRule = POPERule()
  /// The answer that the first token's probabilities favor.
  public static let firstToken: any ParseRule = FirstTokenRule()

  /// Every rule, in the order in which tables list them.
  public static let all = [hallux, pope, firstToken]

  /// The rule of that name, or nil when there is none.
  public static func rule(named name: String) -> (any ParseRule)? {
    all.first { $0.name == name }
  }
}
