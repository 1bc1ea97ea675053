import Attribution
import AuditStore
import Auditing
import Foundation
import Imaging
import ModelAPI
import Probing
import Synchronization

/// A picture whose red block makes the scripted model see a spoon, and the model that does.
enum PlantedScene {
  static let height = 32

  /// The width of a picture: each name has another, so that no two pictures are equal, even all black.
  static func width(of name: String) -> Int { 32 + name.utf8.reduce(0) { ($0 * 31 + Int($1)) % 8 } }

  /// Where the red block lies.
  static let cause = (x: 8..<16, y: 16..<24)

  /// Gray noise with a red block, different for each name.
  static func image(named name: String) -> RGBImage {
    var generator = SplitMix64(seed: UInt64(name.utf8.reduce(0) { $0 &* 31 &+ Int($1) }))
    var pixels: [UInt8] = []
    for y in 0..<height {
      for x in 0..<width(of: name) {
        let gray = UInt8(100 + generator.index(below: 40))
        let isCause = cause.x.contains(x) && cause.y.contains(y)
        pixels += isCause ? [250, 10, 10] : [gray, gray, gray]
      }
    }
    return RGBImage(width: width(of: name), height: height, pixels: pixels)
  }

  /// The share of the red block that can be seen.
  static func visibleCause(_ image: RGBImage?) -> Double {
    guard let image else { return 0 }
    let red = stride(from: 0, to: image.pixels.count, by: 3).filter {
      image.pixels[$0] == 250 && image.pixels[$0 + 1] == 10
    }
    return Double(red.count) / Double(cause.x.count * cause.y.count)
  }

  /// Says yes to a spoon while more than half of the red block is seen, and no to everything else.
  static let yesProbability: @Sendable (ModelRequest) -> Double = { request in
    guard request.prompt.contains("spoon") else { return 0.05 }
    return 1 / (1 + exp(-12 * (visibleCause(request.image) - 0.5)))
  }

  /// Two images with two absent objects each; the spoons are hallucinated.
  static let probes = ["a.png", "b.png"].enumerated().flatMap { index, name in
    (["spoon", "dog"] as [String]).enumerated().map { place, object in
      Probe(
        id: String(index * 2 + place), imageName: name,
        question: "Is there a \(object) in the image?", object: object, label: .no,
        splits: ["random"])
    }
  }

  static let identity = ModelIdentity(name: "scripted", fingerprint: "1")
  static let time = Date(timeIntervalSince1970: 1_700_000_000)

  static var settings: AuditSettings {
    var settings = AuditSettings()
    settings.regionCount = 16
    return settings
  }
}

/// What the runs of a test tell, in the order told.
final class EventList: Sendable {
  private let events = Mutex<[AuditEvent]>([])
  func add(_ event: AuditEvent) { events.withLock { $0.append(event) } }
  /// The problems that were told.
  var problems: [String] {
    events.withLock { $0 }.compactMap { if case .problem(let line) = $0 { line } else { nil } }
  }
}

/// Runs the audit of the planted scenes once.
func runAudit(
  _ log: AuditLog, _ model: any VisionLanguageModel, probes: [Probe] = PlantedScene.probes,
  settings: AuditSettings = PlantedScene.settings, share: ProbeShare? = nil,
  stop: StopSignal = StopSignal(), events: EventList = EventList(),
  keeping: StoredImage.Kept = .full,
  loadImage: @escaping ImageLoader = { name in PlantedScene.image(named: name) }
) async throws -> AuditResult {
  let run = try AuditRun(
    model: model, log: log,
    manifest: AuditManifest(
      model: PlantedScene.identity, probeSet: "planted", probes: probes, settings: settings,
      version: "test"),
    settings: settings, rule: ParseRules.hallux, search: SingleRoundSearch(), maxInFlight: 4,
    stop: stop, share: share, keeping: keeping, now: { PlantedScene.time },
    observe: { events.add($0) })
  return try await run.run(probes, loadImage: loadImage)
}

/// The planted model, with something done before the answer to request number `number`.
func plantedModel(
  before number: Int, _ act: @escaping @Sendable () throws(ModelError) -> Void
) -> ScriptedModel {
  ScriptedModel { request, index throws(ModelError) in
    if index >= number { try act() }
    let yes = PlantedScene.yesProbability(request)
    return ModelReply(
      oneTokenOf: ["Yes": yes, "No": 1 - yes], forced: request.forcedTokens.first?.text)
  }
}

/// Everything that an audit concluded, without the numbers that the log gives to rows.
struct Conclusions: Equatable {
  var verdicts: [VerdictRecord] = []
  var triggers: [Trigger] = []
  var explanations: [Explanation] = []

  init(_ log: AuditLog, audit: Int64) throws {
    verdicts = try log.verdicts(ofAudit: audit, rule: "hallux")
    for finding in try log.findings(ofAudit: audit) {
      triggers += try log.triggers(ofFinding: finding.id).map(\.trigger)
      explanations += try log.explanations(ofFinding: finding.id).map(\.explanation)
    }
  }
}
