import Glibc

@testable import ChatCompletions

/// The embedded server's files in this checkout, and stand-ins for a Python that is not as it
/// should be.
enum ServerScript {
  /// What `hallux` starts when no server is named.
  static let usual = EmbeddedServer.Configuration(resourceRoot: Project.root)

  /// The usual configuration with a shell script for its interpreter.
  ///
  /// The caller removes the script with ``remove(_:)``.
  static func interpreted(by shellLines: String) -> EmbeddedServer.Configuration {
    var template = Array("/tmp/hallux-interpreter-XXXXXX".utf8CString)
    let descriptor = mkstemp(&template)
    let script = Array("#!/bin/sh\n\(shellLines)\n".utf8)
    precondition(write(descriptor, script, script.count) == script.count, "no room in /tmp")
    fchmod(descriptor, 0o700)
    close(descriptor)
    var configuration = usual
    configuration.interpreter = String(decoding: template.dropLast().map(UInt8.init), as: UTF8.self)
    return configuration
  }

  static func remove(_ configuration: EmbeddedServer.Configuration) {
    unlink(configuration.interpreter)
  }

  /// Whether a process runs; one that has ended but was not reaped does not.
  static func isRunning(_ process: Int32) -> Bool {
    guard let file = fopen("/proc/\(process)/stat", "r") else { return false }
    defer { fclose(file) }
    var line = [UInt8](repeating: 0, count: 1024)
    let count = fread(&line, 1, line.count, file)
    let fields = String(decoding: line[..<count], as: UTF8.self).split(separator: ")").last ?? ""
    return !fields.hasPrefix(" Z") && !fields.hasPrefix(" X")
  }
}
