import FoundationEssentials
import Probing

/// A probe as a file writes it: POPE's four keys and our optional ones.
struct ProbeRecord: Decodable {
  var questionID: QuestionID
  var image: String
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
}

extension ProbeRecord {
  /// Reads one entry of a probe file.
  ///
  /// - Throws: ``ProbeFileError`` for bytes that are no text, no JSON or no probe.
  static func probe(
    _ entry: JSONEntry, file: String, fileSplits: [String]
  ) throws(ProbeFileError) -> Probe {
    func error(_ code: ProbeFileError.Code, _ message: String) -> ProbeFileError {
      ProbeFileError(code: code, file: file, line: entry.line, message: message)
    }
    guard entry.bytes.count <= sizeLimit else {
      throw error(
        .tooLarge, "this entry is longer than \(sizeLimit >> 20) MB; is the file cut into lines?")
    }
    guard !entry.bytes.contains(0) else {
      throw error(.notText, "has a NUL byte; save the file as plain UTF-8 text")
    }
    guard String(validating: entry.bytes, as: UTF8.self) != nil else {
      throw error(.notText, "is not UTF-8; save the file as UTF-8")
    }
    guard !entry.bytes.isEmpty else {
      throw error(
        .brokenJSON, "is not valid JSON: a comma has no entry beside it; remove the comma")
    }
    if let fault = JSONSyntax.fault(in: entry.bytes) {
      throw .brokenJSON(fault, in: entry.bytes, file: file, firstLine: entry.line)
    }
    let record: ProbeRecord = try decodeJSON(entry.bytes, file: file, line: entry.line)
    return try record.probe(fileSplits: fileSplits, error: error)
  }

  private func probe(
    fileSplits: [String], error: (ProbeFileError.Code, String) -> ProbeFileError
  ) throws(ProbeFileError) -> Probe {
    let required = [("question_id", questionID.text), ("image", image), ("text", text)]
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
      id: questionID.text, imageName: image, question: text,
      object: object ?? Probe.object(ofQuestion: text), label: answer,
      splits: splits ?? fileSplits,
      planted: planted.map {
        PlantedCause(rule: $0.rule, cause: $0.cause, causeAnnotationID: $0.causeAnnotationID)
      })
  }

  /// The most bytes of one entry, 16 MB: a longer one is some other kind of file.
  static let sizeLimit = 16 << 20
}
