extension LabelMap {
  /// The most regions that a label map from elsewhere may have.
  ///
  /// A search asks at least twice for each region; more of them are pixels, not regions.
  public static let regionLimit = 10_000

  /// From this magnitude on, 64-bit floats leave out whole numbers, and two labels could become one.
  private static let exactLimit = 9_007_199_254_740_992.0

  /// Numbers the labels of another program 0, 1, 2 … in order of appearance, row by row.
  ///
  /// Any whole numbers will do, negative ones too; equal labels are one region, connected or not. The cost
  /// is linear in pixels.
  ///
  /// - Parameters:
  ///   - labels: A label for each pixel.
  ///   - width: The picture's number of columns.
  ///   - height: The picture's number of rows.
  /// - Throws: ``ValueGridError`` when the labels are of another size than the picture, not whole, or more
  ///   than ``regionLimit``.
  public init(
    numbering labels: ValueGrid, width: Int, height: Int
  ) throws(ValueGridError) {
    guard labels.width == width, labels.height == height else {
      throw ValueGridError(
        code: .wrongSize,
        reason: "the label map is \(labels.width)x\(labels.height), the image \(width)x\(height): "
          + "make it in the image's size")
    }
    var numbers: [Double: Int32] = [:]
    var numbered: [Int32] = []
    numbered.reserveCapacity(labels.values.count)
    var last: (label: Double, number: Int32)?
    for (pixel, label) in labels.values.enumerated() {
      // Neighbors mostly share a region: the dictionary is asked where a run begins only.
      if let last, last.label == label {
        numbered.append(last.number)
        continue
      }
      guard label.magnitude < Self.exactLimit, label == label.rounded() else {
        throw Self.notALabel(label, column: pixel % width, row: pixel / width)
      }
      let number = numbers[label, default: Int32(numbers.count)]
      guard number < Self.regionLimit else {
        throw ValueGridError(
          code: .tooManyRegions,
          reason: "the label map has more than \(Self.regionLimit) regions: merge them; "
            + "a search asks for each")
      }
      numbers[label] = number
      last = (label, number)
      numbered.append(number)
    }
    self.init(width: width, height: height, labels: numbered)
  }

  private static func notALabel(_ value: Double, column: Int, row: Int) -> ValueGridError {
    let fault = value.isFinite && value == value.rounded() ? "too large" : "no whole number"
    return ValueGridError(
      code: .wrongValue,
      reason: "the label \(value) at column \(column), row \(row) (from 0) is \(fault): "
        + "label the regions by whole numbers")
  }
}
