import AuditStore
import Foundation
import ModelAPI
import Probing

/// A log in a file with two audits of two models on one probe set: the first has three findings, the second two.
struct TwoAudits {
  let log: AuditLog

  /// Records the log.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - text: Stands in every text that others wrote; nil for natural ones.
  /// - Throws: `LogError` when the log refuses something.
  init(at path: String, text: String? = nil) throws {
    log = try AuditLog.open(at: path, access: .readWrite)
    let time = Date(timeIntervalSince1970: 1_795_339_443)
    let objects = ["spoon", "cup", "dining table"]
    let probes = objects.enumerated().map { index, object in
      Probe(
        id: "q\(index)", imageName: text ?? "/data/kitchen-\(index).png",
        question: text.map { "\($0) \(index)" } ?? "Is there a \(object) in the image?",
        object: text.map { "\($0) \(index)" } ?? object, label: index == 1 ? .yes : .no,
        splits: [text ?? "random"])
    }
    for (number, wrong) in [[0, 1, 2], [0, 2]].enumerated() {
      let record = try log.beginAudit(
        AuditManifest(
          key: "key \(number)",
          model: ModelIdentity(name: text ?? ["tiny", "small"][number], fingerprint: "\(number)"),
          probeSet: text ?? "bundled", probeSetDigest: "digest",
          settings: #"{"rule":"hallux","fill":"black"}"#, halluxVersion: "0.1.0"),
        probes: probes, at: time)
      for (index, probe) in try log.probes(ofAudit: record.id).enumerated()
      where wrong.contains(index) {
        _ = try log.recordFinding(
          audit: record.id, probe: probe.id, kind: index == 1 ? .falseNegative : .falsePositive,
          confidence: 0.6 + 0.1 * Double(index) + 0.05 * Double(number))
      }
      try log.finishAudit(record.id, state: .finished, at: time)
    }
    log.settle()
  }
}
