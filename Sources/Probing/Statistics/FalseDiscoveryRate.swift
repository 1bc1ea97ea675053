/// Many tests at once.
enum FalseDiscoveryRate {
  /// The q-values of Benjamini and Hochberg (JRSS B 57, 1995): for each test the smallest share of false
  /// discoveries among all that are as clear as it.
  ///
  /// As `statsmodels` `multipletests(method="fdr_bh")`.
  /// - Returns: a q-value for each p-value, in their order.
  static func qValues(_ pValues: [Double]) -> [Double] {
    let count = Double(pValues.count)
    let order = pValues.indices.sorted { pValues[$0] > pValues[$1] }
    var qValues = pValues
    var smallest = 1.0
    for (place, index) in order.enumerated() {
      smallest = min(smallest, pValues[index] * count / (count - Double(place)))
      qValues[index] = smallest
    }
    return qValues
  }
}
