import ChatCompletions
import ModelAPI
import Synchronization

/// Requests to a server, a fixed number of them in flight.
struct SentRun {
  private let address: String
  private let questions: Questions
  private let inFlight: Int
  private let count: Int

  init(address: String, _ questions: Questions, inFlight: Int, count: Int) {
    self.address = address
    self.questions = questions
    self.inFlight = inFlight
    self.count = count
  }

  /// Connects, asks once for every connection, and then measures.
  func measure() async throws -> Measurement {
    // With a fingerprint nothing is asked about the model but its name.
    let model = try await ChatCompletionsModel(
      connectingTo: ChatServer(
        address: try ServerAddress(address), maxConnections: inFlight, fingerprint: "bench"))
    try await ask(model, count: inFlight)
    let start = Moment()
    let resident = try await ask(model, count: count)
    return start.measurement(of: count, residentKB: resident)
  }

  /// - Returns: The resident memory after each tenth.
  @discardableResult
  private func ask(_ model: ChatCompletionsModel, count: Int) async throws -> [Int] {
    let counter = Counter()
    return try await withThrowingTaskGroup(of: [Int].self) { group in
      for _ in 0..<inFlight {
        group.addTask {
          var resident: [Int] = []
          while true {
            let number = counter.next()
            guard number < count else { return resident }
            let reply = try await model.reply(to: questions.request(number))
            precondition(!reply.tokens.isEmpty, "the recorded reply has tokens")
            if (number + 1) % max(1, count / 10) == 0 { resident.append(Moment.residentKB()) }
          }
        }
      }
      return try await group.reduce(into: []) { $0 += $1 }
    }
  }
}

/// Numbers from 0, each given once.
private final class Counter: Sendable {
  private let value = Atomic<Int>(0)

  func next() -> Int { value.add(1, ordering: .relaxed).oldValue }
}
