import FoundationEssentials
import Probing

/// A probe as a file writes it: POPE's four keys and our optional ones.
struct ProbeRecord: Decodable {
  var questionID: Name
  var image: Name
  var text: String
  var label: String
  var object: String?
  var splits: [String]?
  var planted: Planted?

  enum CodingKeys: String, CodingKey {
    case questionID = "question_id"
    case image, text, label, object, splits, planted
  }

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

  /// A question's id or an image's name: POPE writes ids as whole numbers, other tools as strings, and some
  /// name COCO's images by their bare numbers.
  struct Name: Decodable {
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
        throw DecodingError.typeMismatch(Name.self, context)
      }
    }
  }
}

extension ProbeRecord {
  /// Reads one entry of a probe file.
  ///
  /// - Throws: ``ProbeFileError`` for bytes that are no text, no JSON or no probe.
  static func probe(_ entry: JSONEntry, file: String) throws(ProbeFileError) -> Probe {
    try entry.check(file: file)
    let record: ProbeRecord = try decodeJSON(entry.bytes, file: file, line: entry.line)
    return try record.probe { code, message in
      ProbeFileError(code: code, file: file, line: entry.line, message: message)
    }
  }

  private func probe(
    error: (ProbeFileError.Code, String) -> ProbeFileError
  ) throws(ProbeFileError) -> Probe {
    let required = [("question_id", questionID.text), ("image", image.text), ("text", text)]
    for (key, value) in required where value.allSatisfy(\.isWhitespace) {
      throw error(.wrongType, "\"\(key)\" is empty; fill it in or remove the entry")
    }
    for (key, value) in required where value.unicodeScalars.contains("\0") {
      throw error(.notText, "\"\(key)\" has a NUL character; remove it")
    }
    guard let answer = Answer(rawValue: label.lowercased()) else {
      throw error(
        .badLabel,
        "the label \(quoted(label)) is neither \"yes\" nor \"no\"; correct it or remove the entry")
    }
    return Probe(
      id: questionID.text, imageName: image.text, question: text,
      object: object ?? Probe.object(ofQuestion: text), label: answer,
      splits: splits ?? [],
      planted: planted.map {
        PlantedCause(rule: $0.rule, cause: $0.cause, causeAnnotationID: $0.causeAnnotationID)
      })
  }

  /// The most bytes of one entry, 16 MB: a longer one is some other kind of file.
  static let sizeLimit = 16 << 20
}
