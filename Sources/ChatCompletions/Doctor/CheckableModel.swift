public import ModelAPI

/// A model whose server can be examined, and then be relied on for what was found.
public protocol CheckableModel: VisionLanguageModel {
  /// Which model answers.
  var identity: ModelIdentity { get }

  /// Finds out by asking what can be scored and how; what is left to check is not checked after a refusal.
  ///
  /// - Parameter progress: Told when a check begins.
  /// - Returns: What was found, also when the server cannot be audited.
  /// - Throws: ``ModelError`` `cancelled` only.
  func examine(progress: (Doctor.Progress) -> Void) async throws(ModelError) -> ServerReport

  /// The same model, asked as its server was found to be able to answer.
  func relying(on capabilities: ServerCapabilities) -> Self
}
