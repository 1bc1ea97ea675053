public import Probing

/// A probe of one audit, with what became of its image.
public struct ProbeRecord: Sendable, Hashable, Identifiable {
  /// The probe's number in this log.
  public var id: Int64
  /// Its place in the probe set, from 0.
  public var position: Int
  /// The probe as the file gave it.
  public var probe: Probe
  /// The digest of its image's pixels; nil until the image has been read.
  public var imageDigest: String?
  /// Why it could not be asked or judged, in one line; nil when nothing is wrong.
  public var problem: String?

  /// Makes a record.
  public init(
    id: Int64, position: Int, probe: Probe, imageDigest: String?, problem: String?
  ) {
    self.id = id
    self.position = position
    self.probe = probe
    self.imageDigest = imageDigest
    self.problem = problem
  }
}
