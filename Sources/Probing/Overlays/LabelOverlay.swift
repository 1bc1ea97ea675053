/// Labels that somebody else gave to the probes of a published set: RePOPE for POPE.
///
/// An overlay labels anew and leaves out. A probe of a split that the overlay covers, but that it has no row
/// for, was found ambiguous and is dropped from that split (Neuhaus and Hein, "RePOPE", arXiv 2504.15707).
public struct LabelOverlay: Sendable, Hashable {
  /// One label.
  public struct Row: Sendable, Hashable {
    /// The question's id in the overlay's file.
    public var id: String
    /// The image's name.
    public var imageName: String
    /// The question, word for word.
    public var question: String
    /// The label that the overlay gives.
    public var label: Answer
    /// The splits that the row belongs to; empty for an overlay that knows no splits.
    public var splits: [String]

    /// Makes a row.
    public init(
      id: String, imageName: String, question: String, label: Answer, splits: [String]
    ) {
      self.id = id
      self.imageName = imageName
      self.question = question
      self.label = label
      self.splits = splits
    }
  }

  /// Two rows that cannot both stand.
  public enum Fault: Error, Sendable, Hashable {
    /// Both rows label the same image and question in the same split; the indices are in their order.
    case duplicate(first: Int, second: Int)
    /// The rows give the same image and question different labels, in whatever splits.
    case contradiction(first: Int, second: Int)
    /// The second row's id is taken by another question of the split.
    case duplicateID(first: Int, second: Int)
  }

  /// The overlay's name, for reports.
  public let name: String
  /// The rows, as they were given.
  public let rows: [Row]
  /// The splits that the overlay covers, in the order in which they came.
  public let splits: [String]
  /// The row of an image and question in a split; a split of nil stands for any.
  private let index: [Place: Int]

  private struct Place: Hashable {
    var split: String?
    var key: ProbeKey
  }

  private struct IDPlace: Hashable {
    var split: String?
    var id: String
  }

  /// Takes the rows of one file or several.
  ///
  /// - Throws: ``Fault`` for the first two rows that cannot both stand.
  public init(name: String, rows: [Row]) throws(Fault) {
    var index: [Place: Int] = [:]
    var ids: [IDPlace: Int] = [:]
    var splits: [String] = []
    for (position, row) in rows.enumerated() {
      let key = ProbeKey(imageName: row.imageName, question: row.question)
      let anywhere = Place(split: nil, key: key)
      if let first = index[anywhere] {
        guard rows[first].label == row.label else {
          throw .contradiction(first: first, second: position)
        }
        if row.splits.isEmpty || rows[first].splits.isEmpty {
          throw .duplicate(first: first, second: position)
        }
      } else {
        index[anywhere] = position
      }
      for split in row.splits {
        if let first = index[Place(split: split, key: key)] {
          throw .duplicate(first: first, second: position)
        }
        index[Place(split: split, key: key)] = position
        if !splits.contains(split) { splits.append(split) }
      }
      let homes: [String?] = row.splits.isEmpty ? [nil] : row.splits
      for home in homes {
        if let first = ids.updateValue(position, forKey: IDPlace(split: home, id: row.id)) {
          throw .duplicateID(first: first, second: position)
        }
      }
    }
    self.name = name
    self.rows = rows
    self.splits = splits
    self.index = index
  }

  /// The index of the row for a probe in one split, or in any when `split` is nil.
  func row(for key: ProbeKey, inSplit split: String?) -> Int? {
    index[Place(split: split, key: key)]
  }
}
