import FoundationEssentials
import Probing

/// A probe as a file writes it, before its label is read: what a file means by 1 only the whole file tells.
struct ProbeRecord: Decodable {
  var id: String?
  var image: String
  var question: String
  var label: String?
  var object: String?
  var splits: [String]?
  var options: [String]?
  var planted: Planted?

  /// The planted cause of a synthetic scene's probe.
  struct Planted: Decodable {
    var rule: String
    var cause: String
    var causeAnnotationID: Int?

    enum CodingKeys: String, CodingKey {
      case rule, cause
      case causeAnnotationID = "cause_annotation_id"
    }
  }

  /// A question's id: POPE writes whole numbers, other tools strings.
  struct QuestionID: Decodable {
    var text: String

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let number = try? container.decode(Int.self) {
        text = String(number)
      } else if let string = try? container.decode(String.self) {
        text = string
      } else {
        let context = DecodingError.Context(
          codingPath: decoder.codingPath, debugDescription: "neither a number nor a string")
        throw DecodingError.typeMismatch(QuestionID.self, context)
      }
    }
  }

  /// Where the decoder finds the file's ``ColumnMap``.
  static let columns: CodingUserInfoKey = {
    guard let key = CodingUserInfoKey(rawValue: "columns") else {
      preconditionFailure("the name of a decoder's setting is not one")
    }
    return key
  }()

  init(from decoder: any Decoder) throws {
    let map = decoder.userInfo[Self.columns] as? ColumnMap ?? .usual
    let container = try decoder.container(keyedBy: NamedKey.self)
    func key(_ part: ColumnMap.Part) -> NamedKey { NamedKey(map.name(part)) }
    func list(_ part: ColumnMap.Part) throws -> [String]? {
      // One name alone, as tools write a category.
      if let text = try? container.decode(String.self, forKey: key(part)) {
        return part == .options ? Self.options(of: text) : Self.names(in: text)
      }
      return try container.decodeIfPresent([String].self, forKey: key(part))
    }
    // Where no entry has an id, its place in the file is one.
    id =
      map.has(.id) || !map.has(.image)
      ? try container.decode(QuestionID.self, forKey: key(.id)).text : nil
    // COCO's numbers stand for its names; MMVP numbers its images as its questions.
    let imagePart = map.has(.image) ? ColumnMap.Part.image : map.has(.options) ? .id : .image
    if let number = try? container.decode(Int.self, forKey: key(imagePart)),
      imagePart == .id || map.name(.image) != "image"
    {
      image = String(number)
    } else {
      image = try container.decode(String.self, forKey: key(imagePart))
    }
    question = try container.decode(String.self, forKey: key(.question))
    label = try Self.label(container, key(.label))
    object = try container.decodeIfPresent(String.self, forKey: key(.object))
    splits = try list(.splits)
    options = try list(.options)
    planted = try container.decodeIfPresent(Planted.self, forKey: NamedKey("planted"))
  }

  /// Reads one row of a table.
  init(row: [String: String], columns map: ColumnMap) {
    func text(_ part: ColumnMap.Part) -> String? { row[map.name(part)] }
    id = text(.id)
    image = text(.image) ?? (map.has(.options) ? id ?? "" : "")
    question = text(.question) ?? ""
    label = text(.label)
    object = text(.object)
    splits = text(.splits).map(Self.names)
    options = text(.options).map(Self.options)
    planted = nil
  }

  /// The label as a word, whatever it is written as; nil where there is none.
  private static func label(
    _ container: KeyedDecodingContainer<NamedKey>, _ key: NamedKey
  ) throws -> String? {
    guard container.contains(key) else { return nil }
    if let flag = try? container.decode(Bool.self, forKey: key) { return flag ? "true" : "false" }
    if let number = try? container.decode(Int.self, forKey: key) { return String(number) }
    return try container.decode(String.self, forKey: key)
  }

  /// Names with commas between them.
  private static func names(in text: String) -> [String] {
    text.split(separator: ",").map { $0.drop(while: \.isWhitespace) }.map(String.init)
      .filter { !$0.isEmpty }
  }

  /// The options of a text such as "(a) Open (b) Closed"; of any other text, itself.
  private static func options(of text: String) -> [String] {
    var options: [String] = []
    var rest = Substring(text)
    while let mark = rest.firstRange(of: "(\(Choices.letter(of: options.count)))") {
      if !options.isEmpty { options[options.count - 1] = trimmed(rest[..<mark.lowerBound]) }
      rest = rest[mark.upperBound...]
      options.append(trimmed(rest))
    }
    return options.isEmpty ? [text] : options
  }

  private static func trimmed(_ text: Substring) -> String {
    let head = text.drop(while: \.isWhitespace)
    guard let last = head.lastIndex(where: { !$0.isWhitespace }) else { return "" }
    return String(head[...last])
  }
}
