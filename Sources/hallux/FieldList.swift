import AuditStore

/// The fields of `hallux query` for its help and for the shell's completion.
enum FieldList {
  /// The names.
  static let names = FindingField.allCases.map(\.name)

  /// The fields with their types and what they are; the words of a field have a line of their own.
  static var lines: [String] {
    var table = TextTable([("name", .left), ("type", .left), ("help", .left)])
    for field in FindingField.allCases { table.add([field.name, field.type.name, field.help]) }
    let indentation = String(repeating: " ", count: (names.map(\.count).max() ?? 0) + 2)
    return zip(FindingField.allCases, table.lines.dropFirst()).flatMap { field, line in
      guard case .word(let words) = field.type else { return [line] }
      return [line, indentation + words.joined(separator: ", ")]
    }
  }
}
