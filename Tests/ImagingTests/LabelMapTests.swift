import Imaging
import Testing

@Suite struct LabelMapTests {
  @Test("a label map counts the pixels of its regions")
  func counts() {
    let map = LabelMap(width: 3, height: 2, labels: [0, 2, 2, 1, 2, 0])
    #expect(map.regionCount == 3)
    #expect(map.pixelCounts == [2, 1, 3])
    #expect(map.pixelCount(of: RegionSet(regionCount: 3, [0, 2])) == 5)
    #expect(map.areaFraction(of: RegionSet(regionCount: 3, [2])) == 0.5)
  }

  @Test("a grid numbers its cells row by row and keeps them even")
  func grid() {
    let map = LabelMap.grid(width: 5, height: 3, columns: 2, rows: 2)
    let rows: [[Int32]] = [[0, 0, 0, 1, 1], [0, 0, 0, 1, 1], [2, 2, 2, 3, 3]]
    #expect(map.labels == rows.flatMap { $0 })
  }

  struct Shape: Sendable {
    let width: Int
    let height: Int
    let asked: Int
    let columns: Int
    let rows: Int
  }

  @Test(
    "a grid of about so many cells has nearly square ones",
    arguments: [
      Shape(width: 640, height: 480, asked: 64, columns: 9, rows: 7),
      Shape(width: 640, height: 320, asked: 64, columns: 12, rows: 5),
      Shape(width: 320, height: 640, asked: 64, columns: 6, rows: 10),
      Shape(width: 640, height: 480, asked: 1, columns: 1, rows: 1),
      Shape(width: 640, height: 480, asked: -3, columns: 1, rows: 1),
      Shape(width: 1, height: 4000, asked: 64, columns: 1, rows: 64),
      Shape(width: 4000, height: 1, asked: 64, columns: 64, rows: 1),
      Shape(width: 3, height: 2, asked: 10_000, columns: 3, rows: 2),
    ])
  func gridShapes(shape: Shape) {
    let boxes = LabelMap.grid(width: shape.width, height: shape.height, regionCount: shape.asked)
      .boundingBoxes()
    #expect(boxes.count { $0.rows.lowerBound == 0 } == shape.columns)
    #expect(boxes.count { $0.columns.lowerBound == 0 } == shape.rows)
  }

  @Test("a grid has at most the cells asked for, and seldom many fewer", arguments: 1...200)
  func gridCounts(asked: Int) {
    let map = LabelMap.grid(width: 640, height: 427, regionCount: asked)
    #expect(map.regionCount <= asked)
    #expect(map.regionCount * 4 >= asked * 3)
  }

  @Test("a bounding box touches its region on all four sides and leaves none of it out")
  func boundingBoxes() {
    let map = LabelMap(
      width: 4, height: 3,
      labels: [
        0, 0, 1, 0,
        0, 1, 1, 0,
        2, 0, 0, 1,
      ])
    let boxes = map.boundingBoxes()
    #expect(boxes[0] == PixelBox(columns: 0..<4, rows: 0..<3))
    #expect(boxes[1] == PixelBox(columns: 1..<4, rows: 0..<3))
    #expect(boxes[2] == PixelBox(columns: 0..<1, rows: 2..<3))
  }
}
