/// A secret that lets a client use a server; it shows itself only to those who ask for it by name.
///
/// Printing, interpolating, dumping or reflecting on it, or on anything that holds it, gives
/// "(hidden)".
public struct APIKey: Sendable, Hashable {
  /// The key itself, for the request's header and for scrubbing messages.
  let secret: String

  /// Keeps a key, in memory only, without the blanks and line ends that files leave around it.
  ///
  /// Gives nil when nothing remains, or when the key has characters that no header may hold.
  public init?(_ secret: String) {
    var characters = secret.unicodeScalars[...]
    while characters.first?.properties.isWhitespace == true { characters.removeFirst() }
    while characters.last?.properties.isWhitespace == true { characters.removeLast() }
    guard !characters.isEmpty, characters.allSatisfy({ (0x21...0x7E).contains($0.value) }) else {
      return nil
    }
    self.secret = String(characters)
  }
}

extension APIKey: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// A stand-in for the key.
  public var description: String { "(hidden)" }
  /// A stand-in for the key.
  public var debugDescription: String { description }
  /// Nothing to see.
  public var customMirror: Mirror { Mirror(self, children: []) }
}
