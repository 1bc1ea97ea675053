extension SLICO {
  /// Starts with one seed in each cell of a grid over the picture in CIELAB.
  package init(published image: RGBImage, regionCount: Int, compactness: Double = 1) {
    let (width, height) = (image.width, image.height)
    let planes = image.cieLab(padding: SLICO.padding)
    let grid = GridShape(width: width, height: height, cellCount: regionCount)
    let cell = (
      columns: (width + grid.columns - 1) / grid.columns, rows: (height + grid.rows - 1) / grid.rows
    )
    // In smaller cells, two seeds could move onto one pixel.
    let mayMove = cell.columns >= 3 && cell.rows >= 3
    var clusters: [Cluster] = []
    for row in 0..<grid.rows {
      for column in 0..<grid.columns {
        var seed = (
          x: (2 * column + 1) * width / (2 * grid.columns),
          y: (2 * row + 1) * height / (2 * grid.rows)
        )
        if mayMove {
          seed = SLICO.calmestPixel(near: seed, in: planes, width: width, height: height)
        }
        // A color distance of 10 is the authors' guess for the first round.
        clusters.append(Cluster(at: seed, in: planes, width: width, scale: 100))
      }
    }
    self.init(
      width: width, height: height, planes: planes, rules: .published,
      spacingSquared: Float(width * height) / Float(grid.columns * grid.rows),
      compactness: compactness, reach: cell, clusters: clusters)
  }

  /// The clusters as regions in one piece each, numbered in the order of their first pixels.
  ///
  /// Every 4-connected piece of a cluster becomes a region of its own, unless it is smaller than
  /// `minimumSize` grid cells: then it joins the neighbor of the most similar mean color. While there
  /// are more regions than asked for, the smallest goes the same way.
  package func connectedRegions(
    atMost regionCount: Int, minimumSize: Double = 0.25
  ) -> LabelMap {
    let found = ConnectedPieces(labels: labels, width: width, height: height)
    var merger = FragmentMerger(
      pieces: found.pieces, count: found.count, width: width, planes: planes)
    merger.merge(
      minimumSize: Int(Double(spacingSquared) * minimumSize), maximumCount: regionCount)

    // A merged piece keeps its lowest number, so roots ascend with their first pixels.
    let roots = (0..<found.count).map { merger.root(of: $0) }
    var numbers: [Int32] = []
    var next: Int32 = 0
    for (piece, root) in roots.enumerated() {
      if piece == root {
        numbers.append(next)
        next += 1
      } else {
        numbers.append(numbers[root])
      }
    }
    return LabelMap(
      width: width, height: height, labels: found.pieces.map { numbers[Int($0)] })
  }
}
