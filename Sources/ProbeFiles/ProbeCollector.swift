import Probing

/// Gathers probes and settles which of them are the same, which disagree, and whose id is taken.
struct ProbeCollector {
  /// What is wrong so far.
  var problems: [ProbeFileError] = []
  /// What was merged so far.
  var notes: [String] = []
  /// The files so far.
  var files: [ReadFile] = []

  /// What makes a probe: the image and the question, whatever its id.
  private struct Key: Hashable {
    var imageName: String
    var question: String
  }

  private var entries: [ProbeSet.Entry] = []
  private var indexOfKey: [Key: Int] = [:]
  private var indexOfID: [String: Int] = [:]
  private var disagreeing: Set<Int> = []

  /// The entries whose label nothing in the input contradicts: a number must not rest on the others.
  var agreeingEntries: [ProbeSet.Entry] {
    entries.indices.filter { !disagreeing.contains($0) }.map { entries[$0] }
  }

  /// Takes one more probe of the set of that name.
  mutating func add(_ entry: ProbeSet.Entry, of setName: String) {
    let key = Key(imageName: entry.probe.imageName, question: entry.probe.question)
    if let index = indexOfKey[key] {
      unite(entry, of: setName, withEntryAt: index)
      return
    }
    var entry = entry
    if let index = indexOfID[entry.probe.id] {
      if entries[index].file == entry.file {
        reportDuplicateID(of: entry, takenBy: entries[index])
        return
      }
      repeat {
        entry.probe.id = "\(setName)/\(entry.probe.id)"
      } while indexOfID[entry.probe.id] != nil
    }
    indexOfKey[key] = entries.count
    indexOfID[entry.probe.id] = entries.count
    entries.append(entry)
  }

  private func words(_ probe: Probe) -> String {
    if let choices = probe.choices { return "(\(Choices.letter(choices.correct)))" }
    return probe.label?.rawValue ?? "nothing"
  }

  private mutating func unite(
    _ entry: ProbeSet.Entry, of setName: String, withEntryAt index: Int
  ) {
    let first = entries[index]
    guard entry.probe.label == first.probe.label, entry.probe.choices == first.probe.choices else {
      disagreeing.insert(index)
      report(
        .conflictingLabels, at: entry,
        """
        \(quoted(entry.probe.question)) about \(quoted(entry.probe.imageName)) is labeled \
        \(words(entry.probe)) here and \(words(first.probe)) on \(place(of: first, from: entry)); both are \
        left out until one is corrected
        """)
      return
    }
    let newSplits = entry.probe.splits.filter { !first.probe.splits.contains($0) }
    entries[index].probe.splits += newSplits
    if entry.probe.id != first.probe.id {
      entries[index].otherIDs.append("\(setName)/\(entry.probe.id)")
    }
    entries[index].otherIDs += entry.otherIDs
    entries[index].probe.planted = first.probe.planted ?? entry.probe.planted
    // Splits in files of their own share their positives: that is no slip worth a note.
    if first.file == entry.file {
      notes.append(
        "\(printable(entry.file)):\(entry.line): is the same probe as line \(first.line); it counts once"
      )
    }
  }

  private mutating func reportDuplicateID(of entry: ProbeSet.Entry, takenBy first: ProbeSet.Entry) {
    report(
      .duplicateID, at: entry,
      """
      the question_id \(quoted(entry.probe.id)) is taken by another question on \
      \(place(of: first, from: entry)); give each question its own
      """)
  }

  private mutating func report(
    _ code: ProbeFileError.Code, at entry: ProbeSet.Entry, _ message: String
  ) {
    problems.append(
      ProbeFileError(code: code, file: entry.file, line: entry.line, message: message))
  }

  private func place(of other: ProbeSet.Entry, from entry: ProbeSet.Entry) -> String {
    other.file == entry.file ? "line \(other.line)" : "\(printable(other.file)):\(other.line)"
  }
}
