import Probing

extension ProbeSet {
  /// The bytes to take a digest of, to tell whether two sets ask the same.
  ///
  /// Every field of every probe as a netstring (`5:horse,`), in the set's order: the same for the same
  /// probes however their file is laid out, and different for any two that differ.
  public var digestContent: [UInt8] {
    var bytes: [UInt8] = []
    func append(_ field: String) {
      bytes += Array("\(field.utf8.count):".utf8) + Array(field.utf8) + [UInt8(ascii: ",")]
    }
    for probe in probes {
      append(probe.id)
      append(probe.imageName)
      append(probe.question)
      append(probe.object ?? "")
      append(probe.label.rawValue)
      append(String(probe.splits.count))
      probe.splits.forEach(append)
      append(probe.planted?.rule ?? "")
      append(probe.planted?.cause ?? "")
      append(probe.planted?.causeAnnotationID.map(String.init) ?? "")
    }
    return bytes
  }
}
