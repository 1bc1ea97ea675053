import AuditStore
import Foundation
import ModelAPI
import Probing

/// JUnit's XML: a suite for each split, a case for each probe.
///
/// A yes where no is right fails, and so does a caption that names what is not there; an unreadable reply or one without a label is skipped; a probe without a reply is an error. A miss
/// passes, and is told in its output: it is no hallucination.
struct JUnitReport {
  private let audit: ExportedAudit

  init(_ audit: ExportedAudit) { self.audit = audit }

  /// The file.
  var text: String {
    let suites = suites
    let all = suites.flatMap(\.cases)
    var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    text +=
      "<testsuites\(XML.attributes([("name", "hallux audit \(audit.audit.id)")] + Self.counts(all)))>\n"
    for suite in suites {
      text +=
        "  <testsuite\(XML.attributes([("name", suite.name)] + Self.counts(suite.cases) + [("timestamp", time)]))>\n"
      text += "    <properties>\n"
      for (name, value) in properties {
        text += "      <property\(XML.attributes([("name", name), ("value", value)]))/>\n"
      }
      text += "    </properties>\n"
      for answer in suite.cases { text += Self.testCase(answer, of: suite.name) }
      text += "  </testsuite>\n"
    }
    return text + "</testsuites>\n"
  }

  private var properties: [(String, String)] {
    [
      ("model", audit.audit.manifest.model.name), ("probes", audit.audit.manifest.probeSet),
      ("rule", audit.rule), ("audit", audit.audit.manifest.key),
    ]
  }

  /// When the audit began, as JUnit has it, without a zone: UTC.
  private var time: String { audit.audit.startedAt.formatted(.iso8601).replacing("Z", with: "") }

  private var suites: [(name: String, cases: [ExportedAnswer])] {
    let known = Set(audit.answers.flatMap(\.probe.splits))
    let names =
      Probe.popeSplits.filter(known.contains) + known.subtracting(Probe.popeSplits).sorted()
    let suites = names.map { name in
      (name: name, cases: audit.answers.filter { $0.probe.splits.contains(name) })
    }
    let others = audit.answers.filter { $0.probe.splits.isEmpty }
    return suites + (others.isEmpty ? [] : [(name: "all", cases: others)])
  }

  private static func counts(_ answers: [ExportedAnswer]) -> [(String, String)] {
    func count(_ result: Result) -> String {
      String(answers.count { Self.result(of: $0) == result })
    }
    return [
      ("tests", String(answers.count)), ("failures", count(.failure)), ("errors", count(.error)),
      ("skipped", count(.skipped)),
    ]
  }

  private enum Result { case passed, failure, skipped, error }

  private static func result(of answer: ExportedAnswer) -> Result {
    guard answer.reply != nil else { return .error }
    if let caption = answer.caption {
      return caption.mentions.contains { $0.standing == .hallucinated } ? .failure : .passed
    }
    if let choice = answer.choice {
      return choice.chosen == nil ? .skipped : choice.isCorrect ? .passed : .failure
    }
    switch answer.verdict?.outcome {
    case .falsePositive: return .failure
    case .unparsable, nil: return .skipped
    case .truePositive, .trueNegative, .falseNegative: return .passed
    }
  }

  private static func message(_ answer: ExportedAnswer, _ kind: String) -> String {
    guard let caption = answer.caption else { return "\(kind): \(answer.target ?? "") is right" }
    let words = caption.mentions.filter { $0.standing == .hallucinated }.map(\.words)
    return "the caption names what is not there: \(words.joined(separator: ", "))"
  }

  private static func testCase(_ answer: ExportedAnswer, of split: String) -> String {
    let probe = answer.probe
    let object = probe.object ?? "question"
    var text =
      "    <testcase\(XML.attributes([("classname", "\(split).\(object)"), ("name", "\(probe.id) \(probe.imageName): \(probe.question)")]))>\n"
    let kind = answer.outcomeWord ?? (answer.caption == nil ? "not judged" : "caption")
    let said = answer.reply.map { "the model said: \($0.text)" } ?? ""
    switch result(of: answer) {
    case .passed: break
    case .failure:
      text +=
        "      <failure\(XML.attributes([("type", kind), ("message", message(answer, kind))]))>\(XML.content(said))</failure>\n"
    case .skipped:
      let why =
        answer.verdict == nil && answer.choice == nil
        ? "there is no label" : "neither answer can be read"
      text += "      <skipped\(XML.attributes([("message", why)]))/>\n"
    case .error:
      text +=
        "      <error\(XML.attributes([("type", "not-asked"), ("message", answer.record.problem ?? "there is no reply")]))/>\n"
    }
    if answer.reply != nil {
      let finding = answer.findings.map { "\nfinding \($0.id), \($0.kind.rawValue)" }.joined()
      text += "      <system-out>\(XML.content("\(kind); \(said)\(finding)"))</system-out>\n"
    }
    return text + "    </testcase>\n"
  }
}
