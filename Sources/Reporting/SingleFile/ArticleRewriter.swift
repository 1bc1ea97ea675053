/// Rewrites the tags of a page so that it can stand in one file with all others; text between tags is never touched.
struct ArticleRewriter {
  /// Attributes whose value is the id of another element, or several.
  private static let references: Set = [
    "for", "headers", "list", "form", "popovertarget", "commandfor", "aria-labelledby",
    "aria-describedby", "aria-controls", "aria-details", "aria-errormessage", "aria-flowto",
    "aria-owns", "aria-activedescendant",
  ]
  /// Attributes that may refer to an element of a drawing, as `url(#id)`.
  private static let paints: Set = [
    "fill", "stroke", "clip-path", "mask", "filter", "marker", "marker-start", "marker-mid",
    "marker-end",
  ]
  /// What of an `<img>` says how it is loaded, or is put in another place.
  private static let imageOnly: Set = [
    "src", "srcset", "sizes", "width", "height", "alt", "loading", "decoding", "fetchpriority",
    "class",
  ]

  /// The page.
  let bytes: [UInt8]
  /// What its links become.
  let links: ArticleLinks
  /// Whether ids are the article's, not those of the frame around all articles.
  let isArticle: Bool
  /// Takes note of every picture that is met.
  let pictures: PictureList

  /// A part of the page, rewritten.
  ///
  /// - Parameters:
  ///   - range: The part; it begins and ends outside of tags.
  ///   - replacement: What stands in the place of a tag, of its element where that is a script; nil leaves it to the rewriter.
  /// - Returns: The bytes.
  func rewritten(
    _ range: Range<Int>, replacement: (PageTag) -> [UInt8]? = { _ in nil }
  ) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(range.count + range.count / 8)
    var written = range.lowerBound
    var isScriptDropped = false
    for tag in PageScanner(bytes, in: range) {
      if isScriptDropped {
        isScriptDropped = false
        written = tag.range.upperBound
        continue
      }
      if let replacement = replacement(tag) {
        result += bytes[written..<tag.range.lowerBound] + replacement
        written = tag.range.upperBound
      } else if tag.name == "script", !tag.isEnd, tag["src"] != nil {
        result += bytes[written..<tag.range.lowerBound]
        isScriptDropped = true
        written = tag.range.upperBound
      } else if let picture = picture(tag) {
        result += bytes[written..<tag.range.lowerBound] + picture
        written = tag.range.upperBound
      } else {
        let edits = edits(tag)
        if tag.name == "image", let href = tag["href"],
          edits.contains(where: { $0.range == href.value })
        {
          result += bytes[written..<tag.range.lowerBound] + Array("<use".utf8)
          written = tag.range.lowerBound + "<image".utf8.count
        }
        for edit in edits {
          result += bytes[written..<edit.range.lowerBound] + Array(edit.text.utf8)
          written = edit.range.upperBound
        }
      }
    }
    return result + bytes[written..<range.upperBound]
  }

  private func text(_ range: Range<Int>) -> String {
    String(decoding: bytes[range], as: UTF8.self)
  }

  private func edits(_ tag: PageTag) -> [(range: Range<Int>, text: String)] {
    tag.attributes.compactMap { attribute in
      let value = text(attribute.value)
      // What a script is to fill stays empty.
      if value.isEmpty { return nil }
      switch attribute.name {
      case "id" where isArticle: return (attribute.value, links.id(value))
      // Radio buttons and details of one name belong together, on their own page only.
      case "name" where isArticle && isGroup(tag):
        return (attribute.value, links.id(value))
      case let name where isArticle && Self.references.contains(name):
        return (attribute.value, links.ids(value))
      case let name where isArticle && Self.paints.contains(name) && value.contains("url(#"):
        return (attribute.value, value.replacing("url(#", with: "url(#\(links.id(""))"))
      // Within a drawing, a picture of the folder is used as it is elsewhere.
      case "href" where tag.name == "image":
        guard let file = links.file(value), links.files.contains(file) else { return nil }
        return (attribute.value, "#" + pictures.name(of: file))
      case "href", "xlink:href":
        if !isArticle, value.hasPrefix("#") { return nil }
        switch links.target(value) {
        case .fragment(let fragment): return (attribute.value, fragment)
        case .lost: return (attribute.range, "")
        case .elsewhere: return nil
        }
      // All pages have the frame of the summary: what it calls current is so on that page only.
      case "aria-current" where !isArticle: return (attribute.range, "")
      default: return nil
      }
    }
  }

  /// Whether elements of this kind and of one name belong together.
  private func isGroup(_ tag: PageTag) -> Bool {
    tag.name == "details"
      || tag.name == "input" && tag["type"].map { text($0.value).lowercased() } == "radio"
  }

  /// A picture of the folder as a use of the one copy of it in the file; nil for any other tag.
  private func picture(_ tag: PageTag) -> [UInt8]? {
    guard tag.name == "img", !tag.isEnd, let source = tag["src"],
      let file = links.file(text(source.value)), links.files.contains(file),
      let width = tag["width"].flatMap({ Int(text($0.value)) }),
      let height = tag["height"].flatMap({ Int(text($0.value)) }), width > 0, height > 0
    else { return nil }
    let name = pictures.name(of: file)
    let names = (["image"] + (tag["class"].map { [text($0.value)] } ?? [])).joined(separator: " ")
    var svg = "<svg class=\"\(Self.quoted(names))\" viewBox=\"0 0 \(width) \(height)\""
    if let alt = tag["alt"], !alt.value.isEmpty {
      svg += " role=\"img\" aria-label=\"\(Self.quoted(text(alt.value)))\""
    } else {
      svg += " aria-hidden=\"true\""
    }
    for attribute in tag.attributes where !Self.imageOnly.contains(attribute.name) {
      let isReference = Self.references.contains(attribute.name) || attribute.name == "id"
      let value = text(attribute.value)
      svg +=
        " \(attribute.name)=\"\(Self.quoted(isArticle && isReference ? links.ids(value) : value))\""
    }
    svg +=
      " focusable=\"false\"><use href=\"#\(name)\" width=\"\(width)\" height=\"\(height)\"/></svg>"
    return Array(svg.utf8)
  }

  /// A value as it may stand between double quotes, whatever stood around it before; its references stay.
  static func quoted(_ value: String) -> String {
    var quoted = String.UnicodeScalarView()
    for scalar in value.unicodeScalars {
      if scalar == "\"" {
        quoted.append(contentsOf: "&quot;".unicodeScalars)
      } else {
        quoted.append(scalar)
      }
    }
    return String(quoted)
  }
}

/// Pictures in the order in which they are first met.
final class PictureList {
  /// Their paths in the folder.
  private(set) var paths: [String] = []
  private var met: Set<String> = []

  /// The id under which the file has a picture: scripts find it by the name of the picture's file, too.
  func name(of path: String) -> String {
    if met.insert(path).inserted { paths.append(path) }
    return Self.name(path)
  }

  /// The id of a picture.
  static func name(_ path: String) -> String {
    "picture-" + HTMLText.escape(path.split(separator: "/").last.map(String.init) ?? path)
  }
}
