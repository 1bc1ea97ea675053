extension SLICO {
  /// Gives every pixel to the nearest of the clusters that see it, and adds the pixels up by cluster.
  ///
  /// Of equally near clusters the earlier one gets the pixel; a pixel that no cluster sees keeps its
  /// label.
  mutating func assignPixels() -> [Total] {
    let sights = clusters.map { sight(of: $0) }
    var totals = Array(repeating: Total(), count: clusters.count)
    let (width, height) = (width, height)
    withRows { rows in
      var viewers = BlockViewers(sights: sights, width: width)
      for y in 0..<height {
        viewers.move(to: y)
        rows.assign(row: y, to: viewers)
        rows.add(row: y, to: &totals)
      }
    }
    return totals
  }

  /// What a cluster sees: so many columns and rows to each side of its middle.
  private func sight(of cluster: Cluster) -> Sight {
    let (x, y) = (Int(cluster.x), Int(cluster.y))
    return Sight(
      cluster: cluster,
      columns: max(0, x - reach.columns)..<min(width, x + reach.columns),
      rows: max(0, y - reach.rows)..<min(height, y + reach.rows))
  }
}

/// A cluster and the pixels that it sees.
struct Sight {
  let cluster: SLICO.Cluster
  let columns: Range<Int>
  let rows: Range<Int>
}
