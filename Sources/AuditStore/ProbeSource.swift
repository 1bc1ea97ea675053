/// A file that an audit's probes were made from, as it was when it was read.
public struct ProbeSource: Sendable, Hashable, Codable {
  /// What the file gave.
  public enum Role: String, Sendable, Hashable, Codable, CaseIterable {
    /// The questions, mostly with their labels.
    case probes
    /// The labels of questions that stand in another file.
    case annotations
    /// Labels that replace those of the probes.
    case relabel
    /// The replies, which another tool had from the model.
    case replies
  }

  /// What the file gave.
  public var role: Role
  /// The file's name, without the folder it lay in.
  public var name: String
  /// The SHA-256 of its bytes, in hexadecimal.
  public var sha256: String
  /// The name of the published file that it is, word for word; nil when it is none that is known.
  public var published: String?
  /// What became of its entries, in one line; nil when there is nothing to say.
  public var note: String?

  /// Makes a source.
  public init(
    role: Role, name: String, sha256: String, published: String? = nil, note: String? = nil
  ) {
    self.role = role
    self.name = name
    self.sha256 = sha256
    self.published = published
    self.note = note
  }
}
