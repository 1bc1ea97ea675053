import Probing

/// Which objects pull which: what is there when another one is said falsely, as rows.
enum PullTable {
  /// The most rows that are shown.
  private static let limit = 12

  /// The values of the table; a section that is not rendered where there is no pair to show.
  ///
  /// - Parameters:
  ///   - pulls: The pairs, the strongest first.
  ///   - intro: What they are, in a sentence.
  ///   - namesObject: Whether the object that is said falsely has a column.
  ///   - objects: The objects that have a page: a planted cause that nobody asked for or named has none.
  /// - Returns: The section.
  static func values(
    _ pulls: [Pull], intro: String, namesObject: Bool, objects: [ObjectEntry]
  ) -> TemplateValue {
    guard !pulls.isEmpty else { return false }
    let pages = Set(objects.map(\.name))
    let shown = pulls.prefix(limit)
    let above = pulls.count { ($0.lift?.low ?? 0) > 1 }
    return .group([
      "intro": .text(
        "\(intro) Lift says how many times as often it is said with that object known "
          + "to be there as in all other pictures. The whole interval above 1 is what chance alone does once in forty."
      ),
      "caption": "Present objects and what was said falsely with them, the strongest pull first",
      "namesObject": .flag(namesObject),
      "rows": .list(shown.map { row($0, namesObject: namesObject, pages) }),
      "note": .text(
        "\(NumberText.count(pulls.count, "pair")) compared, \(NumberText.count(shown.count)) shown; the whole "
          + "interval of \(NumberText.count(above)) lies above 1. Of so many some do by chance, and objects "
          + "that stand together in pictures pull together."),
    ])
  }

  private static func row(
    _ pull: Pull, namesObject: Bool, _ pages: Set<String>
  ) -> [String: TemplateValue] {
    [
      "present": .group(name(pull.present, pages)),
      "object": .optional(namesObject ? name(pull.object, pages) : nil),
      "how": .text(pull.source == .asked ? "asked" : "caption"),
      "with": .text(ObjectsPage.count(pull.with.said, of: pull.with.of)),
      "without": .text(ObjectsPage.count(pull.without.said, of: pull.without.of)),
      "lift": .text(pull.lift.map { factor($0.value) } ?? NumberText.none),
      "interval": .optional(
        pull.lift.map {
          ["low": .text(factor($0.low)), "high": .text(factor($0.high))]
        }),
      "isAbove": .flag((pull.lift?.low ?? 0) > 1),
    ]
  }

  private static func name(_ object: String, _ pages: Set<String>) -> [String: TemplateValue] {
    [
      "name": .text(object),
      "link": .optional(
        pages.contains(object) ? ["page": .link(ObjectEntry.pageName(of: object))] : nil),
    ]
  }

  private static func factor(_ value: Double) -> String {
    NumberText.fixed(value, decimals: value < 10 ? 1 : 0)
  }
}
