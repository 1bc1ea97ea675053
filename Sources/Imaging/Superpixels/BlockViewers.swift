/// The clusters that see each block of eight columns of the current row, from the top row down.
///
/// The lists change only where the sight of a cluster begins or ends; keeping them costs no more than
/// the row has pixels.
struct BlockViewers {
  /// The columns of a block: as many as the vector loop takes at a time.
  static let blockWidth = 8

  /// What each cluster sees.
  let sights: [Sight]
  /// The clusters that see a part of block 0, ascending, then those of block 1, ….
  private(set) var clusters: [Int32] = []
  /// Where each block's clusters start in `clusters`, then where the last ones end.
  private(set) var starts: [Int]
  /// The clusters that see the current row, ascending.
  private var active: [Int32] = []
  /// The clusters by the first row that they see; those from `next` on have not been reached.
  private let arrivals: [Int32]
  private var next = 0

  init(sights: [Sight], width: Int) {
    self.sights = sights
    let blockCount = (width + BlockViewers.blockWidth - 1) / BlockViewers.blockWidth
    starts = Array(repeating: 0, count: blockCount + 1)
    arrivals = sights.indices
      .filter { !sights[$0].columns.isEmpty && !sights[$0].rows.isEmpty }
      .sorted { (sights[$0].rows.lowerBound, $0) < (sights[$1].rows.lowerBound, $1) }
      .map { Int32($0) }
  }

  /// Goes on to row `y`, which must not be above the current one.
  mutating func move(to y: Int) {
    let before = active.count
    active.removeAll { sights[Int($0)].rows.upperBound <= y }
    var isChanged = active.count < before
    while next < arrivals.count && sights[Int(arrivals[next])].rows.lowerBound <= y {
      if sights[Int(arrivals[next])].rows.upperBound > y { active.append(arrivals[next]) }
      isChanged = true
      next += 1
    }
    guard isChanged else { return }
    active.sort()
    listClusters()
  }

  private mutating func listClusters() {
    let width = BlockViewers.blockWidth
    var ends = Array(repeating: 0, count: starts.count)
    for cluster in active {
      let columns = sights[Int(cluster)].columns
      for block in columns.lowerBound / width...(columns.upperBound - 1) / width {
        ends[block] += 1
      }
    }
    var count = 0
    for block in ends.indices {
      starts[block] = count
      count += ends[block]
      ends[block] = starts[block]
    }
    clusters = Array(repeating: 0, count: count)
    for cluster in active {
      let columns = sights[Int(cluster)].columns
      for block in columns.lowerBound / width...(columns.upperBound - 1) / width {
        clusters[ends[block]] = cluster
        ends[block] += 1
      }
    }
  }
}
