/// Which columns of a table, or keys of JSON entries, hold what of a probe.
///
/// Names are compared without regard to case, and a space or hyphen is an underscore, as in
/// `Correct Answer` and `correct_answer`.
public struct ColumnMap: Sendable, Hashable {
  /// What of a probe a column holds.
  public enum Field: String, Sendable, Hashable, CaseIterable {
    /// The question's id; where no column has it, the entry's place in the file is its id.
    case id = "question_id"
    /// The image's name.
    case image
    /// The question.
    case text
    /// The label.
    case label
    /// The object that the question is about; where no column has it, it is read off the question.
    case object
    /// The splits: a list, or a text with one or several between commas.
    case splits

    /// Whether a probe cannot do without.
    var isRequired: Bool { self == .image || self == .text || self == .label }

    /// The names under which the field goes, the likeliest first.
    ///
    /// Those of POPE, lmms-eval, VLMEvalKit, AMBER and their like. A name that may hold the image itself stands
    /// after those that hold its name only.
    var synonyms: [String] {
      switch self {
      case .id: ["question_id", "id", "qid", "index"]
      case .image:
        [
          "image_path", "image_source", "image_name", "image_file", "image_filename", "file_name",
          "filename", "image", "img_id", "image_id",
        ]
      case .text: ["text", "question", "query", "prompt"]
      case .label: ["label", "answer", "gt_answer", "gt", "ground_truth"]
      case .object: ["object", "object_name"]
      case .splits: ["splits", "split", "category"]
      }
    }
  }

  /// The columns by what they hold.
  public private(set) var columns: [Field: String]

  /// Makes a map; names are folded.
  public init(_ columns: [Field: String]) {
    self.columns = columns.mapValues(Self.folded)
  }

  /// Reads a map as the command line takes it, `image=file_name,text=question,label=gt`.
  ///
  /// `id` stands for `question_id`, `question` for `text`, `split` for `splits`.
  /// - Throws: ``ColumnMapError`` for a field that is unknown, named twice or without a column.
  public init(parsing text: String) throws(ColumnMapError) {
    var columns: [Field: String] = [:]
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let sides = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        .map { String($0.trimmingPrefix(while: \.isWhitespace)) }
      guard sides.count == 2, !Self.folded(sides[1]).isEmpty else {
        throw ColumnMapError(message: "\(quoted(String(part))) is not of the form FIELD=COLUMN")
      }
      let name = Self.folded(sides[0])
      guard let field = Self.shortNames[name] ?? Field(rawValue: name) else {
        let known = Field.allCases.map(\.rawValue).joined(separator: ", ")
        throw ColumnMapError(message: "\(quoted(sides[0])) is not one of: \(known)")
      }
      guard columns.updateValue(sides[1], forKey: field) == nil else {
        throw ColumnMapError(message: "\(quoted(field.rawValue)) is named twice")
      }
    }
    self.init(columns)
  }

  private static let shortNames: [String: Field] = ["id": .id, "question": .text, "split": .splits]

  /// The map completed by the names that are there; a column that the map names stays as it is.
  func completed(by names: Set<String>) -> ColumnMap {
    var complete = self
    for field in Field.allCases where columns[field] == nil {
      // A column that was named for one thing does not hold another.
      let free = field.synonyms.first { names.contains($0) && !columns.values.contains($0) }
      complete.columns[field] = free
    }
    return complete
  }

  /// The fields that a probe needs and that are in none of the columns.
  func missing(in names: Set<String>) -> [Field] {
    Field.allCases.filter { field in
      guard let column = columns[field] else { return field.isRequired }
      return !names.contains(column)
    }
  }

  /// A column's name without regard to case, spaces and hyphens.
  static func folded(_ name: String) -> String {
    let words = name.lowercased().split { $0.isWhitespace || $0 == "-" || $0 == "_" }
    return words.joined(separator: "_")
  }
}

/// What is wrong with a column map as it was written.
public struct ColumnMapError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The fault, one line safe to print.
  public let message: String

  /// The same as the message.
  public var description: String { message }
}
