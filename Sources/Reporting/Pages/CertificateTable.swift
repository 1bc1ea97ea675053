import Attribution
import Imaging
import Probing

/// The proof of one trigger, a line an evaluation: what was done to the picture, and what the model then
/// said.
struct CertificateTable {
  /// The finding.
  var finding: FindingReport
  /// The trigger that is proven.
  var trigger: TriggerReport

  private var side: Trigger.Side { trigger.trigger.side }

  /// The values of one certificate of `finding.html`.
  var values: [String: TemplateValue] {
    [
      "anchor": .text(side == .necessary ? "necessary" : "sufficient"),
      "title": .text(
        side == .necessary ? "Proof that it is the trigger" : "Proof that it suffices"),
      "intro": .text(intro),
      "caption": .text(
        "The \(side.rawValue) set\u{2019}s certificate: "
          + NumberText.count(trigger.trigger.certificate.count, "evaluation")
          + ". A positive margin means that the model prefers \(finding.entry.said.text)."),
      "lines": .list(trigger.trigger.certificate.enumerated().map(line)),
    ]
  }

  private var intro: String {
    var sentences = [Words.proof(trigger.trigger.minimality, side: side)]
    if let noise = trigger.noiseFloor {
      sentences.append(
        "Asked about the same picture again, the margin moves by up to "
          + "\(NumberText.nats(noise)): no decision may rest on less.")
    }
    if trigger.trigger.certificate.contains(where: \.isBounded) {
      sentences.append(
        "Where the server left a token out, the margin is known up to a bound: it is as far from 0 or farther."
      )
    }
    return sentences.joined(separator: " ")
  }

  private func line(_ index: Int, _ entry: CertificateEntry) -> [String: TemplateValue] {
    let verification =
      trigger.lineVerifications.indices.contains(index) ? trigger.lineVerifications[index] : nil
    let saying =
      verification.map(finding.entry.said.saying) ?? Saying(margin: entry.margin)
    let isDoubtful = trigger.noiseFloor.map { abs(entry.margin) <= $0 } ?? false
    return [
      "action": .text(action(entry.claim)),
      "said": .text(says(saying, entry.claim)),
      "saidClass": .text(finding.entry.said.style(saying)),
      "reply": .optional(text: verification.map { Words.reply($0.text) }),
      "doubt": .optional(text: isDoubtful ? "inside the noise" : nil),
      "margin": .text(NumberText.margin(entry.margin, entry.isBounded)),
    ]
  }

  /// "says Yes again" where putting a region back brings the answer back.
  private func says(_ saying: Saying, _ claim: CertificateEntry.Claim) -> String {
    let says = "says " + finding.entry.said.text(saying)
    guard saying == .same, side == .necessary else { return says }
    return switch claim {
    case .regionNeeded: says + " again"
    case .subsetFails: "still " + says
    case .setSuffices: says
    }
  }

  private func action(_ claim: CertificateEntry.Claim) -> String {
    let all = Words.regions(trigger.trigger.regions.regions)
    return switch (claim, side) {
    case (.setSuffices, .necessary): "Take out \(all)"
    case (.setSuffices, .sufficient): "Show \(all) alone"
    case (.regionNeeded(let region), .necessary): "Put back region \(region)"
    case (.regionNeeded(let region), .sufficient): "Leave out region \(region)"
    case (.subsetFails(let subset), .necessary) where subset.isEmpty: "Take out nothing"
    case (.subsetFails(let subset), .necessary):
      "Take out only \(Words.regions(subset.regions))"
    case (.subsetFails(let subset), .sufficient) where subset.isEmpty: "Show nothing"
    case (.subsetFails(let subset), .sufficient):
      "Show only \(Words.regions(subset.regions))"
    }
  }
}
