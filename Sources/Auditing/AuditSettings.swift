import Attribution
public import Imaging
public import Probing

/// Everything about an audit that changes its results; part of what identifies the audit in the log.
public struct AuditSettings: Sendable, Hashable, Codable {
  /// Which findings are explained.
  public enum ExplainedFindings: String, Sendable, Hashable, Codable, CaseIterable {
    /// None: ask and judge only.
    case none
    /// False positives and hallucinated mentions: the hallucinated objects.
    case falsePositives = "false-positives"
    /// False positives, false negatives, and every mention of a caption that claims something.
    case all
  }

  /// The parse rule that makes a verdict a finding; every registered rule's verdict is recorded.
  public var rule: String = "hallux"
  /// Which findings are explained.
  public var explained: ExplainedFindings = .falsePositives
  /// How the image is divided.
  public var superpixels: Superpixels.Mode = .connected
  /// The number of regions asked for; the partition may come out with a few more or fewer.
  public var regionCount: Int = 64
  /// What stands in the place of a removed region.
  public var fill: Fill = .black
  /// The search that orders the regions.
  public var search: String = RegionSearches.standard.name
  /// The most distinct evaluations of one finding, or nil for as many as it takes.
  public var maxEvaluations: Int?
  /// The most tokens of an answer.
  public var maxAnswerTokens: Int = 32
  /// How much place counts beside color in a superpixel; nil for as much as usual.
  public var compactness: Double?
  /// The share of a grid cell below which a fragment joins its neighbor; nil for the usual quarter.
  public var minimumRegionSize: Double?
  /// How the image is divided, if not into superpixels.
  public var scheme: RegionScheme?
  /// The digest of the imported label maps; nil when none are.
  public var labelMapsDigest: String?
  /// The number of coarse regions of which those that matter are cut up; nil to cut the whole image at once.
  public var coarseRegionCount: Int?
  /// Which part of the answer is explained; nil for the first token.
  public var target: TargetSelection?
  /// What is put behind every yes/no question, by its registered name; nil for nothing.
  public var promptSuffix: String?
  /// How images are made to fit the model; nil to send them as they are.
  public var pictureFitting: PictureFitting?
  /// The most tokens of a caption; nil where no caption is asked for.
  public var maxCaptionTokens: Int?
  /// How objects are found in captions; nil where no caption is asked for.
  public var captionVariant: CHAIRVariant?
  /// Only so many findings are explained, those of the greatest confidence; nil for all.
  public var explainedCount: Int?
  /// How many times the whole image is asked again to see the server's noise, at least 1.
  public var noiseRepeats: Int = 3

  /// The defaults of the command line.
  public init() {}
}
