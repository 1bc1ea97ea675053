import AuditStore
import ModelAPI

extension AnswerScorer {
  /// The ways to try, the cheapest first: those that differ from each other for this answer, and that the server
  /// was not found to be unable to go.
  var openWays: [ForcingWay] {
    var ways: [ForcingWay] = ForcingWay.allCases
    if model.capabilities?.forcesSeveral == .promptLogprobs,
      target.askedPlaces.count <= Self.fewerThanRead
    {
      // Scoring the whole prompt, its hundreds of image tokens too, costs more than a second request.
      ways = [.tokenByToken, .afterPrefix, .fromStart]
    }
    return ways.filter(isOpen)
  }

  /// From three tokens on, one request that reads them costs vLLM less than one for each.
  private static let fewerThanRead = 2

  /// Whether tokens can be forced so that their log-probabilities are the model's own.
  func canForce(_ tokens: [Token]) -> Bool {
    guard tokens.allSatisfy({ $0.id != nil }) else { return false }
    guard let capabilities = model.capabilities else { return true }
    return !capabilities.givesProcessedLists
      && (tokens.count == 1
        ? capabilities.canForceFirstToken : capabilities.forcesSeveral != .none)
  }

  private func isOpen(_ way: ForcingWay) -> Bool {
    let goesOn = target.before.isEmpty || continuesPrefix
    return switch way {
    case .afterPrefix:
      // Without being forced a second token would be that of the greedy answer to the masked image.
      goesOn && (target.forced.count == 1 || canForce(target.forced))
    case .fromStart:
      !target.before.isEmpty && canForce(target.before + target.forced)
    case .tokenByToken: target.forced.count > 1 && continuesPrefix
    }
  }

  private var continuesPrefix: Bool { model.capabilities?.continuesPrefix ?? true }
}
