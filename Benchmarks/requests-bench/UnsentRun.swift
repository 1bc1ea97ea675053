import ChatCompletions
import ModelAPI

/// The client's work for a request with the sending left out.
struct UnsentRun {
  private let questions: Questions
  private let count: Int
  private let reply: [UInt8]
  private let writes: Bool
  private let reads: Bool

  init(_ questions: Questions, count: Int, reply: [UInt8], writes: Bool, reads: Bool) {
    self.questions = questions
    self.count = count
    self.reply = reply
    self.writes = writes
    self.reads = reads
  }

  /// Warms up, and then measures on this thread.
  func measure() throws -> Measurement {
    try work(count: Questions.variety)
    let start = Moment()
    try work(count: count)
    return start.measurement(of: count)
  }

  private func work(count: Int) throws {
    var chat = UnsentChat()
    let answered = questions.request(0)
    for number in 0..<count {
      if writes {
        let length = chat.write(questions.request(number), modelName: "recorded")
        precondition(length > 0, "a body has bytes")
      }
      if reads {
        let read = try chat.read(reply, to: answered)
        precondition(!read.tokens.isEmpty, "the recorded reply has tokens")
      }
    }
  }
}
