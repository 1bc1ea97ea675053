extension JSONEntry {
  /// Checks that the entry is text, JSON and of a size to be read.
  ///
  /// - Throws: ``ProbeFileError`` with the entry's line.
  func check(file: String) throws(ProbeFileError) {
    func error(_ code: ProbeFileError.Code, _ message: String) -> ProbeFileError {
      ProbeFileError(code: code, file: file, line: line, message: message)
    }
    guard bytes.count <= ProbeRecord.sizeLimit else {
      throw error(
        .tooLarge,
        "this entry is longer than \(ProbeRecord.sizeLimit >> 20) MB; is the file cut into lines?")
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
