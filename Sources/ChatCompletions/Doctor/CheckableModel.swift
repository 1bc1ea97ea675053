public import ModelAPI

/// A model whose server can be examined, and then be relied on for what was found.
public protocol CheckableModel: VisionLanguageModel {
  /// Which model answers.
  var identity: ModelIdentity { get }

  /// How many servers the model is on, all alike.
  var serverCount: Int { get }

  /// Finds out by asking one of the servers what can be scored and how, up to a refusal.
  ///
  /// - Parameter progress: Told when a check begins.
  /// - Returns: What was found, also when the server cannot be audited.
  /// - Throws: ``ModelError`` `cancelled` only.
  func examine(progress: (Doctor.Progress) -> Void) async throws(ModelError) -> ServerReport

  /// The same model, asked as its server was found to be able to answer.
  func relying(on capabilities: ServerCapabilities) -> Self
}
