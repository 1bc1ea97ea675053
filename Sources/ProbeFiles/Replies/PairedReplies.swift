public import Probing

/// A file's replies beside the probes that they answer.
public struct PairedReplies: Sendable, Hashable {
  /// What replies are told to belong to their probes by.
  public enum Pairing: String, Sendable, Hashable {
    /// The image and the question, which stand in every reply.
    case imageAndQuestion = "image and question"
    /// The question's id; what else a reply names must agree.
    case id = "question id"
    /// The order of the file alone; what else a reply names must agree.
    case order
  }

  /// The probes, as they were given.
  public let probes: [Probe]
  /// The reply to each probe; nil where there is none.
  public internal(set) var answers: [ReplyFile.Entry?]
  /// The note of the failed request about each probe; nil where none failed.
  public internal(set) var failures: [ReplyFile.Entry?]
  /// What is wrong with replies that answer no probe.
  public internal(set) var problems: [ProbeFileError] = []
  /// How many replies say once more what was replied to the same probe before.
  public internal(set) var repeatedCount = 0
  /// How the replies were told to belong to their probes.
  public let pairing: Pairing
  /// Whether nothing in the replies but their ids or their order speaks for the probes that they are paired with.
  public let isUnchecked: Bool

  /// The probes with what was replied to them.
  public var responses: ResponseSet {
    ResponseSet(
      zip(probes, answers).map { probe, answer in
        ResponseSet.Response(probe: probe, reply: answer.map { ProbeReply(text: $0.reply) })
      })
  }
}

extension ReplyFile {
  /// The replies beside the probes that they answer, and what is wrong with those that answer none.
  ///
  /// - Throws: ``ProbeFileError``; see ``paired(with:otherIDs:)``.
  public func responses(
    to probes: [Probe]
  ) throws(ProbeFileError) -> (responses: ResponseSet, problems: [ProbeFileError]) {
    let paired = try paired(with: probes)
    return (paired.responses, paired.problems)
  }

  /// The replies beside the probes that they answer.
  ///
  /// Replies belong to probes by image and question where all name both, else by the question's id where any has
  /// one, else by their place: then there must be as many replies as probes. Where an image is given it must be the
  /// probe's, folders, extension and COCO's forms of a name aside; where a question is given it must be the
  /// probe's, case, spaces and a prompt after the question aside. POPE numbers the questions of each split from 1: of
  /// several probes with a reply's number, the one that it agrees with is meant.
  ///
  /// - Parameters:
  ///   - probes: The probes.
  ///   - otherIDs: The ids that each of them has elsewhere (``ProbeSet/otherIDs``); empty for none.
  /// - Returns: each probe's reply, and what is wrong with replies that answer no probe.
  /// - Throws: ``ProbeFileError`` when the replies cannot be told to belong to the probes: by their place, when one
  ///   of them is about something else.
  public func paired(
    with probes: [Probe], otherIDs: [[String]] = []
  ) throws(ProbeFileError) -> PairedReplies {
    let (pairing, places) = try ReplyPlaces(probes: probes, otherIDs: otherIDs, file: self).found()
    var paired = PairedReplies(
      probes: probes, answers: Array(repeating: nil, count: probes.count),
      failures: Array(repeating: nil, count: probes.count), pairing: pairing,
      isUnchecked: pairing != .imageAndQuestion
        && entries.allSatisfy { $0.image == nil && $0.question == nil })
    for (entry, place) in zip(failed, places.dropFirst(entries.count)) {
      guard let place, entry.difference(from: probes[place]) == nil else { continue }
      paired.failures[place] = entry
    }
    for (entry, place) in zip(entries, places) {
      guard let place else {
        paired.problems.append(
          error(.unknownProbe, at: entry.line, "answers no probe of the set; leave it out"))
        continue
      }
      if let message = entry.difference(from: probes[place]) {
        let error = error(.unknownProbe, at: entry.line, message)
        // In another order every reply would be in doubt, those that happen to fit included.
        guard pairing != .order else { throw error }
        paired.problems.append(error)
        continue
      }
      take(entry, for: place, &paired)
    }
    return paired
  }

  private func take(_ entry: Entry, for place: Int, _ paired: inout PairedReplies) {
    if let earlier = paired.answers[place] {
      guard earlier.reply != entry.reply else { return paired.repeatedCount += 1 }
      paired.problems.append(
        error(.duplicateID, at: entry.line, "answers a probe that was answered before"))
    } else {
      paired.answers[place] = entry
    }
  }

  func error(_ code: ProbeFileError.Code, at line: Int?, _ message: String) -> ProbeFileError {
    ProbeFileError(code: code, file: file, line: line, message: message)
  }
}
