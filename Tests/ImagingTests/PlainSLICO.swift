import Imaging
import Testing

/// SLICO as its definition reads, one pixel at a time: slow, and the measure of the fast one.
struct PlainSLICO {
  let width: Int
  let height: Int
  /// Three planes of color.
  let planes: [[Float]]
  let rules: SLICO.Rules
  let spacingSquared: Float
  let reach: (columns: Int, rows: Int)
  /// What place weighs against color.
  var compactness: Float = 1
  var clusters: [SLICO.Cluster]
  var labels: [Int32]

  /// Starts where a fast clustering starts.
  init(_ slico: SLICO) {
    width = slico.width
    height = slico.height
    planes = slico.planes
    rules = slico.rules
    spacingSquared = slico.spacingSquared
    reach = slico.reach
    clusters = slico.clusters
    labels = Array(repeating: 0, count: width * height)
  }

  mutating func run(rounds: Int) {
    let unseen = Array(repeating: Float.greatestFiniteMagnitude, count: width * height)
    var colorDistances = unseen
    for round in 0..<rounds {
      var distances = unseen
      for (index, cluster) in clusters.enumerated() {
        for y in 0..<height where sees(Int(cluster.y), y, reach.rows) {
          for x in 0..<width where sees(Int(cluster.x), x, reach.columns) {
            let pixel = y * width + x
            var color: Float = 0
            for plane in 0..<3 {
              let offset = planes[plane][pixel] - cluster.color[plane]
              color += offset * offset
            }
            let (dx, dy) = (Float(x) - cluster.x, Float(y) - cluster.y)
            let distance =
              color / cluster.scale + compactness * (dx * dx + dy * dy) / spacingSquared
            let wins = distance < distances[pixel]
            if wins {
              distances[pixel] = distance
              labels[pixel] = Int32(index)
            }
            if wins || rules == .opencv { colorDistances[pixel] = color }
          }
        }
      }
      for index in clusters.indices {
        let pixels = columnByColumn().filter { labels[$0] == index }
        var scale = clusters[index].scale
        if round == 0 { scale = rules == .opencv ? .leastNormalMagnitude : 1 }
        clusters[index].scale = pixels.map { colorDistances[$0] }.reduce(scale, max)
        if !pixels.isEmpty || rules == .opencv { moveCluster(index, to: pixels) }
      }
    }
  }

  private func sees(_ middle: Int, _ place: Int, _ reach: Int) -> Bool {
    place >= middle - reach && place < middle + reach
  }

  private func columnByColumn() -> [Int] {
    (0..<width).flatMap { x in (0..<height).map { y in y * width + x } }
  }

  private mutating func moveCluster(_ index: Int, to pixels: [Int]) {
    let count = Float(max(pixels.count, 1))
    func mean(_ value: (Int) -> Float) -> Float {
      switch rules {
      case .published: Float(pixels.reduce(0.0) { $0 + Double(value($1)) }) / count
      case .opencv: pixels.reduce(Float(0)) { $0 + value($1) } / count
      }
    }
    clusters[index].color = SIMD4(
      mean { planes[0][$0] }, mean { planes[1][$0] }, mean { planes[2][$0] }, 0)
    clusters[index].x = mean { Float($0 % width) }
    clusters[index].y = mean { Float($0 / width) }
  }
}

/// Expects that the vector loop clusters as the plain one does, pixel for pixel.
func expectPlain(
  _ slico: SLICO, compactness: Double = 1, rounds: Int, _ comment: Comment,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  var fast = slico
  var plain = PlainSLICO(slico)
  plain.compactness = Float(compactness)
  fast.run(rounds: rounds)
  plain.run(rounds: rounds)
  #expect(
    fast.labels.dropLast(SLICO.padding) == plain.labels[...], comment,
    sourceLocation: sourceLocation)
  #expect(
    fast.clusters.map(\.scale) == plain.clusters.map(\.scale), comment,
    sourceLocation: sourceLocation)
}
