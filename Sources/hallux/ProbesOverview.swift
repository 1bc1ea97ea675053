import ProbeFiles
import Probing

/// What probe files hold, counted.
struct ProbesOverview {
  /// The probes of one split, or of all.
  struct Row {
    var name: String
    var probes: Int
    var yes: Int
    var no: Int

    init(_ name: String, _ probes: [Probe]) {
      self.name = name
      self.probes = probes.count
      yes = probes.count { $0.label == .yes }
      no = probes.count { $0.label == .no }
    }
  }

  let chosen: ChosenProbes
  /// The splits, POPE's first, then all probes together.
  let rows: [Row]
  /// The objects asked about with the number of their probes, the most frequent first.
  let objects: [(name: String, count: Int)]
  /// How many different images the probes are about.
  let imageCount: Int
  /// How many probes are multiple-choice questions.
  let choices: Int
  /// Why images are not there, one line each; nil when no folder was named.
  private let missing: [String]?

  /// The lines on images that are not there; empty when no folder was named.
  var missingImages: [String] { missing ?? [] }
  /// How many of the images are there, or nil when no folder was named.
  var foundImages: Int? { missing.map { imageCount - $0.count } }

  /// Counts probes, and looks for their images when a folder is named.
  init(_ chosen: ChosenProbes, images: ImageFolder?) {
    let probes = chosen.probes
    self.chosen = chosen
    let order = Probe.popeSplits
    let splits = Set(probes.flatMap(\.splits)).sorted {
      (order.firstIndex(of: $0) ?? order.count, $0) < (order.firstIndex(of: $1) ?? order.count, $1)
    }
    rows =
      splits.map { name in Row(name, probes.filter { $0.splits.contains(name) }) }
      + [Row(splits.isEmpty ? "all" : "together", probes)]
    objects = Dictionary(grouping: probes.compactMap(\.object)) { $0 }
      .map { (name: $0.key, count: $0.value.count) }
      .sorted { ($1.count, $0.name) < ($0.count, $1.name) }
    var seen = Set<String>()
    let names = probes.map(\.imageName).filter { seen.insert($0).inserted }
    imageCount = names.count
    choices = probes.count { $0.choices != nil }
    missing = images.map { folder in names.compactMap { Self.problem(with: $0, in: folder) } }
  }

  private static func problem(with image: String, in folder: ImageFolder) -> String? {
    do throws(ProbeFileError) {
      _ = try folder.path(ofImage: image)
      return nil
    } catch {
      return error.description
    }
  }
}

extension ProbesOverview {
  /// The overview for a person.
  var lines: [String] {
    var lines: [String] = []
    for file in chosen.set.files {
      lines += [
        "file        \(file.path.printable)",
        "is          \(file.published?.name ?? "no published version that is known")",
        "form        \(file.form)",
        "entries     \(file.probeCount) probes, \(file.unreadable) unreadable",
        "sha256      \(file.digest)",
        "",
      ]
    }
    if let relabeled = chosen.relabeled { lines += relabeled.lines + [""] }
    lines += table.lines + [""]
    if choices > 0 { lines.append("choices     \(choices) multiple-choice questions") }
    lines.append("objects     \(objectsText)")
    lines.append("images      \(imagesText)")
    lines += chosen.set.notes.prefix(Self.notesShown).map { "note        \($0.printable)" }
    if chosen.set.notes.count > Self.notesShown {
      lines.append("note        and \(chosen.set.notes.count - Self.notesShown) more notes")
    }
    return lines
  }

  private var table: TextTable {
    var table = TextTable([
      ("split", .left), ("n", .right), ("yes", .right), ("no", .right), ("yes share", .right),
    ])
    for row in rows {
      let labeled = row.yes + row.no
      table.add([
        row.name.printable, String(row.probes), String(row.yes), String(row.no),
        labeled == 0 ? "-" : percent(Double(row.yes) / Double(labeled)),
      ])
    }
    return table
  }

  private var objectsText: String {
    guard !objects.isEmpty else { return "none named" }
    let shown = objects.prefix(8).map { "\($0.name.printable) \($0.count)" }
    return "\(objects.count): " + shown.joined(separator: ", ")
      + (objects.count > shown.count ? ", …" : "")
  }

  private var imagesText: String {
    guard let foundImages else { return "\(imageCount)" }
    return "\(imageCount): \(foundImages) found, \(imageCount - foundImages) not"
  }

  private static let notesShown = 20
}
