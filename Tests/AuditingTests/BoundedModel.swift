import ModelAPI

/// The model of ``PlantedScene`` behind a server that lists only the two likeliest tokens.
///
/// A fifth of the probability is that of tokens that are never listed, and without the block no yes is.
enum BoundedModel {
  /// A server of which nothing is known but that it lists two.
  static var listsTwo: ServerCapabilities {
    var able = ServerCapabilities()
    able.takesBMP = true
    able.topLogProbabilities = 2
    able.continuesPrefix = true
    return able
  }

  /// The model, examined or not.
  static func scripted(
    _ capabilities: ServerCapabilities? = listsTwo
  ) -> ScriptedModel {
    ScriptedModel(capabilities: capabilities) { request, _ throws(ModelError) in
      let yes = PlantedScene.yesProbability(request)
      // Where the block is gone, "No" and "The" are listed, and no yes.
      let all: [(String, Double)] = [
        ("Yes", 0.7 * yes), ("No", 0.5 * (1 - yes)), ("The", 0.1 + 0.2 * (1 - yes)),
      ]
      let listed = all.sorted { $0.1 > $1.1 }.prefix(2)
      return ModelReply(
        oneTokenOf: Dictionary(uniqueKeysWithValues: Array(listed)),
        forced: request.forcedTokens.first?.text)
    }
  }
}
