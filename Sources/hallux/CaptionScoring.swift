import AuditStore
import Auditing
import ProbeFiles
import Probing

/// Captions of a file, scored against annotations or against the model's own yes and no.
struct CaptionScoring {
  /// What the captions are judged by.
  enum Truth {
    /// COCO's annotations, with the captions of people where they are named.
    case annotations(instances: String, references: String?)
    /// An audit that asked about each mention.
    case audit(AuditRecord, AuditLog)
  }

  let file: CaptionFile
  let truth: Truth
  let variants: [CHAIRVariant]
  let truncation: CaptionTruncation
  let rule: any ParseRule

  /// Scores the captions.
  ///
  /// - Throws: ``ProbeFileError``; ``LogError``.
  func scores() throws -> [CaptionScore] {
    switch truth {
    case .annotations(let instances, let references):
      let truth = try CaptionTruth(instances: instances, references: references)
      return variants.map { variant in
        .chair(
          CHAIR(
            file.captions, truth: truth.objects(readBy: variant), variant: variant,
            truncation: truncation, seed: RunningAudit.bootstrapSeed))
      }
    case .audit(let audit, let log):
      let answers = try answers(ofAudit: audit.id, in: log)
      return variants.map { variant in
        .crossExamined(
          CrossExamination(
            file.captions, answers: answers, variant: variant, truncation: truncation,
            seed: RunningAudit.bootstrapSeed), variant: variant, audit: audit.id)
      }
    }
  }

  /// What the model answered about each image and object; nothing where the reply is unparsable.
  private func answers(
    ofAudit id: Int64, in log: AuditLog
  ) throws -> [CrossExamination.Subject: Answer] {
    var answers: [CrossExamination.Subject: Answer] = [:]
    for response in try ResponseSet(ofAudit: id, in: log).responses {
      let probe = response.probe
      guard let object = probe.object, let slash = probe.id.lastIndex(of: "/"),
        let reply = response.reply, let answer = rule.answer(to: reply, label: probe.label)
      else { continue }
      answers[
        CrossExamination.Subject(imageKey: String(probe.id[..<slash]), object: object)] = answer
    }
    return answers
  }
}

extension LoggedCaptions {
  /// Scores the captions of an audit, by what judged them in it.
  ///
  /// - Parameters:
  ///   - audit: The audit's number.
  ///   - variants: How they are read.
  ///   - truncation: What is cut off before.
  ///   - rule: The parse rule that reads what the model said of its own mentions.
  /// - Returns: For each variant the score of each judge.
  func scores(
    ofAudit audit: Int64, variants: [CHAIRVariant], truncation: CaptionTruncation,
    rule: any ParseRule
  ) -> [CaptionScore] {
    let seed = RunningAudit.bootstrapSeed
    return variants.flatMap { variant in
      let scores = [
        chair(variant: variant, truncation: truncation, seed: seed).map(CaptionScore.chair),
        crossExamination(rule: rule, variant: variant, truncation: truncation, seed: seed).map {
          .crossExamined($0, variant: variant, audit: audit)
        },
      ]
      return scores.compactMap(\.self)
    }
  }
}

/// What captions came to under one reading.
enum CaptionScore {
  /// Against annotations.
  case chair(CHAIR)
  /// Against the model's own answers about what it had mentioned.
  case crossExamined(CrossExamination, variant: CHAIRVariant, audit: Int64)

  /// Whether the truth has anything about the captions.
  var isJudged: Bool {
    switch self {
    case .chair(let chair): !chair.captions.isEmpty
    case .crossExamined(let examination, _, _):
      examination.crossExaminedRate.ratio != nil || examination.unknownCount == 0
    }
  }

  /// The score for a person.
  var lines: [String] {
    switch self {
    case .chair(let chair): chair.lines
    case .crossExamined(let examination, let variant, let audit):
      [
        "variant     \(variant.rawValue), cross-examined by audit \(audit); this is no CHAIR: the model itself is asked",
        "mentions    \(examination.crossExaminedRate.text) are denied by the model that made them"
          + " (\(examination.crossExaminedRate.counts))",
        "captions    \(examination.crossExaminedCaptionRate.text) have such a mention"
          + " (\(examination.crossExaminedCaptionRate.counts))",
        "unknown     \(examination.unknownCount) mentions were not asked about, or got neither yes nor no",
      ]
    }
  }
}

extension CHAIR {
  fileprivate var lines: [String] {
    let quarters = quarterRates.map { $0.value.map { fixed($0) } ?? "-" }.joined(separator: "  ")
    var lines = [
      "variant     \(variant.rawValue), truncation \(truncation.name), \(captions.count) captions of"
        + " \(imageKeys.count) images",
      "CHAIR_i     \(instanceRate.text) of mentions (\(instanceRate.counts))",
      "CHAIR_s     \(sentenceRate.text) of captions (\(sentenceRate.counts))",
      "recall      \(recall.text) of the objects that are there (\(recall.counts))",
      "quarters    \(quarters) of mentions, from the first quarter of a caption to the last",
      "length      \(meanWordCount.map { fixed($0, 1) } ?? "-") words,"
        + " \(meanCharacterCount.map { fixed($0, 1) } ?? "-") characters, mean",
    ]
    if unannotatedCount > 0 {
      lines.append(
        "unjudged    \(unannotatedCount) mentions of objects that the annotations have no category for"
      )
    }
    if variant == .fixed {
      lines.append(
        "left out    \(ambiguousCount) ambiguous mentions, \(negatedCount) that say that a thing is not there"
      )
    }
    let worst = objects.filter { $0.hallucinated > 0 }
      .sorted { ($1.hallucinated, $0.object) < ($0.hallucinated, $1.object) }.prefix(5)
    if !worst.isEmpty {
      lines.append(
        "objects     hallucinated: "
          + worst.map { "\($0.object) \($0.hallucinated)/\($0.mentions)" }.joined(separator: ", "))
    }
    if !unannotatedKeys.isEmpty {
      lines.append(
        "unjudged    the annotations lack \(unannotatedKeys.count) images, whose captions are left out: "
          + unannotatedKeys.prefix(5).map(\.printable).joined(separator: ", ")
          + (unannotatedKeys.count > 5 ? ", … (all in --json)" : "")
      )
    }
    return lines
  }
}

extension CaptionTruncation {
  /// The name on the command line and in JSON.
  var name: String {
    switch self {
    case .none: "none"
    case .dropIncompleteLastSentence: "last-sentence"
    }
  }

  init?(name: String) {
    guard let found = Self.allCases.first(where: { $0.name == name }) else { return nil }
    self = found
  }
}

extension Estimate {
  /// The two counts of a ratio, such as `12/80`; `0/0` where there is none.
  fileprivate var counts: String {
    ratio.map { "\($0.numerator)/\($0.denominator)" } ?? "0/0"
  }
}
