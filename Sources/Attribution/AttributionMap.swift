public import Imaging

/// How much each pixel matters by somebody's reckoning: a saliency map of any method, in the picture's size.
public struct AttributionMap: Sendable, Hashable {
  /// H×W finite values in the picture's size; the larger, the more the pixel matters.
  public let grid: ValueGrid

  /// Values up to here can be summed over any picture without overflow.
  private static let magnitudeLimit = 1e100
  /// How far width to height of the map may be from the picture's.
  private static let shapeTolerance = 0.01

  /// Checks a map and brings it to the picture's size, bilinearly between pixel centers.
  ///
  /// - Parameters:
  ///   - values: The map, in the picture's size or in its shape within 1 %.
  ///   - width: The picture's number of columns, at least 1.
  ///   - height: The picture's number of rows, at least 1.
  /// - Throws: ``ValueGridError`` when a value is not finite or beyond ±1e100, or when the shape is another.
  public init(_ values: ValueGrid, width: Int, height: Int) throws(ValueGridError) {
    try Self.checkValues(of: values)
    let (here, there) = (Double(values.width * height), Double(width * values.height))
    guard max(here, there) <= min(here, there) * (1 + Self.shapeTolerance) else {
      throw ValueGridError(
        code: .wrongSize,
        reason: "the map is \(values.width)x\(values.height), the image \(width)x\(height), "
          + "which is another shape: make the map in the image's size")
    }
    grid = values.resized(width: width, height: height)
  }

  private static func checkValues(of map: ValueGrid) throws(ValueGridError) {
    func place(_ pixel: Int) -> String {
      "at column \(pixel % map.width), row \(pixel / map.width) (from 0)"
    }
    if let first = map.values.firstIndex(where: { !$0.isFinite }) {
      let count = map.values.count { !$0.isFinite }
      let subject = count == 1 ? "1 value is" : "\(count) values are"
      throw ValueGridError(
        code: .wrongValue,
        reason: "\(subject) not finite, first \(map.values[first]) \(place(first)): "
          + "an attribution map has a finite number for each pixel")
    }
    if let first = map.values.firstIndex(where: { $0.magnitude > magnitudeLimit }) {
      throw ValueGridError(
        code: .wrongValue,
        reason: "the value \(map.values[first]) \(place(first)) is too large to be averaged: "
          + "scale the map to -1e100 ... 1e100")
    }
  }
}
