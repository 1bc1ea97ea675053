public import ModelAPI

/// A header line of the user's own that goes with every request; its value may be a secret and is never shown.
public struct HTTPHeader: Sendable, Hashable {
  /// The header's name.
  public let name: String
  /// The value, for the request and for scrubbing messages.
  let value: String

  /// The whole line.
  var line: String { "\(name): \(value)" }

  /// Those that belong to the transfer or to the key, whose second values would break the request.
  private static let reserved: Set<String> = [
    "authorization", "connection", "content-length", "content-type", "expect", "host",
    "transfer-encoding",
  ]

  /// Reads a line.
  ///
  /// - Parameter line: `Name: value`.
  /// - Throws: ``ModelError`` `rejected` when it is none, or a header that Hallux sets itself.
  public init(_ line: String) throws(ModelError) {
    guard let colon = line.firstIndex(of: ":") else { throw Self.unreadable }
    let name = line[..<colon]
    let value = line[line.index(after: colon)...].drop { $0 == " " || $0 == "\t" }
    let isToken =
      !name.isEmpty
      && name.unicodeScalars.allSatisfy { scalar in
        scalar.isASCII
          && (scalar.properties.isAlphabetic || "0123456789-_".unicodeScalars.contains(scalar))
      }
    guard isToken, !value.isEmpty,
      value.unicodeScalars.allSatisfy({ (0x20...0x7E).contains($0.value) })
    else { throw Self.unreadable }
    guard !Self.reserved.contains(name.lowercased()) else {
      throw ModelError(
        code: .rejected,
        message: "the header \(name) is set by hallux itself"
          + (name.lowercased() == "authorization" ? ": give the key in OPENAI_API_KEY" : ""))
    }
    self.name = String(name)
    self.value = String(value)
  }

  private static let unreadable = ModelError(
    code: .rejected, message: "a header is written like 'X-Team: vision', in plain characters")
}

extension HTTPHeader: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// The name, and a stand-in for the value.
  public var description: String { "\(name): (hidden)" }
  /// The name, and a stand-in for the value.
  public var debugDescription: String { description }
  /// Nothing to see.
  public var customMirror: Mirror { Mirror(self, children: []) }
}
