public import AuditStore
import Codecs
public import Foundation
import Imaging
public import ModelAPI
public import Probing

/// What another tool had from a model as the answer to a probe.
public struct ImportedAnswer: Sendable, Hashable {
  /// The probe.
  public var probe: Probe
  /// What the model was asked, as far as the tool wrote it down.
  public var prompt: String
  /// The reply, word for word; nil where there is none.
  public var reply: String?
  /// Why there is none, in one line; nil where there is one.
  public var problem: String?

  /// Makes an answer.
  public init(probe: Probe, prompt: String, reply: String?, problem: String?) {
    self.probe = probe
    self.prompt = prompt
    self.reply = reply
    self.problem = problem
  }
}

/// Replies that another tool had from a model become an audit: recorded, judged under every rule, its findings told.
///
/// No model is asked. The audit's key covers the replies, so the same ones are the same audit, from whatever file
/// they come; one that stopped in the middle goes on.
public struct AuditImport: Sendable {
  private let log: AuditLog
  private let manifest: AuditManifest
  private let answers: [ImportedAnswer]
  private let settings: AuditSettings
  private let rule: any ParseRule
  private let now: @Sendable () -> Date

  /// What an import came to.
  public struct Result: Sendable, Hashable {
    /// The audit's number in the log.
    public var auditID: Int64
    /// Whether the log held all of it before.
    public var wasThere: Bool
    /// What was wrong with images, a line each.
    public var imageProblems: [String]
  }

  /// Makes an import.
  ///
  /// - Parameters:
  ///   - answers: The probes in order, with what was replied.
  ///   - model: The model that replied.
  ///   - probeSet: The probe set's name, for people.
  ///   - sources: The files that all of it was read from.
  ///   - rule: The parse rule whose verdicts make findings.
  ///   - promptSuffix: What followed every question, by its registered name; nil for nothing that is known.
  ///   - log: Where it goes.
  ///   - version: The program's version.
  ///   - now: The time.
  public init(
    _ answers: [ImportedAnswer], of model: ModelIdentity, probeSet: String,
    sources: [ProbeSource], rule: any ParseRule, promptSuffix: String?, into log: AuditLog,
    version: String, now: @escaping @Sendable () -> Date
  ) {
    var settings = AuditSettings()
    settings.rule = rule.name
    settings.explained = .none
    settings.promptSuffix = promptSuffix
    settings.imported = ContentKey.digest(
      answers.flatMap { answer in
        [answer.probe.id, answer.prompt, answer.reply.map { "+" + $0 } ?? "-"]
      })
    self.log = log
    self.answers = answers
    self.settings = settings
    self.rule = rule
    self.now = now
    manifest = AuditManifest(
      model: model, probeSet: probeSet, probes: answers.map(\.probe), sources: sources,
      settings: settings, version: version)
  }

  /// Records the audit.
  ///
  /// - Parameter loadImage: Reads the image of a probe by its name; nil to leave the images out.
  /// - Returns: What it came to.
  /// - Throws: ``LogError``.
  public func run(loadImage: ImageLoader?) throws -> Result {
    let known = try log.audits().first { $0.manifest.key == manifest.key }
    let isWhole = known?.state == .finished
    var result = Result(auditID: known?.id ?? 0, wasThere: isWhole, imageProblems: [])
    if !isWhole {
      let audit = try log.beginAudit(manifest, probes: answers.map(\.probe), at: now())
      result.auditID = audit.id
      try record(try log.probes(ofAudit: audit.id), of: audit.id)
    }
    if let loadImage {
      result.imageProblems = try recordImages(ofAudit: result.auditID, loadImage)
    }
    if !isWhole { try log.finishAudit(result.auditID, state: .finished, at: now()) }
    return result
  }

  private func record(_ probes: [ProbeRecord], of audit: Int64) throws {
    let modelID = try log.modelID(of: manifest.model)
    var replies: [StoredReply] = []
    var verdicts: [VerdictRecord] = []
    var choiceVerdicts: [ChoiceVerdictRecord] = []
    for (probe, answer) in zip(probes, answers) {
      guard let text = answer.reply else {
        if let problem = answer.problem, problem != probe.problem {
          try log.setProblem(problem, forProbe: probe.id)
        }
        continue
      }
      let reply = ModelReply(text: text, tokens: [])
      let key = key(of: answer)
      replies.append(
        StoredReply(
          key: key, modelID: modelID, imageDigest: nil, prompt: answer.prompt, reply: reply,
          receivedAt: now()))
      if let choices = answer.probe.choices {
        choiceVerdicts.append(
          ChoiceVerdictRecord(probeID: probe.id, choices: choices, reply: reply, replyKey: key))
      } else if let label = answer.probe.label {
        verdicts += VerdictRecord.all(
          on: probe, label: label, reply: reply, isProcessed: false, replyKey: key)
      }
    }
    try log.record(replies: replies)
    try log.record(verdicts: verdicts)
    for verdict in choiceVerdicts { try log.record(choiceVerdict: verdict) }
    try recordFindings(of: audit)
  }

  private func recordFindings(of audit: Int64) throws {
    try log.recordVerdictFindings(ofAudit: audit, rule: rule.name)
  }

  /// The key of a reply: no request of ours has it, so nothing that a model is asked is answered by it.
  private func key(of answer: ImportedAnswer) -> String {
    ContentKey.digest(
      "imported", manifest.model.name, manifest.model.fingerprint, settings.imported ?? "",
      answer.probe.id, answer.prompt)
  }

  /// Records the images that the log lacks, and which probe is about which; the lines that say what is wrong.
  private func recordImages(
    ofAudit id: Int64, _ loadImage: ImageLoader
  ) throws(LogError) -> [String] {
    var problems: [String] = []
    var digests: [String: String?] = [:]
    for probe in try log.probes(ofAudit: id) where probe.imageDigest == nil {
      let name = probe.probe.imageName
      if digests[name] == nil {
        do {
          let image = try loadImage(name)
          let digest = SHA256Digest.hex(of: image)
          try log.record(
            image: StoredImage(
              digest: digest, width: image.width, height: image.height,
              png: PNGCodec.encode(image)))
          digests[name] = .some(digest)
        } catch let error as ImageProblem {
          problems.append(error.reason)
          digests[name] = .some(nil)
        } catch let error as LogError {
          throw error
        } catch {
          problems.append("\(name): \(error)")
          digests[name] = .some(nil)
        }
      }
      if let digest = digests[name] ?? nil { try log.setImage(digest, forProbe: probe.id) }
    }
    return problems
  }
}

extension AuditRecord {
  /// Whether another tool had the replies from the model, and no image was ever masked.
  public var isImported: Bool {
    (try? AuditSettings(canonicalText: manifest.settings))?.imported != nil
  }

  /// Why nothing of an imported audit can be asked about again.
  ///
  /// - Parameter what: What is wanted, such as "to recheck".
  /// - Returns: One line for a person; nil of an audit that asked.
  public func reasonImported(_ what: String) -> String? {
    guard isImported else { return nil }
    return
      "audit \(id) was imported: the log has replies that another tool had from the model, and no regions, no"
      + " evaluations and no tokens \(what); ask the model itself by hallux audit or hallux explain"
  }
}
