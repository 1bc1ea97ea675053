public import Foundation
public import ModelAPI

/// What an audit is of: two audits with the same key are the same one, begun or resumed.
public struct AuditManifest: Sendable, Hashable {
  /// The digest, in hexadecimal, of everything that decides what the audit asks and concludes.
  public var key: String
  /// The audited model.
  public var model: ModelIdentity
  /// The probe set's name, for people.
  public var probeSet: String
  /// The digest of the probe set's contents, in hexadecimal.
  public var probeSetDigest: String
  /// The files that the probes were read from; empty where they came from none.
  public var sources: [ProbeSource]
  /// The settings that decide the result, as a JSON object; never a host, a path or a key.
  public var settings: String
  /// The version of Hallux that began the audit.
  public var halluxVersion: String

  /// Makes a manifest.
  public init(
    key: String, model: ModelIdentity, probeSet: String, probeSetDigest: String,
    sources: [ProbeSource] = [], settings: String, halluxVersion: String
  ) {
    self.key = key
    self.model = model
    self.probeSet = probeSet
    self.probeSetDigest = probeSetDigest
    self.sources = sources
    self.settings = settings
    self.halluxVersion = halluxVersion
  }
}

/// One run of one model over one probe set, as the log knows it.
public struct AuditRecord: Sendable, Hashable, Identifiable {
  /// How far the audit is.
  public enum State: String, Sendable, Hashable, CaseIterable, Codable {
    /// A process is at work on it, or was killed while it was.
    case running
    /// Every probe was answered, judged and, where it was to be, explained.
    case finished
    /// Not all of it is done: it was told to stop, and the same command goes on where it stopped; or only
    /// shares of it were asked here.
    case interrupted
  }

  /// The audit's number in this log.
  public var id: Int64
  /// What it is an audit of.
  public var manifest: AuditManifest
  /// When it was first begun, to the millisecond.
  public var startedAt: Date
  /// When it last stopped, to the millisecond; nil while it is running.
  public var finishedAt: Date?
  /// How far it is.
  public var state: State
  /// The number of the last report on its server that it relied on; nil when it relied on none.
  public var serverReportID: Int64?

  /// Makes a record.
  public init(
    id: Int64, manifest: AuditManifest, startedAt: Date, finishedAt: Date?, state: State,
    serverReportID: Int64? = nil
  ) {
    self.id = id
    self.manifest = manifest
    self.startedAt = startedAt
    self.finishedAt = finishedAt
    self.state = state
    self.serverReportID = serverReportID
  }
}
