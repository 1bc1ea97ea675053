import Probing

extension ProbeRecord {
  /// What the whole file tells about its entries.
  struct Context {
    /// The file, as the caller named it.
    var file: String
    /// What the file calls the parts of a probe.
    var columns: ColumnMap
    /// How it writes its labels.
    var labels: LabelForms
    /// The splits of a probe that names none.
    var splits: [String]
  }

  /// Makes a probe of a record.
  ///
  /// - Parameters:
  ///   - line: Where the record stands.
  ///   - place: Its place among the records, from 1.
  ///   - context: What the whole file tells.
  /// - Returns: the probe.
  /// - Throws: ``ProbeFileError`` for an empty part, a label that is none, or options without a right one.
  func probe(line: Int, place: Int, in context: Context) throws(ProbeFileError) -> Probe {
    func error(_ code: ProbeFileError.Code, _ message: String) -> ProbeFileError {
      ProbeFileError(code: code, file: context.file, line: line, message: message)
    }
    func name(_ part: ColumnMap.Part) -> String { printable(context.columns.name(part)) }
    let id = id ?? String(place)
    let required = [(name(.id), id), (name(.image), image), (name(.question), question)]
    for (key, value) in required where value.allSatisfy(\.isWhitespace) {
      throw error(.wrongType, "\"\(key)\" is empty; fill it in or remove the entry")
    }
    for (key, value) in required where value.unicodeScalars.contains("\0") {
      throw error(.notText, "\"\(key)\" has a NUL character; remove it")
    }
    guard let label else {
      throw error(
        .missingKey,
        "has no \"\(name(.label))\"; correct it, or name the file that has the labels by --annotations"
      )
    }
    var probe = Probe(
      id: id, imageName: image, question: question,
      object: object ?? Probe.object(ofQuestion: question), label: nil,
      splits: splits ?? context.splits,
      planted: planted.map {
        PlantedCause(rule: $0.rule, cause: $0.cause, causeAnnotationID: $0.causeAnnotationID)
      })
    if let options {
      guard let choices = Self.choices(options, label: label) else {
        throw error(
          .badLabel,
          "the label \(quoted(label)) names none of the \(options.count) options; correct it")
      }
      probe.choices = choices
    } else {
      guard let answer = context.labels.answer(label) else {
        throw error(
          .badLabel,
          "the label \(quoted(label)) is neither \"yes\" nor \"no\"; correct it or remove the entry"
        )
      }
      probe.label = answer
    }
    return probe
  }

  /// Options with the one that a letter, or the option itself, names.
  private static func choices(_ options: [String], label: String) -> Choices? {
    let letter = label.lowercased().filter(\.isLetter)
    let place =
      options.firstIndex(of: label)
      ?? options.indices.first { Choices.letter(of: $0) == letter }
    return place.flatMap { Choices(options: options, correct: $0, pair: nil) }
  }
}
