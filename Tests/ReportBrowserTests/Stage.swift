import Foundation
import Testing

/// What the tests of a suite share: one browser, and the sample reports it opens.
struct Stage: Sendable {
  var browser: Browser
  var reports: SampleReports

  @TaskLocal private static var shared: Stage?

  /// The stage of the running test.
  static var current: Stage {
    get throws { try #require(shared, "this test is not in a suite with a browser") }
  }

  /// Sets the stage for a suite and clears it away afterwards.
  struct Trait: SuiteTrait, TestScoping {
    func provideScope(
      for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
    ) async throws {
      let browser = try await Browser.start()
      do {
        let stage = Stage(browser: browser, reports: try SampleReports())
        try await Stage.$shared.withValue(stage) { try await function() }
      } catch {
        await browser.end()
        throw error
      }
      await browser.end()
    }
  }
}

extension Trait where Self == Stage.Trait {
  /// Gives the suite a browser; where there is none, the suite fails.
  static var browser: Self { Self() }
}

/// Every test of the report in a browser; HALLUX_NO_BROWSER in the environment leaves them out.
@Suite(
  "the report in Chromium", .browser,
  .disabled(if: ProcessInfo.processInfo.environment["HALLUX_NO_BROWSER"] != nil))
enum InBrowser {}
