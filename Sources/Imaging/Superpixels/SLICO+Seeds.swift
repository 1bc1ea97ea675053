extension SLICO {
  /// The pixel with the weakest edge among a pixel and its eight neighbors; a neighbor must be
  /// strictly weaker, and of equal ones the first counts, clockwise from the left.
  static func calmestPixel(
    near seed: (x: Int, y: Int), in planes: [[Float]], width: Int, height: Int
  ) -> (x: Int, y: Int) {
    /// The squared central differences; on the border they are 0, as of a picture that is mirrored
    /// there.
    func edge(_ x: Int, _ y: Int) -> Float {
      let pixel = y * width + x
      var sum: Float = 0
      for plane in planes {
        if x > 0 && x < width - 1 {
          let difference = plane[pixel + 1] - plane[pixel - 1]
          sum += difference * difference
        }
        if y > 0 && y < height - 1 {
          let difference = plane[pixel + width] - plane[pixel - width]
          sum += difference * difference
        }
      }
      return sum
    }

    var calmest = seed
    var weakest = edge(seed.x, seed.y)
    for (dx, dy) in [(-1, 0), (-1, -1), (0, -1), (1, -1), (1, 0), (1, 1), (0, 1), (-1, 1)] {
      let (x, y) = (seed.x + dx, seed.y + dy)
      guard x >= 0 && x < width && y >= 0 && y < height else { continue }
      let strength = edge(x, y)
      if strength < weakest { (calmest, weakest) = ((x, y), strength) }
    }
    return calmest
  }
}

extension SLICO.Cluster {
  /// A cluster of one pixel.
  init(at seed: (x: Int, y: Int), in planes: [[Float]], width: Int, scale: Float) {
    let pixel = seed.y * width + seed.x
    self.x = Float(seed.x)
    self.y = Float(seed.y)
    self.color = SIMD4(planes[0][pixel], planes[1][pixel], planes[2][pixel], 0)
    self.scale = scale
  }
}
