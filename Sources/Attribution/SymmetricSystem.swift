/// A system of linear equations with a symmetric, positive definite matrix.
struct SymmetricSystem {
  /// The factor L of `A = L Lᵀ`, row by row, lower half.
  private var factor: [Double]
  private let count: Int

  /// Factors a matrix (Cholesky), in `count³ / 6` multiplications.
  ///
  /// - Parameters:
  ///   - matrix: A, row by row, of which the lower half is read.
  ///   - count: The number of rows.
  init(_ matrix: [Double], count: Int) {
    self.count = count
    factor = matrix
    factor.withUnsafeMutableBufferPointer { cells in
      for row in 0..<count {
        for column in 0...row {
          var sum = cells[row * count + column]
          for k in 0..<column { sum -= cells[row * count + k] * cells[column * count + k] }
          // What rounding leaves of a pivot near zero must not become a NaN.
          cells[row * count + column] =
            row == column
            ? max(sum, 1e-12).squareRoot() : sum / cells[column * count + column]
        }
      }
    }
  }

  /// The x of `A x = b`.
  func solution(for b: [Double]) -> [Double] {
    var x = b
    for row in 0..<count {
      for k in 0..<row { x[row] -= factor[row * count + k] * x[k] }
      x[row] /= factor[row * count + row]
    }
    for row in (0..<count).reversed() {
      for k in row + 1..<count { x[row] -= factor[k * count + row] * x[k] }
      x[row] /= factor[row * count + row]
    }
    return x
  }
}
