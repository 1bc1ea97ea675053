/// Category names turned into words that a question can use.
///
/// LVIS writes `fire_hydrant` and `bow_(weapon)`: underscores become spaces, and what follows a
/// parenthesis is dropped. Categories that would then have the same words cannot be told apart in a
/// question: they have none. Nor can names that differ in case alone, "Cat" and "cat".
public struct PlainNames: Sendable, Hashable {
  /// The words of each category, in the order of the categories; nil for one that shares them.
  public let names: [String?]
  /// The words that several categories share, each with its categories, by the words.
  public let collisions: [Collision]

  /// Categories that cannot be told apart.
  public struct Collision: Sendable, Hashable {
    /// The words.
    public let words: String
    /// The categories, as their source writes them, in its order.
    public let categories: [String]
  }

  /// Turns categories into words; a category is one entry, so the same name twice collides, too.
  public init(_ categories: [String]) {
    let words = categories.map(Self.plain)
    let groups = Dictionary(grouping: categories.indices) { words[$0].lowercased() }
    names = words.map { groups[$0.lowercased()]?.count == 1 ? $0 : nil }
    collisions = groups.values.filter { $0.count > 1 }
      .map { Collision(words: words[$0[0]], categories: $0.map { categories[$0] }) }
      .sorted { $0.words < $1.words }
  }

  /// The words of one name; the name itself when nothing stands before a parenthesis.
  public static func plain(_ name: String) -> String {
    let words = name.prefix { $0 != "(" }
      .split { $0 == "_" || $0.isWhitespace }
    return words.isEmpty ? name : words.joined(separator: " ")
  }
}
