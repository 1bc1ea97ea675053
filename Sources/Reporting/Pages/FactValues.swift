/// Facts as templates read them.
enum FactValues {
  /// Headings with their facts; empty groups are left out.
  static func groups(_ groups: [FactGroup]) -> TemplateValue {
    .list(
      groups.filter { !$0.facts.isEmpty }.map { group in
        ["title": .text(group.title), "facts": list(group.facts)]
      })
  }

  /// Names and values.
  static func list(_ facts: [Fact]) -> TemplateValue {
    .list(
      facts.map {
        ["name": .text($0.name), "value": .text($0.value), "term": Glossary.term($0.name)]
      })
  }
}
