import ModelAPI
import Probing

/// The predictions of a yes/no set as VLMEvalKit keeps them, a row for each question
/// (open-compass/VLMEvalKit vlmeval/smp/file.py `dump`, commit e8e78f0).
///
/// `POPE_rating` cannot do without a category: a question of no split has `all`.
struct VLMEvalKitPredictions {
  private let rows: [[(name: String, value: JSON)]]

  /// What VLMEvalKit itself writes where it got no reply, and asks again.
  static let failure = "Failed to obtain answer via API."

  private static let names = [
    "index", "question_id", "image_path", "question", "answer", "category", "object", "prediction",
  ]

  init(_ audit: ExportedAudit) {
    rows = audit.answers.enumerated().compactMap { place, answer in
      guard let label = answer.probe.label else { return nil }
      let splits = answer.probe.splits
      let values: [JSON] = [
        .whole(place), .text(answer.probe.id), .text(answer.probe.imageName),
        .text(answer.probe.question), .text(label == .yes ? "Yes" : "No"),
        .text(splits.isEmpty ? "all" : splits.joined(separator: ",")),
        .text(answer.probe.object ?? ""), .text(answer.reply?.text ?? Self.failure),
      ]
      return zip(Self.names, values).map { (name: $0, value: $1) }
    }
  }

  /// The table: tabs between values, every value in quotation marks, as pandas writes it with `QUOTE_ALL`.
  var table: String {
    ([Self.names.map { JSON.text($0) }] + rows.map { $0.map(\.value) }).map { row in
      row.map(Self.cell).joined(separator: "\t") + "\n"
    }.joined()
  }

  /// The same as a list of objects.
  var json: String {
    JSON.list(
      rows.map { row in .object(row.map { JSON.Member(key: $0.name, value: $0.value) }) }
    ).text(indent: 4) + "\n"
  }

  private static func cell(_ value: JSON) -> String {
    guard case .text(let text) = value else { return "\"\(value.text())\"" }
    // A NUL ends the value for some readers, and no reply means anything by it.
    return "\"" + text.replacing("\"", with: "\"\"").replacing("\0", with: "\u{FFFD}") + "\""
  }
}
