import Foundation
import Imaging
import ModelAPI
import Synchronization
import Testing

@testable import ChatCompletions

/// What the doctor finds on the real embedded server, and what on the same server when something is wrong with it.
@Suite(.timeLimit(.minutes(30))) struct DoctorTests {
  typealias Passage = DistortingServer.Passage

  /// Examines a server that a closure distorts, with the first checks and those that are named.
  private func report(
    _ checks: (any ServerCheck)..., modelName: String? = nil,
    models: FaultServer.Action = FaultServer.oneModel,
    _ pass: @escaping @Sendable (Passage) -> FaultServer.Action
  ) async throws -> ServerReport {
    let server = try await DistortingServer(models: models, pass)
    do {
      let report = try await Doctor(
        ChatServer(
          address: ServerAddress(server.address), key: APIKey("sk-marker"), modelName: modelName),
        checks: Doctor.firstChecks + checks, clock: .instant
      ).examine()
      await server.stop()
      let words = report.checks.flatMap { entry in
        [entry.result.finding, entry.result.consequence ?? "", entry.name, entry.asks]
      }
      for text in words + [report.refusal ?? ""] {
        #expect(!text.contains("\n") && !text.contains("sk-marker") && !text.contains("127.0.0.1"))
      }
      #expect(report.failures.allSatisfy { $0.result.consequence != nil })
      return report
    } catch {
      await server.stop()
      throw error
    }
  }

  @Test func `Everything passes on the embedded server within the limit of requests`() async throws
  {
    let server = try await EmbeddedServer(starting: ServerScript.usual)
    let progress = Mutex<[Doctor.Progress]>([])
    let report = try await Doctor(
      ChatServer(address: server.address, modelName: "tiny-llava")
    ).examine { step in progress.withLock { $0.append(step) } }
    await server.stop()
    for failure in report.failures { Issue.record("\(failure.name): \(failure.result.finding)") }
    #expect(report.checks.count { $0.result.outcome == .couldNotTell } == 0)
    #expect(report.isAuditable && report.model == "tiny-llava")
    #expect(report.requestCount <= Doctor.requestLimit)
    #expect(report.checks.count == Doctor.allChecks.count + 1)
    #expect(progress.withLock { $0.map(\.check) } == report.checks.map(\.name))
    let able = report.capabilities
    #expect(able.takesBMP && able.takesPNG && able.seesPictures)
    #expect(able.topLogProbabilities == 20 && able.tokenNaming == .id)
    #expect(able.canForceFirstToken && able.givesRawLogProbabilities == true)
    #expect(able.continuesPrefix && able.forcesSeveral == .grammar && !able.takesChosenTokens)
    #expect(able.lacksFirstToken == false && able.contextLength == 1024)
    #expect(try #require(able.noiseFloor) < 1e-3 && #require(able.noiseUnderLoad) < 1e-3)
    #expect(try #require(able.mostUsefulInFlight) >= 1 && #require(able.evaluationsPerSecond) > 0)
  }

  @Test func `A proxy that alters nothing changes no finding`() async throws {
    let report = try await report(
      ForcedToken(), RawLogProbabilities(), ContinuedPrefix(), SeveralTokens(), TextRoundTrip(),
      FirstPromptToken(), ExactPixels(), EqualFormats(), WholePicture(), OwnReply(), SameModel()
    ) { $0.real($0.request) }
    for failure in report.failures { Issue.record("\(failure.name): \(failure.result.finding)") }
    #expect(report.checks.allSatisfy { $0.result.outcome == .passed })
  }

  // What is reached.

  @Test func `A server that nobody runs is said to refuse connections`() async throws {
    let (descriptor, port) = FaultServer.boundSocket()
    defer { close(descriptor) }
    let report = try await Doctor(
      ChatServer(address: ServerAddress("http://user:secret@127.0.0.1:\(port)"))
    ).examine()
    #expect(report.refusal?.hasPrefix("the server refuses connections") == true)
    #expect(report.checks.count == 1 && !report.isAuditable)
    #expect(!"\(report)".contains("secret"))
  }

  @Test(arguments: [401, 403])
  func `A refused key ends the examination and is named`(status: Int) async throws {
    let atOnce = try await report(models: .answer(status, body: #"{"error":"Unauthorized"}"#)) {
      $0.real($0.request)
    }
    #expect(
      atOnce.refusal
        == "the server refuses the key, or asks for one (HTTP \(status)): Unauthorized")
    let later = try await report { _ in .answer(status, body: "") }
    #expect(later.refusal == "the server refuses the key, or asks for one (HTTP \(status))")
    #expect(later.checks.count == 2 && later.checks[1].result.outcome == .failed)
  }

  @Test func `A wrong model name is answered with the names that there are`() async throws {
    let report = try await report(
      modelName: "other", models: .answer(200, body: #"{"data":[{"id":"a"},{"id":"b"}]}"#)
    ) { $0.real($0.request) }
    #expect(report.refusal == #"the server has no model "other"; it lists: a, b"#)
    #expect(report.model == nil && report.checks.count == 1)
  }

  @Test func `A page that is no list of models ends the examination`() async throws {
    let report = try await report(models: .answer(200, body: "<html>")) { $0.real($0.request) }
    #expect(report.refusal?.contains("not a list of models") == true)
  }

  // What is seen.

  @Test func `A model that does not see the picture is named and cannot be audited`() async throws {
    let report = try await report(ExactPixels()) { passage in
      var request = passage.request
      request.userParts = request.userParts.filter { $0["type"] as? String == "text" }
      return passage.real(request)
    }
    let seen = try report.result(of: PicturesSeen())
    #expect(seen.finding.contains("the model does not see the picture"))
    #expect(report.refusal == seen.finding && !report.capabilities.seesPictures)
  }

  @Test func `A refusal names its check, and an audit's examination ends with it`() async throws {
    let server = try await DistortingServer { passage in
      var request = passage.request
      request.userParts = request.userParts.filter { $0["type"] as? String == "text" }
      return passage.real(request)
    }
    let report = try await Doctor(ChatServer(address: ServerAddress(server.address)))
      .examine(endingAtRefusal: true)
    await server.stop()
    #expect(report.refusedBy == "picture is seen" && report.checks.last?.name == report.refusedBy)
    #expect(report.checks.count == 4 && report.requestCount < 12)
  }

  @Test func `The picture's tokens are what it adds to the question alone`() async throws {
    let report = try await report { $0.real($0.request) }
    let able = report.capabilities
    #expect(try #require(able.pictureTokens) > 16 && #require(able.textTokens) > 5)
    #expect(try report.result(of: PicturesSeen()).finding.hasSuffix("of them the picture"))
    let silent = try await self.report { passage in
      passage.real(passage.request) { $0["usage"] = nil }
    }
    #expect(silent.capabilities.pictureTokens == nil && silent.isAuditable)
  }

  @Test func `A model that refuses pictures is named and cannot be audited`() async throws {
    let report = try await report(ExactPixels()) { passage in
      passage.request.pictureType == nil
        ? passage.real(passage.request)
        : .answer(400, body: #"{"error":{"message":"this is not a multimodal model"}}"#)
    }
    #expect(report.refusal?.contains("takes no pictures") == true)
    #expect(report.refusal?.contains("this is not a multimodal model") == true)
    #expect(try report.result(of: ExactPixels()).outcome == .notApplicable)
  }

  @Test func `A server that takes PNG alone is examined with PNG`() async throws {
    let report = try await report(EqualFormats(), SameModel()) { passage in
      passage.request.pictureType == "image/bmp"
        ? .answer(400, body: #"{"error":"BMP is not supported"}"#) : passage.real(passage.request)
    }
    #expect(report.isAuditable && report.capabilities.takesPNG && !report.capabilities.takesBMP)
    #expect(try report.result(of: PicturesTaken()).finding.contains("not BMP"))
    #expect(try report.result(of: SameModel()).outcome == .passed)
  }

  @Test(arguments: [1, 3] as [UInt8])
  func `A picture that loses its low bits is named`(lost: UInt8) async throws {
    let report = try await report(ExactPixels()) { passage in
      var request = passage.request
      request.alterPicture { image in
        RGBImage(
          width: image.width, height: image.height, pixels: image.pixels.map { $0 & ~lost })
      }
      return passage.real(request)
    }
    #expect(try report.result(of: ExactPixels()).consequence?.contains("loses levels") == true)
  }

  @Test func `A blurred picture is named`() async throws {
    let report = try await report(ExactPixels()) { passage in
      var request = passage.request
      request.alterPicture(blurred)
      return passage.real(request)
    }
    #expect(try report.result(of: ExactPixels()).consequence?.contains("blurred") == true)
  }

  @Test func `A format that is not read exactly is named`() async throws {
    let report = try await report(EqualFormats()) { passage in
      var request = passage.request
      if request.pictureType == "image/png" {
        request.alterPicture { image in
          RGBImage(
            width: image.width, height: image.height, pixels: image.pixels.map { $0 & 0xC0 })
        }
      }
      return passage.real(request)
    }
    #expect(try report.result(of: EqualFormats()).outcome == .failed)
  }

  @Test func `A picture whose edges are cut off is named`() async throws {
    let report = try await report(WholePicture()) { passage in
      var request = passage.request
      request.alterPicture { image in
        guard image.width > image.height else { return image }
        let left = (image.width - image.height) / 2
        return Drawing.drawn(image.height, image.height) { x, y in
          let offset = (y * image.width + x + left) * 3
          return (image.pixels[offset], image.pixels[offset + 1], image.pixels[offset + 2])
        }
      }
      return passage.real(request)
    }
    #expect(try report.result(of: WholePicture()).finding.hasPrefix("the edges are not seen"))
  }

  // What is scored.

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

  // What stays the same.

  @Test func `Replies that differ from each other are named`() async throws {
    let report = try await report(RepeatedReply()) { passage in
      passage.real(passage.request) { reply in
        let shift = -0.2 * Double(passage.number % 2)
        reply.alterTokens { $0["logprob"] = ($0["logprob"] as? Double ?? 0) + shift }
      }
    }
    #expect(try report.result(of: RepeatedReply()).finding == "6 replies differ by up to 0.20 nats")
    #expect(abs(try #require(report.capabilities.noiseFloor) - 0.2) < 1e-3)
  }

  @Test func `Replies to another picture are named`() async throws {
    let earlier = Mutex<(inFlight: Int, reply: FaultServer.Action?)>((0, nil))
    let report = try await report(OwnReply()) { passage in
      let isAlone = earlier.withLock { state in
        state.inFlight += 1
        return state.inFlight == 1
      }
      let own = passage.real(passage.request)
      return earlier.withLock { state in
        state.inFlight -= 1
        defer { if isAlone { state.reply = own } }
        return isAlone ? own : state.reply ?? own
      }
    }
    #expect(try report.result(of: OwnReply()).finding.hasSuffix("are those to another picture"))
  }

  @Test(arguments: ["system_fingerprint", "model", "prompt_tokens"])
  func `A model that is changed half-way is named`(field: String) async throws {
    let report = try await report(RepeatedReply(), SameModel()) { passage in
      passage.real(passage.request) { reply in
        guard passage.number >= 12 else { return }
        if field == "prompt_tokens" {
          reply.lengthenPrompt(by: 1)
        } else {
          reply[field] = "another"
        }
      }
    }
    let result = try report.result(of: SameModel())
    #expect(result.outcome == .failed)
    #expect(result.finding.contains(field == "prompt_tokens" ? "one prompt has" : "another"))
  }

  @Test func `A report is the same after it was written and read`() async throws {
    let report = try await report { $0.real($0.request) }
    #expect(try ServerReport.decoded(report.encoded()) == report)
  }
}

/// Every pixel the mean of its neighborhood of nine, the edges repeated.
private func blurred(_ image: RGBImage) -> RGBImage {
  var pixels = image.pixels
  for y in 0..<image.height {
    for x in 0..<image.width {
      for channel in 0..<3 {
        var sum = 0
        for ny in y - 1...y + 1 {
          for nx in x - 1...x + 1 {
            let row = min(max(ny, 0), image.height - 1)
            let column = min(max(nx, 0), image.width - 1)
            sum += Int(image.pixels[(row * image.width + column) * 3 + channel])
          }
        }
        pixels[(y * image.width + x) * 3 + channel] = UInt8((sum + 4) / 9)
      }
    }
  }
  return RGBImage(width: image.width, height: image.height, pixels: pixels)
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

extension ServerReport {
  fileprivate func result(of check: some ServerCheck) throws -> CheckResult {
    try #require(checks.first { $0.name == check.name }).result
  }

  fileprivate func encoded() throws -> Data { try JSONEncoder().encode(self) }

  fileprivate static func decoded(_ data: Data) throws -> ServerReport {
    try JSONDecoder().decode(ServerReport.self, from: data)
  }
}
