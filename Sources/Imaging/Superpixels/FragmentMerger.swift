/// Merges the small pieces of a partition into their most similar neighbors, the smallest first.
///
/// Pieces are merged with a disjoint-set forest; a merged piece at least doubles, so each of its
/// border pixels is looked at a logarithmic number of times at most.
struct FragmentMerger {
  private var parents: [Int]
  private var sizes: [Int]
  private var colorSums: [SIMD4<Double>]
  /// The pieces that a piece touches; entries may have been merged since, and may repeat.
  private var neighbors: [[Int]]
  /// The number of pieces left.
  private(set) var count: Int

  /// - Parameters:
  ///   - pieces: The piece of each pixel, row-major.
  ///   - count: The number of pieces.
  ///   - width: The number of columns.
  ///   - planes: Three planes of color, in which similarity is measured.
  init(pieces: [Int32], count: Int, width: Int, planes: [[Float]]) {
    parents = Array(0..<count)
    sizes = Array(repeating: 0, count: count)
    colorSums = Array(repeating: SIMD4(), count: count)
    neighbors = Array(repeating: [], count: count)
    self.count = count
    let (first, second, third) = (planes[0], planes[1], planes[2])
    for (pixel, piece) in pieces.enumerated() {
      let piece = Int(piece)
      sizes[piece] += 1
      colorSums[piece] += SIMD4(
        Double(first[pixel]), Double(second[pixel]), Double(third[pixel]), 0)
      if pixel % width > 0 { touch(piece, Int(pieces[pixel - 1])) }
      if pixel >= width { touch(piece, Int(pieces[pixel - width])) }
    }
  }

  private mutating func touch(_ first: Int, _ second: Int) {
    guard first != second else { return }
    // Pixels along a border repeat the pair; most repeats follow each other.
    if neighbors[first].last != second { neighbors[first].append(second) }
    if neighbors[second].last != first { neighbors[second].append(first) }
  }

  /// Merges until every piece has `minimumSize` pixels and there are at most `maximumCount`.
  mutating func merge(minimumSize: Int, maximumCount: Int) {
    let pixelCount = sizes.reduce(0, +)
    var piecesBySize: [[Int]] = Array(repeating: [], count: pixelCount + 1)
    for (piece, size) in sizes.enumerated() { piecesBySize[size].append(piece) }
    for size in 1...pixelCount {
      // A merged piece is larger than this size, so the list does not grow while it is read.
      for piece in piecesBySize[size] where parents[piece] == piece && sizes[piece] == size {
        guard count > 1 && (size < minimumSize || count > maximumCount) else { continue }
        let merged = join(piece, mostSimilarNeighbor(of: piece))
        piecesBySize[sizes[merged]].append(merged)
      }
    }
  }

  /// The piece that `piece` has become part of.
  mutating func root(of piece: Int) -> Int {
    var root = piece
    while parents[root] != root {
      parents[root] = parents[parents[root]]
      root = parents[root]
    }
    return root
  }

  /// The neighbor with the nearest mean color; of equal ones the one with the lowest number.
  private mutating func mostSimilarNeighbor(of piece: Int) -> Int {
    let color = colorSums[piece] / Double(sizes[piece])
    var best: (distance: Double, piece: Int) = (.infinity, .max)
    for neighbor in neighbors[piece] {
      let neighbor = root(of: neighbor)
      guard neighbor != piece else { continue }
      let offset = colorSums[neighbor] / Double(sizes[neighbor]) - color
      let distance = (offset * offset).sum()
      if (distance, neighbor) < best { best = (distance, neighbor) }
    }
    return best.piece
  }

  /// Makes two pieces one and returns its number, the lower of the two.
  private mutating func join(_ first: Int, _ second: Int) -> Int {
    let (kept, gone) = (min(first, second), max(first, second))
    parents[gone] = kept
    sizes[kept] += sizes[gone]
    colorSums[kept] += colorSums[gone]
    // The longer list grows by the shorter one, in place.
    if neighbors[kept].count < neighbors[gone].count { neighbors.swapAt(kept, gone) }
    let shorter = neighbors[gone]
    neighbors[gone] = []
    neighbors[kept].append(contentsOf: shorter)
    count -= 1
    return kept
  }
}
