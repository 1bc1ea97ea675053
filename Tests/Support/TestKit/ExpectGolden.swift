import Foundation
import Testing

/// Compares a text with a file of the folder `Golden` beside the calling file; `RECORD_GOLDEN=1` writes it anew, and
/// fails.
func expectGolden(
  _ text: String, _ name: String, file: String = #filePath,
  sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let path = URL(fileURLWithPath: file).deletingLastPathComponent().path + "/Golden/" + name
  if ProcessInfo.processInfo.environment["RECORD_GOLDEN"] != nil {
    try text.write(toFile: path, atomically: true, encoding: .utf8)
    Issue.record(
      "recorded \(name); look at it, then run without RECORD_GOLDEN", sourceLocation: sourceLocation
    )
    return
  }
  let golden = try String(contentsOfFile: path, encoding: .utf8)
  #expect(text == golden, "\(name) differs", sourceLocation: sourceLocation)
}
