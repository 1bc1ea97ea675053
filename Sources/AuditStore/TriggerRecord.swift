public import Attribution
public import Probing

/// What the model said by generation on an image that proves something about a trigger.
public struct Verification: Sendable, Hashable {
  /// The reply, which is in the log.
  public var replyKey: String
  /// What the rule reads in it; nil when it reads neither answer.
  public var answer: Answer?

  /// Makes a verification.
  public init(replyKey: String, answer: Answer?) {
    self.replyKey = replyKey
    self.answer = answer
  }
}

/// The trigger of one finding on one side, with what verifies it.
public struct TriggerRecord: Sendable, Hashable {
  /// The finding.
  public var findingID: Int64
  /// The set and its certificate.
  public var trigger: Trigger
  /// The share of the image that the set covers, in 0 … 1.
  public var area: Double
  /// The spread of the margin when the whole image is asked again, in nats; nil when it was not measured.
  public var noiseFloor: Double?
  /// What the model says on the image that proves the set; nil when it was not asked.
  public var verification: Verification?
  /// What the model says on each certificate line's image, in the certificate's order; nil where it was
  /// not asked, and empty when none was.
  public var certificateVerifications: [Verification?]

  /// Makes a record.
  ///
  /// - Precondition: `certificateVerifications` is empty or has one entry for each certificate line.
  public init(
    findingID: Int64, trigger: Trigger, area: Double, noiseFloor: Double?,
    verification: Verification?, certificateVerifications: [Verification?] = []
  ) {
    precondition(
      certificateVerifications.isEmpty
        || certificateVerifications.count == trigger.certificate.count,
      "\(certificateVerifications.count) verifications for \(trigger.certificate.count) lines")
    self.findingID = findingID
    self.trigger = trigger
    self.area = area
    self.noiseFloor = noiseFloor
    self.verification = verification
    self.certificateVerifications =
      certificateVerifications.contains { $0 != nil } ? certificateVerifications : []
  }
}
