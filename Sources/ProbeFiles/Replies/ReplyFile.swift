public import Probing

/// The replies of a model to a probe set, as an evaluation tool wrote them down.
public struct ReplyFile: Sendable, Hashable {
  /// A reply and where it stands.
  public struct Entry: Sendable, Hashable {
    /// The question's id; nil when the file gives none.
    public let id: String?
    /// The image's name; nil when the file gives none.
    public let image: String?
    /// The object that was asked about; nil when the file gives none.
    public let object: String?
    /// The question; nil when the file gives none.
    public let question: String?
    /// The reply, word for word.
    public let reply: String
    /// The line on which the entry begins, from 1.
    public let line: Int
  }

  /// The file, as the caller named it.
  public let file: String
  /// The readable replies in the file's order.
  public let entries: [Entry]
  /// What could not be read, in the file's order.
  public let problems: [ProbeFileError]

  /// Reads a file of replies: JSON lines, or one JSON array, told apart by the content.
  ///
  /// - Throws: ``ProbeFileError`` when the file cannot be opened or not one reply can be read.
  public init(readingFile path: String) throws(ProbeFileError) {
    try self.init(content: InputFile.bytes(of: path), file: path)
  }

  /// Reads a file's content; `file` is the name for messages.
  ///
  /// - Throws: ``ProbeFileError`` when not one reply can be read.
  public init(content: [UInt8], file: String) throws(ProbeFileError) {
    let (jsonEntries, fault) = JSONEntries.split(content[...])
    var entries: [Entry] = []
    var problems: [ProbeFileError] = []
    for jsonEntry in jsonEntries {
      do throws(ProbeFileError) {
        entries.append(try Self.entry(jsonEntry, file: file))
      } catch {
        problems.append(error)
      }
    }
    if let fault {
      problems.append(
        ProbeFileError(code: .brokenJSON, file: file, line: fault.line, message: fault.message))
    }
    guard !entries.isEmpty else {
      throw problems.first
        ?? ProbeFileError(
          code: .empty, file: file,
          message: "has no reply; a reply is a JSON object on a line of its own")
    }
    self.file = file
    self.entries = entries
    self.problems = problems
  }

  private static func entry(_ entry: JSONEntry, file: String) throws(ProbeFileError) -> Entry {
    try entry.check(file: file)
    let record: ReplyRecord = try decodeJSON(entry.bytes, file: file, line: entry.line)
    guard let reply = record.reply else {
      throw ProbeFileError(
        code: .missingKey, file: file, line: entry.line,
        message: "has no reply: none of response, prediction, output, answer, text; add one")
    }
    guard !failureMarkers.contains(where: reply.contains) else {
      throw ProbeFileError(
        code: .badReply, file: file, line: entry.line,
        message: "is a tool's note of a failed request, not a reply: \(quoted(reply)); ask again")
    }
    return Entry(
      id: record.id, image: record.image, object: record.object, question: record.question,
      reply: reply,
      line: entry.line)
  }

  /// What VLMEvalKit writes in the place of a reply that it did not get.
  private static let failureMarkers = ["Failed to obtain answer"]
}

extension ReplyFile {
  /// The replies beside the probes that they answer.
  ///
  /// Replies belong to probes by image and question where all name both, else by the question's id where any has
  /// one, else by their place: then there must be as many replies as probes. Where an image is given it must be the
  /// probe's, folders, extension and COCO's forms of a name aside; where a question is given it must be the
  /// probe's, case, spaces and a prompt after the question aside.
  ///
  /// - Parameter probes: The probes.
  /// - Returns: the responses, and what is wrong with replies that answer no probe.
  /// - Throws: ``ProbeFileError`` when the replies cannot be told to belong to the probes: by their place, when one
  ///   of them is about something else.
  public func responses(
    to probes: [Probe]
  ) throws(ProbeFileError) -> (responses: ResponseSet, problems: [ProbeFileError]) {
    var problems: [ProbeFileError] = []
    var replies = [ProbeReply?](repeating: nil, count: probes.count)
    let places = try places(in: probes)
    let byOrder = pairing == .order
    for (entry, place) in zip(entries, places) {
      guard let place else {
        problems.append(
          error(.unknownProbe, at: entry.line, "answers no probe of the set; leave it out"))
        continue
      }
      if let message = Self.difference(entry, probes[place]) {
        let error = error(.unknownProbe, at: entry.line, message)
        // In another order every reply would be in doubt, those that happen to fit included.
        guard !byOrder else { throw error }
        problems.append(error)
        continue
      }
      guard replies[place] == nil else {
        problems.append(
          error(.duplicateID, at: entry.line, "answers a probe that was answered before"))
        continue
      }
      replies[place] = ProbeReply(text: entry.reply)
    }
    return (
      ResponseSet(
        zip(probes, replies).map { ResponseSet.Response(probe: $0, reply: $1) }),
      problems
    )
  }

  /// What replies are told to belong to their probes by.
  public enum Pairing: String, Sendable, Hashable {
    /// The image and the question, which stand in every reply.
    case imageAndQuestion = "image and question"
    /// The question's id; what else a reply names must agree.
    case id = "question id"
    /// The order of the file alone.
    case order
  }

  /// How the replies of this file are told to belong to their probes.
  public var pairing: Pairing {
    if entries.allSatisfy({ $0.image != nil && $0.question != nil }) { return .imageAndQuestion }
    return entries.contains { $0.id != nil } ? .id : .order
  }

  /// Whether nothing in the replies but their ids or their order speaks for the probes that they are paired with.
  public var isPairingUnchecked: Bool {
    pairing != .imageAndQuestion && entries.allSatisfy { $0.image == nil && $0.question == nil }
  }

  /// What a reply says of its question that is not so of the probe; nil where they go together.
  private static func difference(_ entry: Entry, _ probe: Probe) -> String? {
    if let image = entry.image, !isSameImage(image, probe.imageName) {
      return "answers about \(quoted(image)), but the probe is about \(quoted(probe.imageName))"
    }
    if let object = entry.object, let asked = probe.object, folded(object) != folded(asked) {
      return "answers about \(quoted(object)), but the probe is about \(quoted(asked))"
    }
    if let question = entry.question, !isSame(question, probe.question) {
      return "answers \(quoted(question)), but the probe asks \(quoted(probe.question))"
    }
    return nil
  }

  /// The place of each entry's probe; nil where there is none.
  private func places(in probes: [Probe]) throws(ProbeFileError) -> [Int?] {
    if pairing == .imageAndQuestion {
      let ofImage = Dictionary(grouping: probes.indices) { Self.imageKey(probes[$0].imageName) }
      return entries.map { entry in
        let image = entry.image ?? ""
        let question = entry.question ?? ""
        let sameImage = ofImage[Self.imageKey(image)] ?? []
        let exact = sameImage.filter { probes[$0].imageName == image }
        let found = (exact.isEmpty ? sameImage : exact)
          .filter { Self.isSame(question, probes[$0].question) }
        // Images of one name in several folders cannot be told apart by the name alone.
        guard Set(found.map { probes[$0].imageName }).count == 1 else { return nil }
        return found.max { probes[$0].question.count < probes[$1].question.count }
      }
    }
    if pairing == .id {
      let index = Self.index(probes, by: \.id)
      return entries.map { $0.id.flatMap { index[$0] } }
    }
    guard problems.isEmpty, entries.count == probes.count else {
      throw error(
        .unknownProbe, at: nil,
        "gives neither ids nor images, so that its replies belong to the probes by their order alone;"
          + " but it has \(entries.count) and there are \(probes.count) probes")
    }
    return Array(probes.indices)
  }

  private static func index(_ probes: [Probe], by key: (Probe) -> String) -> [String: Int] {
    Dictionary(zip(probes.map(key), probes.indices)) { first, _ in first }
  }

  /// What is the same for all names of one image: COCO's number, else the name without folders and extension.
  private static func imageKey(_ name: String) -> String {
    let base = name.split(separator: "/").last ?? ""
    if let image = COCOImageName(String(base)) { return String(image.id) }
    guard let dot = base.lastIndex(of: "."), dot != base.startIndex else { return String(base) }
    return String(base[..<dot])
  }

  private static func isSameImage(_ one: String, _ other: String) -> Bool {
    imageKey(one) == imageKey(other)
  }

  /// Whether two questions are the same one, of which the first may go on with an instruction.
  private static func isSame(_ given: String, _ question: String) -> Bool {
    folded(given).hasPrefix(folded(question))
  }

  private static func folded(_ question: String) -> String {
    question.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  private func error(
    _ code: ProbeFileError.Code, at line: Int?, _ message: String
  ) -> ProbeFileError {
    ProbeFileError(code: code, file: file, line: line, message: message)
  }
}
