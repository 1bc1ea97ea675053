/// How a question about an object is worded.
public struct QuestionWording: Sendable, Hashable {
  /// The words that make the article and the number of the noun.
  public enum Grammar: String, Sendable, Hashable {
    /// English as it is spoken: "an hourglass", "a unicycle", "Are there any scissors".
    case spoken
    /// POPE's: "an" before a, e, i, o and u, whatever the sound, and every noun in the singular.
    case pope
  }

  /// The text with `{a}` for the article and `{object}` for the object.
  public let template: String
  /// What makes the article.
  public let grammar: Grammar

  /// POPE's question in good grammar.
  public static let standard = QuestionWording(checkedTemplate: popeTemplate, grammar: .spoken)
  /// POPE's question as POPE means it; its own code also turns "image" into "imange" before a vowel.
  public static let pope = QuestionWording(checkedTemplate: popeTemplate, grammar: .pope)

  private static let popeTemplate = "Is there {a} {object} in the image?"

  private init(checkedTemplate template: String, grammar: Grammar) {
    self.template = template
    self.grammar = grammar
  }

  /// Makes a wording in good grammar.
  ///
  /// Before a noun that is always plural "is there {a}" becomes "are there any" and `{a}` alone "any".
  /// - Returns: nil when the template lacks `{object}` or has another word in braces.
  public init?(template: String) {
    let rest = template.replacing("{a}", with: "").replacing("{object}", with: "")
    guard template.contains("{object}"), !rest.contains(where: { $0 == "{" || $0 == "}" }) else {
      return nil
    }
    self.init(checkedTemplate: template, grammar: .spoken)
  }

  /// The question about an object.
  public func question(about object: String) -> String {
    var text = template
    switch grammar {
    case .pope:
      let startsWithVowel = object.first.map { "aeiou".contains($0) } ?? false
      text = text.replacing("{a}", with: startsWithVowel ? "an" : "a")
    case .spoken where English.isPlural(object):
      text = text.replacing("Is there {a}", with: "Are there any")
        .replacing("is there {a}", with: "are there any")
        .replacing("{a}", with: "any")
    case .spoken:
      text = text.replacing("{a}", with: English.indefiniteArticle(before: object))
    }
    return text.replacing("{object}", with: object)
  }
}
