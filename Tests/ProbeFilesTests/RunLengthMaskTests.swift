import ProbeFiles
import Testing

@Suite struct RunLengthMaskTests {
  @Test func runsGoDownTheColumnsFromTheLeft() throws {
    // 3 wide, 2 high; columns: (0, 1) (1, 1) (0, 0)
    let mask = try #require(RunLengthMask(width: 3, height: 2, counts: [1, 3, 2]))
    #expect(mask.pixels() == [false, true, false, true, true, false])
    #expect(mask.area == 3)
  }

  @Test func aMaskThatBeginsSetHasAnEmptyFirstRun() throws {
    let mask = try #require(RunLengthMask(width: 1, height: 2, counts: [0, 1, 1]))
    #expect(mask.pixels() == [true, false])
  }

  @Test(
    "runs that do not fit their size are refused",
    arguments: [
      (2, 2, [1, 2]), (2, 2, [1, 4]), (2, 2, []), (2, 2, [5, -1]), (2, 2, [Int.max, Int.max]),
      (0, 2, [0]), (2, -1, [0]), (70_000, 1, [70_000]),
    ])
  func refusesWrongRuns(width: Int, height: Int, counts: [Int]) {
    #expect(RunLengthMask(width: width, height: height, counts: counts) == nil)
  }
}
