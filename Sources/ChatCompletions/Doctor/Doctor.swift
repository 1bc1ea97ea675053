import Codecs
public import ModelAPI

/// Finds out by asking, and never by a server's name, what can be scored on it and how.
public struct Doctor: Sendable {
  /// How far an examination is.
  public struct Progress: Sendable, Hashable {
    /// The name of the check that begins.
    public var check: String
    /// Its number, from 1.
    public var number: Int
    /// The number of checks.
    public var count: Int
    /// The requests sent so far.
    public var requestCount: Int
  }

  /// The most requests of one examination.
  public static var requestLimit: Int { Inquiry.limit }

  private let server: ChatServer
  private let checks: [any ServerCheck]
  private let clock: RequestClock

  /// The number of connections that suffices for every check.
  public static var mostConnections: Int { Throughput.mostInFlight }

  /// Prepares the whole examination of a server, of several the first; no more requests are in flight than it has connections.
  public init(_ server: ChatServer) {
    self.init(server, checks: Self.allChecks, clock: .real)
  }

  /// Prepares some of the checks; those that others build upon come before them.
  init(_ server: ChatServer, checks: [any ServerCheck], clock: RequestClock) {
    self.server = server
    self.checks = checks
    self.clock = clock
  }

  /// The checks without which the others mean nothing.
  static let firstChecks: [any ServerCheck] = [
    PicturesTaken(), LogProbabilitiesGiven(), PicturesSeen(), TokensNamed(),
  ]

  /// Every check after the model was found, in order.
  static let allChecks: [any ServerCheck] =
    firstChecks + [
      ForcedToken(), RawLogProbabilities(), ChosenTokens(), ContinuedPrefix(), SeveralTokens(),
      TextRoundTrip(), FirstPromptToken(), ContextLength(), ExactPixels(), EqualFormats(),
      WholePicture(), RepeatedReply(), ReplyUnderLoad(), OwnReply(), Throughput(), SameModel(),
    ]

  /// Changes with what any check asks or concludes under an old name.
  private static let revision = 1

  /// A digest of the whole examination: another one than that of a version whose checks differ.
  ///
  /// A report of another examination may lack what this one found out.
  public static let examination: String = SHA256Digest.hex(
    of: Array(
      ([ModelFound(name: nil)] + allChecks as [any ServerCheck])
        .reduce("\(revision)") { "\($0)\n\($1.name)\n\($1.asks)" }.utf8))

  /// Examines the server.
  ///
  /// - Parameters:
  ///   - endsAtRefusal: Whether the checks that are left are not made once the server cannot be audited.
  ///   - progress: Told when a check begins.
  /// - Returns: What was found, also when the server cannot be reached or refuses the key.
  /// - Throws: ``ModelError`` `cancelled` only.
  public func examine(
    endingAtRefusal endsAtRefusal: Bool = false, progress: (Progress) -> Void = { _ in }
  ) async throws(ModelError) -> ServerReport {
    var examination = Examination(inquiry: Inquiry(server, clock: clock))
    examination.mostInFlight = min(server.maxConnections, Throughput.mostInFlight)
    var report = ServerReport()
    let all: [any ServerCheck] = [ModelFound(name: server.modelName)] + checks
    for (index, check) in all.enumerated() {
      progress(
        Progress(
          check: check.name, number: index + 1, count: all.count,
          requestCount: examination.inquiry.witness.requestCount))
      let (result, isOver) = try await Self.result(of: check, on: &examination)
      report.checks.append(.init(name: check.name, asks: check.asks, result: result))
      if isOver { examination.refusal = result.finding }
      if report.refusedBy == nil, examination.refusal != nil { report.refusedBy = check.name }
      if isOver || (endsAtRefusal && report.refusedBy != nil) { break }
    }
    let name = examination.inquiry.modelName
    report.model = name.isEmpty ? nil : name
    report.refusal = examination.refusal
    report.capabilities = examination.capabilities
    report.requestCount = examination.inquiry.witness.requestCount
    return report
  }

  /// Makes one check.
  ///
  /// - Returns: What it found, and whether nothing else can be asked after it.
  private static func result(
    of check: any ServerCheck, on examination: inout Examination
  ) async throws(ModelError) -> (CheckResult, isOver: Bool) {
    if let reason = check.needs.unmet(by: examination.capabilities) {
      return (.notApplicable(reason), false)
    }
    do throws(ModelError) {
      return (try await check.result(on: &examination), false)
    } catch {
      guard error.code != .cancelled else { throw error }
      guard check is ModelFound || error.endsExamination else {
        return (.couldNotTell(error.message), false)
      }
      return (.failed(error.message, consequence: "Nothing can be audited."), true)
    }
  }
}
