extension JSONEntry {
  /// The most bytes of one entry, 16 MB: a longer one is some other kind of file.
  static let sizeLimit = 16 << 20

  /// Makes sure that the entry is JSON text of a bounded size.
  ///
  /// - Throws: ``ProbeFileError`` for an entry that is too long, has a NUL byte, or is no UTF-8 or no JSON.
  func checkIsText(file: String) throws(ProbeFileError) {
    func error(_ code: ProbeFileError.Code, _ message: String) -> ProbeFileError {
      ProbeFileError(code: code, file: file, line: line, message: message)
    }
    guard bytes.count <= Self.sizeLimit else {
      throw error(
        .tooLarge,
        "this entry is longer than \(Self.sizeLimit >> 20) MB; is the file cut into lines?")
    }
    guard !bytes.contains(0) else {
      throw error(.notText, "has a NUL byte; save the file as plain UTF-8 text")
    }
    guard String(validating: bytes, as: UTF8.self) != nil else {
      throw error(.notText, "is not UTF-8; save the file as UTF-8")
    }
    guard !bytes.isEmpty else {
      throw error(
        .brokenJSON, "is not valid JSON: a comma has no entry beside it; remove the comma")
    }
    if let fault = JSONSyntax.fault(in: bytes) {
      throw .brokenJSON(fault, in: bytes, file: file, firstLine: line)
    }
  }
}
