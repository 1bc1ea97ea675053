import AuditStore
import Probing

/// Gathers what is known of each object, a question or a caption at a time.
struct ObjectGathering {
  /// How many captions of each kind an object's page names.
  private static let captionLimit = 100

  private var entries: [String: ObjectEntry] = [:]
  private var falseCaptions: [String: [ObjectEntry.CaptionMention]] = [:]
  private var otherCaptions: [String: [ObjectEntry.CaptionMention]] = [:]
  private var counts = PullCounts()
  private var known: [String: Set<String>] = [:]

  /// Learns what the probes tell of what is in the pictures: labels, annotations and planted causes.
  init(probes: some Sequence<Probe>) {
    for probe in probes {
      if probe.label == .yes, let object = probe.object {
        known[probe.imageName, default: []].insert(object)
      }
      if let cause = probe.planted?.cause { known[probe.imageName, default: []].insert(cause) }
      if let present = probe.caption?.present {
        known[probe.imageName, default: []].formUnion(present)
      }
    }
  }

  /// Counts the answers to questions; an image and question that comes again counts once.
  mutating func add(_ verdicts: [Verdict]) {
    for verdict in verdicts.uniqueProbes() {
      guard let object = verdict.object else { continue }
      var answers = ObjectEntry.Answers(count: 1)
      if verdict.answer == .yes { answers.yes = 1 }
      if verdict.answer == .no { answers.no = 1 }
      self[object].add(answers, isPresent: verdict.label == .yes)
      if verdict.label == .no {
        counts.add(
          question: object, present: known[verdict.imageName] ?? [], saidYes: answers.yes == 1)
      }
    }
  }

  /// Counts the mentions of a caption.
  ///
  /// - Parameters:
  ///   - mentions: The mentions.
  ///   - probe: The number of the probe that asked for it.
  ///   - present: What is in the picture; nil where nobody says.
  mutating func add(mentions: [MentionRecord], ofProbe probe: Int64, present: [String]?) {
    var hallucinated: Set<String> = []
    var claimed: Set<String> = []
    for mention in mentions {
      switch mention.standing {
      case .present: self[mention.object].mentionedThere += 1
      case .hallucinated:
        self[mention.object].mentionedFalsely += 1
        hallucinated.insert(mention.object)
      case .unknown, .noClaim: break
      }
      if mention.standing != .noClaim { claimed.insert(mention.object) }
    }
    for object in Set(mentions.map(\.object)) {
      self[object].captionCount += 1
      let isFalse = hallucinated.contains(object)
      let mention = ObjectEntry.CaptionMention(probeID: probe, isFalse: isFalse)
      if isFalse {
        Self.keep(mention, in: &falseCaptions[object, default: []])
      } else {
        Self.keep(mention, in: &otherCaptions[object, default: []])
      }
    }
    guard let present else { return }
    for object in present {
      if claimed.contains(object) {
        self[object].captionsThere += 1
      } else {
        self[object].missed += 1
      }
    }
    counts.add(captionOf: Set(present), hallucinated: hallucinated)
  }

  /// Counts a finding about an object by its place in the list.
  mutating func add(finding place: Int, about object: String) {
    self[object].findings.append(place)
  }

  /// The objects, the most hallucinated first.
  var objects: [ObjectEntry] {
    let pulls = Dictionary(grouping: counts.pulls, by: \.object)
    return entries.values.map { entry in
      var entry = entry
      entry.captions = Array(
        ((falseCaptions[entry.name] ?? []) + (otherCaptions[entry.name] ?? []))
          .prefix(Self.captionLimit))
      entry.pulls = (pulls[entry.name] ?? []).sorted { $0.isStronger(than: $1) }
      return entry
    }.sorted { $0.isWorse(than: $1) }
  }

  private subscript(name: String) -> ObjectEntry {
    get { entries[name] ?? ObjectEntry(name: name) }
    _modify { yield &entries[name, default: ObjectEntry(name: name)] }
  }

  private static func keep(
    _ mention: ObjectEntry.CaptionMention, in captions: inout [ObjectEntry.CaptionMention]
  ) {
    if captions.count < captionLimit { captions.append(mention) }
  }
}

extension ObjectEntry {
  /// Adds answers to those about the object where it is there, or where it is not.
  fileprivate mutating func add(_ answers: Answers, isPresent: Bool) {
    if isPresent {
      present.add(answers)
    } else {
      absent.add(answers)
    }
  }
}

extension ObjectEntry.Answers {
  fileprivate mutating func add(_ other: Self) {
    count += other.count
    yes += other.yes
    no += other.no
  }
}
