public import Imaging

/// Where in a picture a mention has its evidence, and how that moved since the mention before.
///
/// The evidence of a region is what the mention's log-probability loses without it: the leave-one-out vector of the first
/// round, which all mentions of a caption share.
public struct MentionEvidence: Sendable, Hashable {
  /// A place in the picture: 0 … 1 of its width and of its height.
  public struct Place: Sendable, Hashable {
    /// From the left.
    public var x: Double
    /// From the top.
    public var y: Double

    /// Makes a place.
    public init(x: Double, y: Double) {
      self.x = x
      self.y = y
    }
  }

  /// For each region the nats that are lost without it; below 0 where the region speaks against the mention.
  public let evidence: [Double]
  /// The running mean of the evidence over the mentions so far, this one included: the memory `g_t`.
  public let memory: [Double]
  /// The center of the evidence beyond the noise; nil where no region has any.
  public let center: Place?
  /// How much the top regions overlap those of the mention before: intersection over union of their areas.
  ///
  /// Nil for the first mention, and where one of the two has no evidence.
  public let overlap: Double?
  /// How far the center moved since the mention before, in diagonals of the picture; nil as for ``overlap``.
  public let distance: Double?
  /// Whether the evidence left the place where that of the mention before was: no overlap, and a center far off.
  public let isJump: Bool

  /// The share of the picture from which on a center is far off, in diagonals.
  public static let farAway = 0.25
  /// The share of the largest evidence from which on a region is one of the top.
  private static let topShare = 0.5

  /// Reads the evidence of each mention of a caption, in the order of the caption.
  ///
  /// - Parameters:
  ///   - vectors: For each mention the nats that are lost without each region.
  ///   - layout: The regions.
  ///   - noiseFloor: The difference that means nothing, in nats, at least 0.
  /// - Returns: One for each vector.
  public static func path(
    _ vectors: [[Double]], over layout: RegionLayout, noiseFloor: Double
  ) -> [MentionEvidence] {
    let centers = layout.centroids.map { point in
      Place(
        x: (point.x + 0.5) / Double(layout.width), y: (point.y + 0.5) / Double(layout.height))
    }
    var path: [MentionEvidence] = []
    var sum = [Double](repeating: 0, count: layout.regionCount)
    var before: (center: Place?, top: Set<Int>) = (nil, [])
    for (index, vector) in vectors.enumerated() {
      for region in vector.indices { sum[region] += vector[region] }
      let top = topRegions(vector, noiseFloor: noiseFloor)
      let center = center(vector, centers, noiseFloor: noiseFloor)
      let overlap = overlap(top, before.top, layout)
      let distance = center.flatMap { here in
        before.center.map { there in diagonals(from: there, to: here, layout) }
      }
      path.append(
        MentionEvidence(
          evidence: vector, memory: sum.map { $0 / Double(index + 1) }, center: center,
          overlap: overlap, distance: distance,
          isJump: overlap == 0 && (distance ?? 0) >= farAway))
      before = (center, top)
    }
    return path
  }

  /// Makes evidence as it was recorded.
  public init(
    evidence: [Double], memory: [Double], center: Place?, overlap: Double?, distance: Double?,
    isJump: Bool
  ) {
    self.evidence = evidence
    self.memory = memory
    self.center = center
    self.overlap = overlap
    self.distance = distance
    self.isJump = isJump
  }

  /// The regions whose evidence is at least half of the largest, and beyond the noise.
  private static func topRegions(_ vector: [Double], noiseFloor: Double) -> Set<Int> {
    let least = max(noiseFloor, topShare * (vector.max() ?? 0))
    return Set(vector.indices.filter { vector[$0] > 0 && vector[$0] >= least })
  }

  private static func center(
    _ vector: [Double], _ centers: [Place], noiseFloor: Double
  ) -> Place? {
    var (x, y, total) = (0.0, 0.0, 0.0)
    for (weight, place) in zip(vector, centers) where weight > noiseFloor {
      x += weight * place.x
      y += weight * place.y
      total += weight
    }
    return total > 0 ? Place(x: x / total, y: y / total) : nil
  }

  private static func overlap(
    _ one: Set<Int>, _ other: Set<Int>, _ layout: RegionLayout
  ) -> Double? {
    guard !one.isEmpty, !other.isEmpty else { return nil }
    func area(_ regions: Set<Int>) -> Int { regions.reduce(0) { $0 + layout.pixelCounts[$1] } }
    return Double(area(one.intersection(other))) / Double(area(one.union(other)))
  }

  private static func diagonals(
    from one: Place, to other: Place, _ layout: RegionLayout
  ) -> Double {
    let (width, height) = (Double(layout.width), Double(layout.height))
    let (dx, dy) = ((other.x - one.x) * width, (other.y - one.y) * height)
    return ((dx * dx + dy * dy) / (width * width + height * height)).squareRoot()
  }
}
