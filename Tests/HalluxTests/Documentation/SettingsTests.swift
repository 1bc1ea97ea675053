import Foundation
import Testing

@testable import hallux

@Suite("docs/settings.md")
struct SettingsTests {
  private static func page() throws -> String {
    try String(contentsOfFile: Program.root + "/docs/settings.md", encoding: .utf8)
  }

  @Test("has a row for every exit code, and none besides")
  func exitCodes() throws {
    let rows = try Self.page().matches(of: /(?m)^\| (\d+) \|/).compactMap { Int32($0.1) }
    #expect(rows == ExitStatus.allCases.map(\.rawValue))
  }

  @Test("names every variable of the environment that the program reads")
  func environment() throws {
    let page = try Self.page()
    var names: Set<String> = []
    let sources = URL(fileURLWithPath: Program.root + "/Sources")
    let files = try #require(
      FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil))
    for case let file as URL in files where file.pathExtension == "swift" {
      let text = try String(contentsOf: file, encoding: .utf8)
      let reads = text.matches(of: /(?:environment\[|variable\(|getenv\()"([A-Za-z_]+)"/)
      names.formUnion(reads.map { String($0.1) })
    }
    #expect(names.count >= 8)
    for name in names { #expect(page.contains("`\(name)`"), "\(name)") }
  }
}
