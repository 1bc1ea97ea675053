extension String {
  /// The name that the text is most likely a slip of, or nil when it is like none of them.
  ///
  /// A slip is at most one wrong letter in three; among equally near names the first.
  package func nearest(of names: [String]) -> String? {
    let text = lowercased()
    guard text.unicodeScalars.count <= 40 else { return nil }
    let distances = names.map { (name: $0, distance: text.slips(from: $0)) }
    guard let best = distances.min(by: { $0.distance < $1.distance }) else { return nil }
    return best.distance <= max(1, best.name.count / 3) ? best.name : nil
  }

  /// How many letters were left out, added, exchanged for another or swapped with their neighbor: the
  /// distance of Damerau, "A technique for computer detection and correction of spelling errors", CACM 1964,
  /// where no letter is touched twice.
  private func slips(from other: String) -> Int {
    let (left, right) = (Array(unicodeScalars), Array(other.unicodeScalars))
    // Row i holds the distances between the first i letters of one and every beginning of the other.
    var rows = [Array(0...right.count)]
    for i in 0..<left.count {
      var row = [i + 1]
      for j in 0..<right.count {
        let exchanged = rows[i][j] + (left[i] == right[j] ? 0 : 1)
        var best = Swift.min(exchanged, rows[i][j + 1] + 1, row[j] + 1)
        if i > 0, j > 0, left[i] == right[j - 1], left[i - 1] == right[j] {
          best = Swift.min(best, rows[i - 1][j - 1] + 1)
        }
        row.append(best)
      }
      rows.append(row)
    }
    return rows[left.count][right.count]
  }
}
