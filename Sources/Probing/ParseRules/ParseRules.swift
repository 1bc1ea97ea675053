/// The registry of parse rules.
public enum ParseRules {
  /// Every rule, in the order in which tables list them.
  public static let all: [any ParseRule] = [HalluxRule(), POPERule(), FirstTokenRule()]

  /// The rule of that name, or nil when there is none.
  public static func rule(named name: String) -> (any ParseRule)? {
    all.first { $0.name == name }
  }
}
