import Codecs
import Foundation
import Imaging

/// How the page is shown.
extension Tab {
  /// Gives the page a size in CSS pixels.
  func resize(width: Int, height: Int) async throws {
    try await call(
      "Emulation.setDeviceMetricsOverride",
      [
        "width": .number(Double(width)), "height": .number(Double(height)),
        "deviceScaleFactor": 1, "mobile": false,
      ])
  }

  /// What a reader asks the page for.
  enum Wish: Sendable {
    case light, dark, print
  }

  /// Shows the page as a reader wishes, with as little motion as possible.
  func show(_ wish: Wish) async throws {
    try await call(
      "Emulation.setEmulatedMedia",
      [
        "media": wish == .print ? "print" : "screen",
        "features": [
          ["name": "prefers-color-scheme", "value": wish == .dark ? "dark" : "light"],
          ["name": "prefers-reduced-motion", "value": "reduce"],
        ],
      ])
  }

  /// What is in the window.
  func screenshot() async throws -> RGBImage {
    try await settle()
    let bytes = try await file(call("Page.captureScreenshot", ["format": "png"]))
    return try PNGCodec.decode(Array(bytes), name: "screenshot")
  }

  /// The page as it would be printed.
  func pdf() async throws -> Data {
    try await file(call("Page.printToPDF", ["printBackground": true, "preferCSSPageSize": true]))
  }

  private func file(_ answer: JSONValue) throws -> Data {
    guard let text = answer["data"].string, let bytes = Data(base64Encoded: text) else {
      throw BrowserError("the browser gave no file")
    }
    return bytes
  }
}
