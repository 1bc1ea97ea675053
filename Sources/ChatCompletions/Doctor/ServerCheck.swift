import ModelAPI

/// One thing that is found out about a server by asking it.
protocol ServerCheck: Sendable {
  /// What is checked, in a few words.
  var name: String { get }
  /// What is asked of the server, in one sentence.
  var asks: String { get }
  /// What the server must be able to do for the question to make sense.
  var needs: CheckNeeds { get }

  /// Asks, and says what was found; what scoring can use goes into the examination's capabilities.
  ///
  /// - Throws: ``ModelError`` when a reply does not come or cannot be used; the check then could not tell.
  func result(on examination: inout Examination) async throws(ModelError) -> CheckResult
}

/// What a check takes for granted.
struct CheckNeeds: OptionSet {
  let rawValue: Int
  static let pictures = CheckNeeds(rawValue: 1)
  static let logProbabilities = CheckNeeds(rawValue: 2)
  static let tokenIDs = CheckNeeds(rawValue: 4)

  /// Why nothing can be checked, or nil when all needs are met.
  func unmet(by capabilities: ServerCapabilities) -> String? {
    if contains(.pictures), !capabilities.takesBMP && !capabilities.takesPNG {
      return "the server takes no pictures"
    }
    if contains(.logProbabilities), capabilities.topLogProbabilities == 0 {
      return "the server gives no log-probabilities"
    }
    if contains(.tokenIDs), capabilities.tokenNaming == .text {
      return "the server gives no token ids"
    }
    return nil
  }
}
