import Attribution
import AuditStore
import Probing

/// The audit's verdict in words: what a reader takes away who reads nothing else.
struct SummaryVerdict {
  /// The audit.
  var report: AuditReport

  private var table: ConfusionTable { report.summary.pooled.table }
  private var absent: Int { table.count - table.labeledYes }

  /// The necessary triggers of the findings of a kind; of all where none is named.
  private func necessary(_ kind: FindingKind? = nil) -> TriggerStatistics {
    TriggerStatistics(
      report.findings.filter { kind == nil || $0.kind == kind }.compactMap(\.necessary))
  }

  /// One sentence: how often the model named what is not there.
  var headline: String {
    if table.count == 0, let choices = report.choices {
      return "\(report.model) chose rightly in \(NumberText.count(choices.correct)) of "
        + "\(NumberText.count(choices.count, "multiple-choice question"))."
    }
    if table.count == 0, let captions = report.captions { return headline(captions) }
    guard table.count > 0 else {
      return switch report.findings.count {
      case 0: "\(report.model) has not been judged on any probe yet."
      case 1:
        report.findings.first.map {
          "\(Words.quoted($0.question)) \($0.said.text), says \(report.model): explained, not judged."
        } ?? ""
      default:
        "\(NumberText.count(report.findings.count, "answer")) of \(report.model), explained and not judged."
      }
    }
    guard absent > 0 else {
      return "\(report.model) missed \(NumberText.count(table.falseNegatives)) of "
        + "\(NumberText.count(table.labeledYes, "object")) that are there."
    }
    let said = table.falsePositives == 0 ? "none" : NumberText.count(table.falsePositives)
    return "\(report.model) said yes to \(said) of \(NumberText.count(absent, "object")) "
      + (absent == 1 ? "that is not there." : "that are not there.")
  }

  /// What was found out about it, and the other kind of error.
  var lede: String {
    if table.count == 0, let choices = report.choices { return Self.lede(choices) }
    if table.count == 0, let captions = report.captions { return lede(captions) }
    guard table.count > 0 else { return unjudgedLede }
    var sentences: [String] = []
    // Where nothing was absent, what can be wrong is a miss.
    let wrong: Answer = absent > 0 ? .yes : .no
    let necessary = necessary(absent > 0 ? .falsePositive : .falseNegative)
    if necessary.found > 0, let area = necessary.medianArea {
      let all =
        necessary.found == (absent > 0 ? table.falsePositives : table.falseNegatives)
      sentences.append(
        (all ? "For each of them" : "For \(NumberText.count(necessary.found)) of them")
          + ", the part of the picture that triggers the answer is found: with a median of "
          + "\(NumberText.percent(area)) of the picture \(report.fill.participle), the model says "
          + "\(Words.said(wrong.opposite))."
      )
      if necessary.minimal > 0 {
        sentences.append(
          "\(NumberText.count(necessary.minimal, "trigger is", "triggers are")) proven minimal: put "
            + "back any one region, and it says \(Words.said(wrong)) again.")
      }
    }
    if table.labeledYes > 0, absent > 0 {
      let missed = table.falseNegatives == 0 ? "none" : NumberText.count(table.falseNegatives)
      sentences.append(
        "It missed \(missed) of \(NumberText.count(table.labeledYes, "object")) that "
          + (table.labeledYes == 1 ? "is there." : "are there."))
    }
    if let choices = report.choices { sentences.append(Self.lede(choices)) }
    if let captions = report.captions { sentences.append(headline(captions)) }
    return sentences.joined(separator: " ")
  }

  /// How often captions named what is not there.
  private func headline(_ captions: CaptionFigures) -> String {
    guard captions.chair != nil else {
      return "Of \(NumberText.count(captions.judged, "object")) that \(report.model) named in "
        + "\(NumberText.count(captions.count, "caption")), it denies "
        + "\(captions.hallucinated == 0 ? "none" : NumberText.count(captions.hallucinated)) when asked."
    }
    let said = captions.hallucinated == 0 ? "none" : NumberText.count(captions.hallucinated)
    return "Of \(NumberText.count(captions.judged, "object")) that \(report.model) named in "
      + "\(NumberText.count(captions.count, "caption")), \(said) "
      + (captions.hallucinated == 0
        ? "is missing."
        : (captions.hallucinated == 1 ? "is " : "are ") + "\(report.falseMentions.short).")
  }

  /// What was found out about them.
  private func lede(_ captions: CaptionFigures) -> String {
    var sentences: [String] = []
    let necessary = necessary(.hallucinatedMention)
    if necessary.found > 0, let area = necessary.medianArea {
      sentences.append(
        "For \(NumberText.count(necessary.found)) of them, the part of the picture that triggers the mention is "
          + "found: with a median of \(NumberText.percent(area)) of the picture \(report.fill.participle), the caption "
          + "does not come to it.")
    }
    let snowballs = captions.causes[.snowball] ?? 0
    if snowballs > 0 {
      sentences.append(
        "\(NumberText.count(snowballs, "mention follows", "mentions follow")) from what the caption had said before."
      )
    }
    if captions.vanished.count > 0 {
      sentences.append(
        "Written anew without the trigger, \(NumberText.count(captions.vanished.gone)) of "
          + "\(NumberText.count(captions.vanished.count)) vanish; without a random area of its size, "
          + "\(NumberText.count(captions.vanishedAtRandom.gone)).")
    }
    return sentences.joined(separator: " ")
  }

  /// What multiple choice came to.
  private static func lede(_ choices: ChoiceMetrics) -> String {
    var sentences = [
      "Multiple choice: \(NumberText.count(choices.correct)) of \(NumberText.count(choices.count)) chosen rightly"
    ]
    if let pairs = choices.pairAccuracy.ratio {
      sentences.append(
        "\(NumberText.count(pairs.numerator)) of \(NumberText.count(pairs.denominator, "pair")) whole"
      )
    }
    if choices.unparsable > 0 {
      sentences.append(
        "\(NumberText.count(choices.unparsable)) named no option or several")
    }
    return sentences.joined(separator: ", ") + "."
  }

  /// What was found out about answers that no label judges.
  private var unjudgedLede: String {
    let necessary = necessary()
    guard necessary.found > 0, let area = necessary.medianArea else { return "" }
    let extent = "\(NumberText.percent(area)) of the picture \(report.fill.participle)"
    let proof = "proven minimal: put back any one of its regions, and the answer returns."
    if report.findings.count == 1, let said = report.findings.first?.said {
      return "With \(extent), \(said.text) becomes \(said.flipped)."
        + (necessary.minimal > 0 ? " This part is \(proof)" : "")
    }
    return
      "For \(NumberText.count(necessary.found)) of them, the part of the picture that triggers the "
      + "answer is found: with a median of \(extent), it becomes another one."
      + (necessary.minimal > 0
        ? " \(NumberText.count(necessary.minimal, "part is", "parts are")) \(proof)" : "")
  }

  /// What a reader must know before trusting the numbers.
  var notices: [String] {
    var notices: [String] = []
    let progress = report.progress
    if !progress.isFinished {
      notices.append(
        progress.judged < progress.planned
          ? "This audit is not finished: \(NumberText.count(progress.judged)) of "
            + "\(NumberText.count(progress.planned)) probes are judged. The same command goes on with it."
          : "This audit is not finished: explanations are missing, or the shares of other machines; "
            + "the same command or hallux log merge adds them."
      )
    }
    if progress.failed > 0 {
      notices.append(
        "\(NumberText.count(progress.failed, "probe")) could not be asked or judged and "
          + "\(progress.failed == 1 ? "is" : "are") in none of the numbers.")
    }
    if table.unparsable > 0 {
      notices.append(
        "\(NumberText.count(table.unparsable, "reply", "replies")) could not be read as yes or no. "
          + "\(table.unparsable == 1 ? "It is" : "They are") counted as neither, and as wrong in the "
          + "accuracy.")
    }
    return notices
  }
}
