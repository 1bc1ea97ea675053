public import AuditStore
public import Probing

extension ResponseSet {
  /// The responses that the log holds to an audit's probes, to be judged again without asking the model.
  ///
  /// - Parameters:
  ///   - id: The audit.
  ///   - log: The log that holds it.
  /// - Throws: ``LogError``.
  public init(ofAudit id: Int64, in log: AuditLog) throws(LogError) {
    let replies = try log.replies(toProbesOfAudit: id)
    self.init(
      try log.probes(ofAudit: id).map { probe in
        Response(probe: probe.probe, reply: replies[probe.id].map(ProbeReply.init))
      })
  }
}
