/// Regions that follow the picture: small, of about the same size, each of about one color.
public enum Superpixels {
  /// Which implementation of SLICO cuts the picture up.
  ///
  /// The raw names are stored in audit logs and typed on command lines.
  public enum Mode: String, Sendable, Hashable, CaseIterable, Codable {
    /// Ours: in CIELAB, every region in one 4-connected piece, no fragments.
    case connected
    /// OpenCV's, bit for bit, for results that must be compared with EAGLE's on equal regions.
    case opencv
  }

  /// Cuts a picture into superpixels with SLICO, the variant of SLIC without a parameter to tune.
  ///
  /// `connected` returns at most `regionCount` regions and seldom many fewer; every region is
  /// 4-connected. They are numbered in the order of their first pixels, row by row.
  ///
  /// `opencv` returns what OpenCV 5's `createSuperpixelSLIC(bgr, SLICO, size)` and `iterate(20)`
  /// return on x86-64, where `size` is `int(sqrt(pixels / regionCount))`. Regions may lie in several
  /// pieces, and their number is only near the requested one. A cluster that has lost all its pixels
  /// has no number: the others are renumbered 0, 1, 2, … in OpenCV's order.
  ///
  /// The same picture gives the same regions every time; the cost is linear in pixels. From Achanta
  /// et al., "SLIC Superpixels Compared to State-of-the-Art Superpixel Methods", TPAMI 34(11), 2012,
  /// and its authors' SLICO, which measures color by the largest distance that a cluster has met.
  ///
  /// - Precondition: `compactness` and `minimumRegionSize` are in their ranges, and are 1 and 0.25
  ///   in `opencv`, which has neither.
  ///
  /// - Parameters:
  ///   - image: The picture.
  ///   - regionCount: How many regions to aim at; values outside 1 … pixels are clamped.
  ///   - mode: Whose regions to make.
  ///   - compactness: What the distance in place weighs against the one in color, 0 … 1000: lower
  ///     values follow the picture's edges more closely, higher ones make rounder regions. SLICO's is 1.
  ///   - minimumRegionSize: The share of a grid cell, 0 … 1, below which a piece of a cluster is a
  ///     fragment that joins its most similar neighbor. A cell has about pixels / `regionCount` pixels.
  /// - Returns: A partition of the picture's pixels.
  public static func slico(
    _ image: RGBImage, regionCount: Int = 64, mode: Mode = .connected, compactness: Double = 1,
    minimumRegionSize: Double = 0.25
  ) -> LabelMap {
    precondition(
      compactness >= 0 && compactness <= 1000, "a compactness of \(compactness) is not in 0 … 1000")
    precondition(
      minimumRegionSize >= 0 && minimumRegionSize <= 1,
      "a fragment cannot be \(minimumRegionSize) of a grid cell: the share is in 0 … 1")
    let count = min(max(regionCount, 1), image.pixelCount)
    switch mode {
    case .connected:
      var slico = SLICO(published: image, regionCount: count, compactness: compactness)
      slico.run(rounds: 10)
      return slico.connectedRegions(atMost: count, minimumSize: minimumRegionSize)
    case .opencv:
      precondition(
        compactness == 1 && minimumRegionSize == 0.25,
        "regions like OpenCV's have no compactness and no smallest size to set")
      var slico = SLICO(opencv: image, regionCount: count)
      slico.run(rounds: 20)
      return slico.clusterRegions()
    }
  }
}
