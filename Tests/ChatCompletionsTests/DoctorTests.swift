import Foundation
import Imaging
import ModelAPI
import Synchronization
import Testing

@testable import ChatCompletions
@testable import TestHost

/// What the doctor finds on the real embedded server, and what on the same server when something is wrong with it.
@Suite(.timeLimit(.minutes(30))) struct DoctorTests {
  typealias Passage = DistortingServer.Passage

  /// Examines a server that a closure distorts, with the first checks and those that are named.
  func report(
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
    let (descriptor, port) = LoopbackListener.boundSocket(port: 0)
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

extension ServerReport {
  func result(of check: some ServerCheck) throws -> CheckResult {
    try #require(checks.first { $0.name == check.name }).result
  }

  fileprivate func encoded() throws -> Data { try JSONEncoder().encode(self) }

  fileprivate static func decoded(_ data: Data) throws -> ServerReport {
    try JSONDecoder().decode(ServerReport.self, from: data)
  }
}
