import Probing

/// Makes multiple-choice probes of MMVP's table, or of the JSON copy of it that EAGLE uses.
///
/// Questions 1 and 2 are a pair, 3 and 4 the next one; the image of question 7 is `7.jpg` where no column
/// names it. MMVP's `Options` is one text, "(a) Open (b) Closed"; the copy has a list.
struct ChoiceRows {
  let file: String

  /// Whether an entry with these keys is a multiple-choice question.
  static func match(_ names: Set<String>) -> Bool {
    names.contains("options") && !names.isDisjoint(with: ids) && !names.isDisjoint(with: answers)
      && !names.isDisjoint(with: questions)
  }

  /// The probes of all rows, in their order.
  func probes(_ rows: [Read<FieldRow>]) -> [Read<ReadProbe>] {
    rows.map { row in
      switch row {
      case .problem(let problem): .problem(problem)
      case .value(let row): probe(row)
      }
    }
  }

  private static let ids = ["index", "question_id", "id"]
  private static let questions = ["question", "text"]
  private static let answers = ["correct_answer", "answer", "label"]
  private static let images = ["image_filename", "image_path", "file_name"]

  private func probe(_ row: FieldRow) -> Read<ReadProbe> {
    do throws(ProbeFileError) {
      let id = try word(Self.ids, of: row)
      guard let number = Int(id), number > 0 else {
        throw error(
          .wrongType, row, "the index \(quoted(id)) is not a whole number from 1; correct it")
      }
      let options: [String]?
      switch row["options"] {
      case .list(let list): options = list
      case .text(let text): options = Choices.options(of: text)
      default: options = nil
      }
      guard let options else {
        throw error(
          .wrongType, row,
          "\"options\" is not of the form \"(a) … (b) …\", nor a list of texts; correct it")
      }
      let answer = try word(Self.answers, of: row)
      let letter = answer.lowercased().filter { !" ().".contains($0) }
      let correct = options.indices.prefix(26).first { String(Choices.letter($0)) == letter }
      guard let correct else {
        throw error(
          .badLabel, row,
          "the answer \(quoted(answer)) is not the letter of one of \(options.count) options; correct it"
        )
      }
      guard
        let choices = Choices(
          options: options, correct: correct, pair: String((number - 1) / 2 + 1))
      else {
        throw error(
          .wrongType, row, "\"options\" are not two or more different texts; correct them")
      }
      let image = Self.images.lazy.compactMap { row[$0]?.word }.first
      let probe = Probe(
        id: id, imageName: image ?? "\(number).jpg", question: try word(Self.questions, of: row),
        object: nil, label: nil, choices: choices)
      return .value(ReadProbe(probe: probe, line: row.line))
    } catch {
      return .problem(error)
    }
  }

  private func word(_ columns: [String], of row: FieldRow) throws(ProbeFileError) -> String {
    guard let column = columns.first(where: { row[$0] != nil }) else {
      throw error(.missingKey, row, "has no \(quoted(columns[0])); fill it in or remove the entry")
    }
    guard let word = row[column]?.word else {
      throw error(
        .wrongType, row, "\(quoted(column)) is not a text or a whole number; correct it")
    }
    guard !word.unicodeScalars.contains("\0") else {
      throw error(.notText, row, "\(quoted(column)) has a NUL character; remove it")
    }
    return word
  }

  private func error(
    _ code: ProbeFileError.Code, _ row: FieldRow, _ message: String
  ) -> ProbeFileError {
    ProbeFileError(code: code, file: file, line: row.line, message: message)
  }
}

extension ChoiceRows {
  /// The notes on the two pairs whose answers MMVP has the wrong way round, where a file still has them so.
  ///
  /// `lmms-lab-eval/MMVP` corrects them (EvolvingLMMs-Lab/lmms-eval#1018, tsb0601/MMVP#30).
  static func notes(on probes: [Probe]) -> [String] {
    let byID = Dictionary(probes.map { ($0.id, $0) }) { first, _ in first }
    return swapped.compactMap { pair in
      let isOld = zip([pair.first, pair.first + 1], [pair.old, pair.opposite]).allSatisfy {
        guard let probe = byID[String($0)], let choices = probe.choices else { return false }
        return probe.question.lowercased().contains(pair.word)
          && choices.options[choices.correct].lowercased() == $1
      }
      guard isOld else { return nil }
      return """
        questions \(pair.first) and \(pair.first + 1) (\(pair.word)) have the answers of MMVP's first publication, which are \
        known to be swapped
        """
    }
  }

  private static let swapped = [
    (first: 99, word: "tusks", old: "long", opposite: "short"),
    (first: 279, word: "standing or sitting", old: "standing", opposite: "sitting"),
  ]
}
