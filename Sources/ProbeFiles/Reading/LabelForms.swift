import Probing

/// How a file writes its labels: as words, or as a pair of other signs that the whole file keeps to.
struct LabelForms {
  private let yes: String
  private let no: String

  /// Finds out what the labels of a file mean; a lone 1 among words stays what it is, unreadable.
  init(_ labels: some Sequence<String>) {
    let seen = Set(labels.map { $0.lowercased() })
    let pair = Self.pairs.first { pair in
      !seen.isEmpty && seen.allSatisfy { $0 == pair.yes || $0 == pair.no }
    }
    (yes, no) = pair ?? Self.pairs[0]
  }

  /// What the file writes for yes and no, when those are not the words.
  var note: String? {
    yes == "yes" ? nil : "reads the label \"\(yes)\" as yes and \"\(no)\" as no"
  }

  /// The answer that a label gives, or nil.
  func answer(_ label: String) -> Answer? {
    switch label.lowercased() {
    case yes: .yes
    case no: .no
    default: nil
    }
  }

  private static let pairs: [(yes: String, no: String)] = [
    ("yes", "no"), ("1", "0"), ("true", "false"), ("y", "n"),
  ]
}
