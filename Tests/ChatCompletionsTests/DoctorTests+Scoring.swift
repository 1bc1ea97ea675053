import Foundation
import ModelAPI
import Testing

@testable import ChatCompletions

/// What the doctor finds in what an answer is scored by: log-probabilities, forced tokens, the prompt's length.
extension DoctorTests {
  @Test func `A server without log-probabilities cannot be audited`() async throws {
    let report = try await report(ForcedToken()) { passage in
      passage.real(passage.request) { reply in
        var choices = reply["choices"] as? [[String: Any]] ?? []
        choices[0]["logprobs"] = nil
        reply["choices"] = choices
      }
    }
    #expect(report.refusal == "the server gives no log-probabilities")
    #expect(report.capabilities.topLogProbabilities == 0)
    #expect(try report.result(of: ForcedToken()).outcome == .notApplicable)
  }

  @Test(arguments: [true, false])
  func `A server that gives five alternatives is named, and can be audited`(
    isSilent: Bool
  ) async throws {
    let report = try await report(ForcedToken(), RawLogProbabilities()) { passage in
      guard let count = passage.request["top_logprobs"] as? Int, count > 5 else {
        return passage.real(passage.request)
      }
      guard isSilent else {
        return .answer(400, body: #"{"error":{"message":"top_logprobs must be at most 5"}}"#)
      }
      var request = passage.request
      request["top_logprobs"] = 5
      return passage.real(request)
    }
    #expect(report.isAuditable && report.capabilities.topLogProbabilities == 5)
    #expect(
      try report.result(of: LogProbabilitiesGiven()).finding.hasPrefix("top_logprobs 5 at most"))
    #expect(report.capabilities.canForceFirstToken)
  }

  @Test func `Processed log-probabilities are named, and forcing is not used`() async throws {
    let report = try await report(ForcedToken(), RawLogProbabilities()) { passage in
      passage.real(passage.request) { reply in
        guard passage.request["logit_bias"] != nil else { return }
        reply.positions = reply.positions.map { $0.merging(["logprob": -1e-7]) { $1 } }
      }
    }
    #expect(try report.result(of: RawLogProbabilities()).finding.hasPrefix("processed"))
    #expect(report.capabilities.givesRawLogProbabilities == false)
    #expect(!report.capabilities.canForceFirstToken && report.isAuditable)
  }

  @Test func `An ignored logit_bias is named`() async throws {
    let report = try await report(ForcedToken(), RawLogProbabilities()) { passage in
      var request = passage.request
      request["logit_bias"] = nil
      return passage.real(request)
    }
    #expect(try report.result(of: ForcedToken()).finding == "0 of 2 forced tokens came back")
    #expect(try report.result(of: RawLogProbabilities()).outcome == .notApplicable)
  }

  @Test func `A server that names tokens by their text alone is named`() async throws {
    let report = try await report(ForcedToken()) { passage in
      passage.real(passage.request) { $0.alterTokens { $0["id"] = nil } }
    }
    #expect(report.capabilities.tokenNaming == .text && report.isAuditable)
    #expect(try report.result(of: TokensNamed()).outcome == .failed)
    #expect(try report.result(of: ForcedToken()).outcome == .notApplicable)
  }

  @Test func `A server with vLLM's own fields is scored by them`() async throws {
    let report = try await report(
      ForcedToken(), RawLogProbabilities(), ContinuedPrefix(), SeveralTokens(), FirstPromptToken()
    ) { asVLLM($0) }
    for failure in report.failures { Issue.record("\(failure.name): \(failure.result.finding)") }
    #expect(report.capabilities.tokenNaming == .idWhenAsked)
    #expect(report.capabilities.forcesSeveral == .promptLogprobs)
    #expect(report.capabilities.lacksFirstToken == false)
  }

  @Test func `An ignored prefix is named`() async throws {
    let report = try await report(ForcedToken(), ContinuedPrefix()) { passage in
      passage.real(passage.request.withoutPrefix)
    }
    #expect(
      try report.result(of: ContinuedPrefix()).finding
        == "the prefix is ignored: the answer begins anew")
    #expect(!report.capabilities.continuesPrefix)
  }

  @Test func `What the server refuses is no riddle: it cannot do it`() async throws {
    let report = try await report(
      ForcedToken(), ChosenTokens(), ContinuedPrefix(), SeveralTokens()
    ) { passage in
      let unknown = ["logit_bias", "continue_final_message", "grammar", "logprob_token_ids"]
        .first { passage.request[$0] != nil }
      return unknown.map { .answer(400, body: #"{"error":{"message":"unknown field \#($0)"}}"#) }
        ?? passage.real(passage.request)
    }
    #expect(try report.result(of: ForcedToken()).finding.hasSuffix("unknown field logit_bias"))
    #expect(
      try report.result(of: ContinuedPrefix()).finding.hasSuffix(
        "unknown field continue_final_message"))
    #expect(try report.result(of: ChosenTokens()).outcome == .notApplicable)
    #expect(try report.result(of: SeveralTokens()).outcome == .notApplicable)
    #expect(report.isAuditable)
  }

  @Test func `A context that a description does not fit into is named`() async throws {
    let list = #"{"data":[{"id":"m","max_model_len":100}]}"#
    let report = try await report(ContextLength(), models: .answer(200, body: list)) {
      $0.real($0.request)
    }
    #expect(try report.result(of: ContextLength()).finding.hasPrefix("100 tokens, of which"))
    #expect(report.capabilities.contextLength == 100)
  }

  @Test func `A server without grammar and prompt_logprobs gets one request per token`()
    async throws
  {
    let report = try await report(ForcedToken(), ContinuedPrefix(), SeveralTokens()) { passage in
      var request = passage.request
      request["grammar"] = nil
      return passage.real(request)
    }
    #expect(try report.result(of: SeveralTokens()).outcome == .notApplicable)
    #expect(report.capabilities.forcesSeveral == .none)
  }

  @Test func `A first prompt token that comes when it is asked for is no failure`() async throws {
    let report = try await report(FirstPromptToken()) { passage in
      passage.real(passage.request) { reply in
        let isAdded = passage.request["add_special_tokens"] as? Bool == true
        reply["prompt_token_ids"] = isAdded ? [1, 443, 295] : [443, 295]
      }
    }
    let result = try report.result(of: FirstPromptToken())
    #expect(result.outcome == .passed && result.finding.contains("add_special_tokens"))
    #expect(report.capabilities.lacksFirstToken == true)
  }

  @Test(arguments: [true, false])
  func `A missing first prompt token is named`(hasIDs: Bool) async throws {
    let report = try await report(FirstPromptToken()) { passage in
      passage.real(passage.request) { reply in
        if hasIDs { reply["prompt_token_ids"] = [443, 295] } else { reply.lengthenPrompt(by: -1) }
      }
    }
    #expect(try report.result(of: FirstPromptToken()).finding.hasPrefix("token 1 is missing"))
    #expect(report.capabilities.lacksFirstToken == true)
  }
}

/// Ids in vLLM's way and its log-probabilities of the prompt; no grammar, no ids unasked.
private func asVLLM(_ passage: DistortingServer.Passage) -> FaultServer.Action {
  var request = passage.request
  request["grammar"] = nil
  guard passage.path.hasSuffix("/chat/completions") else { return passage.real(request) }
  var rows: [Any] = [NSNull()]
  if request["prompt_logprobs"] != nil, let prefix = request.answerPrefix,
    case .answer(200, _, let body) = passage.real(
      ["content": prefix, "add_special": false], "/tokenize"),
    let tokens = (DistortingServer.object(body)?["tokens"] as? [Int])
  {
    // The same tokens by a grammar, which the real server knows.
    var forced = request.withoutPrefix
    forced["grammar"] = "root ::= " + tokens.map { "<[\($0)]>" }.joined(separator: " ")
    forced["max_tokens"] = tokens.count
    if case .answer(200, _, let body) = passage.real(forced) {
      for (token, position) in zip(tokens, DistortingServer.object(body)?.positions ?? []) {
        rows.append(["\(token)": ["logprob": position["logprob"] ?? 0, "rank": 1]])
      }
    }
  }
  let asksIDs = request["return_tokens_as_token_ids"] as? Bool == true
  return passage.real(request) { reply in
    if rows.count > 1 { reply["prompt_logprobs"] = rows }
    if request["return_token_ids"] != nil { reply["prompt_token_ids"] = [1, 443, 295] }
    reply.alterTokens { token in
      if asksIDs { token["token"] = "token_id:\(token["id"] ?? 0)" }
      token["id"] = nil
    }
  }
}
