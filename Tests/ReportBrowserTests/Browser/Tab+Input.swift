import Foundation

/// What a person does.
extension Tab {
  /// A key by the name that scripts know it by, and its code on Windows, which the protocol wants.
  enum Key: String, Sendable {
    case tab = "Tab"
    case enter = "Enter"
    case escape = "Escape"
    case space = " "
    case left = "ArrowLeft"
    case right = "ArrowRight"
    case up = "ArrowUp"
    case down = "ArrowDown"
    case pageUp = "PageUp"
    case pageDown = "PageDown"
    case home = "Home"
    case end = "End"
    case slash = "/"

    fileprivate var code: Int {
      switch self {
      case .tab: 9
      case .enter: 13
      case .escape: 27
      case .space: 32
      case .pageUp: 33
      case .pageDown: 34
      case .end: 35
      case .home: 36
      case .left: 37
      case .up: 38
      case .right: 39
      case .down: 40
      case .slash: 191
      }
    }
  }

  /// Presses a key and lets it go.
  func press(_ key: Key) async throws {
    var parameters: [String: JSONValue] = [
      "type": "keyDown", "key": .string(key.rawValue),
      "code": .string(key == .space ? "Space" : key == .slash ? "Slash" : key.rawValue),
      "windowsVirtualKeyCode": .number(Double(key.code)),
    ]
    if key == .enter { parameters["text"] = "\r" }
    if key == .space { parameters["text"] = " " }
    if key == .slash { parameters["text"] = "/" }
    try await call("Input.dispatchKeyEvent", .object(parameters))
    parameters["type"] = "keyUp"
    parameters["text"] = nil
    try await call("Input.dispatchKeyEvent", .object(parameters))
  }

  /// Types text where the focus is.
  func type(_ text: String) async throws {
    try await call("Input.insertText", ["text": .string(text)])
  }

  /// Clicks the middle of the first element that a selector names, with the mouse.
  ///
  /// - Throws: ``BrowserError`` when there is none.
  func click(_ selector: String) async throws {
    let name = try String(decoding: JSONEncoder.sorted.encode(selector), as: UTF8.self)
    let place: [Double] = try await evaluate(
      """
      (() => {
        const element = document.querySelector(\(name));
        if (!element) return [];
        element.scrollIntoView({ block: "center", behavior: "instant" });
        const box = element.getBoundingClientRect();
        return [box.left + box.width / 2, box.top + box.height / 2];
      })()
      """)
    guard place.count == 2 else { throw BrowserError("there is no \(selector) to click on") }
    // The mouse meets what is on the screen, which may not have scrolled yet.
    try await settle()
    for kind in ["mouseMoved", "mousePressed", "mouseReleased"] {
      try await call(
        "Input.dispatchMouseEvent",
        [
          "type": .string(kind), "x": .number(place[0]), "y": .number(place[1]),
          "button": kind == "mouseMoved" ? "none" : "left", "clickCount": 1,
        ])
    }
  }
}
