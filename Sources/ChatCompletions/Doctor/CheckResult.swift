/// What a check found, in words for a person.
public struct CheckResult: Sendable, Hashable, Codable {
  /// How a check ended.
  public enum Outcome: String, Sendable, Hashable, Codable {
    /// The server does what is needed.
    case passed
    /// It does not, and numbers suffer as the consequence says.
    case failed
    /// The server has nothing that could be checked.
    case notApplicable = "not-applicable"
    /// The check could not be made, or its replies decide nothing.
    case couldNotTell = "could-not-tell"
  }

  /// How the check ended.
  public var outcome: Outcome
  /// One line with the measured numbers.
  public var finding: String
  /// What a failure means for the numbers of an audit; nil unless failed.
  public var consequence: String?
  /// What to start the server with instead; nil unless failed and there is something.
  public var remedy: Remedy?

  static func passed(_ finding: String) -> CheckResult {
    CheckResult(outcome: .passed, finding: finding)
  }

  static func failed(
    _ finding: String, consequence: String, remedy: Remedy? = nil
  ) -> CheckResult {
    CheckResult(outcome: .failed, finding: finding, consequence: consequence, remedy: remedy)
  }

  static func notApplicable(_ finding: String) -> CheckResult {
    CheckResult(outcome: .notApplicable, finding: finding)
  }

  static func couldNotTell(_ finding: String) -> CheckResult {
    CheckResult(outcome: .couldNotTell, finding: finding)
  }
}

/// What to start a server with so that a check passes.
public struct Remedy: Sendable, Hashable, Codable {
  /// A flag or a setting of vLLM, or nil.
  public var vLLM: String?
  /// A flag or a setting of llama.cpp's server, or nil.
  public var llamaCpp: String?

  private enum CodingKeys: String, CodingKey {
    case vLLM = "vllm"
    case llamaCpp
  }

  init(vLLM: String? = nil, llamaCpp: String? = nil) {
    self.vLLM = vLLM
    self.llamaCpp = llamaCpp
  }
}
