import ModelAPI

/// Whether the server answers, takes the key, and has the model.
struct ModelFound: ServerCheck {
  /// The model that was named, or nil for the only one.
  let requestedName: String?
  let name = "model"
  let asks = "GET /v1/models: the model by its name, or the only one that is listed."
  let needs: CheckNeeds = []

  init(name: String?) { requestedName = name }

  func result(on examination: inout Examination) async throws(ModelError) -> CheckResult {
    let inquiry = examination.inquiry
    guard let page = try await inquiry.page(.models) else {
      guard let requestedName else {
        throw ModelError(
          code: .notFound, message: "the server does not list its models: name the model to ask")
      }
      inquiry.modelName = requestedName
      return .couldNotTell("the server lists no models; \(requestedName) is asked all the same")
    }
    let list: ModelList
    do throws(ModelError) {
      list = try ModelList(page)
    } catch {
      // No other check means anything on something else than a model server.
      throw ModelError(code: .notFound, message: error.message)
    }
    let entry = try list.entry(named: requestedName)
    examination.entry = entry
    inquiry.modelName = entry.id
    return .passed(
      "\(entry.id) is listed" + (list.data.count > 1 ? " among \(list.data.count)" : ""))
  }
}
