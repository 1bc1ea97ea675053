import AuditStore
import Probing

extension LogSource {
  /// The numbers under what people say about the labels; nil where nobody said anything.
  ///
  /// - Parameter choices: The verdicts on multiple-choice questions.
  /// - Returns: The numbers.
  /// - Throws: `ReportError` of code `log`.
  func adjudicated(choices: [ChoiceVerdictRecord]) throws(ReportError) -> AdjudicatedFigures? {
    let (log, id) = (log, record.id)
    let standings = try reading { () throws(LogError) in try log.standings(ofAudit: id) }
    guard !standings.isEmpty else { return nil }
    func adjudicated(_ probe: Int64) -> Probe? {
      probes[probe].flatMap { $0.probe.adjudicated(standings[probe]) }
    }
    let verdicts = probes.values.sorted { $0.position < $1.position }.compactMap { probe in
      deciding[probe.id].flatMap { verdict in
        adjudicated(probe.id).flatMap { Verdict(probe: $0, answer: verdict.answer) }
      }
    }
    let chosen = choices.compactMap { verdict in
      adjudicated(verdict.probeID).flatMap { ChoiceVerdict(probe: $0, chosen: verdict.chosen) }
    }
    let people = try reading { () throws(LogError) in try log.adjudications(ofAudit: id) }
    return AdjudicatedFigures(
      tally: AdjudicationTally(standings.values), peopleCount: Set(people.map(\.author)).count,
      metrics: ProbeMetrics(verdicts, seed: bootstrapSeed),
      choices: chosen.isEmpty ? nil : ChoiceMetrics(chosen))
  }
}
