import Attribution
import AuditStore
import Probing

extension CaptionSummary {
  /// The captions for a person, a line each.
  var lines: [String] {
    var lines = [
      "captions    \(count), with \(standings.values.reduce(0, +)) mentions, read as \(variant.rawValue)"
        + (standings.isEmpty ? "" : ": ")
        + MentionStanding.allCases.compactMap { standing in
          standings[standing].map { "\($0) \(standing.rawValue)" }
        }.joined(separator: ", ")
        + (cutCount > 0 ? "; \(cutCount) ended by the token limit" : "")
    ]
    if let chair {
      let quarters = chair.quarterRates.map { $0.value.map { fixed($0) } ?? "-" }
      lines += [
        "CHAIR_i     \(chair.instanceRate.text) of mentions"
          + (chair.captions.count < count
            ? ", in the \(chair.captions.count) annotated captions" : ""),
        "CHAIR_s     \(chair.sentenceRate.text) of captions",
        "recall      \(chair.recall.text) of the objects that are there",
        "quarters    \(quarters.joined(separator: "  ")) of mentions, from the first quarter of a caption to the last",
      ]
      let worst = chair.objects.filter { $0.hallucinated > 0 }
        .sorted { ($1.hallucinated, $0.object) < ($0.hallucinated, $1.object) }.prefix(5)
      if !worst.isEmpty {
        lines.append(
          "objects     hallucinated: "
            + worst.map { "\($0.object) \($0.hallucinated)/\($0.mentions)" }
            .joined(separator: ", "))
      }
    }
    if let crossExamination {
      lines.append(
        "denied      \(crossExamination.crossExaminedRate.text) of mentions by the model that made them; nobody says"
          + " what is there, so this is no CHAIR")
    }
    if !causes.isEmpty {
      lines.append(
        "causes      "
          + Diagnosis.Cause.allCases.compactMap { cause in
            causes[cause].map { "\($0) \(cause.rawValue)" }
          }.joined(separator: ", "))
    }
    let (trigger, random) = (fate(without: .trigger), fate(without: .randomArea))
    if trigger.count > 0 {
      lines.append(
        "vanished    \(trigger.gone) of \(trigger.count) mentions from the caption without the trigger,"
          + " \(random.gone) of \(random.count) without a random area of its size")
    }
    return lines + [""]
  }
}
