import Foundation

/// Asks a server about masked pictures as an audit does, and tells what that cost.
///
///     requests-bench send ADDRESS IN-FLIGHT COUNT [--size WxH] [--forced N] [--whole]
///     requests-bench write|read|both COUNT REPLY-FILE [--size WxH] [--forced N] [--whole]
///
/// `send` drives `ChatCompletionsModel`; the others do a part of its work without the wire: `write` composes and encodes, `read` parses
/// REPLY-FILE, which is what the server is to answer. `--whole` asks about the picture as it is. Prints one JSON object.
@main
struct RequestsBench {
  static func main() async throws {
    var words = Array(CommandLine.arguments.dropFirst())
    let size = option("--size", of: &words) ?? "640x480"
    let sides = size.split(separator: "x").compactMap { Int($0) }
    let forcedCount = option("--forced", of: &words).flatMap { Int($0) } ?? 1
    guard let verb = words.first, sides.count == 2, sides.allSatisfy({ $0 > 0 }) else {
      usage()
    }
    let isWhole = words.contains("--whole")
    words.removeAll { $0 == "--whole" }
    let questions = Questions(
      width: sides[0], height: sides[1], forcedCount: forcedCount, isMasked: !isWhole)
    let measured: Measurement
    switch verb {
    case "send" where words.count == 4:
      guard let inFlight = Int(words[2]), let count = Int(words[3]), inFlight > 0, count > 0 else {
        usage()
      }
      measured = try await SentRun(address: words[1], questions, inFlight: inFlight, count: count)
        .measure()
    case "write", "read", "both":
      guard words.count == 3, let count = Int(words[1]), count > 0 else { usage() }
      let reply = [UInt8](try Data(contentsOf: URL(filePath: words[2])))
      measured = try UnsentRun(
        questions, count: count, reply: reply, writes: verb != "read", reads: verb != "write"
      ).measure()
    default: usage()
    }
    print(String(decoding: try JSONEncoder().encode(measured), as: UTF8.self))
  }

  /// Takes an option and its value off the words.
  private static func option(_ name: String, of words: inout [String]) -> String? {
    guard let place = words.firstIndex(of: name), place + 1 < words.count else { return nil }
    let value = words[place + 1]
    words.removeSubrange(place...place + 1)
    return value
  }

  private static func usage() -> Never {
    FileHandle.standardError.write(
      Data(
        """
        usage: requests-bench send ADDRESS IN-FLIGHT COUNT [--size WxH] [--forced N] [--whole]
               requests-bench write|read|both COUNT REPLY-FILE [--size WxH] [--forced N] [--whole]

        """.utf8))
    exit(64)
  }
}
