import Attribution
import Imaging
import Probing

/// One finding with all its evidence: what was said, what triggers it, and what proves that.
struct FindingPage {
  /// The report that the finding belongs to.
  var report: any ReportContents
  /// The finding.
  var finding: FindingReport
  /// Its place in the list, from 0.
  var position: Int

  private var entry: FindingEntry { finding.entry }

  /// The values of `finding.html`.
  var values: [String: TemplateValue] {
    let lede = lede
    let explanation = ExplanationSection(finding: finding)
    let certificates = [finding.necessary, finding.sufficient].compactMap { $0 }
      .filter { !$0.trigger.certificate.isEmpty }
      .map {
        CertificateTable(finding: finding, trigger: $0, hasRows: explanation != nil).values
      }
    return PageFrame(report: report, place: .finding(entry)).values(
      title: "\(entry.question) \(entry.said.text)",
      description: "\(entry.said.text), \(lede)",
      [
        "place": .text(
          "Finding \(NumberText.count(position + 1)) of \(NumberText.count(report.findings.count)), "
            + Words.withArticle(Words.kind(entry.kind))),
        "previous": link(position - 1), "next": link(position + 1),
        "question": .text(Words.quoted(entry.question)),
        "said": .text(entry.said.text), "saidClass": .text(entry.said.style()), "lede": .text(lede),
        "object": .optional(
          report.objectCount == 0
            ? nil
            : entry.object.map {
              ["page": .link(ObjectEntry.pageName(of: $0)), "name": .text($0)]
            }),
        "notices": .list(notices.map { ["text": .text($0)] }),
        "panels": .list(FindingPanels(finding: finding).values),
        "probabilities": .list(probabilities), "hasProbabilities": .flag(!probabilities.isEmpty),
        "tokens": .optional(TokenTable(finding: finding)?.values),
        "answerFacts": FactValues.list(answerFacts),
        "certificates": .list(certificates), "hasCertificates": .flag(!certificates.isEmpty),
        "caption": .optional(caption),
        "explanation": .optional(explanation?.values),
        "records": FactValues.groups(FindingRecordFacts(finding: finding).groups),
        "recheckNote": .text(recheckNote),
        "commands": .list(finding.commands.map { ["text": .text($0)] }),
      ])
  }

  private var recheckNote: String {
    if finding.isImported { return "The reply was imported. This asks the model itself." }
    return "The log holds every request behind this page"
      + (finding.commands.isEmpty
        ? "."
        : finding.caption == nil ? "; this asks again." : "; these commands read and recheck it.")
  }

  /// The caption that the finding's mention stands in; nil for any other answer.
  private var caption: [String: TemplateValue]? {
    finding.caption.map {
      let section = CaptionSection(
        caption: $0, participle: finding.fill.participle, image: entry.image)
      return section.values.merging([
        "whole": report.captionCount == 0 ? false : section.page
      ]) { own, _ in own }
    }
  }

  /// What follows on the answer: the truth, and what it takes to flip the answer.
  private var lede: String {
    var sentences = ["says \(finding.model)."]
    if finding.caption?.judge == .model, entry.said.isWrong {
      sentences.append("Asked about it, the model denies it.")
    } else if let choices = finding.probe.choices {
      sentences.append("Right is \(Self.option(choices.correct, of: choices)).")
    } else if let truth = FindingWords.truth(object: entry.object, said: entry.said) {
      sentences.append(truth)
    }
    if let necessary = finding.necessary { sentences += triggerSentences(necessary) }
    if finding.regions == nil, finding.problem == nil { sentences.append("It was not explained.") }
    if finding.caption == nil, finding.sufficient?.trigger.status == .languagePrior {
      sentences.append("It gives the same answer to an empty picture: a language prior.")
    }
    return sentences.joined(separator: " ")
  }

  /// An option with its letter.
  private static func option(_ index: Int, of choices: Choices) -> String {
    "(\(Choices.letter(index))) \(choices.options[index])"
  }

  /// What it takes to flip the answer, and how far that is proven.
  private func triggerSentences(_ necessary: TriggerReport) -> [String] {
    let flipped = entry.said.flipped
    let hasTruth = FindingWords.truth(object: entry.object, said: entry.said) != nil
    let removal =
      "With the outlined \(NumberText.percent(necessary.area)) of \(hasTruth ? "it" : "the picture") \(finding.fill.participle), the answer"
    switch necessary.trigger.status {
    case .found where necessary.trigger.minimality == .unproven:
      return ["\(removal) becomes \(flipped); that this part is minimal is not proven."]
    case .found where necessary.trigger.regions.count > 1:
      return [
        "\(removal) becomes \(flipped).",
        "Put back any one of its \(NumberText.count(necessary.trigger.regions.count)) regions, and it "
          + "is \(entry.said.text) again.",
      ]
    case .found:
      return ["\(removal) becomes \(flipped)."]
    case .uncertain:
      return [
        "\(removal) seems to become \(flipped), but the difference is inside the server\u{2019}s noise."
      ]
    case .neverFlips:
      return [
        "The answer stays even with the whole picture \(finding.fill.participle): nothing in it is the "
          + "cause."
      ]
    case .languagePrior:
      return ["An empty picture gives the same answer: a language prior."]
    case .budgetSpent:
      return ["The evaluations allowed were spent before a trigger was proven."]
    }
  }

  private var notices: [String] {
    finding.problem.map { problem in
      // The trigger may be found and proven, and only the order of the regions be missing.
      [finding.isFailed ? "It could not be explained: \(problem)" : "\(Words.sentence(problem))."]
    } ?? []
  }

  private func link(_ position: Int) -> TemplateValue {
    guard report.findings.indices.contains(position) else { return false }
    let entry = report.findings[position]
    return .group(["page": .link(entry.pageName), "question": .text(entry.question)])
  }

  private var probabilities: [[String: TemplateValue]] {
    guard let shares = finding.answerShares, let said = entry.said.answer else { return [] }
    let correct = said.opposite
    return [
      ("Yes", shares.yes, shares.isYesBounded, Words.style(.yes, correct: correct)),
      ("No", shares.no, shares.isNoBounded, Words.style(.no, correct: correct)),
      ("anything else", shares.other, shares.isOtherBounded, "other"),
    ].map { name, share, isBounded, kind in
      [
        "name": .text(name), "kind": .text(kind),
        "width": .text(NumberText.fixed((share ?? 0) * 100, decimals: 1) + "%"),
        "value": .text(
          share.map { NumberText.atMost(NumberText.probability($0), isBounded) } ?? NumberText.none),
      ]
    }
  }

  private var answerFacts: [Fact] {
    [Fact("in full", Words.quoted(finding.reply))] + truthFacts + readings + boundFacts
  }

  /// What the answer is judged by.
  private var truthFacts: [Fact] {
    if let choices = finding.probe.choices {
      return [
        Fact(
          "the options",
          choices.options.indices.map { Self.option($0, of: choices) }.joined(separator: ", ")),
        Fact("right is", Self.option(choices.correct, of: choices)),
      ]
    }
    return [
      Fact(
        "the label",
        finding.probe.label.map(Words.said)
          ?? (finding.caption == nil
            ? "none: it is explained, not judged" : "none: its mentions are judged"))
    ]
  }

  /// What the rules read in the reply, those that agree together.
  private var readings: [Fact] {
    [Answer.yes, .no, nil].compactMap { answer in
      let rules = finding.verdicts.filter { $0.answer == answer }.map(\.rule)
      return rules.isEmpty
        ? nil : Fact("read as \(Words.said(answer)) by", rules.joined(separator: ", "))
    }
  }

  /// What of the numbers above is not exact.
  private var boundFacts: [Fact] {
    let shown = finding.tokens
    let isBounded =
      entry.said.answer == nil
      ? shown.contains { $0.isBounded || $0.isPriorBounded }
      : finding.answerShares?.isBounded == true
    if isBounded {
      return [
        Fact(
          "bounds",
          "the server left tokens out, so what stands after \u{2264} is the most that it can be")
      ]
    }
    guard let unlisted = finding.answerShares?.unlisted, unlisted >= Self.leastUnlisted else {
      return []
    }
    return [
      Fact(
        "not listed",
        "tokens of \(NumberText.probability(unlisted)) together, which may belong to any of the three"
      )
    ]
  }

  /// What would show in a probability's last decimal.
  private static let leastUnlisted = 0.0005
}
