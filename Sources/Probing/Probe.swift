/// A yes/no answer to a probe: what the label says, or what the model said.
public enum Answer: String, Sendable, Hashable, CaseIterable, Codable {
  /// The object is there.
  case yes
  /// It is not.
  case no

  /// The other answer.
  public var opposite: Answer { self == .yes ? .no : .yes }
}

/// One question about one image, with its label.
public struct Probe: Sendable, Hashable {
  /// The question's id in its file, kept as it was written there.
  public var id: String
  /// The image's name as the file gives it; never a path to be trusted.
  public var imageName: String
  /// The question, word for word.
  public var question: String
  /// The object that the question is about, or nil when the file does not say and it cannot be read off.
  public var object: String?
  /// The correct answer, or nil for an answer that is only explained and never judged.
  public var label: Answer?
  /// The POPE splits that the probe belongs to, for example `random` and `adversarial`.
  public var splits: [String]
  /// The planted cause, for a probe of a synthetic scene whose answer was planted.
  public var planted: PlantedCause?
  /// The options to choose among, for a question that is not answered by yes or no; ``label`` is nil then.
  public var choices: Choices?
  /// What is known of the picture, for a request for a caption instead of a question; ``label`` is nil then.
  public var caption: CaptionTask?

  /// Makes a probe.
  public init(
    id: String, imageName: String, question: String, object: String?, label: Answer?,
    splits: [String] = [], planted: PlantedCause? = nil, choices: Choices? = nil,
    caption: CaptionTask? = nil
  ) {
    self.id = id
    self.imageName = imageName
    self.question = question
    self.object = object
    self.label = label
    self.splits = splits
    self.planted = planted
    self.choices = choices
    self.caption = caption
  }
}

extension Probe {
  /// POPE's three ways to choose absent objects, from the easiest to the hardest.
  public static let popeSplits = ["random", "popular", "adversarial"]

  /// Splits in the order of tables: POPE's three, then any other by name.
  static func ordered(splits: Set<String>) -> [String] {
    popeSplits.filter(splits.contains) + splits.subtracting(popeSplits).sorted()
  }
}

/// What makes the bundled model say yes to a planted negative: ground truth for a trigger.
public struct PlantedCause: Sendable, Hashable, Codable {
  /// The rule in words, for example `bowl in kitchen -> spoon`.
  public var rule: String
  /// The object that is the cause.
  public var cause: String
  /// The cause's annotation in the set's COCO file, or nil.
  public var causeAnnotationID: Int?

  /// Makes a planted cause.
  public init(rule: String, cause: String, causeAnnotationID: Int?) {
    self.rule = rule
    self.cause = cause
    self.causeAnnotationID = causeAnnotationID
  }
}
