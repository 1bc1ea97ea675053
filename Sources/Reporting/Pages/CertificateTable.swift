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
  /// Whether the page has a row for each region, where its number can lead.
  var hasRows: Bool

  /// More lines than this that only say that other sets fail are listed apart.
  private static let otherLimit = 4

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
      "lines": .list(main.map(line)),
      "others": .optional(others.isEmpty ? nil : otherValues),
    ]
  }

  private typealias Line = (index: Int, entry: CertificateEntry)

  private var all: [Line] {
    trigger.trigger.certificate.enumerated().map { (index: $0.offset, entry: $0.element) }
  }

  /// The lines that show the set at work.
  private var main: [Line] {
    let apart = Set(others.map(\.index))
    return all.filter { !apart.contains($0.index) }
  }

  /// The lines that only say that some other set fails, where they are many.
  private var others: [Line] {
    let lines = all.filter { line in
      guard case .subsetFails = line.entry.claim else { return false }
      return verification(line.index) == nil
    }
    return lines.count > Self.otherLimit ? lines : []
  }

  private var otherValues: [String: TemplateValue] {
    [
      "title": .text(otherTitle),
      "items": .list(
        others.map { index, entry in
          line(index, entry).merging(["mixed": .flag(nearest == nil)]) { $1 }
        }),
    ]
  }

  /// The margin of the other set that comes nearest to doing it; nil where one of them does.
  private var nearest: Double? {
    let margins = others.map(\.entry.margin)
    return side == .necessary
      ? margins.allSatisfy { $0 > 0 } ? margins.min() : nil
      : margins.allSatisfy { $0 <= 0 } ? margins.max() : nil
  }

  /// What the other sets come to.
  private var otherTitle: String {
    let tried = "\(NumberText.count(others.count)) other sets were tried"
    guard let nearest else { return tried }
    let said = finding.entry.said.text
    return tried
      + (side == .necessary
        ? ": without each, it still says \(said)" : ": with each alone, it never says \(said)")
      + " (margin \(NumberText.signed(nearest, decimals: 2)) at the nearest)"
  }

  /// What was said in words, where that decides: a caption of the sufficient set alone is another caption, and only the
  /// margin tells whether it would come to the mention.
  private func verification(_ index: Int) -> SpokenReply? {
    if finding.caption != nil, side == .sufficient { return nil }
    return trigger.lineVerifications.indices.contains(index)
      ? trigger.lineVerifications[index] : nil
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
    let verification = verification(index)
    let saying =
      verification.map(finding.entry.said.saying) ?? Saying(margin: entry.margin)
    let isDoubtful = trigger.noiseFloor.map { abs(entry.margin) <= $0 } ?? false
    return [
      "set": .text(changed(entry.claim).map(String.init).joined(separator: " ")),
      "before": .text(action(entry.claim).before), "after": .text(action(entry.claim).after),
      "regions": regions(entry.claim),
      "said": .text(says(saying, entry.claim)),
      "saidClass": .text(finding.entry.said.style(saying)),
      "reply": .optional(text: verification.map { Words.reply($0.text) }),
      "doubt": .optional(text: isDoubtful ? "inside the noise" : nil),
      "margin": .text(NumberText.margin(entry.margin, entry.isBounded)),
    ]
  }

  /// The regions that a line is about.
  private func changed(_ claim: CertificateEntry.Claim) -> [Int] {
    switch claim {
    case .setSuffices: trigger.trigger.regions.regions
    case .regionNeeded(let region): [region]
    case .subsetFails(let subset): subset.regions
    }
  }

  /// Their numbers, the first ones of many, each leading to its row where there is one.
  private func regions(_ claim: CertificateEntry.Claim) -> TemplateValue {
    let shown = changed(claim).prefix(Words.regionLimit)
    return .list(
      shown.enumerated().map { index, region in
        [
          "number": .text(String(region)), "linked": .flag(hasRows),
          "separator": .text(index + 1 < shown.count ? ", " : ""),
        ]
      })
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

  /// What is done to the picture: the words before and after the regions' numbers.
  private func action(_ claim: CertificateEntry.Claim) -> (before: String, after: String) {
    let regions = changed(claim)
    let count = regions.count
    let (noun, end) =
      count > Words.regionLimit
      ? ("\(NumberText.count(count)) regions (", ", \u{2026})")
      : count == 0 ? ("", "nothing") : (count == 1 ? "region " : "regions ", "")
    return switch (claim, side) {
    case (.setSuffices, .necessary): ("Take out \(noun)", end)
    case (.setSuffices, .sufficient): ("Show \(noun)", end + " alone")
    case (.regionNeeded, .necessary): ("Put back \(noun)", end)
    case (.regionNeeded, .sufficient): ("Leave out \(noun)", end)
    case (.subsetFails, .necessary): ("Take out \(count == 0 ? "" : "only ")\(noun)", end)
    case (.subsetFails, .sufficient): ("Show \(count == 0 ? "" : "only ")\(noun)", end)
    }
  }
}
