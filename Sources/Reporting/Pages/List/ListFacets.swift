import Attribution
import AuditStore
import Probing

/// What the findings of a list can be told apart by, as the filters of its form: each has the values that occur.
struct ListFacets {
  /// A value that a finding can have.
  struct Option {
    /// How permalinks and the data file name it.
    var value: String
    /// What people read.
    var text: String
  }

  /// A filter.
  private struct Facet: Sendable {
    /// How permalinks name it.
    var name: String
    /// What people read.
    var label: String
    /// What a finding has of it.
    var options: @Sendable (FindingEntry, any ReportContents) -> [Option]
  }

  /// A word for what is not there, in vocabularies that have no such word.
  private static let none = "none"

  private static let all = [
    Facet(name: "kind", label: "Kind") { entry, _ in [kind(entry)] },
    Facet(name: "object", label: "Object") { entry, _ in
      entry.object.map { [Option(value: $0, text: $0)] } ?? []
    },
    Facet(name: "split", label: "Split") { entry, _ in
      entry.splits.map { Option(value: $0, text: $0) }
    },
    Facet(name: "proof", label: "Proof") { entry, _ in [proof(entry)] },
    Facet(name: "adjudicated", label: "Label judged") { entry, _ in [standing(entry)] },
    Facet(name: "cause", label: "Cause") { entry, _ in [cause(entry)] },
    Facet(name: "model", label: "Model") { entry, report in
      let model = report.subject(of: entry).model
      return [Option(value: model, text: model)]
    },
    Facet(name: "audit", label: "Audit") { entry, _ in
      [Option(value: String(entry.auditID), text: String(entry.auditID))]
    },
  ]

  static func kind(_ entry: FindingEntry) -> Option {
    Option(value: entry.kind.rawValue, text: Words.kind(entry.kind))
  }

  static func proof(_ entry: FindingEntry) -> Option {
    let value =
      entry.necessary.map { $0.isFound ? $0.minimality.rawValue : $0.status.rawValue }
      ?? "not-searched"
    return Option(value: value, text: Words.proof(entry.necessary))
  }

  static func standing(_ entry: FindingEntry) -> Option {
    Option(value: entry.standing?.rawValue ?? none, text: Words.standing(entry.standing))
  }

  static func cause(_ entry: FindingEntry) -> Option {
    Option(value: entry.cause?.rawValue ?? none, text: Words.cause(entry.cause))
  }

  /// The filters that tell some findings of a report from others, each with its values by their words.
  static func values(of report: any ReportContents) -> [[String: TemplateValue]] {
    all.compactMap { facet in
      var counts: [String: (text: String, count: Int)] = [:]
      for entry in report.findings {
        for option in facet.options(entry, report) {
          counts[option.value, default: (option.text, 0)].count += 1
        }
      }
      guard counts.count > 1 else { return nil }
      let options = counts.sorted { first, second in
        let (left, right) = (first.value.text.lowercased(), second.value.text.lowercased())
        return (left, first.key) < (right, second.key)
      }
      return [
        "name": .text(facet.name), "label": .text(facet.label),
        "options": .list(
          options.map { value, shown in
            [
              "value": .text(value), "text": .text(shown.text),
              "count": .text(NumberText.count(shown.count)),
            ]
          }),
      ]
    }
  }
}
