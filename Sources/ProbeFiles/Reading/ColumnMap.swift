/// What a file calls the parts of a probe: the keys of its JSON objects, or the columns of its table.
public struct ColumnMap: Sendable, Hashable {
  /// A part of a probe, by the name that POPE gives it.
  public enum Part: String, Sendable, Hashable, CaseIterable {
    /// The question's id.
    case id = "question_id"
    /// The image's name.
    case image
    /// The question.
    case question = "text"
    /// The right answer.
    case label
    /// The object asked about.
    case object
    /// The splits that the probe belongs to.
    case splits
    /// The options of a multiple-choice question.
    case options

    /// What files call the part, the usual name first; case and blanks do not matter.
    var usualNames: [String] {
      switch self {
      case .id: ["question_id", "id", "index", "qid"]
      case .image:
        [
          "image", "image_name", "image_filename", "file_name", "filename", "image_path", "img_id",
          "image_source", "image_id",
        ]
      case .question: ["text", "question", "query", "prompt"]
      case .label:
        ["label", "answer", "gt", "gt_answer", "ground_truth", "correct_answer", "target"]
      case .object: ["object", "object_name"]
      case .splits: ["splits", "split", "category"]
      case .options: ["options", "choices"]
      }
    }
  }

  private var names: [Part: String]

  /// POPE's own names.
  static let usual = ColumnMap(names: [:])

  private init(names: [Part: String]) { self.names = names }

  /// What the file calls a part.
  func name(_ part: Part) -> String { names[part] ?? part.rawValue }

  /// Whether the file was seen to have a part.
  func has(_ part: Part) -> Bool { names[part] != nil }

  /// Reads a map such as `image=file_name,text=question,label=gt`.
  ///
  /// - Returns: nil when the text is not such a list, or names a part that a probe does not have.
  public init?(_ text: String) {
    names = [:]
    for pair in text.split(separator: ",", omittingEmptySubsequences: false) {
      let sides = pair.split(separator: "=", maxSplits: 1)
      guard sides.count == 2, let part = Part(rawValue: String(sides[0])), names[part] == nil else {
        return nil
      }
      names[part] = String(sides[1])
    }
  }

  /// Finds the parts among the names that a file has; a part that is named by this map keeps its name.
  func completed(from present: [String]) -> ColumnMap {
    let folded = Dictionary(present.map { (Self.folded($0), $0) }) { first, _ in first }
    var names = names
    for part in Part.allCases where names[part] == nil {
      names[part] = part.usualNames.lazy.compactMap { folded[$0] }.first
    }
    return ColumnMap(names: names)
  }

  private static func folded(_ name: String) -> String {
    name.lowercased().split { $0.isWhitespace || $0 == "-" }.joined(separator: "_")
  }
}
