import Mustache

/// Finds what the template engine would pass over in silence, and says its errors in words.
enum TemplateCheck {
  /// Checks that every part that a template includes (`{{> part}}`, `{{< part}}`) is one of the set.
  ///
  /// The engine renders nothing for a part that it does not know: half a page called whole.
  static func partsExist(in text: String, fileName: String) throws(ReportError) {
    let known = Set(TemplateSet.fileNames.map(TemplateSet.partName))
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      for name in includedParts(line) where !known.contains(name) {
        throw ReportError(
          .template,
          "\(fileName):\(index + 1): includes \"\(name)\", which is none of "
            + known.sorted().joined(separator: ", "))
      }
    }
  }

  /// What the engine found wrong, in words.
  static func reason(_ error: any Error) -> String {
    switch error as? MustacheTemplate.Error {
    case .sectionCloseNameIncorrect: "this closing tag does not match the section that is open"
    case .unfinishedName: "a tag is not closed, or its name has a character that names cannot have"
    case .expectedSectionEnd: "the file ends inside a section: a closing tag is missing"
    case .invalidSetDelimiter: "a delimiter tag is badly formed"
    case .transformAppliedToInheritanceSection: "a transform cannot be applied to a block"
    case .illegalTokenInsideInheritSection, .textInsideInheritSection:
      "only blocks may stand inside an inherited template"
    case .invalidConfigVariableSyntax, .unrecognisedConfigVariable: "a pragma is not known"
    case nil: "the file ends inside a tag"
    }
  }

  private static func includedParts(_ line: Substring) -> [String] {
    line.matches(of: /\{\{\s*[<>]\s*([^\s{}]+)\s*\}\}/).map { String($0.output.1) }
  }
}
