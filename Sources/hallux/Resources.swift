import Foundation
import Glibc

/// Where the files that come with Hallux lie: the bundled model, its server, the bundled probes.
enum Resources {
  /// The folder that holds `models`, `probes` and `scripts`: `HALLUX_HOME`, else the nearest such folder above
  /// the program, else above the working folder.
  static var root: String? {
    let environment = ProcessInfo.processInfo.environment
    if let home = environment["HALLUX_HOME"], !home.isEmpty { return home }
    return folderAbove(executablePath)
      ?? folderAbove(FileManager.default.currentDirectoryPath + "/.")
  }

  /// The probe set that is audited when none is named.
  static func bundledProbes() throws -> String {
    guard let root else { throw missing("the bundled probes") }
    return root + "/probes/bundled/probes.jsonl"
  }

  /// What is in the bundled probes' images, in COCO's form.
  static func bundledAnnotations() throws -> String {
    guard let root else { throw missing("the bundled probes") }
    return root + "/probes/bundled/annotations.json"
  }

  /// What to say when the folder cannot be found.
  static func missing(_ what: String) -> CommandFailure {
    CommandFailure(
      status: .inputData,
      message: "\(what) cannot be found: set HALLUX_HOME to the folder of the Hallux checkout")
  }

  private static var executablePath: String {
    (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
  }

  private static func folderAbove(_ path: String) -> String? {
    var folder = URL(fileURLWithPath: path).deletingLastPathComponent()
    while folder.path != "/" {
      if FileManager.default.fileExists(atPath: folder.path + "/models/tiny-llava") {
        return folder.path
      }
      folder.deleteLastPathComponent()
    }
    return nil
  }
}
