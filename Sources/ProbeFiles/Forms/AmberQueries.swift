import Probing

/// Makes probes of AMBER's discriminative queries and the annotations that hold their labels.
///
/// (github.com/junyangwang0410/AMBER, 534babf). A query has an id, an image and a text; the annotation of
/// that id its type and truth. Queries that ask for a description have no yes or no and are passed over.
struct AmberQueries {
  /// What the annotations say of one query.
  private enum Annotation {
    case description
    case question(split: String, truth: Answer)
  }

  let file: String
  private var annotations: [Int: Annotation] = [:]

  /// Whether an entry with these keys is a query without its label.
  static func match(_ names: Set<String>) -> Bool {
    names.isSuperset(of: ["id", "image", "query"])
      && names.isDisjoint(with: ColumnMap.Field.label.synonyms)
  }

  /// Whether an entry with these keys is an annotation.
  static func matchAnnotation(_ names: Set<String>) -> Bool {
    names.isSuperset(of: ["id", "type", "truth"])
  }

  /// Reads the annotations.
  ///
  /// - Throws: ``ProbeFileError`` for the first entry that is no annotation: without all labels a number
  ///   over the rest would mislead.
  init(file: String, annotations content: [UInt8], of path: String) throws(ProbeFileError) {
    self.file = file
    let (entries, fault) = JSONEntries.split(content[...])
    if let fault {
      throw ProbeFileError(code: .brokenJSON, file: path, line: fault.line, message: fault.message)
    }
    for entry in entries {
      switch FieldRows.row(entry, file: path) {
      case .problem(let problem): throw problem
      case .value(let row): try add(row, of: path)
      }
    }
    guard !annotations.isEmpty else {
      throw ProbeFileError(
        code: .empty, file: path, message: "has no annotation; name AMBER's annotations.json")
    }
  }

  private mutating func add(_ row: FieldRow, of path: String) throws(ProbeFileError) {
    func error(_ code: ProbeFileError.Code, _ message: String) -> ProbeFileError {
      ProbeFileError(code: code, file: path, line: row.line, message: message)
    }
    guard case .number(let id) = row["id"], let type = row["type"]?.word else {
      throw error(.missingKey, "is no annotation of AMBER's: \"id\" or \"type\" is missing")
    }
    guard annotations[id] == nil else {
      throw error(.duplicateID, "the id \(id) is annotated twice; remove one")
    }
    guard type != "generative" else {
      annotations[id] = .description
      return
    }
    let truth = row["truth"]?.word ?? ""
    guard let answer = Answer(rawValue: truth.lowercased()) else {
      throw error(
        .badLabel, "the truth \(quoted(truth)) is neither \"yes\" nor \"no\"; correct it")
    }
    annotations[id] = .question(split: Self.split(ofType: type), truth: answer)
  }

  /// The split of a type: what stands after "discriminative-", and "existence" for what AMBER's annotations
  /// call "hallucination" and its query files "existence".
  private static func split(ofType type: String) -> String {
    let prefix = "discriminative-"
    let kind = type.hasPrefix(prefix) ? String(type.dropFirst(prefix.count)) : type
    return kind == "hallucination" ? "existence" : kind
  }

  /// The probes of all rows, in their order, and how many queries ask for a description.
  func probes(_ rows: [Read<FieldRow>]) -> (probes: [Read<ReadProbe>], descriptions: Int) {
    var descriptions = 0
    var probes: [Read<ReadProbe>] = []
    for row in rows {
      switch row {
      case .problem(let problem): probes.append(.problem(problem))
      case .value(let row):
        if case .number(let id) = row["id"], case .description = annotations[id] {
          descriptions += 1
        } else {
          probes.append(probe(row))
        }
      }
    }
    return (probes, descriptions)
  }

  private func probe(_ row: FieldRow) -> Read<ReadProbe> {
    func problem(_ code: ProbeFileError.Code, _ message: String) -> Read<ReadProbe> {
      .problem(ProbeFileError(code: code, file: file, line: row.line, message: message))
    }
    guard case .number(let id) = row["id"] else {
      return problem(.wrongType, "\"id\" is not a whole number; correct it")
    }
    guard let image = row["image"]?.word, let query = row["query"]?.word else {
      return problem(.missingKey, "has no \"image\" or no \"query\"; correct it")
    }
    guard !(image + query).unicodeScalars.contains("\0") else {
      return problem(.notText, "\"image\" or \"query\" has a NUL character; remove it")
    }
    guard case .question(let split, let truth) = annotations[id] else {
      return problem(
        .missingKey, "the query \(id) has no annotation; name the annotations that go with the file"
      )
    }
    let probe = Probe(
      id: String(id), imageName: image, question: query,
      object: Probe.object(ofQuestion: query), label: truth, splits: [split])
    return .value(ReadProbe(probe: probe, line: row.line))
  }
}
