import AuditStore
import ModelAPI
import Probing

/// What a log holds of an audit's questions, counted question by question.
struct KnownAnswers {
  /// The different questions, each with its image.
  private(set) var questions = 0
  /// Those whose answer is held.
  private(set) var held = 0
  /// Those not answered that have a label or choices.
  private(set) var labeledPending = 0
  /// Those not answered that are explained whatever the answer.
  private(set) var unlabeledPending = 0
  /// The captions that are not written yet.
  private(set) var captionsPending = 0
  /// The findings among the held answers that are to be explained, and are not.
  private(set) var openFindings = 0
  /// The evaluations that the log holds for those: of explanations that were interrupted.
  private(set) var heldEvaluations = 0

  private let settings: AuditSettings
  private let rule: any ParseRule
  private let model: ModelIdentity?
  private let log: AuditLog
  private var seen: Set<String> = []
  /// The questions whose findings were explained with these settings, in whichever audit.
  private let explained: Set<String>
  /// How many evaluations are held for those whose explanation was only begun.
  private let begun: [String: Int]

  init(
    settings: AuditSettings, rule: any ParseRule, model: ModelIdentity?, log: AuditLog
  ) throws(LogError) {
    self.settings = settings
    self.rule = rule
    self.model = model
    self.log = log
    var explained: Set<String> = []
    var begun: [String: Int] = [:]
    let text = settings.canonicalText
    for audit in try log.audits()
    where audit.manifest.model == model && audit.manifest.settings == text {
      let probes = Dictionary(
        uniqueKeysWithValues: try log.probes(ofAudit: audit.id).map { ($0.id, $0) })
      for finding in try log.findings(ofAudit: audit.id) {
        guard let probe = probes[finding.probeID] else { continue }
        let name = Self.name(probe.imageDigest ?? "", settings.prompt(for: probe.probe))
        if finding.state == .explained {
          explained.insert(name)
        } else if let target = finding.targetID {
          begun[name] = max(begun[name] ?? 0, try log.evaluationCount(ofTarget: target))
        }
      }
    }
    self.explained = explained
    self.begun = begun
  }

  /// Counts a probe.
  ///
  /// - Returns: The length of its prompt in UTF-8 bytes; 0 when the same question was counted before.
  mutating func add(_ probe: Probe, imageDigest: String) throws(LogError) -> Int {
    let prompt = settings.prompt(for: probe)
    let name = Self.name(imageDigest, prompt)
    guard seen.insert(name).inserted else { return 0 }
    questions += 1
    if let reply = try reply(
      to: prompt, imageDigest, maxTokens: settings.maxTokens(for: probe))
    {
      held += 1
      if !explained.contains(name) {
        let findings = findingCount(reply, to: probe)
        openFindings += findings
        if findings > 0 { heldEvaluations += begun[name] ?? 0 }
      }
    } else if probe.caption != nil {
      captionsPending += 1
    } else if probe.isJudged {
      labeledPending += 1
    } else {
      unlabeledPending += 1
    }
    return prompt.utf8.count
  }

  private func reply(
    to prompt: String, _ imageDigest: String, maxTokens: Int
  ) throws(LogError) -> StoredReply? {
    guard let model else { return nil }
    return try log.reply(
      key: ContentKey.request(
        model: model, imageDigest: imageDigest, repetition: settings.repetition,
        ModelRequest(image: nil, prompt: prompt, maxTokens: maxTokens)))
  }

  /// How many findings that are to be explained an answer makes.
  ///
  /// Of a caption whose picture nobody annotated none is known before the model is asked about its mentions.
  private func findingCount(_ stored: StoredReply, to probe: Probe) -> Int {
    guard let task = probe.caption else { return isFinding(stored, to: probe) ? 1 : 0 }
    guard settings.explained != .none else { return 0 }
    let reading = ReadCaption(
      stored.reply, variant: settings.captionVariant ?? ProbeAsking.usualVariant)
    return reading.standings(task.isPresent).count { standing in
      standing == .hallucinated || settings.explained == .all && standing != .noClaim
    }
  }

  /// Whether an answer is a finding that is to be explained.
  private func isFinding(_ stored: StoredReply, to probe: Probe) -> Bool {
    guard settings.explained != .none else { return false }
    if let choices = probe.choices {
      return ChoiceVerdictRecord(
        probeID: 0, choices: choices, reply: stored.reply, replyKey: stored.key
      ).isWrongChoice
    }
    guard let label = probe.label else { return true }
    let answer = rule.answer(to: ProbeReply(stored.reply), label: label)
    return FindingKind(Outcome(answer: answer, label: label)).map(settings.explained.includes)
      ?? false
  }

  private static func name(_ imageDigest: String, _ prompt: String) -> String {
    imageDigest + "\n" + prompt
  }
}
