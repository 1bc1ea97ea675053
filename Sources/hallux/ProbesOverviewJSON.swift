import ProbeFiles
import Probing

/// What `hallux probes show --json` prints.
struct ProbesOverviewJSON: Encodable {
  struct File: Encodable {
    var path: String
    var sha256: String
    var published: String?
    var encoding: String
    var layout: String
    var probes: Int
    var unreadable: Int
  }

  struct Split: Encodable {
    var split: String
    var n: Int
    var yes: Int
    var no: Int
  }

  struct Object: Encodable {
    var object: String
    var n: Int
  }

  struct Relabeled: Encodable {
    var split: String
    var keptYes: Int
    var keptNo: Int
    var yesToNo: Int
    var noToYes: Int
    var droppedYes: Int
    var droppedNo: Int

    init(_ name: String, _ tally: RelabelTally) {
      split = name
      keptYes = tally.keptYes
      keptNo = tally.keptNo
      yesToNo = tally.yesToNo
      noToYes = tally.noToYes
      droppedYes = tally.droppedYes
      droppedNo = tally.droppedNo
    }
  }

  struct Overlay: Encodable {
    var name: String
    var splits: [Relabeled]
    var untouched: Int
    var unmatched: Int
  }

  var name: String
  var files: [File]
  var n: Int
  var images: Int
  var foundImages: Int?
  var choices: Int
  var splits: [Split]
  var objects: [Object]
  var overlay: Overlay?
  var notes: [String]
  var problems: [String]

  init(_ overview: ProbesOverview) {
    let set = overview.chosen.set
    name = overview.chosen.name
    files = set.files.map {
      File(
        path: $0.path, sha256: $0.digest, published: $0.published?.name,
        encoding: $0.form.encoding.rawValue, layout: $0.form.layout.rawValue,
        probes: $0.probeCount, unreadable: $0.unreadable)
    }
    n = overview.chosen.probes.count
    images = overview.imageCount
    foundImages = overview.foundImages
    choices = overview.choices
    splits = overview.rows.map { Split(split: $0.name, n: $0.probes, yes: $0.yes, no: $0.no) }
    objects = overview.objects.map { Object(object: $0.name, n: $0.count) }
    overlay = overview.chosen.relabeled.map { relabeled in
      Overlay(
        name: relabeled.overlay,
        splits: relabeled.splits.map { Relabeled($0.name, $0.tally) }
          + [Relabeled("together", relabeled.together)],
        untouched: relabeled.untouched, unmatched: relabeled.unmatched.count)
    }
    notes = set.notes
    problems = set.problems.map(\.description) + overview.missingImages
  }
}
