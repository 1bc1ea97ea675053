import Codecs
public import Probing

extension Probe {
  /// The probe as a line of a probe file, without the line's end: POPE's keys, then ours.
  ///
  /// Written as Python's `json.dumps` sets it, so that a set differs from POPE's only in the keys that are
  /// more. An id that is a whole number is written as one; a probe without a label has none.
  public var jsonLine: String {
    var members = [
      ("question_id", Int(id).map(String.init) == id ? id : id.jsonText),
      ("image", imageName.jsonText), ("text", question.jsonText),
    ]
    if let label { members.append(("label", label.rawValue.jsonText)) }
    if let object { members.append(("object", object.jsonText)) }
    if !splits.isEmpty {
      members.append(("splits", "[\(splits.map(\.jsonText).joined(separator: ", "))]"))
    }
    if let planted { members.append(("planted", planted.jsonText)) }
    return "{\(members.map { "\"\($0)\": \($1)" }.joined(separator: ", "))}"
  }
}

extension PlantedCause {
  fileprivate var jsonText: String {
    let id = causeAnnotationID.map { ", \"cause_annotation_id\": \($0)" } ?? ""
    return "{\"rule\": \(rule.jsonText), \"cause\": \(cause.jsonText)\(id)}"
  }
}

extension String {
  /// The text as a JSON string.
  fileprivate var jsonText: String { JSONText.quoted(self) }
}
