/// Where this checkout is.
enum Project {
  /// The folder of Package.swift, found from this file's own path.
  static let root = #filePath.split(separator: "/").dropLast(3).reduce("") { $0 + "/" + $1 }
}
