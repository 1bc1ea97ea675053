import Attribution
import AuditStore
import Probing

/// One finding as a line of the list: the words of the page and of the data file alike.
struct FindingRowValues {
  /// The finding, with its outline where that is read.
  var entry: FindingEntry

  private var trigger: TriggerEntry? { entry.necessary.flatMap { $0.size > 0 ? $0 : nil } }
  private var probability: String { FindingWords.confidence(entry) }
  private var area: String { trigger.map { NumberText.percent($0.area) } ?? NumberText.none }
  private var size: String { trigger.map { NumberText.count($0.size) } ?? NumberText.none }

  /// The values of `row.html`.
  var values: [String: TemplateValue] {
    [
      "anchor": .text("f\(entry.id)"), "number": .text(String(entry.id)),
      "page": .link(entry.pageName),
      "question": .text(entry.question), "said": .text(entry.said.text),
      "saidClass": .text(entry.said.style()), "kind": .text(Words.kind(entry.kind)),
      "probability": .text(probability), "area": .text(area), "size": .text(size),
      "proof": .text(Words.proof(entry.necessary)),
      "picture": .optional(FindingWords.thumbnail(entry)),
    ]
  }

  /// The values of a line that a script is to fill.
  static var blank: [String: TemplateValue] {
    let names = [
      "anchor", "number", "question", "said", "saidClass", "kind", "probability", "area", "size",
      "proof",
    ]
    var values = Dictionary(uniqueKeysWithValues: names.map { ($0, TemplateValue.text("")) })
    values["page"] = .link("")
    values["picture"] = .group([
      "source": .link(""), "width": "1", "height": "1", "alt": "", "small": false, "overlay": true,
      "hidden": false, "cause": false, "outline": .group(["path": ""]),
    ])
    return values
  }

  /// What the data file has of a finding.
  ///
  /// - Parameter model: The model that the finding is of.
  /// - Returns: The value of each column of ``FindingsScript``.
  func data(model: String) -> [ScriptValue] {
    [
      .number(Double(entry.id)), .link(entry.pageName), .text(entry.question),
      .text(entry.object ?? ""), .text(entry.said.text), .text(entry.said.style()),
      .text(Words.kind(entry.kind)), .text(entry.kind.rawValue), .text(model),
      .text(String(entry.auditID)), .text(entry.imageName),
      .list(entry.splits.map(ScriptValue.text)), .text(probability), .optional(entry.confidence),
      .text(area), .optional(trigger?.area), .text(size),
      .optional(trigger.map { Double($0.size) }),
      .text(Words.proof(entry.necessary)), .text(ListFacets.proof(entry).value),
      .text(ListFacets.standing(entry).value), .text(ListFacets.cause(entry).value),
      entry.image.map { .link($0.source) } ?? .null,
      .number(Double(entry.image?.width ?? 0)), .number(Double(entry.image?.height ?? 0)),
      .number(entry.image?.isSmall == true ? 1 : 0), .text(entry.necessary?.outline ?? ""),
    ]
  }
}
