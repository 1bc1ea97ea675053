import Attribution
import Imaging
import Testing

@Suite("The evidence of a caption's mentions")
struct MentionEvidenceTests {
  /// Four regions in a square of 4 by 4 pixels.
  private let layout = RegionLayout(
    LabelMap(width: 4, height: 4, labels: [0, 0, 1, 1, 0, 0, 1, 1, 2, 2, 3, 3, 2, 2, 3, 3]))

  @Test("has a center, and a memory that is the mean so far")
  func path() {
    let path = MentionEvidence.path(
      [[2, 0, 0, 0], [2, 2, 0, 0], [0, 0, 0, 4]], over: layout, noiseFloor: 0)
    #expect(path[0].center == MentionEvidence.Place(x: 0.25, y: 0.25))
    #expect(path[1].center == MentionEvidence.Place(x: 0.5, y: 0.25))
    #expect(path[2].center == MentionEvidence.Place(x: 0.75, y: 0.75))
    #expect(path[0].overlap == nil && path[0].distance == nil)
    #expect(path[1].overlap == 0.5 && path[2].overlap == 0)
    #expect(path[1].memory == [2, 1, 0, 0])
    #expect(path.map(\.isJump) == [false, false, true])
    let distance = (0.25 * 0.25 + 0.5 * 0.5).squareRoot() / 2.0.squareRoot()
    #expect(abs((path[2].distance ?? 0) - distance) < 1e-12)
  }

  @Test("is nowhere when nothing exceeds the noise or all regions speak against the mention")
  func nowhere() {
    let path = MentionEvidence.path(
      [[0.1, 0.05, 0, 0], [-1, -2, 0, 0], [3, 0, 0, 0]], over: layout, noiseFloor: 0.2)
    #expect(path[0].center == nil && path[1].center == nil && path[2].center != nil)
    #expect(path.allSatisfy { $0.overlap == nil && $0.distance == nil && !$0.isJump })
    #expect(MentionEvidence.path([], over: layout, noiseFloor: 0).isEmpty)
  }
}

@Suite("A random area")
struct RandomAreaTests {
  @Test("keeps away from the set and is about as large", arguments: 0..<500)
  func size(seed: Int) {
    var random = SeededGenerator(seed: seed)
    let side = 24
    let labels = LabelMap.grid(width: side, height: side, regionCount: 36)
    let layout = RegionLayout(labels)
    var set = RegionSet(regionCount: layout.regionCount)
    for region in 0..<layout.regionCount where Double.random(in: 0...1, using: &random) < 0.2 {
      set.insert(region)
    }
    let drawn = layout.randomArea(like: set, seed: UInt64(seed))
    #expect(Set(drawn.regions).isDisjoint(with: set.regions) && !drawn.isEmpty, "seed \(seed)")
    let largest = layout.pixelCounts.max() ?? 0
    #expect(
      abs(layout.pixelCount(of: drawn) - layout.pixelCount(of: set)) <= largest, "seed \(seed)")
    #expect(layout.randomArea(like: set, seed: UInt64(seed)) == drawn)
  }

  @Test("is all that is left when the set covers most of the image")
  func most() {
    let layout = RegionLayout(LabelMap.grid(width: 8, height: 8, regionCount: 4))
    let set = RegionSet(regionCount: 4, [0, 1, 2])
    #expect(layout.randomArea(like: set, seed: 1).regions == [3])
    #expect(layout.randomArea(like: RegionSet.all(regionCount: 4), seed: 1).isEmpty)
  }
}
