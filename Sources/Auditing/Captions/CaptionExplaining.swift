import Attribution
import AuditStore
import Imaging
import ModelAPI
import Probing

/// The mentions of one caption that are explained: what they share is asked once.
extension FindingExplaining {
  /// What became of the findings of one caption: by finding, the line that says why it could not be explained.
  typealias Problems = [Int64: String]

  /// Explains the findings of one caption and writes everything down; a second call repeats nothing that the log holds.
  ///
  /// One masked image is scored for all mentions at once where the server reads or says the whole stretch in one request,
  /// and each by itself where it cannot.
  ///
  /// - Parameters:
  ///   - findings: All findings of the caption that are to be explained, in the order of its text, those included that
  ///     were explained before: what the others learn from them is then the same.
  ///   - probe: The probe that asked for the caption.
  /// - Returns: What could not be explained.
  /// - Throws: ``Interrupted``; ``ModelError`` when the server cannot go on; ``LogError``.
  func explain(_ findings: [FindingRecord], ofCaption probe: ProbeRecord) async throws -> Problems {
    var problems: Problems = [:]
    var alone = findings
    if findings.count > 1 {
      var group: Group?
      do { group = try await self.group(findings, of: probe) } catch {
        // What kept all of them from being asked about together is found again by each of them alone.
        _ = try Self.reason(error)
      }
      if let group {
        problems = try await explain(group, of: probe)
        alone = findings.filter { finding in
          !group.members.contains { $0.finding.id == finding.id }
        }
      }
    }
    for finding in alone where finding.state != .explained {
      do { try await explain(finding, of: probe) } catch {
        problems[finding.id] = try Self.reason(error)
      }
    }
    // The path from one mention to the next is that of all of them.
    if problems.isEmpty { try recordEvidence(of: findings) }
    return problems
  }

  /// Why a finding could not be explained, when the error is about that finding alone.
  ///
  /// - Throws: The error, when it is about more.
  static func reason(_ error: any Error) throws -> String {
    switch error {
    case let error as Unexplainable: return error.reason
    case let error as InvalidEvaluation: return error.description
    case let error as ModelError where error.concernsOneRequest: return error.message
    default: throw error
    }
  }

  /// Mentions that are asked about together.
  private struct Group {
    struct Member {
      let finding: FindingRecord
      let subject: ExplainedSubject
      let evaluator: CachingEvaluator
    }

    let joint: JointEvaluator
    let members: [Member]
    let layout: RegionLayout
  }

  /// The mentions that can be asked about together, at least two; nil where none can.
  private func group(
    _ findings: [FindingRecord], of probe: ProbeRecord
  ) async throws -> Group? {
    // Coarse regions are cut up where they matter to a mention: each has regions of its own.
    guard settings.coarseRegionCount == nil else { return nil }
    let image = try storedImage(of: probe)
    let prompt = settings.prompt(for: probe.probe)
    let reply = try await model.answer(
      prompt, about: image, maxTokens: settings.maxTokens(for: probe.probe)
    ).reply
    var targets: [(finding: FindingRecord, target: AnswerTarget)] = []
    for finding in findings {
      guard let mention = try mention(of: finding) else { continue }
      do {
        targets.append((finding, try await target(of: finding, mention, in: reply, probe, image)))
      } catch {
        // Why is said when it is explained alone.
        _ = try Self.reason(error)
      }
    }
    guard targets.count > 1,
      let joint = AnswerTarget(joining: targets.map(\.target), of: reply, to: prompt)
    else { return nil }
    let labels = try await regions(of: targets[0].finding, probe, image, targets[0].target)
    let whole: ExplainedSubject
    do { whole = try await subject(joint, image, labels) } catch is Unexplainable { return nil }
    guard whole.scorer.way != .tokenByToken else { return nil }

    let parts = try targets.map { _, target in
      JointEvaluator.Part(
        target: target, targetID: try targetID(of: target, whole.scorer.way, image, labels))
    }
    let evaluator = try JointEvaluator(
      scorer: whole.scorer, parts: parts, log: log, composer: whole.composer,
      maxInFlight: maxInFlight, stop: stop, now: model.now, evaluated: evaluated)
    for (part, (finding, _)) in zip(parts, targets) {
      try log.setTarget(part.targetID, forFinding: finding.id)
      // One that was explained before may have been asked about together with fewer.
      if try log.jointTarget(ofFinding: finding.id) == nil {
        try log.setJointTarget(whole.targetID, forFinding: finding.id)
      }
    }
    try await recordRepeats(of: evaluator, image)
    try await recordPriors(of: evaluator)
    return Group(
      joint: evaluator,
      members: parts.indices.map { index in
        let own = JointPartEvaluator(joint: evaluator, part: index)
        return Group.Member(
          finding: targets[index].finding,
          subject: ExplainedSubject(
            image: image, labels: labels, answer: parts[index].target,
            targetID: parts[index].targetID,
            scorer: AnswerScorer(
              model: model.model, target: parts[index].target, way: whole.scorer.way),
            composer: whole.composer, evaluator: own),
          evaluator: CachingEvaluator(own, budget: settings.maxEvaluations))
      },
      layout: RegionLayout(labels.map))
  }

  /// Finds the triggers of all mentions, then their orders: those learn from all that the triggers have asked.
  ///
  /// Those that were explained before are searched again, from the log, because the others learn from them; what is
  /// recorded of them stays as it is, even where a mention that failed then would now have taught them more.
  private func explain(_ group: Group, of probe: ProbeRecord) async throws -> Problems {
    var problems: Problems = [:]
    var found: [(floor: Double, triggers: [Trigger])] = []
    for member in group.members {
      do {
        let floor = try await noiseFloor(member.subject)
        let triggers = try await triggers(
          of: member.finding, probe, member.subject, group.layout, floor, member.evaluator)
        found.append((floor, triggers))
      } catch {
        problems[member.finding.id] = try Self.reason(error)
        found.append((0, []))
      }
    }
    for (index, member) in group.members.enumerated() where problems[member.finding.id] == nil {
      do {
        let explanation = try await order(ofMember: index, in: group, floor: found[index].floor)
        guard member.finding.state != .explained else { continue }
        try await record(
          found[index].triggers, explanation, of: member.finding, probe, member.subject,
          group.layout, noiseFloor: found[index].floor)
      } catch {
        problems[member.finding.id] = try Self.reason(error)
      }
    }
    for member in group.members where member.finding.state == .explained {
      problems[member.finding.id] = nil
    }
    return problems
  }

  /// The order of the regions for one mention of several.
  private func order(
    ofMember index: Int, in group: Group, floor: Double
  ) async throws -> Explanation? {
    let member = group.members[index]
    guard let search = search as? SurrogateSearch else {
      return try await explanation(group.layout, floor, member.evaluator)
    }
    let further = Double(group.members.count - 1) * SharedSearch.shareOfFurtherMention
    let most = Int(
      search.evaluationsPerRegion * Double(group.layout.regionCount) * (1 + further))
    let left = max(0, most - (await group.joint.askedCount)) / (group.members.count - index)
    do {
      // The first round is asked already, unless nothing could flip.
      _ = try await member.evaluator.evaluate(
        [
          RegionSet.all(regionCount: group.layout.regionCount),
          RegionSet(regionCount: group.layout.regionCount),
        ])
      var shared = SharedSearch(
        of: group.layout, knowing: await group.joint.remembered(ofPart: index),
        objective: search.objective, member.evaluator)
      return try await shared.explain(within: left)
    } catch is BudgetSpent {
      return nil
    }
  }

  /// Asks about the whole image again, for all mentions at once.
  private func recordRepeats(of joint: JointEvaluator, _ image: RGBImage) async throws {
    let known = try joint.parts.map { try log.repeats(ofTarget: $0.targetID).count }
    for number in (known.min() ?? 0)..<max(settings.noiseRepeats, known.min() ?? 0) {
      try stop.check()
      let evaluations = try await joint.evaluations(of: .whole(image))
      for (index, part) in joint.parts.enumerated() where known[index] <= number {
        try log.record(
          repeated: evaluations[index].margin, number: number, target: part.targetID,
          at: model.now())
      }
    }
  }

  /// Asks about the text without the picture, for all mentions at once.
  ///
  /// Where the server refuses, each mention asks for itself, and takes the filled picture in the end.
  private func recordPriors(of joint: JointEvaluator) async throws {
    let isKnown = try joint.parts.map { try log.prior(ofTarget: $0.targetID) != nil }
    guard isKnown.contains(false) else { return }
    try stop.check()
    do {
      let evaluations = try await joint.evaluations(of: nil)
      for (index, part) in joint.parts.enumerated() where !isKnown[index] {
        try log.record(
          prior: PriorRecord(
            probabilities: evaluations[index].probabilities, source: .text,
            boundedTokens: evaluations[index].boundedTokens), target: part.targetID,
          at: model.now())
      }
    } catch let error as ModelError where error.concernsOneRequest {
      return
    }
  }

  /// Writes down where the mentions of a caption have their evidence, in the order of its text.
  func recordEvidence(of findings: [FindingRecord]) throws {
    var vectors: [(id: Int64, vector: [Double], layout: RegionLayout, floor: Double)] = []
    for finding in findings {
      guard let target = try log.finding(id: finding.id)?.targetID,
        let digest = try log.target(id: target)?.labelMapDigest,
        let labels = try log.labelMap(digest: digest)?.labelMap
      else { continue }
      let known = try log.evaluations(ofTarget: target)
      guard let vector = Self.evidence(known, regionCount: labels.regionCount) else { continue }
      let margins = try log.repeats(ofTarget: target)
      vectors.append(
        (
          finding.id, vector, RegionLayout(labels),
          (margins.max() ?? 0) - (margins.min() ?? 0)
        ))
    }
    // Mentions that were cut into regions each for itself have nothing to compare.
    guard let first = vectors.first, vectors.allSatisfy({ $0.layout == first.layout }) else {
      return
    }
    let path = MentionEvidence.path(
      vectors.map(\.vector), over: first.layout, noiseFloor: vectors.map(\.floor).max() ?? 0)
    for (entry, evidence) in zip(vectors, path) {
      try log.record(evidence: evidence, ofFinding: entry.id)
    }
  }

  /// The nats that the tokens together lose without each region; nil where a region was not asked about.
  private static func evidence(
    _ known: [RegionSet: Evaluation], regionCount: Int
  ) -> [Double]? {
    let all = RegionSet.all(regionCount: regionCount)
    guard let whole = known[all]?.logProbability else { return nil }
    let without = (0..<regionCount).compactMap { known[all.removing($0)]?.logProbability }
    return without.count == regionCount ? without.map { whole - $0 } : nil
  }
}

extension Evaluation {
  /// The log-probability of all explained tokens together, in nats; what a server rounds to 0 counts as 1e-30.
  var logProbability: Double {
    probabilities.reduce(0) { $0 + naturalLogarithm(max($1, 1e-30)) }
  }

  /// The probability of all explained tokens together.
  var jointProbability: Double { probabilities.reduce(1, *) }
}
