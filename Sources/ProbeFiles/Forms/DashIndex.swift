import FoundationEssentials
import Probing

/// Makes probes of one of DASH-B's two index files, which list images by source and object.
///
/// (github.com/YanNeu/DASH-B, 1538d01). Both files have one form; which of them has the object in its images
/// and which does not is told by "pos" or "neg" in their names, as their loader tells it, or by the caller.
struct DashIndex {
  /// The question of DASH-B about an object, in the words of its loader (`src/data/dash_b.py`).
  static func question(about object: String) -> String {
    "Can you see a \(object) in this image? Please answer only with yes or no."
  }

  /// Whether the content begins as an index does: an object within an object, with a list of texts.
  static func match(_ content: ArraySlice<UInt8>) -> Bool {
    var tokens = JSONStrings(content)
    var form: [UInt8] = []
    while form.count < 7, let token = tokens.next() {
      switch token {
      case .mark(let mark, _): form.append(mark)
      case .text: form.append(UInt8(ascii: "s"))
      case .otherValue: return false
      }
    }
    return form.elementsEqual("{s:{s:[".utf8)
  }

  /// The label of the file: the caller's, or the one that its name tells.
  ///
  /// - Throws: ``ProbeFileError`` when neither tells.
  static func label(of file: String, given: Answer?) throws(ProbeFileError) -> Answer {
    if let given { return given }
    let name = (file.split(separator: "/").last ?? "").lowercased()
    let words = Set(name.split { !$0.isLetter }.map(String.init))
    switch (words.contains("pos"), words.contains("neg")) {
    case (true, false): return .yes
    case (false, true): return .no
    default:
      throw ProbeFileError(
        code: .missingKey, file: file,
        message: """
          is an index of DASH-B's, whose name tells by "pos" or "neg" whether its images have the object; \
          give --label yes or --label no
          """)
    }
  }

  /// The probes of a whole index, in its order.
  ///
  /// An image's name is its path as DASH-B unpacks its archives, `neg/coco/backpack/2327067188.png`.
  /// - Throws: ``ProbeFileError`` for a text that is no JSON or of another form.
  static func probes(
    _ content: ArraySlice<UInt8>, file: String, label: Answer
  ) throws(ProbeFileError) -> [Read<ReadProbe>] {
    // Decoding settles that the form is right; only then are the texts told apart by their depth.
    let _: [String: [String: [String]]] = try decodeJSON(content, file: file, line: nil)
    if let fault = JSONSyntax.fault(in: content) {
      throw .brokenJSON(fault, in: content, file: file, firstLine: 1)
    }
    let folder = label == .yes ? "pos" : "neg"
    var tokens = JSONStrings(content)
    var depth = 0
    var path = ["", ""]
    var probes: [Read<ReadProbe>] = []
    while let token = tokens.next() {
      switch token {
      case .mark(let mark, _):
        depth += "{[".utf8.contains(mark) ? 1 : "}]".utf8.contains(mark) ? -1 : 0
      case .text(let bytes, let line):
        let text: String = try decodeJSON(bytes, file: file, line: line)
        guard depth == 3 else {
          path[depth - 1] = text
          continue
        }
        let name = "\(folder)/\(path[0])/\(path[1])/\(text)"
        guard !text.isEmpty, !name.unicodeScalars.contains("\0") else {
          probes.append(
            .problem(
              ProbeFileError(
                code: .wrongType, file: file, line: line,
                message: "the image's name is empty or has a NUL character; correct it")))
          continue
        }
        let probe = Probe(
          id: name, imageName: name, question: question(about: path[1]), object: path[1],
          label: label, splits: [path[0]])
        probes.append(.value(ReadProbe(probe: probe, line: line)))
      case .otherValue:
        continue
      }
    }
    return probes
  }
}

/// The marks and texts of a JSON document, each with its line; what else there is is passed over.
private struct JSONStrings {
  enum Token {
    case mark(UInt8, line: Int)
    case text(ArraySlice<UInt8>, line: Int)
    case otherValue
  }

  private let bytes: ArraySlice<UInt8>
  private var position: Int
  private var line = 1

  init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    position = bytes.startIndex
  }

  mutating func next() -> Token? {
    while position < bytes.endIndex {
      let byte = bytes[position]
      position += 1
      switch byte {
      case UInt8(ascii: "\n"): line += 1
      case 0x20, 0x09, 0x0D: continue
      case UInt8(ascii: "\""): return text(from: position - 1)
      case _ where "{}[]:,".utf8.contains(byte): return .mark(byte, line: line)
      default: return .otherValue
      }
    }
    return nil
  }

  private mutating func text(from start: Int) -> Token {
    while position < bytes.endIndex {
      let byte = bytes[position]
      position += 1
      if byte == UInt8(ascii: "\"") { break }
      if byte == UInt8(ascii: "\\") { position = min(position + 1, bytes.endIndex) }
    }
    return .text(bytes[start..<position], line: line)
  }
}
