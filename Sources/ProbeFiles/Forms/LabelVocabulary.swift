import Probing

/// The words by which a file says yes and no.
///
/// `1`, `true` and `y` mean yes only where the whole file speaks so: a lone `1` among yes and no is a slip.
enum LabelVocabulary: CaseIterable {
  case words, digits, truths, letters

  private var yes: String {
    switch self {
    case .words: "yes"
    case .digits: "1"
    case .truths: "true"
    case .letters: "y"
    }
  }

  private var no: String {
    switch self {
    case .words: "no"
    case .digits: "0"
    case .truths: "false"
    case .letters: "n"
    }
  }

  /// The words that a file uses: the one vocabulary that any of its labels is of, yes and no when they mix.
  init(labels: some Sequence<String>) {
    let folded = Set(labels.map { $0.lowercased() })
    let used = Self.allCases.filter { folded.contains($0.yes) || folded.contains($0.no) }
    self = used.count == 1 ? used[0] : .words
  }

  /// The answer that a label gives, in any case, or nil.
  func answer(_ label: String) -> Answer? {
    let folded = label.lowercased()
    return folded == yes ? .yes : folded == no ? .no : nil
  }

  /// The two words, for a message.
  var description: String { "neither \"\(yes)\" nor \"\(no)\"" }
}
