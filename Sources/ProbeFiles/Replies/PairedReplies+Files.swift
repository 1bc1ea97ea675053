import Probing

extension PairedReplies {
  /// Takes the replies of a further file to the same probes.
  ///
  /// A reply that is there already counts once; another one than is there is a problem, and the first one counts.
  ///
  /// - Precondition: Both are about the same probes.
  public mutating func add(_ other: PairedReplies, of file: ReplyFile) {
    precondition(probes == other.probes, "replies to different probes")
    problems += other.problems
    repeatedCount += other.repeatedCount
    for place in probes.indices {
      failures[place] = failures[place] ?? other.failures[place]
      guard let further = other.answers[place] else { continue }
      guard let first = answers[place] else {
        answers[place] = further
        continue
      }
      if first.reply == further.reply {
        repeatedCount += 1
      } else {
        problems.append(
          file.error(
            .duplicateID, at: further.line,
            "answers a probe that another file answers otherwise; the first one counts"))
      }
    }
  }
}
