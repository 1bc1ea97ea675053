/// What a check of a server found, in words for a person.
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

  private init(
    _ outcome: Outcome, _ finding: String, consequence: String? = nil, remedy: Remedy? = nil
  ) {
    self.outcome = outcome
    self.finding = finding
    self.consequence = consequence
    self.remedy = remedy
  }

  /// The server does what is needed.
  public static func passed(_ finding: String) -> CheckResult { CheckResult(.passed, finding) }

  /// The server does not, with what that means and what helps.
  public static func failed(
    _ finding: String, consequence: String, remedy: Remedy? = nil
  ) -> CheckResult {
    CheckResult(.failed, finding, consequence: consequence, remedy: remedy)
  }

  /// There was nothing to check.
  public static func notApplicable(_ finding: String) -> CheckResult {
    CheckResult(.notApplicable, finding)
  }

  /// The replies decide nothing.
  public static func couldNotTell(_ finding: String) -> CheckResult {
    CheckResult(.couldNotTell, finding)
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

  /// Makes a remedy.
  public init(vLLM: String? = nil, llamaCpp: String? = nil) {
    self.vLLM = vLLM
    self.llamaCpp = llamaCpp
  }

  /// Both in one line, each with the server's name: `vLLM: --max-logprobs 20; llama.cpp: -np N`.
  public var line: String {
    [vLLM.map { "vLLM: \($0)" }, llamaCpp.map { "llama.cpp: \($0)" }].compactMap(\.self)
      .joined(separator: "; ")
  }
}
