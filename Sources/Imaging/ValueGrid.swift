/// A number for each pixel: an attribution map, or labels before they are numbered.
public struct ValueGrid: Sendable, Hashable {
  /// The number of columns, at least 1.
  public let width: Int
  /// The number of rows, at least 1.
  public let height: Int
  /// H×W values, row-major; whoever needs them finite checks that.
  public let values: [Double]

  /// Makes a grid from its values.
  ///
  /// - Precondition: `width` and `height` are positive and `values.count == width * height`.
  public init(width: Int, height: Int, values: [Double]) {
    precondition(
      width > 0 && height > 0 && values.count == width * height,
      "\(values.count) values do not fill \(width)x\(height) pixels")
    self.width = width
    self.height = height
    self.values = values
  }
}
