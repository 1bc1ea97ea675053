import AuditStore

/// What the shell proposes behind `hallux query`.
enum QueryCompletion {
  /// Names of saved queries behind `@`; else, behind what stands there, the field or the word that can come next.
  static func expressions(_ prefix: String) -> [String] {
    if prefix.hasPrefix("@") || prefix.isEmpty {
      let saved = ((try? ProjectFile.nearest()) ?? nil)?.queries.map { "@" + $0.name } ?? []
      return (saved + (prefix.isEmpty ? FieldList.names : [])).filter { $0.hasPrefix(prefix) }
    }
    let words = prefix.split(separator: " ", omittingEmptySubsequences: false)
    let before = words.dropLast().map { $0 + " " }.joined()
    return candidates(behind: words.dropLast().filter { !$0.isEmpty }.map(String.init)).map {
      before + $0
    }.filter { $0.hasPrefix(prefix) }
  }

  /// Fields behind the last comma of a list.
  static func lists(_ prefix: String) -> [String] {
    let end = prefix.lastIndex(of: ",").map { prefix.index(after: $0) } ?? prefix.startIndex
    return FieldList.names.map { prefix[..<end] + $0 }.filter { $0.hasPrefix(prefix) }
  }

  private static func candidates(behind words: [String]) -> [String] {
    guard words.count >= 2, let field = FindingField(name: words[words.count - 2]),
      case .word(let values) = field.type
    else { return FieldList.names }
    return ["=", "!=", "~", "!~"].contains(words.last ?? "") ? values : FieldList.names
  }
}
