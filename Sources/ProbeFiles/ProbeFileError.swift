/// What is wrong with a file that was read: one line for a person.
public struct ProbeFileError: Error, Sendable, Hashable {
  /// The kind of fault, for those who must decide what to do.
  public enum Code: String, Sendable, Hashable, CaseIterable {
    /// The file or folder cannot be opened or read.
    case unreadable
    /// The file, or one entry of it, is larger than is read.
    case tooLarge = "too-large"
    /// The bytes are no text: not UTF-8, or with a NUL.
    case notText = "not-text"
    /// The file has no entry at all.
    case empty
    /// The text is no JSON.
    case brokenJSON = "broken-json"
    /// A record of a table breaks the form of CSV, or has other columns than the header.
    case brokenRecord = "broken-record"
    /// An entry lacks a key that it must have.
    case missingKey = "missing-key"
    /// A value has another type or form than it must have.
    case wrongType = "wrong-type"
    /// A label is neither yes nor no.
    case badLabel = "bad-label"
    /// A question id stands for two different questions.
    case duplicateID = "duplicate-id"
    /// One question about one image has both labels.
    case conflictingLabels = "conflicting-labels"
    /// A reply is none: another tool's note that a request failed.
    case badReply = "bad-reply"
    /// A reply answers no probe of the set.
    case unknownProbe = "unknown-probe"
    /// An image is not in the folder.
    case missingImage = "missing-image"
    /// An image's name leads out of the folder.
    case outsideFolder = "outside-folder"
  }

  /// The kind of fault.
  public var code: Code
  /// The file or folder, as the caller named it.
  public var file: String
  /// The line of the file, from 1, or nil when the fault is not of one line.
  public var line: Int?
  /// What is wrong and what to do, without the place; safe to print on a terminal.
  public var message: String

  /// Makes an error.
  public init(code: Code, file: String, line: Int? = nil, message: String) {
    self.code = code
    self.file = file
    self.line = line
    self.message = message
  }
}

extension ProbeFileError: CustomStringConvertible {
  /// The place and the message in one line, as compilers write it: `probes.jsonl:7: …`.
  public var description: String {
    let place = line.map { "\(printable(file)):\($0)" } ?? printable(file)
    return "\(place): \(message)"
  }
}
