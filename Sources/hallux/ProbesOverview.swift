import ProbeFiles
import Probing

/// What probe files hold: what `hallux probes show` prints.
struct ProbesOverview: Encodable {
  struct File: Encodable {
    var file: String
    var sha256: String
    var published: String?
  }

  struct Group: Encodable {
    var labels: String
    var split: String
    var probes: Int
    var images: Int
    var yes: Int
    var no: Int
    var multipleChoice: Int
    var objects: Int

    init(_ name: String, _ probes: [Probe], labels: String) {
      self.labels = labels
      split = name
      self.probes = probes.count
      images = Set(probes.map(\.imageName)).count
      yes = probes.count { $0.label == .yes }
      no = probes.count { $0.label == .no }
      multipleChoice = probes.count { $0.choices != nil }
      objects = Set(probes.compactMap(\.object)).count
    }
  }

  struct Relabeled: Encodable {
    var labels: String
    var yesToNo: Int
    var noToYes: Int
    var droppedYes: Int
    var droppedNo: Int
    var kept: Int
    var unmatchedRows: Int
  }

  var files: [File]
  var splits: [Group]
  var relabeled: Relabeled?
  var problems: Int
  var missingImages: [String]
  private var relabelLine: String?

  private enum CodingKeys: String, CodingKey {
    case files, splits, relabeled, problems, missingImages
  }

  init(_ read: ProbesRead, folder: ImageFolder?) {
    files = read.set.sources.map {
      File(file: $0.file, sha256: $0.sha256, published: $0.published?.name)
    }
    splits = Self.groups(read.set.probes, labels: Score.givenLabels)
    if read.relabeled != nil { splits += Self.groups(read.probes, labels: read.labelsName) }
    relabeled = read.relabeled.map {
      Relabeled(
        labels: read.labelsName, yesToNo: $0.yesToNo, noToYes: $0.noToYes,
        droppedYes: $0.droppedYes, droppedNo: $0.droppedNo, kept: $0.probes.count,
        unmatchedRows: $0.unmatchedRows)
    }
    relabelLine = read.relabelLine
    problems = read.set.problems.count
    missingImages = []
    guard let folder else { return }
    for name in Set(read.probes.map(\.imageName)).sorted() {
      do throws(ProbeFileError) { _ = try folder.path(ofImage: name) } catch {
        missingImages.append(name)
      }
    }
  }

  /// A group a split, then all probes together.
  private static func groups(_ probes: [Probe], labels: String) -> [Group] {
    let names = Probe.splitNames(probes)
    return names.map { name in
      Group(name, probes.filter { $0.splits.contains(name) }, labels: labels)
    } + [Group(names.isEmpty ? "all" : "together", probes, labels: labels)]
  }

  /// The overview for a person.
  var lines: [String] {
    var lines = files.map { file in
      "file        \(file.file.printable): \(file.published ?? "no published file that is known")"
    }
    var table = TextTable([
      ("labels", .left), ("split", .left), ("probes", .right), ("images", .right), ("yes", .right),
      ("no", .right),
      ("choices", .right), ("objects", .right),
    ])
    for group in splits {
      table.add(
        [group.labels.printable, group.split.printable]
          + [
            group.probes, group.images, group.yes, group.no, group.multipleChoice, group.objects,
          ].map(String.init))
    }
    lines += [""] + table.lines + [""]
    if let relabelLine { lines.append("labels      \(relabelLine)") }
    if problems > 0 { lines.append("problems    \(problems) entries cannot be read (see above)") }
    if !missingImages.isEmpty {
      let some = missingImages.prefix(3).map(\.printable).joined(separator: ", ")
      lines.append(
        "images      \(missingImages.count) are not in the folder: \(some)"
          + (missingImages.count > 3 ? ", …" : ""))
    }
    return lines.last == "" ? lines.dropLast() : lines
  }
}
