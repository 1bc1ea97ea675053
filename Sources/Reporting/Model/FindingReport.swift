import Attribution
import Imaging
import Probing

/// One finding with all its evidence, as its page tells it.
struct FindingReport {
  /// What lists show of it.
  var entry: FindingEntry
  /// The model's name.
  var model: String
  /// The probe, as its file gave it.
  var probe: Probe
  /// What the model said, word for word.
  var reply: String
  /// How likely it was to begin with a yes, a no, or anything else; nil when the server gives nothing.
  var answerShares: AnswerShares?
  /// The explained tokens in their order; empty when nothing was evaluated.
  var tokens: [ExplainedToken] = []
  /// The caption that it is a mention of; nil for any other answer.
  var caption: CaptionReport?
  /// The verdicts under every rule of the log.
  var verdicts: [RuleVerdict]
  /// How the image is cut into regions; nil when it was not explained.
  var regions: ReportRegions?
  /// What hidden regions are filled with.
  var fill: FillLook
  /// The pictures that prove the triggers as the model saw them, for fills that cannot be drawn as a color.
  var maskedPictures: [Trigger.Side: MaskedPicture]
  /// What hidden regions look like; nil where the log does not keep what that is read off.
  var hiddenLook: HiddenLook?
  /// The ordered attribution; nil when there is none.
  var explanation: ExplanationReport?
  /// The set whose removal flips the answer.
  var necessary: TriggerReport?
  /// The set that gives the answer alone.
  var sufficient: TriggerReport?
  /// What the annotations say is in the picture; nil where none were given.
  var truth: GroundTruth?
  /// How many evaluations of the explained answer the log holds.
  var evaluationCount: Int
  /// Why it could not be explained, in one line.
  var problem: String?
  /// Whether nothing is explained because of that.
  var isFailed = false
  /// The commands that check it again, a line each.
  var commands: [String]
  /// Whether another tool asked, and the reply was imported.
  var isImported = false
  /// How likely the caption comes to a mention on the whole image: the mean over the tokens that lead to it and are it;
  /// nil for anything else.
  var reachProbability: Double?
  /// Whether that is only the most that it can be.
  var isReachBounded = false
  /// What people said about it, each with name, time and reason; what counts no more among it.
  var judgments: [Fact] = []

  /// The pictures that were composed for its page.
  var composedPictures: [MaskedPicture] {
    var pictures = [maskedPictures[.necessary], maskedPictures[.sufficient]].compactMap(\.self)
    if case .picture(let picture) = hiddenLook { pictures.append(picture) }
    return pictures
  }
}

/// An explained token with its probabilities.
struct ExplainedToken {
  /// Its text.
  var text: String
  /// Its probability on the whole picture, in 0 … 1.
  var probability: Double
  /// Whether that is only the most that it can be.
  var isBounded = false
  /// Its probability without the picture; nil when that was not asked.
  var priorProbability: Double?
  /// Whether that is only the most that it can be.
  var isPriorBounded = false
  /// What stood in the picture's place, in words.
  var withoutPicture = "no picture"
}

/// A picture of which regions are hidden, with its file.
struct MaskedPicture {
  /// Its name and size.
  var image: ReportImage
  /// The PNG file.
  var png: [UInt8]
}

/// What regions look like when they are hidden.
enum HiddenLook {
  /// One color everywhere, as SVG writes it.
  case color(String)
  /// This picture with every region hidden.
  case picture(MaskedPicture)
}

/// The probabilities of the first token, merged by meaning.
struct AnswerShares {
  /// All spellings of yes, in 0 … 1.
  var yes: Double?
  /// All spellings of no.
  var no: Double?
  /// Everything else.
  var other: Double?
  /// Whether that of yes is only the most that it can be.
  var isYesBounded = false
  /// Whether that of no is.
  var isNoBounded = false
  /// Whether that of everything else is.
  var isOtherBounded = false

  /// Whether one of them is a bound.
  var isBounded: Bool { isYesBounded || isNoBounded || isOtherBounded }
  /// What the server listed no token for, and could belong to any of the three where they are exact.
  var unlisted: Double? {
    guard !isBounded, let yes, let no, let other else { return nil }
    return max(0, 1 - yes - no - other)
  }
}

/// A verdict under one parse rule.
struct RuleVerdict {
  /// The rule, by its command-line name.
  var rule: String
  /// What it reads in the reply; nil when neither answer.
  var answer: Answer?
}

/// The regions of a finding's image.
struct ReportRegions {
  /// How they were made, for example `slico-connected/64`.
  var method: String
  /// Which pixel belongs to which.
  var labels: LabelMap
}

/// An ordered attribution with the numbers read off it.
struct ExplanationReport {
  /// The order, its gains and its curves.
  var explanation: Explanation
  /// The answer that is explained, for example `yes`.
  var said: String
  /// The area under the insertion curve.
  var insertionAUC: Double
  /// Which points of its curves are only the most that they can be.
  var bounds: CurveBounds
  /// The area under the deletion curve.
  var deletionAUC: Double
  /// The maximum of the insertion curve.
  var highest: Double
  /// The paper's influence.
  var influence: Double
  /// The reference code's area-weighted influence.
  var influenceAUC: Double
  /// Which answer the model preferred at each step of the order; nil where no answer can flip.
  var steps: WalkedSteps?
}

/// A trigger with what verifies it.
struct TriggerReport {
  /// The set and its certificate.
  var trigger: Trigger
  /// The share of the image that the set covers, in 0 … 1.
  var area: Double
  /// The spread of the margin when the whole image is asked again, in nats.
  var noiseFloor: Double?
  /// What the model says on the image that proves the set.
  var verification: SpokenReply?
  /// What it says on each certificate line's image; nil where it was not asked, or empty.
  var lineVerifications: [SpokenReply?]
  /// The mean probability of the explained tokens on the image that proves the set.
  var probability: Double?
  /// Whether that is only the most that it can be.
  var isProbabilityBounded = false
  /// The probability of each explained token on that image; empty where it was not asked.
  var tokenProbabilities: [Double] = []
}

/// What the model said by generation, and what the rule reads in it.
struct SpokenReply {
  /// The reply, word for word.
  var text: String
  /// What the rule reads in it; nil when neither answer.
  var answer: Answer?
}
