import Codecs
import ModelAPI
import Synchronization

/// Who answered first, so that another model that answers later is noticed at once.
///
/// A server may be restarted with other weights, or a router may hand a request to another replica, while an
/// audit runs; the replies would look as good as before.
final class ModelWitness: Sendable {
  private struct Marks {
    var name: String?
    var fingerprint: String?
  }

  private let first: Mutex<Marks>

  /// Makes a witness that has seen the marks of a first reply; nil those that nobody has seen yet.
  init(name: String?, fingerprint: String?) {
    first = Mutex(Marks(name: name, fingerprint: fingerprint))
  }

  /// Compares the marks of a reply with the first ones; those that a server leaves out say nothing.
  ///
  /// - Throws: ``ModelError`` `changed`.
  func check(_ reply: ChatReplyBody) throws(ModelError) {
    let seen = first.withLock { marks in
      marks.name = marks.name ?? reply.model
      marks.fingerprint = marks.fingerprint ?? reply.system_fingerprint
      return marks
    }
    try Self.compare(reply.model, seen.name, called: "the model's name")
    try Self.compare(reply.system_fingerprint, seen.fingerprint, called: "system_fingerprint")
  }

  private static func compare(
    _ now: String?, _ before: String?, called what: String
  ) throws(ModelError) {
    guard let now, let before, now != before else { return }
    throw ModelError(
      code: .changed,
      message: "another model answers than before, or another version of its server: "
        + "\(what) is \(quoted(now)) and was \(quoted(before)); start the first one again")
  }

  private static func quoted(_ name: String) -> String {
    JSONText.quoted(String((ServerErrorText.oneLine(name) ?? "").prefix(80)))
  }
}

extension ChatReplyBody {
  /// The name that the model gives itself where it is not the one that it was asked by, as behind an alias.
  func otherName(than name: String) -> String? {
    model.flatMap { $0 == name ? nil : ServerErrorText.oneLine($0) }
  }
}
