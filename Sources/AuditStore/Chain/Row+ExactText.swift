import Foundation
import GRDB

extension Row {
  /// The column's text, all of it: what stands behind a NUL is not cut off, and nothing is mended.
  ///
  /// - Throws: ``Refusal`` for NULL and for what is not UTF-8.
  func exactText(atIndex index: Int) throws -> String {
    try withUnsafeData(atIndex: index) { data in
      guard let data, let text = String(validating: data, as: UTF8.self) else {
        throw Refusal.unreadable("a text")
      }
      return text
    }
  }

  /// The column's text, all of it, or nil for NULL.
  func exactTextIfAny(atIndex index: Int) throws -> String? {
    hasNull(atIndex: index) ? nil : try exactText(atIndex: index)
  }
}
