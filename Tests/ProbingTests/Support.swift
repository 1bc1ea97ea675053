import Foundation

/// The folder of the package.
let projectRoot = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..")
  .standardized
