/// How often each object stands in a list of images, and beside which others, as POPE counts it.
///
/// An object counts once for every time that it stands in an image's list. What counts the same keeps the
/// order in which it first came: Python's dictionaries and its stable sort, which POPE's ties rest on.
struct ObjectCounts {
  /// Every object in the order in which it first came.
  let names: [String]
  /// Every object, the most frequent first.
  let byFrequency: [String]
  /// For each object its companions, the most frequent first.
  let companions: [String: [String]]

  /// Counts; for an image of k objects that takes k² steps.
  init(_ images: [LabeledImage]) {
    var counts = Tally()
    var pairs: [String: Tally] = [:]
    for object in images.lazy.flatMap(\.objects) { counts.add(object) }
    for image in images {
      for object in image.objects {
        for other in image.objects where other != object {
          pairs[object, default: Tally()].add(other)
        }
      }
    }
    names = counts.names
    byFrequency = counts.sorted
    companions = pairs.mapValues(\.sorted)
  }
}

/// Counts that remember the order in which their names came.
private struct Tally {
  private(set) var names: [String] = []
  private var counts: [Int] = []
  private var index: [String: Int] = [:]

  mutating func add(_ name: String) {
    if let known = index[name] {
      counts[known] += 1
    } else {
      index[name] = names.count
      names.append(name)
      counts.append(1)
    }
  }

  /// The names by falling count, those of the same count as they came.
  var sorted: [String] {
    names.indices.sorted { (-counts[$0], $0) < (-counts[$1], $1) }.map { names[$0] }
  }
}
