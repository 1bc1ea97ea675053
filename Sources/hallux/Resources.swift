import Foundation
import Glibc

/// Where the files that come with Hallux lie: the bundled model, its server, the bundled probes.
enum Resources {
  /// The folder that holds `models`, `probes` and `scripts`: `HALLUX_HOME`, else what is nearest above the program,
  /// be it a checkout or the `share/hallux` of an installation.
  static var root: String? {
    if let home = variable("HALLUX_HOME") { return home }
    return folderAbove(executablePath)
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
      message:
        "\(what) cannot be found beside the program: set HALLUX_HOME to the folder of a Hallux "
        + "checkout, or to share/hallux of an installation")
  }

  /// The Python environment in which the bundled model's server is, or is to be.
  ///
  /// It lies with the other files where somebody put it there, as a checkout does; else in the user's own cache, for
  /// an installation is not the user's to write to.
  ///
  /// - Parameter root: The folder of the other files.
  /// - Returns: Its path; it need not be there.
  static func serverEnvironment(besides root: String) -> String {
    let own = root + "/.venv"
    let isCheckout = FileManager.default.fileExists(atPath: root + "/Package.swift")
    if isCheckout || FileManager.default.fileExists(atPath: own + "/bin/python") { return own }
    // The standard asks to ignore relative paths.
    let cache =
      variable("XDG_CACHE_HOME").flatMap { $0.hasPrefix("/") ? $0 : nil }
      ?? (variable("HOME") ?? NSHomeDirectory()) + "/.cache"
    return cache + "/hallux/server-" + Hallux.version
  }

  private static func variable(_ name: String) -> String? {
    ProcessInfo.processInfo.environment[name].flatMap { $0.isEmpty ? nil : $0 }
  }

  private static var executablePath: String {
    (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
  }

  private static func folderAbove(_ path: String) -> String? {
    guard path.hasPrefix("/") else { return nil }
    var folder = URL(fileURLWithPath: path).deletingLastPathComponent()
    while folder.path != "/" {
      for candidate in [folder.path, folder.path + "/share/hallux"]
      where FileManager.default.fileExists(atPath: candidate + "/models/tiny-llava") {
        return candidate
      }
      folder.deleteLastPathComponent()
    }
    return nil
  }
}
