/// A tag of a page, by where its parts lie among the page's bytes.
struct PageTag {
  /// An attribute of a tag.
  struct Attribute {
    /// Its name in lower case.
    var name: String
    /// From its name to the end of its value, quotes included.
    var range: Range<Int>
    /// Its value as it stands there, references unresolved, without quotes; empty where it has none.
    var value: Range<Int>
  }

  /// Its name in lower case.
  var name: String
  /// Whether it closes an element.
  var isEnd: Bool
  /// From `<` to the byte after `>`.
  var range: Range<Int>
  /// Its attributes in order.
  var attributes: [Attribute]

  /// The first attribute of that name, which is the one that counts.
  subscript(name: String) -> Attribute? { attributes.first { $0.name == name } }
}
