import AuditStore
import Auditing
import Foundation
import ModelAPI

extension ShownAudit {
  /// The manifest for programs: one JSON object.
  var jsonText: String {
    get throws { try jsonDocument(ShownAuditJSON(self)) }
  }
}

/// What `hallux log show --json` prints.
private struct ShownAuditJSON: Encodable {
  struct Model: Encodable {
    var name: String
    var fingerprint: String
    var systemFingerprints: [String]
  }

  struct ProbeSet: Encodable {
    var name: String
    var digest: String
    var sources: [ProbeSource]
  }

  struct Counts: Encodable {
    var probes: Int
    var probeProblems: Int
    var verdicts: [CountJSON]
    var findings: [CountJSON]
    var explained: Int
    var failed: Int
    var replies: Int
    var evaluations: Int
    var repeats: Int
    var promptTokens: Int?
  }

  /// A list, since names with a hyphen would not survive as keys.
  struct CountJSON: Encodable {
    var name: String
    var count: Int
  }

  struct Picture: Encodable {
    var name: String
    var digest: String
    var width: Int
    var height: Int
  }

  struct Moment: Encodable {
    var at: String
    var state: String
  }

  var log: String
  var schema: Int
  var audit: Int64
  var key: String
  var state: String
  var hallux: String
  var model: Model
  var probeSet: ProbeSet
  var settings: JSONValue
  var shares: [ShareJSON]
  var counts: Counts
  var images: [Picture]
  var history: [Moment]
  var adjudicated: AdjudicatedJSON?
  var head: HeadJSON?

  init(_ shown: ShownAudit) {
    let (manifest, contents) = (shown.audit.manifest, shown.contents)
    log = shown.log
    schema = AuditLog.schemaVersion
    audit = shown.audit.id
    key = manifest.key
    state = shown.audit.state.rawValue
    hallux = manifest.halluxVersion
    model = Model(
      name: manifest.model.name, fingerprint: manifest.model.fingerprint,
      systemFingerprints: contents.systemFingerprints)
    probeSet = ProbeSet(
      name: manifest.probeSet, digest: manifest.probeSetDigest, sources: manifest.sources)
    settings = JSONValue(manifest.settings)
    shares = shown.shares.map(ShareJSON.init)
    counts = Counts(
      probes: contents.probeCount, probeProblems: contents.probeProblemCount,
      verdicts: Self.counts(contents.verdictCounts),
      findings: Self.counts(
        Dictionary(uniqueKeysWithValues: contents.findingCounts.map { ($0.key.rawValue, $0.value) })
      ),
      explained: contents.explainedCount, failed: contents.failedCount,
      replies: shown.requests.replies, evaluations: shown.requests.evaluations,
      repeats: shown.requests.repeats, promptTokens: contents.promptTokenCount)
    images = contents.pictures.map {
      Picture(name: $0.name, digest: $0.digest, width: $0.width, height: $0.height)
    }
    history = contents.history.map { Moment(at: $0.at, state: $0.state) }
    adjudicated = shown.summary?.adjudicated.map(AdjudicatedJSON.init)
    head = shown.head.map(HeadJSON.init)
  }

  private static func counts(_ counts: [String: Int]) -> [CountJSON] {
    counts.sorted { $0.key < $1.key }.map { CountJSON(name: $0.key, count: $0.value) }
  }
}
