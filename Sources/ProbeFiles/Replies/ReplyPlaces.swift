import Probing

/// Finds the probe that each reply of a file answers.
struct ReplyPlaces {
  let probes: [Probe]
  let otherIDs: [[String]]
  let file: ReplyFile

  private var entries: [ReplyFile.Entry] { file.entries + file.failed }

  /// How replies are told to belong to probes, and the place of each one's probe, those that failed last; nil where
  /// there is none.
  ///
  /// - Throws: ``ProbeFileError`` when only the order is left and the numbers differ.
  func found() throws(ProbeFileError) -> (PairedReplies.Pairing, [Int?]) {
    if entries.allSatisfy({ $0.image != nil && $0.question != nil }) {
      let places = byImageAndQuestion
      // VLMEvalKit names pictures after their place in its own table: then no image is known.
      if places.contains(where: { $0 != nil }) || entries.allSatisfy({ $0.id == nil }) {
        return (.imageAndQuestion, places)
      }
    }
    if entries.contains(where: { $0.id != nil }) {
      let places = byID
      if !agree(places), entries.count == probes.count, agreeByOrder {
        let ranks = ranks
        return (.order, entries.map { ranks[$0.place] })
      }
      return (.id, places)
    }
    guard file.problems.isEmpty, entries.count == probes.count else {
      throw file.error(
        .unknownProbe, at: nil,
        "gives neither ids nor images, so that its replies belong to the probes by their order alone;"
          + " but it has \(file.entries.count) and there are \(probes.count) probes")
    }
    return (.order, Array(probes.indices))
  }

  private func agree(_ places: [Int?]) -> Bool {
    zip(entries, places).allSatisfy { entry, place in
      place.map { entry.difference(from: probes[$0]) == nil } ?? false
    }
  }

  private var inOrder: [ReplyFile.Entry] { entries.sorted { $0.place < $1.place } }

  /// How many replies, failed ones included, stand before each, by its place in the file.
  private var ranks: [Int: Int] {
    Dictionary(uniqueKeysWithValues: inOrder.enumerated().map { ($1.place, $0) })
  }

  /// Whether every reply names its question, and they are those of the probes one after the other.
  private var agreeByOrder: Bool {
    zip(inOrder, probes).allSatisfy { entry, probe in
      entry.question != nil && entry.differenceAsideFromImage(from: probe) == nil
    }
  }

  private var byImageAndQuestion: [Int?] {
    let ofImage = Dictionary(grouping: probes.indices) { probes[$0].imageName.imageKey }
    return entries.map { entry in
      let image = entry.image ?? ""
      let question = entry.question ?? ""
      let sameImage = ofImage[image.imageKey] ?? []
      let exact = sameImage.filter { probes[$0].imageName == image }
      let found = (exact.isEmpty ? sameImage : exact)
        .filter { question.isQuestion(probes[$0].question) }
      // Images of one name in several folders cannot be told apart by the name alone.
      guard Set(found.map { probes[$0].imageName }).count == 1 else { return nil }
      return found.max { probes[$0].question.count < probes[$1].question.count }
    }
  }

  private var byID: [Int?] {
    var ofID: [Substring: [Int]] = [:]
    for (place, probe) in zip(probes.indices, probes) {
      var ids: Set = [probe.id[...]]
      // What was renamed because another split has a question of that number, and what it is called there.
      for id in [probe.id] + (otherIDs.isEmpty ? [] : otherIDs[place]) {
        if let slash = id.lastIndex(of: "/") { ids.insert(id[id.index(after: slash)...]) }
      }
      for id in ids { ofID[id, default: []].append(place) }
    }
    return entries.map { entry in
      guard let id = entry.id, let candidates = ofID[id[...]] else { return nil }
      let agreeing = candidates.filter { entry.difference(from: probes[$0]) == nil }
      if agreeing.count == 1 { return agreeing[0] }
      // Nothing fits: what does not is told of the probe of that very id.
      guard !agreeing.isEmpty else {
        return candidates.first { probes[$0].id == id } ?? candidates.first
      }
      let splits = Set(entry.splits.isEmpty ? file.namedSplits : entry.splits)
      let ofSplit = agreeing.filter { !splits.isDisjoint(with: probes[$0].splits) }
      return ofSplit.count == 1 ? ofSplit[0] : nil
    }
  }
}

extension ReplyFile {
  /// POPE's splits that the file's name has in it, as lmms-eval shortens them, too.
  var namedSplits: [String] {
    let name = (file.split(separator: "/").last ?? "").lowercased()
    return Probe.popeSplits.filter { split in
      name.contains(split) || name.contains("pope_" + split.prefix(3))
    }
  }
}

extension ReplyFile.Entry {
  /// What a reply says of its question that is not so of the probe; nil where they go together.
  func difference(from probe: Probe) -> String? {
    if let image, image.imageKey != probe.imageName.imageKey {
      return "answers about \(quoted(image)), but the probe is about \(quoted(probe.imageName))"
    }
    return differenceAsideFromImage(from: probe)
  }

  /// The same of everything but the image.
  func differenceAsideFromImage(from probe: Probe) -> String? {
    if let object, let asked = probe.object, object.folded != asked.folded {
      return "answers about \(quoted(object)), but the probe is about \(quoted(asked))"
    }
    if let question, !question.isQuestion(probe.question) {
      return "answers \(quoted(question)), but the probe asks \(quoted(probe.question))"
    }
    return nil
  }
}

extension String {
  /// What is the same for all names of one image: COCO's number, else the name without folders and extension.
  fileprivate var imageKey: String {
    let base = split(separator: "/").last ?? ""
    if let image = COCOImageName(String(base)) { return String(image.id) }
    guard let dot = base.lastIndex(of: "."), dot != base.startIndex else { return String(base) }
    return String(base[..<dot])
  }

  /// Whether the text is the question, perhaps with an instruction behind it.
  fileprivate func isQuestion(_ question: String) -> Bool {
    folded.hasPrefix(question.folded)
  }

  fileprivate var folded: String {
    lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}
