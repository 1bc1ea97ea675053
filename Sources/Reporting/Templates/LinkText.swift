/// Makes the name of a page or a picture of the same report harmless as the target of a link.
///
/// Whatever the name holds, what comes out is a relative path, a fragment or both: a colon, which ends a scheme,
/// and slashes at the front, which name a host, never get through.
enum LinkText {
  /// The name with everything but letters, digits and `-._~/#=` as percent-encoded UTF-8.
  static func escape(_ raw: String) -> String {
    var escaped = ""
    for byte in raw.utf8 {
      if isPlain(byte) && !(byte == UInt8(ascii: "/") && escaped.isEmpty) {
        escaped.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        escaped += "%" + hexadecimal(byte >> 4) + hexadecimal(byte & 15)
      }
    }
    return escaped
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
      UInt8(ascii: "_"), UInt8(ascii: "~"), UInt8(ascii: "/"), UInt8(ascii: "#"),
      UInt8(ascii: "="):
      true
    default: false
    }
  }

  private static func hexadecimal(_ digit: UInt8) -> String {
    String(digit, radix: 16, uppercase: true)
  }
}
