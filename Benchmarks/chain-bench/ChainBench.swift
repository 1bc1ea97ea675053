import Attribution
import AuditStore
import Codecs
import Foundation
import GRDB
import Imaging
import ModelAPI
import Probing

/// Records evaluations with the log's chain and, by the same statements, without it; then verifies the log.
///
///     chain-bench FOLDER EVALUATIONS
///
/// Prints a line for each size of a transaction, with the rates and their ratio, and one for the verification.
@main
struct ChainBench {
  static func main() throws {
    let arguments = CommandLine.arguments
    guard arguments.count == 3, let count = Int(arguments[2]), count > 0 else {
      FileHandle.standardError.write(Data("usage: chain-bench FOLDER EVALUATIONS\n".utf8))
      exit(64)
    }
    let folder = URL(filePath: arguments[1], directoryHint: .isDirectory)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let evaluations = Self.evaluations(count)
    print("transaction  with chain/s  without/s  ratio")
    for size in [1, 16, 1_000, 50_000] where size <= count {
      var (with, without) = (Double.infinity, Double.infinity)
      // In turns: what else the machine does meets both.
      for turn in 0..<3 {
        let path = folder.appending(path: "\(size)-\(turn).sqlite").path
        without = min(without, try Self.plain(evaluations, size, at: path + "-plain"))
        with = min(with, try Self.chained(evaluations, size, at: path))
      }
      print(
        Self.column(size, 11), Self.column(Int(Double(count) / with), 13),
        Self.column(Int(Double(count) / without), 10),
        "  " + String(format: "%.2f", without / with))
    }
    for size in [1, 1_000] where size <= count {
      let log = try AuditLog.open(
        at: folder.appending(path: "\(size)-0.sqlite").path, access: .readOnly)
      var result = LogVerification()
      let seconds = try Self.seconds {
        result = try log.verify { print("problem", $0.message) }
      }
      print(
        "verify: \(result.eventCount) events, \(result.rowCount) rows in "
          + String(format: "%.2f s", seconds)
          + ", \(Int(Double(result.rowCount) / seconds)) rows/s; peak memory \(Self.peakMegabytes) MB"
      )
    }
  }

  private static func column(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: " ", count: max(0, width - digits.count)) + digits
  }

  private static func seconds(_ body: () throws -> Void) rethrows -> Double {
    let start = ContinuousClock.now
    try body()
    return Double((ContinuousClock.now - start) / .milliseconds(1)) / 1_000
  }

  /// The most memory that the process ever held.
  private static var peakMegabytes: Int {
    let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM") }
    return (line?.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0) / 1_024
  }

  private static func evaluations(_ count: Int) -> [(RegionSet, Evaluation)] {
    var generator = SplitMix64(seed: 7)
    return (0..<count).map { number in
      // Distinct: the number itself stands in the lower regions.
      let regions = (0..<64).filter {
        $0 < 24 ? number >> $0 & 1 == 1 : generator.index(below: 2) == 1
      }
      let probability = Double(generator.index(below: 1_000_000)) / 1_000_000
      return (
        RegionSet(regionCount: 64, regions),
        Evaluation(probabilities: [probability], margin: probability * 8 - 4)
      )
    }
  }

  /// A new log with a target of 64 regions.
  private static func log(at path: String) throws -> (AuditLog, Int64) {
    let log = try AuditLog.open(at: path, access: .readWrite)
    let model = try log.modelID(of: ModelIdentity(name: "bench", fingerprint: ""))
    let picture = RGBImage(width: 8, height: 8, pixels: Array(repeating: 128, count: 192))
    let digest = SHA256Digest.hex(of: picture)
    try log.record(
      image: StoredImage(digest: digest, width: 8, height: 8, png: PNGCodec.encode(picture)))
    try log.record(
      labelMap: LabelMap(width: 8, height: 8, labels: (0..<64).map(Int32.init)), digest: "grid",
      method: "grid/64")
    let target = try log.targetID(
      of: TargetDescription(
        key: "t", modelID: model, imageDigest: digest, labelMapDigest: "grid", fill: "black",
        prompt: "?", said: "yes", tokens: [Token(text: "Yes")]))
    return (log, target)
  }

  private static func chained(
    _ evaluations: [(RegionSet, Evaluation)], _ size: Int, at path: String
  ) throws -> Double {
    let (log, target) = try log(at: path)
    return try seconds {
      for start in stride(from: 0, to: evaluations.count, by: size) {
        let batch = Array(evaluations[start..<min(start + size, evaluations.count)])
        try log.record(evaluations: batch, target: target, at: Date())
      }
    }
  }

  /// What `AuditLog` did before it had a chain.
  private static func plain(
    _ evaluations: [(RegionSet, Evaluation)], _ size: Int, at path: String
  ) throws -> Double {
    let target = try { try log(at: path).1 }()
    let database = try DatabaseQueue(path: path)
    try database.writeWithoutTransaction { db in
      try db.execute(sql: "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL")
    }
    return try seconds {
      for start in stride(from: 0, to: evaluations.count, by: size) {
        try database.write { db in
          _ = try Int.fetchOne(
            db,
            sql: """
              SELECT region_count FROM label_map
              JOIN target ON target.label_map_digest = label_map.digest WHERE target.id = ?
              """,
            arguments: [target])
          let time = Date().ISO8601Format(.init(includingFractionalSeconds: true))
          let insert = try db.cachedStatement(
            sql: """
              INSERT INTO evaluation (target_id, shown, probabilities, margin, is_bounded, received_at)
              VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
              """)
          for (shown, evaluation) in evaluations[start..<min(start + size, evaluations.count)] {
            let probabilities = evaluation.probabilities.map(\.description).joined(separator: ",")
            try insert.execute(arguments: [
              target, Data(shown.bytes), "[\(probabilities)]", evaluation.margin,
              evaluation.isBounded, time,
            ])
          }
        }
      }
    }
  }
}
