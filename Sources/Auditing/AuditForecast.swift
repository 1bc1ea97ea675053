public import AuditStore
import Codecs
public import Imaging
public import ModelAPI
public import Probing

/// What an audit would ask of the model that its log does not hold yet: nothing is asked to learn it.
public struct AuditForecast: Sendable, Hashable {
  /// The probes.
  public var probeCount: Int
  /// The different images that they are about.
  public var imageCount: Int
  /// The probes whose image cannot be read.
  public var unreadable: Int
  /// The different questions, each with its image; the same one in two splits is asked once.
  public var questions: Int
  /// Those whose answer the log holds.
  public var held: Int
  /// The findings among the answers that the log holds whose explanation it lacks.
  public var knownFindings: Int
  /// The evaluations that the log holds for those, of explanations that were interrupted.
  public var heldEvaluations: Int
  /// The findings that are to be explained in all, as far as the assumption goes.
  public var findings: ClosedRange<Int>
  /// What the numbers of findings and of requests to explain them rest on.
  public var assumption: ForecastAssumption
  /// The mean length of a prompt with its picture, in tokens; nil when the server did not say.
  public var tokensPerRequest: Double?
  /// The rate of answers that the server's examination measured, per second; nil when there was none.
  public var requestsPerSecond: Double?

  /// Makes a forecast.
  public init(
    probeCount: Int, imageCount: Int, unreadable: Int, questions: Int, held: Int,
    knownFindings: Int, heldEvaluations: Int, findings: ClosedRange<Int>,
    assumption: ForecastAssumption,
    tokensPerRequest: Double?, requestsPerSecond: Double?
  ) {
    self.probeCount = probeCount
    self.imageCount = imageCount
    self.unreadable = unreadable
    self.questions = questions
    self.held = held
    self.knownFindings = knownFindings
    self.heldEvaluations = heldEvaluations
    self.findings = findings
    self.assumption = assumption
    self.tokensPerRequest = tokensPerRequest
    self.requestsPerSecond = requestsPerSecond
  }

  /// The requests to ask what is not answered.
  public var asking: Int { questions - held }

  /// The requests to explain what is found, less what interrupted explanations have left.
  public var explaining: ClosedRange<Int> {
    let cost = assumption.requestsPerFinding
    let least = max(0, findings.lowerBound * cost.lowerBound - heldEvaluations)
    return least...max(least, findings.upperBound * cost.upperBound - heldEvaluations)
  }

  /// All requests.
  public var requests: ClosedRange<Int> {
    asking + explaining.lowerBound...asking + explaining.upperBound
  }

  /// All prompts together, in tokens; nil when the server did not say.
  public var promptTokens: ClosedRange<Double>? { scaled(tokensPerRequest) }

  /// The time, in seconds; nil when no rate was measured.
  public var seconds: ClosedRange<Double>? { scaled(requestsPerSecond.map { 1 / $0 }) }

  private func scaled(_ factor: Double?) -> ClosedRange<Double>? {
    factor.map { Double(requests.lowerBound) * $0...Double(requests.upperBound) * $0 }
  }
}

extension AuditForecast {
  /// Finds out what an audit would ask; every image is read, for the log knows images by their pixels.
  ///
  /// - Parameters:
  ///   - probes: The probe set.
  ///   - settings: What is to be done.
  ///   - rule: The parse rule that `settings` names.
  ///   - model: The model; nil when nobody answers and the log does not know it.
  ///   - capabilities: What the server was found to be able to do; nil when it was not examined.
  ///   - log: What is known already.
  ///   - loadImage: Reads the image of a probe by its name.
  /// - Throws: ``LogError``.
  public init(
    _ probes: [Probe], settings: AuditSettings, rule: any ParseRule, model: ModelIdentity?,
    capabilities: ServerCapabilities?, log: AuditLog, loadImage: ImageLoader
  ) throws {
    var known = try KnownAnswers(settings: settings, rule: rule, model: model, log: log)
    var digests: [String: String?] = [:]
    for probe in probes where digests[probe.imageName] == nil {
      digests[probe.imageName] = .some(
        (try? loadImage(probe.imageName)).map { image in
          SHA256Digest.hex(of: settings.pictureFitting?.fitted(image) ?? image)
        })
    }
    var promptBytes = 0
    for probe in probes {
      guard let digest = digests[probe.imageName] ?? nil else { continue }
      promptBytes += try known.add(probe, imageDigest: digest)
    }
    let assumption = ForecastAssumption(
      try model.map { try log.experience(of: $0, explainedAs: settings.canonicalText) },
      settings: settings)
    let isExplained = settings.explained != .none
    let unlabeled = isExplained ? known.unlabeledPending : 0
    let labeled = isExplained ? Double(known.labeledPending) : 0
    let certain = known.openFindings + unlabeled
    let captions = isExplained ? Double(known.captionsPending) : 0
    let perCaption = ForecastAssumption.findingsPerCaption(settings.explained)
    self.init(
      probeCount: probes.count, imageCount: digests.count,
      unreadable: probes.count { (digests[$0.imageName] ?? nil) == nil },
      questions: known.questions, held: known.held, knownFindings: known.openFindings,
      heldEvaluations: known.heldEvaluations,
      findings: settings.limited(
        certain
          + Int(
            labeled * assumption.findingShare.lowerBound + captions * perCaption.lowerBound)...certain
          + Int(
            (labeled * assumption.findingShare.upperBound + captions * perCaption.upperBound)
              .rounded(.up))),
      assumption: assumption,
      tokensPerRequest: capabilities?.promptTokens(
        ofMeanLength: Double(promptBytes) / Double(max(known.questions, 1))),
      requestsPerSecond: capabilities?.evaluationsPerSecond)
  }
}

extension AuditSettings {
  /// No more findings than are to be explained.
  fileprivate func limited(_ findings: ClosedRange<Int>) -> ClosedRange<Int> {
    guard let explainedCount else { return findings }
    return min(findings.lowerBound, explainedCount)...min(findings.upperBound, explainedCount)
  }
}

extension ServerCapabilities {
  /// The tokens of a prompt with a picture, from what the checks' own question took.
  ///
  /// - Parameter length: The question's mean length, in UTF-8 bytes.
  /// - Returns: The tokens, at least 1; nil when the server did not say how long a prompt is.
  fileprivate func promptTokens(ofMeanLength length: Double) -> Double? {
    guard let pictureTokens, let textTokens else { return nil }
    return max(1, Double(pictureTokens + textTokens) + (length - Self.checkedLength) / 4)
  }

  /// The length of the checks' question, in UTF-8 bytes; a token of English is about four.
  private static let checkedLength = 28.0
}
