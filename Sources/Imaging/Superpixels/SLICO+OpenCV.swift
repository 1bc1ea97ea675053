extension SLICO {
  /// Starts where OpenCV's `SuperpixelSLIC` starts: BGR planes and seeds on a hexagonal grid.
  ///
  /// A picture that is flatter than half a region has no seed, and so a single region.
  package init(opencv image: RGBImage, regionCount: Int) {
    let size = max(1, Int((Double(image.pixelCount) / Double(regionCount)).squareRoot()))
    let planes = [2, 1, 0].map { channel in
      (0..<image.pixelCount).map { Float(image.pixels[$0 * 3 + channel]) }
        + Array(repeating: 0, count: SLICO.padding)
    }
    let (width, height) = (image.width, image.height)
    var clusters: [Cluster] = []
    for (row, y) in stride(from: size / 2, to: height, by: size).enumerated() {
      for x in stride(from: (size / 2) << (row & 1), to: width, by: size) {
        var seed = (x: x, y: y)
        let calmest = SLICO.calmestPixel(near: seed, in: planes, width: width, height: height)
        // OpenCV moves a seed only when both of its coordinates change.
        if calmest.x != x && calmest.y != y { seed = calmest }
        clusters.append(
          Cluster(
            at: seed, in: planes, width: width, scale: .leastNormalMagnitude))
      }
    }
    self.init(
      width: width, height: height, planes: planes, rules: .opencv,
      spacingSquared: Float(size * size), compactness: 1, reach: (size, size), clusters: clusters)
  }

  /// The clusters as regions; clusters without pixels are left out, the others keep their order.
  package func clusterRegions() -> LabelMap {
    let labels = labels.prefix(width * height)
    var isUsed = Array(repeating: false, count: max(clusters.count, 1))
    for label in labels { isUsed[Int(label)] = true }
    var numbers: [Int32] = []
    var next: Int32 = 0
    for used in isUsed {
      numbers.append(next)
      if used { next += 1 }
    }
    return LabelMap(width: width, height: height, labels: labels.map { numbers[Int($0)] })
  }
}
