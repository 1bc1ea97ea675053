/// Labels that replace those of a probe set, as RePOPE's replace POPE's: a set of labels, not of probes.
///
/// An overlay either lists all that is to be judged, and what it leaves out is dropped, or it lists corrections
/// alone: see ``isComplete(for:)``. Rows are matched by image and question, POPE's slip "imange" aside.
public struct LabelOverlay: Sendable, Hashable {
  /// A label for a question about an image.
  public struct Row: Sendable, Hashable {
    /// The image's name.
    public var imageName: String
    /// The question.
    public var question: String
    /// The right answer, or nil for a question that is not to be judged.
    public var label: Answer?

    /// Makes a row.
    public init(imageName: String, question: String, label: Answer?) {
      self.imageName = imageName
      self.question = question
      self.label = label
    }
  }

  /// What the labels are called.
  public let name: String
  /// The split that the labels are for; nil for all probes.
  public let split: String?
  /// The number of rows.
  public var count: Int { labels.count }
  private let labels: [Key: Answer?]

  /// Makes an overlay.
  ///
  /// - Parameters:
  ///   - name: What the labels are called.
  ///   - split: The split that they are for; nil for all probes.
  ///   - rows: The rows; of two about one image and question the first one counts.
  public init(name: String, split: String?, rows: [Row]) {
    self.name = name
    self.split = split
    labels = Dictionary(rows.map { (Key($0.imageName, $0.question), $0.label) }) { first, _ in
      first
    }
  }

  /// What a row is about.
  fileprivate struct Key: Hashable {
    var imageName: String
    var question: String

    init(_ imageName: String, _ question: String) {
      self.imageName = imageName
      // Published overlays correct the spelling, and old probe files have the slip.
      self.question = question.split(separator: " ", omittingEmptySubsequences: false)
        .map { $0.hasPrefix("imange") ? "image" + $0.dropFirst(6) : String($0) }
        .joined(separator: " ")
    }

    init(_ probe: Probe) { self.init(probe.imageName, probe.question) }
  }

  /// Whether the overlay is about a probe at all.
  fileprivate func covers(_ probe: Probe) -> Bool {
    guard let split else { return true }
    return probe.splits.isEmpty || probe.splits.contains(split)
  }

  /// Whether what the overlay leaves out is to be dropped: it repeats labels that stand already, so it is no
  /// list of corrections.
  public func isComplete(for probes: [Probe]) -> Bool {
    probes.contains { probe in
      guard covers(probe), let label = labels[Key(probe)] else { return false }
      return label == probe.label
    }
  }
}

/// Probes under other labels, and what became of the old ones.
public struct RelabeledProbes: Sendable, Hashable {
  /// The probes that are still judged, in their order.
  public private(set) var probes: [Probe] = []
  /// Labels changed from yes to no.
  public private(set) var yesToNo = 0
  /// Labels changed from no to yes.
  public private(set) var noToYes = 0
  /// Probes labeled yes that are not judged any more.
  public private(set) var droppedYes = 0
  /// Probes labeled no that are not judged any more.
  public private(set) var droppedNo = 0
  /// Rows of the overlays that are about none of the probes.
  public private(set) var unmatchedRows = 0

  /// Relabels probes.
  ///
  /// A probe that an overlay drops leaves the overlay's split; it is dropped when no split is left.
  /// - Parameters:
  ///   - probes: The probes, each image and question once.
  ///   - overlays: The labels; of two overlays that differ on a probe the first one counts.
  public init(_ probes: [Probe], by overlays: [LabelOverlay]) {
    let completeOnes = overlays.map { $0.isComplete(for: probes) }
    var matched = overlays.map { _ in 0 }
    for probe in probes {
      var label = probe.label
      var dropped: Set<String> = []
      var isDropped = false
      for (index, overlay) in overlays.enumerated().reversed() where overlay.covers(probe) {
        let row = overlay.row(for: probe)
        if row != nil { matched[index] += 1 }
        let isKept = row.map { $0 != nil } ?? !completeOnes[index]
        if let row, let row { label = row }
        guard !isKept else { continue }
        if let split = overlay.split, !probe.splits.isEmpty {
          dropped.insert(split)
        } else {
          isDropped = true
        }
      }
      add(probe, label: label, leaving: dropped, isDropped: isDropped)
    }
    unmatchedRows = zip(overlays, matched).reduce(0) { $0 + max(0, $1.0.count - $1.1) }
  }

  private mutating func add(
    _ probe: Probe, label: Answer?, leaving dropped: Set<String>, isDropped: Bool
  ) {
    var relabeled = probe
    relabeled.splits = probe.splits.filter { !dropped.contains($0) }
    if isDropped || (relabeled.splits.isEmpty && !probe.splits.isEmpty) {
      if probe.label == .yes { droppedYes += 1 } else { droppedNo += 1 }
      return
    }
    relabeled.label = label
    switch (probe.label, label) {
    case (.yes, .no): yesToNo += 1
    case (.no, .yes): noToYes += 1
    default: break
    }
    probes.append(relabeled)
  }

  /// Whether anything is not as it was.
  public var isChanged: Bool { yesToNo + noToYes + droppedYes + droppedNo > 0 }
}

extension LabelOverlay {
  /// What the overlay says of a probe: nil when it says nothing, a nil label when the probe is not to be judged.
  fileprivate func row(for probe: Probe) -> Answer?? { labels[Key(probe)] }
}
