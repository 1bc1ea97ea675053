public import Probing

/// The probes of a file or of several, with what was wrong in them.
public struct ProbeSet: Sendable, Hashable {
  /// A probe and where it stands.
  public struct Entry: Sendable, Hashable {
    /// The probe.
    public var probe: Probe
    /// The file, as the caller named it.
    public let file: String
    /// The line on which the probe's entry begins, from 1.
    public let line: Int
    /// The ids that the same image and question has elsewhere, each behind its set's name and a slash.
    public var otherIDs: [String] = []
  }

  /// The set's name: the file's name without its extension.
  public let name: String
  /// The readable probes in the file's order, each image and question once.
  public let entries: [Entry]
  /// What could not be read, in the file's order; the audit of the rest goes on, the caller decides
  /// what it means for the exit code.
  public let problems: [ProbeFileError]
  /// What was done silently otherwise, such as a probe that stands twice; one line each.
  public let notes: [String]
  /// The files that the probes came from, in the order in which they were read.
  public let files: [ReadFile]

  /// The probes alone.
  public var probes: [Probe] { entries.map(\.probe) }

  /// The other ids of each probe.
  public var otherIDs: [[String]] { entries.map(\.otherIDs) }

  /// Unites sets; an image and question of several counts once, with the splits of all.
  ///
  /// POPE numbers each split's questions from 1. A question whose id is taken by another one gets the
  /// file's name before it, as in `coco_pope_popular/2`.
  public init(name: String, merging sets: [ProbeSet]) {
    var collector = ProbeCollector()
    for set in sets {
      collector.problems += set.problems
      collector.notes += set.notes
      collector.files += set.files
      for entry in set.entries { collector.add(entry, of: set.name) }
    }
    self.init(name: name, collector: collector)
  }

  /// Takes what was collected.
  init(name: String, collector: ProbeCollector) {
    self.name = name
    entries = collector.agreeingEntries
    problems = collector.problems
    notes = collector.notes
    files = collector.files
  }
}
