extension RGBImage {
  /// The picture in CIELAB: planes of L (0 … 100), a and b, from sRGB under the white of D65.
  ///
  /// Made of additions, multiplications and divisions only, which every machine rounds alike; within
  /// 0.001 of the exact values. IEC 61966-2-1 and CIE 15.
  ///
  /// - Parameter padding: How many zeros to put after each plane.
  /// - Returns: Three planes, row-major.
  package func cieLab(padding: Int) -> [[Float]] {
    let linear = (0...255).map(CIELab.linear)
    let zeros = Array(repeating: Float(0), count: pixelCount + padding)
    var (lightness, greenRed, blueYellow) = (zeros, zeros, zeros)
    for pixel in 0..<pixelCount {
      let red = linear[Int(pixels[pixel * 3])]
      let green = linear[Int(pixels[pixel * 3 + 1])]
      let blue = linear[Int(pixels[pixel * 3 + 2])]
      // The rows are those of sRGB's matrix to XYZ, divided by the white of D65.
      let x = CIELab.response((0.412453 * red + 0.357580 * green + 0.180423 * blue) / 0.95047)
      let y = CIELab.response(0.212671 * red + 0.715160 * green + 0.072169 * blue)
      let z = CIELab.response((0.019334 * red + 0.119193 * green + 0.950227 * blue) / 1.08883)
      lightness[pixel] = 116 * y - 16
      greenRed[pixel] = 500 * (x - y)
      blueYellow[pixel] = 200 * (y - z)
    }
    return [lightness, greenRed, blueYellow]
  }
}

/// The curves of CIELAB and sRGB, without a mathematics library.
private enum CIELab {
  /// The linear intensity, 0 … 1, of an sRGB channel value, 0 … 255.
  static func linear(_ value: Int) -> Float {
    let encoded = Double(value) / 255
    guard encoded > 0.04045 else { return Float(encoded / 12.92) }
    // base^2.4 = base² · fifthRoot(base²), the root by Newton's method from above.
    let base = (encoded + 0.055) / 1.055
    let square = base * base
    var root = 1.0
    for _ in 0..<32 { root -= (root - square / (root * root * root * root)) / 5 }
    return Float(square * root)
  }

  /// CIELAB's f: a cube root with a straight foot.
  static func response(_ value: Float) -> Float {
    let foot: Float = 216.0 / 24389
    let cubeRoot = cubeRoot(max(value, foot))
    return value > foot ? cubeRoot : value * (841.0 / 108) + 4.0 / 29
  }

  /// A third of the exponent as a first guess, then Halley's method twice.
  private static func cubeRoot(_ value: Float) -> Float {
    var root = Float(bitPattern: value.bitPattern / 3 &+ 709_958_130)
    for _ in 0..<2 {
      let cube = root * root * root
      root *= (cube + 2 * value) / (2 * cube + value)
    }
    return root
  }
}
