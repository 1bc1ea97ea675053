import Foundation
import ProbeFiles
import Probing

/// What a set of probes was made of, how, and how it is balanced: the file beside the set.
struct ProbeProvenance: Encodable {
  struct Source: Encodable {
    var file: String
    var form: String
    var sha256: String
    var byteCount: Int
  }

  struct Written: Encodable {
    var file: String
    var sha256: String
  }

  struct Settings: Encodable {
    var strategies: [String]
    var images: Int
    var perImage: Int
    var seed: UInt64
    var template: String
    var grammar: String
  }

  struct Images: Encodable {
    var total: Int
    var eligible: Int
    var chosen: Int
  }

  struct Split: Encodable {
    var split: String
    var probes: Int
    var yes: Int
    var no: Int
    var fallbacks: Int
    var missing: Int
  }

  struct Object: Encodable {
    var object: String
    var yes: Int
    var no: Int
  }

  struct LeftOut: Encodable {
    var words: String
    var categories: [String]
  }

  /// The most objects that are listed.
  private static let objectLimit = 20

  var tool = "hallux \(Hallux.version)"
  var source: Source
  var set: Written
  var settings: Settings
  var images: Images
  var probes: Int
  var yes: Int
  var no: Int
  var verifiedAbsent: Int
  var splits: [Split]
  var objectCount: Int
  var mostFrequentObjects: [Object]
  var leftOut: [LeftOut]

  init(
    builder: ProbeBuilder, built: BuiltProbes, lists: ObjectLists, source: Source, set: Written
  ) {
    self.source = source
    self.set = set
    settings = Settings(
      strategies: builder.strategies.map(\.rawValue), images: builder.imageCount,
      perImage: builder.objectsPerImage, seed: builder.seed, template: builder.wording.template,
      grammar: builder.wording.grammar.rawValue)
    images = Images(
      total: lists.images.count, eligible: built.eligibleImages, chosen: built.chosenImages)
    probes = built.probes.count
    yes = built.count(.yes)
    no = built.count(.no)
    verifiedAbsent = built.verifiedAbsentCount
    splits = builder.strategies.map { strategy in
      let tally = built.tallies[strategy]
      let (yes, no) = (built.count(.yes, of: strategy), built.count(.no, of: strategy))
      return Split(
        split: strategy.rawValue, probes: yes + no, yes: yes, no: no,
        fallbacks: tally?.fallbacks ?? 0,
        missing: tally?.missing ?? 0)
    }
    let objects = built.objects
    objectCount = objects.count
    mostFrequentObjects = objects.prefix(Self.objectLimit).map {
      Object(object: $0.object, yes: $0.yes, no: $0.no)
    }
    leftOut = lists.collisions.map { LeftOut(words: $0.words, categories: $0.categories) }
  }
}

extension ProbeProvenance {
  /// The provenance for a person.
  var lines: [String] {
    var table = TextTable([
      ("split", .left), ("probes", .right), ("yes", .right), ("no", .right), ("fallbacks", .right),
      ("missing", .right),
    ])
    for split in splits {
      table.add(
        [split.split]
          + [split.probes, split.yes, split.no, split.fallbacks, split.missing].map(String.init))
    }
    table.add(["together", String(probes), String(yes), String(no), "", ""])
    let frequent = mostFrequentObjects.prefix(8)
      .map { "\($0.object.printable) \($0.yes)/\($0.no)" }.joined(separator: ", ")
    var lines = [
      "source       \(source.file.printable), \(source.form), SHA-256 \(source.sha256.prefix(16))…",
      "images       \(images.chosen) of \(images.eligible) with at least \(settings.perImage) objects"
        + " (\(images.total) in the file), seed \(settings.seed)",
      "question     \(settings.template.printable), \(settings.grammar) grammar",
      "",
    ]
    lines += table.lines
    lines += [
      "",
      "objects      \(objectCount); most asked, yes/no: \(frequent)",
      "absence      \(verifiedAbsent) of \(no) absent objects are verified by a person, the others only not"
        + " annotated",
    ]
    if splits.contains(where: { $0.fallbacks > 0 }) {
      lines.append("fallbacks    absent objects drawn at random because the strategy had none left")
    }
    if splits.contains(where: { $0.missing > 0 }) {
      lines.append("missing      absent objects that the source does not have for their image")
    }
    return lines
  }
}
