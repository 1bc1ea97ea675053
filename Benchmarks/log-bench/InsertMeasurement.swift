import Attribution
import AuditStore
import Codecs
import Foundation
import Imaging
import ModelAPI
import Probing

/// How many evaluations a second are recorded when so many are in flight, each by itself and durable before its task
/// goes on, as an audit does it; beside one task that records them one after the other.
struct InsertMeasurement {
  let folder: String
  let count: Int

  func run() async throws {
    try FileManager.default.createDirectory(
      at: URL(filePath: folder, directoryHint: .isDirectory), withIntermediateDirectories: true)
    for inFlight in [1, 4, 16, 64, 256] {
      var fastest = Double.infinity
      for turn in 0..<3 {
        fastest = min(
          fastest, try await seconds(inFlight, at: "\(folder)/\(inFlight)-\(turn).sqlite"))
      }
      try Measurement.print([
        "what": "insert", "in_flight": inFlight, "evaluations": count,
        "per_second": (Double(count) / fastest).rounded(),
      ])
    }
  }

  private func seconds(_ inFlight: Int, at path: String) async throws -> Double {
    let log = try AuditLog.open(at: path, access: .readWrite)
    let target = try Self.target(in: log)
    let clock = ContinuousClock.now
    try await withThrowingTaskGroup(of: Void.self) { group in
      for task in 0..<inFlight {
        group.addTask {
          for number in stride(from: task, to: count, by: inFlight) {
            try await log.record(
              evaluations: [Self.evaluation(number)], target: target, at: Date())
          }
        }
      }
      try await group.waitForAll()
    }
    return (ContinuousClock.now - clock) / .seconds(1)
  }

  private static func evaluation(_ number: Int) -> (RegionSet, Evaluation) {
    let probability = Double(number % 1_000_003) / 1_000_003
    // Distinct: the number itself stands in the lower regions.
    let regions = (0..<64).filter {
      ($0 < 24 ? number >> $0 : (number &* 0x9E37_79B9) >> ($0 - 24)) & 1 == 1
    }
    return (
      RegionSet(regionCount: 64, regions),
      Evaluation(probabilities: [probability], margin: probability * 8 - 4)
    )
  }

  private static func target(in log: AuditLog) throws -> Int64 {
    let model = try log.modelID(of: ModelIdentity(name: "bench", fingerprint: ""))
    let picture = RGBImage(width: 8, height: 8, pixels: Array(repeating: 128, count: 192))
    let digest = SHA256Digest.hex(of: picture)
    try log.record(
      image: StoredImage(digest: digest, width: 8, height: 8, png: PNGCodec.encode(picture)))
    try log.record(
      labelMap: LabelMap(width: 8, height: 8, labels: (0..<64).map(Int32.init)), digest: "grid",
      method: "grid/64")
    return try log.targetID(
      of: TargetDescription(
        key: "t", modelID: model, imageDigest: digest, labelMapDigest: "grid", fill: "black",
        prompt: "?", said: "yes", tokens: [Token(text: "Yes")]))
  }
}
