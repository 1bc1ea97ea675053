/// The 4-connected pieces of equal labels, numbered in the order of their first pixels.
struct ConnectedPieces {
  /// The piece of each pixel, row-major.
  let pieces: [Int32]
  /// The number of pieces.
  let count: Int

  /// Finds the pieces by flooding, in time linear in pixels.
  init(labels: [Int32], width: Int, height: Int) {
    let pixelCount = width * height
    var pieces = Array(repeating: Int32(-1), count: pixelCount)
    var count: Int32 = 0
    var pending: [Int] = []
    for start in 0..<pixelCount where pieces[start] < 0 {
      let label = labels[start]
      pieces[start] = count
      pending.append(start)
      while let pixel = pending.popLast() {
        let x = pixel % width
        func visit(_ neighbor: Int) {
          guard pieces[neighbor] < 0 && labels[neighbor] == label else { return }
          pieces[neighbor] = count
          pending.append(neighbor)
        }
        if x > 0 { visit(pixel - 1) }
        if x < width - 1 { visit(pixel + 1) }
        if pixel >= width { visit(pixel - width) }
        if pixel < pixelCount - width { visit(pixel + width) }
      }
      count += 1
    }
    self.pieces = pieces
    self.count = Int(count)
  }
}
