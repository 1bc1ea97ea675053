import Attribution
import AuditStore
import Imaging
import ModelAPI
import Probing

extension FindingExplaining {
  /// Has the caption written again of the picture without the trigger, and without another area of the same size, and
  /// records what became of the mention.
  ///
  /// - Throws: ``Interrupted``; ``ModelError``; ``LogError``.
  func recaption(
    _ finding: FindingRecord, _ probe: ProbeRecord, _ subject: ExplainedSubject,
    _ triggers: [Trigger], _ layout: RegionLayout
  ) async throws {
    guard let mention = try mention(of: finding),
      let trigger = triggers.first(where: { $0.side == .necessary }), trigger.status == .found
    else { return }
    let before = try await recordedCaption(probe, subject)
    let random = layout.randomArea(
      like: trigger.regions, seed: Self.seed(key(of: subject.answer, subject.image, subject.labels))
    )
    for (removed, regions) in [
      (RecaptionRecord.Removed.trigger, trigger.regions), (.randomArea, random),
    ] where !regions.isEmpty {
      try stop.check()
      let shown = regions.complement
      let after = try await caption(of: subject.composer.image(showing: shown), probe, subject)
      try log.record(
        recaption: RecaptionRecord(
          findingID: finding.id, removed: removed, shown: shown,
          area: layout.areaFraction(of: regions), replyKey: after.key,
          fate: MentionFate(of: Mention(mention), in: before, after: after.reading)))
    }
  }

  /// Looks for a necessary set without which the caption, written anew, names the object no more.
  ///
  /// The set is found with the caption before the mention as it was. Written anew, a caption can take another turn, and
  /// come to the object all the same. Then the removal must speak against the mention more clearly; and where even that
  /// does not do, the set is looked for elsewhere. Where nothing makes the object vanish, the given triggers stay.
  ///
  /// `search` searches triggers again, with a demand in nats and with regions that are not to be removed.
  func vanishing(
    _ mention: MentionRecord, _ triggers: [Trigger], _ probe: ProbeRecord,
    _ subject: ExplainedSubject, search: (Double, RegionSet?) async throws -> [Trigger]
  ) async throws -> [Trigger] {
    let before = try await recordedCaption(probe, subject)
    var tried: Set<RegionSet> = []
    var protected: RegionSet?
    for _ in 0..<Self.places {
      var first: RegionSet?
      for demand in [0] + Self.demands {
        let found =
          demand == 0 && protected == nil ? triggers : try await search(demand, protected)
        guard let necessary = found.first(where: { $0.side == .necessary }),
          necessary.status == .found
        else { break }
        first = first ?? necessary.regions
        guard tried.insert(necessary.regions).inserted else { continue }
        try stop.check()
        let after = try await caption(
          of: subject.composer.image(showing: necessary.regions.complement), probe, subject)
        if MentionFate(of: Mention(mention), in: before, after: after.reading).isGone {
          return [necessary] + triggers.filter { $0.side == .sufficient }
        }
      }
      guard let first else { break }
      protected = protected?.union(first) ?? first
    }
    return triggers
  }

  /// How far the caption must lead elsewhere, in nats, where any lead is not enough to make an object vanish.
  private static let demands = [0.5, 1.0, 2.0]
  /// In how many places a set is looked for.
  private static let places = 3

  /// The caption of the whole picture, as the log has it.
  private func recordedCaption(
    _ probe: ProbeRecord, _ subject: ExplainedSubject
  ) async throws -> ReadCaption {
    let answer = try await model.answer(
      subject.answer.prompt, about: subject.image, maxTokens: settings.maxTokens(for: probe.probe))
    return try recordedCaption(of: probe, answer.reply).reading
  }

  private func caption(
    of image: RGBImage, _ probe: ProbeRecord, _ subject: ExplainedSubject
  ) async throws -> (key: String, reading: ReadCaption) {
    let answer = try await model.answer(
      subject.answer.prompt, about: image, maxTokens: settings.maxTokens(for: probe.probe))
    return (
      answer.key,
      ReadCaption(answer.reply, variant: settings.captionVariant ?? ProbeAsking.usualVariant)
    )
  }

  /// The first 64 bits of a content key: the same mention always draws the same area.
  private static func seed(_ key: String) -> UInt64 { UInt64(key.prefix(16), radix: 16) ?? 0 }
}
