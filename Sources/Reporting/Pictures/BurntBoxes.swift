import Foundation

/// Boxes that are burnt into pictures before anything of them is written, as a file lists them.
///
/// A line names a picture, by the name that the probes call it or by the digest of its pixels, and then the box as COCO does:
/// `kitchen.png 120 40 64 80` is `x y width height` in pixels. Blank lines and those that begin with `#` are passed over.
public struct BurntBoxes: Sendable {
  /// One line.
  struct Line: Sendable {
    /// Its number, from 1.
    var number: Int
    /// The picture, as the line names it.
    var picture: String
    /// Left, top, width, height.
    var values: [Double]
  }

  /// The file's name, for messages.
  let name: String
  /// At least one.
  let lines: [Line]

  /// Reads a file of boxes.
  ///
  /// - Throws: ``ReportError`` of code `boxes` with the line, when it cannot be read, has no box, or one that is none.
  public init(readingFile path: String) throws(ReportError) {
    let data: Data
    do { data = try Data(contentsOf: URL(fileURLWithPath: path)) } catch {
      throw ReportError(.boxes, "\(path): cannot be read; check the path")
    }
    guard let text = String(validating: data, as: UTF8.self) else {
      throw ReportError(.boxes, "\(path): is not UTF-8 text")
    }
    try self.init(text: text, name: path)
  }

  init(text: String, name: String) throws(ReportError) {
    self.name = name
    var lines: [Line] = []
    let text = text.hasPrefix("\u{FEFF}") ? String(text.dropFirst()) : text
    for (index, raw) in text.split(
      omittingEmptySubsequences: false, whereSeparator: \.isNewline
    ).enumerated() {
      let line = raw.trimmingCharacters(in: .whitespaces)
      if line.isEmpty || line.hasPrefix("#") { continue }
      lines.append(try Self.line(line, number: index + 1, of: name))
    }
    guard !lines.isEmpty else {
      throw ReportError(
        .boxes, "\(name): names no box; a line is IMAGE X Y WIDTH HEIGHT, in pixels")
    }
    self.lines = lines
  }

  /// The boxes of each picture of an audit, by the digest of its pixels.
  ///
  /// - Parameters:
  ///   - digests: The pictures' digests by the names that the audit has for them; several where pictures share a name.
  ///   - size: The size of a picture; nil when the log does not have it.
  /// - Returns: For each picture that a line names, at least one box.
  /// - Throws: ``ReportError`` of code `boxes` when a line names no picture of the audit, or a box that leaves its picture.
  func resolved(
    digests: [String: Set<String>], size: (String) throws(ReportError) -> (width: Int, height: Int)?
  ) throws(ReportError) -> [String: [BurntBox]] {
    var boxes: [String: [BurntBox]] = [:]
    let known = digests.values.reduce(into: Set()) { $0.formUnion($1) }
    for line in lines {
      guard
        let named = digests[line.picture] ?? (known.contains(line.picture) ? [line.picture] : nil)
      else {
        throw ReportError(
          .boxes, "\(name):\(line.number): no picture of the audit is called '\(line.picture)'")
      }
      var sizes: [String: (width: Int, height: Int)] = [:]
      for digest in named { sizes[digest] = try size(digest) }
      // One place in pixels of several sizes is not one place in the picture.
      guard Set(sizes.values.map { [$0.width, $0.height] }).count <= 1 else {
        throw ReportError(
          .boxes,
          "\(name):\(line.number): pictures of several sizes are called '\(line.picture)'; name each by its digest: "
            + named.sorted().joined(separator: ", "))
      }
      for (digest, size) in sizes.sorted(by: { $0.key < $1.key }) {
        boxes[digest, default: []].append(try box(line, width: size.width, height: size.height))
      }
    }
    return boxes
  }

  /// The whole pixels that a box touches; what rounding puts less than a pixel outside of the picture is cut.
  private func box(_ line: Line, width: Int, height: Int) throws(ReportError) -> BurntBox {
    let (left, top) = (line.values[0], line.values[1])
    let (right, bottom) = (left + line.values[2], top + line.values[3])
    guard left < Double(width), top < Double(height), right < Double(width + 1),
      bottom < Double(height + 1)
    else {
      throw ReportError(
        .boxes,
        "\(name):\(line.number): the box reaches out of '\(line.picture)', which is \(width)x\(height) pixels"
      )
    }
    let (x, y) = (Int(left), Int(top))
    return BurntBox(
      x: x, y: y, width: min(width, Int(right.rounded(.up))) - x,
      height: min(height, Int(bottom.rounded(.up))) - y)
  }

  private static func line(
    _ text: String, number: Int, of name: String
  ) throws(ReportError) -> Line {
    let fields = text.split(whereSeparator: \.isWhitespace)
    let values = fields.suffix(4).compactMap { Double($0) }
    guard fields.count > 4, values.count == 4, values.allSatisfy({ $0.isFinite && $0 < 1e9 }) else {
      throw ReportError(
        .boxes, "\(name):\(number): is not IMAGE X Y WIDTH HEIGHT, the last four numbers in pixels")
    }
    guard values.allSatisfy({ $0 >= 0 }), values[2] > 0, values[3] > 0 else {
      throw ReportError(
        .boxes,
        "\(name):\(number): the box must begin within the picture, and be wider and higher than 0")
    }
    let picture = text[..<fields[fields.count - 4].startIndex].trimmingCharacters(in: .whitespaces)
    return Line(number: number, picture: picture, values: values)
  }
}
