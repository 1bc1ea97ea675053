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
  /// - Parameters:
  ///   - image: The picture.
  ///   - regionCount: How many regions to aim at; values outside 1 … pixels are clamped.
  ///   - mode: Whose regions to make.
  /// - Returns: A partition of the picture's pixels.
  public static func slico(
    _ image: RGBImage, regionCount: Int = 64, mode: Mode = .connected
  ) -> LabelMap {
    let count = min(max(regionCount, 1), image.pixelCount)
    switch mode {
    case .connected:
      var slico = SLICO(published: image, regionCount: count)
      slico.run(rounds: 10)
      return slico.connectedRegions(atMost: count)
    case .opencv:
      var slico = SLICO(opencv: image, regionCount: count)
      slico.run(rounds: 20)
      return slico.clusterRegions()
    }
  }
}
