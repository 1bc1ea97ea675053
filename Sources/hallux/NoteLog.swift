import Logging

/// Shows what the rooms below log as notes on the terminal, from level notice on.
struct NoteLog: LogHandler {
  var metadata: Logger.Metadata = [:]
  var logLevel: Logger.Level = .notice
  let note: @Sendable (String) -> Void

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) { note(event.message.description) }

  /// A log whose lines go to a closure.
  static func logger(_ note: @escaping @Sendable (String) -> Void) -> Logger {
    Logger(label: "hallux") { _ in NoteLog(note: note) }
  }
}
