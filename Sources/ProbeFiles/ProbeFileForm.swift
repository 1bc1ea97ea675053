/// What a probe file was taken for, told by its content and never by its name.
public struct ProbeFileForm: Sendable, Hashable {
  /// How the file is written down.
  public enum Encoding: String, Sendable, Hashable, CaseIterable {
    /// One JSON object a line.
    case jsonLines = "JSON lines"
    /// One JSON array of objects.
    case jsonArray = "a JSON array"
    /// One JSON object that holds everything.
    case jsonObject = "a JSON object"
    /// Comma-separated values, or semicolons in the place of commas.
    case csv = "CSV"
    /// Tab-separated values.
    case tsv = "TSV"
  }

  /// What the entries hold.
  public enum Layout: String, Sendable, Hashable, CaseIterable {
    /// POPE's keys: question_id, image, text, label.
    case pope = "POPE's keys"
    /// Other columns that say what they hold by their names, or by a column map.
    case columns = "columns by name"
    /// MMVP's options to choose among.
    case choices = "MMVP's multiple choice"
    /// AMBER's queries, whose labels stand in a file of their own.
    case amber = "AMBER's queries"
    /// DASH-B's index of images by object.
    case dash = "DASH-B's index"
  }

  /// How the file is written down.
  public let encoding: Encoding
  /// What its entries hold.
  public let layout: Layout
}

extension ProbeFileForm: CustomStringConvertible {
  /// The form in words, `JSON lines with POPE's keys`.
  public var description: String { "\(encoding.rawValue) with \(layout.rawValue)" }
}
