import Probing

/// What is explained of what a model said, as pages name it.
struct SaidWords: Hashable {
  /// The answer in words: `Yes`, or the words of a longer answer.
  var text: String
  /// The yes or no that it is; nil for other words.
  var answer: Answer?
  /// Whether a label contradicts it; without one it is explained, and neither right nor wrong.
  var isWrong: Bool
  /// All of the explained words, parts that do not follow each other divided by " …"; empty for a yes or no.
  var words = ""

  /// A yes or no that its label contradicts.
  static func wrong(_ answer: Answer) -> SaidWords {
    SaidWords(text: Words.said(answer), answer: answer, isWrong: true)
  }

  /// Words that are explained without a label: a yes, a no, or any others.
  static func explained(_ words: String) -> SaidWords {
    guard !words.isEmpty else {
      return SaidWords(text: "what was chosen", answer: nil, isWrong: false)
    }
    let answer = Answer(rawValue: words)
    return SaidWords(
      text: answer.map(Words.said) ?? Words.quoted(Words.excerpt(words)), answer: answer,
      isWrong: false, words: answer == nil ? words : "")
  }

  /// A mention of a caption.
  static func mention(_ words: String, isWrong: Bool) -> SaidWords {
    SaidWords(
      text: Words.quoted(Words.excerpt(words)), answer: nil, isWrong: isWrong, words: words)
  }

  /// What stands in its place once the answer has flipped.
  var flipped: String { answer.map { Words.said($0.opposite) } ?? "something else" }

  /// What was said, in words.
  func text(_ saying: Saying) -> String {
    switch saying {
    case .same: text
    case .flipped: flipped
    case .unread: Words.said(nil)
    }
  }

  /// The style of what was said: what no label judges has no color of right and wrong.
  func style(_ saying: Saying = .same) -> String { isWrong ? saying.style : "plain" }

  /// What a reply says: the same, its opposite, or nothing that can be read.
  func saying(_ reply: SpokenReply) -> Saying {
    guard let answer else {
      let parts = words.lowercased().split(separator: " \u{2026}")
      let text = reply.text.lowercased()
      return parts.allSatisfy { Words.stands($0.drop { $0 == " " }, in: text) } ? .same : .flipped
    }
    return reply.answer.map { $0 == answer ? .same : .flipped } ?? .unread
  }
}

/// How what a model says about a masked picture compares with what it said about the whole one.
enum Saying: Hashable {
  /// The explained answer again.
  case same
  /// Another one in its place.
  case flipped
  /// Nothing that can be read as either.
  case unread

  /// What the margin says, where no reply was generated.
  init(margin: Double) { self = margin > 0 ? .same : .flipped }

  /// The style of what was said: color only helps, the word stands beside it.
  var style: String {
    switch self {
    case .same: "wrong"
    case .flipped: "right"
    case .unread: "unreadable"
    }
  }
}
