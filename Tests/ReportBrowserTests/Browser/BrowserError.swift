/// Why a browser could not do what a test wants.
struct BrowserError: Error, CustomStringConvertible {
  var description: String

  init(_ description: String) { self.description = description }
}
