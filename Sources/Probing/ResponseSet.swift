/// What a model replied to a set of probes: one set, judged under as many rules and labels as one likes.
public struct ResponseSet: Sendable, Hashable {
  /// A probe and what the model said to it.
  public struct Response: Sendable, Hashable {
    /// The probe.
    public var probe: Probe
    /// The reply; nil where there is none.
    public var reply: ProbeReply?

    /// Makes a response.
    public init(probe: Probe, reply: ProbeReply?) {
      self.probe = probe
      self.reply = reply
    }
  }

  /// The responses, in the order of the probes.
  public var responses: [Response]

  /// Makes a set.
  public init(_ responses: [Response]) {
    self.responses = responses
  }

  /// The probes, answered or not.
  public var probes: [Probe] { responses.map(\.probe) }

  /// How many probes have no reply.
  public var unanswered: Int { responses.count { $0.reply == nil } }

  /// Whether any reply has the probabilities of its first token, which a file of replies does not.
  public var hasProbabilities: Bool { responses.contains { $0.reply?.answerProbabilities != nil } }

  /// The responses under other labels; those to probes that are dropped are left out.
  public func relabeled(_ relabeled: RelabeledProbes) -> ResponseSet {
    let replies = Dictionary(responses.map { ($0.probe.id, $0.reply) }) { first, _ in first }
    return ResponseSet(
      relabeled.probes.map { Response(probe: $0, reply: replies[$0.id] ?? nil) })
  }

  /// The replies judged under a rule; a probe without a reply or without a label has no verdict.
  public func verdicts(under rule: any ParseRule) -> [Verdict] {
    responses.compactMap { response in
      response.reply.flatMap {
        Verdict(
          probe: response.probe, answer: rule.answer(to: $0, label: response.probe.label),
          shares: $0.answerProbabilities.map(AnswerShares.init))
      }
    }
  }
}
