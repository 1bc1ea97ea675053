import Foundation
import Testing

@testable import Probing

/// Sets built independently by `scripts/check-probes/make_expected.py`, whose rows POPE's own code gives, too.
private struct Expected: Decodable {
  struct Image: Decodable {
    var image: String
    var objects: [String]
    var verified_absent: [String]
  }

  var seed: UInt64
  var image_count: Int
  var per_image: Int
  var strategies: [ProbeStrategy]
  var images: [Image]
  var probes: [Row]

  /// Image, object, label and splits of a probe.
  struct Row: Decodable, Equatable {
    var image: String
    var object: String
    var label: String
    var splits: [String]

    init(_ probe: Probe) {
      image = probe.imageName
      object = probe.object ?? ""
      label = probe.label?.rawValue ?? ""
      splits = probe.splits
    }

    init(from decoder: any Decoder) throws {
      var container = try decoder.unkeyedContainer()
      image = try container.decode(String.self)
      object = try container.decode(String.self)
      label = try container.decode(String.self)
      splits = try container.decode([String].self)
    }
  }

  static func cases() throws -> [Expected] {
    let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..")
    let url = root.appending(path: "scripts/check-probes/expected.json").standardized
    return try JSONDecoder().decode([Expected].self, from: Data(contentsOf: url))
  }
}

private func builder(
  _ strategies: [ProbeStrategy], images: Int, perImage: Int = 3, seed: UInt64 = 1
) -> ProbeBuilder {
  ProbeBuilder(
    strategies: strategies, imageCount: images, objectsPerImage: perImage, seed: seed,
    wording: .standard)
}

/// Images with lists drawn from 20 names.
private func drawnImages(_ count: Int, seed: UInt64) -> [LabeledImage] {
  var generator = SplitMix64(seed: seed)
  let names = (0..<20).map { "object \($0)" }
  return (0..<count).map { number in
    let places = generator.drawnIndices(generator.index(below: 10), of: names.count)
    let absent = names.indices.filter { !places.contains($0) }.prefix(generator.index(below: 6))
    return LabeledImage(
      name: "\(number).jpg", objects: places.map { names[$0] },
      verifiedAbsent: absent.map { names[$0] })
  }
}

@Suite struct ProbeBuilderTests {
  @Test func everySetIsTheOneThatTheIndependentScriptBuilds() throws {
    let cases = try Expected.cases()
    #expect(cases.count >= 6)
    for expected in cases {
      let images = expected.images.map {
        LabeledImage(name: $0.image, objects: $0.objects, verifiedAbsent: $0.verified_absent)
      }
      let built = try builder(
        expected.strategies, images: expected.image_count, perImage: expected.per_image,
        seed: expected.seed
      ).build(from: images)
      #expect(built.probes.map(Expected.Row.init) == expected.probes, "seed \(expected.seed)")
      #expect(built.probes.map(\.id) == (1...built.probes.count).map(String.init))
    }
  }

  // Three images, worked by hand. Counts: cup 3, fork 2, cat 2, dog 1, owl 1, in this order of first
  // occurrence: cup, fork, cat, dog, owl.
  @Test func absenteesAreWhatTheCountsSay() throws {
    let images = [
      LabeledImage(name: "a", objects: ["cup", "fork"]),
      LabeledImage(name: "b", objects: ["cup", "cat", "dog"]),
      LabeledImage(name: "c", objects: ["fork", "cup", "cat", "owl"]),
    ]
    func absentees(
      _ strategy: ProbeStrategy, fallbacks: Int
    ) throws -> [String: [String]] {
      let built = try builder([strategy], images: 3, perImage: 2).build(from: images)
      // Of five objects "c" lacks one: nothing is left for its second present object.
      #expect(built.tallies == [strategy: BuiltProbes.Tally(fallbacks: fallbacks, missing: 1)])
      return Dictionary(grouping: built.probes.filter { $0.label == .no }, by: \.imageName)
        .mapValues { $0.compactMap(\.object) }
    }
    #expect(
      try absentees(.popular, fallbacks: 0)
        == ["a": ["cat", "dog"], "b": ["fork", "owl"], "c": ["dog"]])
    // Beside the cup: fork 2, cat 2, dog 1, owl 1; beside the fork: cup 2, cat 1, owl 1; beside the cat:
    // cup 2, dog 1, fork 1, owl 1. All that stand beside the fork are in "c".
    #expect(
      try absentees(.adversarial, fallbacks: 1)
        == ["a": ["cat", "owl"], "b": ["fork", "owl"], "c": ["dog"]])
  }

  @Test func anAbsenteeThatIsTakenIsNotTakenAgainAndTheLastFallBackToTheDraw() throws {
    // Beside the cat of "a" stands only the dog, which is there: both absentees are drawn.
    let images = [
      LabeledImage(name: "a", objects: ["cat", "dog"]),
      LabeledImage(name: "b", objects: ["owl", "cup"]),
    ]
    let built = try builder([.adversarial], images: 2, perImage: 2).build(from: images)
    #expect(built.tallies[.adversarial] == BuiltProbes.Tally(fallbacks: 4, missing: 0))
    #expect(Set(built.probes.map(\.object)).count == 4 && built.probes.count == 8)

    let poor = try builder([.popular, .random], images: 1, perImage: 1).build(from: [images[0]])
    #expect(poor.count(.yes) == 1 && poor.count(.no) == 0)
    #expect(poor.tallies[.popular] == BuiltProbes.Tally(fallbacks: 0, missing: 1))
    #expect(poor.tallies[.random] == BuiltProbes.Tally(fallbacks: 0, missing: 1))
  }

  @Test("no set contradicts its images", arguments: UInt64(0)..<200)
  func soundness(seed: UInt64) throws {
    let images = drawnImages(40, seed: seed)
    let byName = Dictionary(uniqueKeysWithValues: images.map { ($0.name, $0) })
    let count = images.count { $0.objects.count >= 3 }
    let built = try builder(ProbeStrategy.allCases, images: max(1, count / 2), seed: seed)
      .build(from: images)
    #expect(built.eligibleImages == count && built.chosenImages == max(1, count / 2))
    #expect(Set(built.probes.map { [$0.imageName, $0.question] }).count == built.probes.count)
    for probe in built.probes {
      let image = try #require(byName[probe.imageName])
      let object = try #require(probe.object)
      #expect(image.objects.contains(object) == (probe.label == .yes))
      #expect(Probe.object(ofQuestion: probe.question) == object)
      if probe.label == .no, probe.splits.contains("verified") {
        #expect(image.verifiedAbsent.contains(object))
      }
      if probe.label == .yes { #expect(probe.splits == ProbeStrategy.allCases.map(\.rawValue)) }
    }
    for strategy in ProbeStrategy.allCases {
      let tally = try #require(built.tallies[strategy])
      #expect(built.count(.yes, of: strategy) == 3 * built.chosenImages)
      #expect(built.count(.no, of: strategy) == 3 * built.chosenImages - tally.missing)
    }
    #expect(built.objects.reduce(0) { $0 + $1.count } == built.probes.count)
  }

  @Test func oneStrategyMoreChangesNoOther() throws {
    let images = drawnImages(60, seed: 9)
    func split(_ strategy: ProbeStrategy, among strategies: [ProbeStrategy]) throws -> Set<[String]>
    {
      let built = try builder(strategies, images: 20, seed: 4).build(from: images)
      return Set(
        built.probes.filter { $0.splits.contains(strategy.rawValue) }
          .map { [$0.imageName, $0.question, $0.label?.rawValue ?? ""] })
    }
    for strategy in ProbeStrategy.allCases {
      #expect(
        try split(strategy, among: [strategy])
          == split(strategy, among: ProbeStrategy.allCases.reversed()))
    }
  }

  @Test func anotherSeedChoosesOtherImages() throws {
    let images = drawnImages(60, seed: 9)
    let first = try builder([.random], images: 20, seed: 1).build(from: images)
    #expect(try builder([.random], images: 20, seed: 1).build(from: images) == first)
    #expect(try builder([.random], images: 20, seed: 2).build(from: images) != first)
  }

  @Test func tooFewImagesAreCounted() {
    let error = #expect(throws: ProbeBuilder.TooFewImages.self) {
      try builder([.random], images: 2).build(from: [LabeledImage(name: "a", objects: ["b", "c"])])
    }
    #expect(error == ProbeBuilder.TooFewImages(eligible: 0, wanted: 2))
  }

  @Test func everySetOfIndicesIsDrawnAsOften() {
    var counts: [[Int]: Int] = [:]
    var generator = SplitMix64(seed: 3)
    for _ in 0..<10_000 { counts[generator.drawnIndices(2, of: 5), default: 0] += 1 }
    #expect(counts.count == 10)
    // Five standard deviations of a share of one tenth.
    #expect(counts.values.allSatisfy { abs($0 - 1000) < 150 }, "\(counts)")
    #expect(generator.drawnIndices(3, of: 3) == [0, 1, 2])
  }
}
