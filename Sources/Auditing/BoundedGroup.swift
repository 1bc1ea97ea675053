import ModelAPI

/// Runs one task per element, at most `limit` at a time, and hands each result to `consume` in order of
/// completion.
///
/// The next element is taken only when a task has ended and its result is consumed: memory is bounded by the
/// limit, and a slow consumer slows the feed. ``Interrupted`` and ``ModelError`` end the feed and let what is
/// running finish, so that no answer on its way is lost and asked for again; of several such errors the model's
/// is thrown. Any other error cancels what is running and is thrown on.
func forEachBounded<Element: Sendable, Result: Sendable>(
  _ elements: some Sequence<Element>, limit: Int,
  work: @escaping @Sendable (Element) async throws -> Result,
  consume: (Result) async throws -> Void
) async throws {
  precondition(limit >= 1, "a limit of \(limit) tasks runs nothing")
  try await withThrowingTaskGroup(of: Result.self) { group in
    var iterator = elements.makeIterator()
    var ending: (any Error)?
    for _ in 0..<limit {
      guard let element = iterator.next() else { break }
      group.addTask { try await work(element) }
    }
    while let outcome = await group.nextResult() {
      do {
        try await consume(try outcome.get())
      } catch let error as Interrupted {
        ending = ending ?? error
      } catch let error as ModelError {
        if !(ending is ModelError) { ending = error }
      }
      if ending == nil, let element = iterator.next() {
        group.addTask { try await work(element) }
      }
    }
    if let ending { throw ending }
  }
}
