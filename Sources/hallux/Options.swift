public import ArgumentParser
import Attribution
import AuditStore
public import Auditing
import Foundation
public import Imaging
import Probing

/// Where the audit log is.
struct LogOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The audit log.", discussion: "Default: HALLUX_AUDIT_LOG, else audits/hallux.sqlite.",
      valueName: "file"))
  var log: String?

  /// The log's path, from the flag, the environment or the default.
  var path: String {
    let named = ProcessInfo.processInfo.environment["HALLUX_AUDIT_LOG"] ?? ""
    return log ?? (named.isEmpty ? "audits/hallux.sqlite" : named)
  }
}

extension LogOptions {
  /// Opens the log to look and to record.
  func openForWriting() throws -> AuditLog { try Self.openForWriting(path) }

  /// Opens the log to look and to record, where it makes no sense to begin one.
  func openExisting() throws -> AuditLog {
    guard FileManager.default.fileExists(atPath: path) else { throw LogError.missing(path) }
    return try openForWriting()
  }

  /// Opens a log to look and to record, with the journal that `HALLUX_JOURNAL` names, or else the disk needs.
  ///
  /// - Throws: `LogError`; `ValidationError` when the variable names none.
  static func openForWriting(_ path: String) throws -> AuditLog {
    let named = ProcessInfo.processInfo.environment["HALLUX_JOURNAL"]
    let journal = try named.flatMap { $0.isEmpty ? nil : $0 }.map { name in
      guard let journal = Journal(rawValue: name) else {
        throw ValidationError("HALLUX_JOURNAL '\(name)' is not one of: \(Journal.allNames).")
      }
      return journal
    }
    let log = try AuditLog.open(at: path, access: .readWrite, journal: journal)
    if journal == nil, log.journal == .rollback {
      Terminal.note(
        "note: \(path.printable) is on a disk that several machines may share: readers and the writer wait for each "
          + "other there (HALLUX_JOURNAL=wal if it is not)")
    }
    return log
  }
}

/// How findings are explained.
struct ExplanationOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The number of regions to aim at.", valueName: "n"))
  var regions: Int = 64

  @Option(
    help: ArgumentHelp(
      "Whose superpixels.",
      discussion: "connected is ours; opencv reproduces those of EAGLE's reference code.",
      valueName: "mode"))
  var superpixels: Superpixels.Mode = .connected

  @Option(
    help: ArgumentHelp(
      "How much place counts beside color: larger makes squarer regions.",
      discussion: "Default: 1.",
      valueName: "c"))
  var compactness: Double?

  @Option(
    help: ArgumentHelp(
      "The share of a grid cell below which a fragment joins its neighbor.",
      discussion: "Default: 0.25.", valueName: "share"))
  var minRegion: Double?

  @Flag(help: "Divide the image into a regular grid instead of superpixels.")
  var grid = false

  @Option(
    name: .customLong("coarse"),
    help: ArgumentHelp(
      "Explain this many coarse regions first, and cut up only those that matter.", valueName: "n"))
  var coarseRegions: Int?

  @Option(
    help: ArgumentHelp(
      "What stands in the place of removed regions.", valueName: "fill"))
  var fill: Fill = .black

  @Option(
    help: ArgumentHelp(
      "The search that orders the regions: \(searchNames).",
      discussion: "greedy is EAGLE's as published: n(n+1) evaluations.", valueName: "name"))
  var search: String = RegionSearches.standard.name

  @Option(
    help: ArgumentHelp("The most evaluations of one finding; none by default.", valueName: "n"))
  var maxEvaluations: Int?

  private static var searchNames: String {
    RegionSearches.all.map(\.name).joined(separator: ", ")
  }

  /// The chosen search.
  func chosenSearch() throws -> any RegionSearch {
    guard let found = RegionSearches.search(named: search) else {
      throw ValidationError("--search '\(search)' is not one of: \(Self.searchNames).")
    }
    return found
  }

  func validate() throws {
    if !(1...10_000).contains(regions) {
      throw ValidationError("--regions must be between 1 and 10000.")
    }
    if let maxEvaluations, maxEvaluations < 1 {
      throw ValidationError("--max-evaluations must be at least 1.")
    }
    try validateSuperpixels()
    if let coarseRegions, !(1..<regions).contains(coarseRegions) {
      throw ValidationError("--coarse must be at least 1 and less than --regions.")
    }
    if grid, coarseRegions != nil {
      throw ValidationError("--coarse goes with superpixels, not with --grid.")
    }
    _ = try chosenSearch()
  }

  private func validateSuperpixels() throws {
    if let compactness, !(0...1000).contains(compactness) {
      throw ValidationError("--compactness must be between 0 and 1000.")
    }
    if let minRegion, !(0...1).contains(minRegion) {
      throw ValidationError("--min-region must be between 0 and 1.")
    }
    if compactness != nil || minRegion != nil {
      guard superpixels == .connected, !grid else {
        throw ValidationError(
          "--compactness and --min-region shape Hallux's own superpixels: without --grid and opencv."
        )
      }
    }
  }

  /// Whether the choices go together with label maps that are imported, which leave nothing to cut.
  func validate(withLabelMaps areImported: Bool) throws {
    guard areImported, grid || coarseRegions != nil || compactness != nil || minRegion != nil else {
      return
    }
    throw ValidationError(
      "Imported label maps stand alone: without --grid, --coarse, --compactness and --min-region.")
  }

  /// Writes the choices into settings.
  func apply(to settings: inout AuditSettings) throws {
    settings.regionCount = regions
    settings.superpixels = superpixels
    settings.compactness = compactness
    settings.minimumRegionSize = minRegion
    settings.scheme = grid ? .grid : nil
    settings.coarseRegionCount = coarseRegions
    settings.fill = fill
    settings.search = search
    settings.maxEvaluations = maxEvaluations
  }
}

/// How a reply is judged.
struct RuleOption: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The parse rule that decides what is a finding: \(names).", valueName: "name"))
  var rule: String = "hallux"

  private static var names: String { ParseRules.all.map(\.name).joined(separator: ", ") }

  /// The chosen rule.
  func chosenRule() throws -> any ParseRule {
    guard let found = ParseRules.rule(named: rule) else {
      throw ValidationError("--rule '\(rule)' is not one of: \(Self.names).")
    }
    return found
  }

  func validate() throws { _ = try chosenRule() }
}

extension CaseIterable where Self: RawRepresentable, RawValue == String {
  /// The names of all cases, for a help text.
  static var allNames: String { allCases.map(\.rawValue).joined(separator: ", ") }
}

extension Superpixels.Mode: ExpressibleByArgument {}
extension StoredImage.Kept: ExpressibleByArgument {}
extension Fill: ExpressibleByArgument {}
extension ProbeShare: ExpressibleByArgument {
  /// The share that an argument such as `3/8` names.
  public init?(argument: String) { self.init(argument) }
}
