import Attribution
import Auditing
import AuditStore
import ModelAPI
import Probing

/// What an audit of a generated log asks: the same number gives the same audit.
struct GeneratedAudit {
  /// Its place in the log, from 0.
  let number: Int
  /// How many findings it has.
  let findingCount: Int

  /// How many probes there are for four findings; the fifth answer is right.
  private static let probesForFourFindings = 5
  /// How many questions are asked about a picture, as in POPE.
  static let probesPerImage = 6

  static let objects = [
    "person", "bicycle", "car", "motorcycle", "airplane", "bus", "train", "truck", "boat",
    "traffic light", "fire hydrant", "stop sign", "parking meter", "bench", "bird", "cat", "dog",
    "horse", "sheep", "cow", "elephant", "bear", "zebra", "giraffe", "backpack", "umbrella",
    "handbag", "tie", "suitcase", "frisbee", "skis", "snowboard", "sports ball", "kite",
    "baseball bat", "baseball glove", "skateboard", "surfboard", "tennis racket", "bottle",
    "wine glass", "cup", "fork", "knife", "spoon", "bowl", "banana", "apple", "sandwich", "orange",
    "broccoli", "carrot", "hot dog", "pizza", "donut", "cake", "chair", "couch", "potted plant",
    "bed", "dining table", "toilet", "tv", "laptop", "mouse", "remote", "keyboard", "cell phone",
    "microwave", "oven", "toaster", "sink", "refrigerator", "book", "clock", "vase", "scissors",
    "teddy bear", "hair drier", "toothbrush",
  ]

  /// The probes, the last of which nobody has answered.
  var probes: [Probe] {
    let count = findingCount * Self.probesForFourFindings / 4 + 1
    var random = SplitMix64(seed: UInt64(number))
    return (0..<count).map { index in
      let object = Self.objects[random.index(below: Self.objects.count)]
      return Probe(
        id: "\(index)", imageName: imageName(index), question: Self.question(object),
        object: object, label: index.isMultiple(of: 3) ? .yes : .no,
        splits: [Probe.popeSplits[index % 3]])
    }
  }

  /// Whether the answer to a probe is wrong.
  static func isFinding(_ index: Int) -> Bool {
    index % probesForFourFindings != probesForFourFindings - 1
  }

  private static func question(_ object: String) -> String {
    let article = "aeiou".contains(object.prefix(1)) ? "an" : "a"
    return "Is there \(article) \(object) in the image?"
  }

  private func imageName(_ index: Int) -> String {
    let digits = String(number * 100_003 % 400_000 + index / Self.probesPerImage)
    return "COCO_val2014_" + String(repeating: "0", count: 12 - digits.count) + digits + ".jpg"
  }

  /// The model: eight of them take turns.
  var model: ModelIdentity {
    let names = ["llava-1.5-7b", "llava-1.5-13b", "qwen2.5-vl-7b", "internvl3-8b"]
    return ModelIdentity(
      name: names[number % 4], fingerprint: number / 4 % 2 == 0 ? "vllm-0.11" : "")
  }

  var settings: AuditSettings {
    var settings = AuditSettings()
    settings.explained = .none
    // An audit of its own, though the model and the questions were those of another one.
    settings.maxEvaluations = 1_000 + number
    return settings
  }

  /// What identifies the audit of these probes.
  func manifest(_ probes: [Probe]) -> AuditManifest {
    AuditManifest(
      model: model, probeSet: "generated-\(number)", probes: probes, settings: settings,
      version: "0")
  }
}
