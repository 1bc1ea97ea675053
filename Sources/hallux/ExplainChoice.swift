import ArgumentParser
import Auditing

/// Which findings are explained, and how many of them.
struct ExplainChoice: ExpressibleByArgument {
  var kinds: AuditSettings.ExplainedFindings
  var count: Int?

  init?(argument: String) {
    if argument == "flagged" {
      kinds = .falsePositives
    } else if argument.hasPrefix("top:") {
      guard let count = Int(argument.dropFirst(4)), count >= 1 else { return nil }
      kinds = .falsePositives
      self.count = count
    } else if let kinds = AuditSettings.ExplainedFindings(rawValue: argument) {
      self.kinds = kinds
    } else {
      return nil
    }
  }

  /// What is explained unless something else is said.
  static let usual = ExplainChoice(kinds: .falsePositives)

  private init(kinds: AuditSettings.ExplainedFindings) { self.kinds = kinds }

  var defaultValueDescription: String { "flagged" }

  static var allValueStrings: [String] { ["none", "flagged", "top:<n>", "all"] }
}
