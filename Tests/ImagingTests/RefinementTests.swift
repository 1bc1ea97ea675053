import Testing

@testable import Imaging
@testable import TestKit

@Suite struct RefinementTests {
  // Two halves, of which the left one is cut along quarters:
  //   0 0 1 1        0 0 1 1
  //   0 0 1 1   →    2 2 1 1
  private let halves = LabelMap.grid(width: 8, height: 8, columns: 2, rows: 1)
  private let quarters = LabelMap.grid(width: 8, height: 8, columns: 2, rows: 2)

  @Test func `Only the chosen regions are cut`() {
    let refined = halves.refined(
      splitting: RegionSet(regionCount: 2, [0]), along: quarters, minimumPixelCount: 1)
    #expect(refined.regionCount == 3)
    #expect(refined.labels[0] == 0 && refined.labels[7] == 1 && refined.labels[7 * 8] == 2)
    #expect(refined.labels[7 * 8 + 7] == 1)
  }

  @Test func `Slivers stay with the largest piece of their region`() {
    let columns = LabelMap(
      width: 8, height: 8, labels: (0..<64).map { $0 % 8 < 3 ? 0 : 1 })
    let refined = halves.refined(
      splitting: RegionSet(regionCount: 2, [0]), along: columns, minimumPixelCount: 9)
    #expect(refined.labels == halves.labels, "8 pixels of the left half are a sliver")
    let finer = halves.refined(
      splitting: RegionSet(regionCount: 2, [0]), along: columns, minimumPixelCount: 8)
    #expect(finer.regionCount == 3)
  }

  @Test(arguments: 0..<50)
  func `Every piece lies in one region of both maps, and nothing else is cut`(seed: Int) {
    var random = SeededGenerator(seed: seed)
    let (width, height) = (
      Int.random(in: 1...40, using: &random), Int.random(in: 1...40, using: &random)
    )
    let coarse = LabelMap.grid(
      width: width, height: height, regionCount: Int.random(in: 1...9, using: &random))
    let finer = LabelMap.grid(
      width: width, height: height, regionCount: Int.random(in: 1...60, using: &random))
    let split = RegionSet(
      regionCount: coarse.regionCount,
      (0..<coarse.regionCount).filter { _ in Bool.random(using: &random) })
    let refined = coarse.refined(splitting: split, along: finer, minimumPixelCount: 1)
    var owners: [Int32: (Int32, Int32)] = [:]
    for pixel in refined.labels.indices {
      let here = (coarse.labels[pixel], finer.labels[pixel])
      let known = owners[refined.labels[pixel]] ?? here
      #expect(known.0 == here.0)
      if split.contains(Int(here.0)) { #expect(known.1 == here.1) }
      owners[refined.labels[pixel]] = known
    }
    let whole = Set(
      refined.labels.indices.filter { !split.contains(Int(coarse.labels[$0])) }
        .map { refined.labels[$0] })
    #expect(whole.count == coarse.regionCount - split.count)
  }
}
