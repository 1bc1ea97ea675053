import Foundation
import Glibc
import Testing

/// Every parser of foreign bytes on changed inputs: it reads them or refuses them as documented, soon, and without a trap.
///
/// A few hundred of each in every run of the tests; `make fuzz` goes on for a given time under AddressSanitizer, with
/// other inputs each time. What it finds is added to the corpus, which is read unchanged in every run.
@Suite("A parser of foreign bytes", .serialized)
struct FuzzTests {
  /// The seconds for all parsers together; nil for the few inputs of a usual run.
  private static let seconds = ProcessInfo.processInfo.environment["FUZZ_SECONDS"].flatMap(
    Double.init)
  /// What decides the inputs.
  private static let seed =
    ProcessInfo.processInfo.environment["FUZZ_SEED"].flatMap(UInt64.init) ?? 1
  /// How many inputs a usual run makes for each parser.
  private static let usualCount = 300
  /// The most of the processor's seconds that an input may take, under a sanitizer.
  private static let longest = 10.0

  @Test("reads its corpus or refuses it", arguments: FuzzedParser.all)
  func corpus(parser: FuzzedParser) throws {
    for (name, bytes) in try parser.inputs() {
      #expect(throws: Never.self, "\(name)") { try parser.parse(bytes) }
    }
  }

  @Test("survives what was changed in it", arguments: FuzzedParser.all)
  func changed(parser: FuzzedParser) throws {
    let inputs = try parser.inputs().map(\.bytes)
    var mutator = Mutator(seed: Self.seed, inputs: inputs, words: parser.words)
    let last = LastInput(of: parser.name)
    let clock = ContinuousClock()
    let end = Self.seconds.map {
      clock.now + .seconds($0 / Double(FuzzedParser.all.count))
    }
    var count = 0
    var found = 0
    while found < 5, end.map({ clock.now < $0 }) ?? (count < Self.usualCount) {
      var bytes = mutator.next()
      // Some stay as they are, for the check of the sum itself.
      if let repair = parser.repair, count % 8 != 0 { repair(&bytes) }
      last.keep(bytes)
      let start = Self.processorSeconds
      var problem: String?
      do { try parser.parse(bytes) } catch { problem = "\(error)" }
      let time = Self.processorSeconds - start
      if time > Self.longest { problem = "took \(time) s" }
      if let problem {
        found += 1
        Issue.record(
          "\(parser.name), seed \(Self.seed), input \(count): \(problem); \(last.moved(found))")
      }
      count += 1
    }
    last.forget()
    if end != nil { print("fuzz: \(parser.name): \(count) inputs, \(found) findings") }
  }

  /// What this thread has had of the processor, however busy others keep it.
  private static var processorSeconds: Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}

/// The input that is being read, on disk: it outlives a parser that ends or stops the whole program.
///
/// Nothing is kept in a usual run, whose inputs come again.
private struct LastInput {
  private let path: String?

  init(of name: String) {
    path = ProcessInfo.processInfo.environment["FUZZ_FOLDER"].map { "\($0)/\(name).last" }
  }

  func keep(_ bytes: [UInt8]) {
    guard let path else { return }
    try? Data(bytes).write(to: URL(filePath: path))
    // An input that never ends ends the program.
    alarm(120)
  }

  /// Keeps a finding; where it is now.
  func moved(_ number: Int) -> String {
    guard let path else { return "not kept" }
    let kept = path.replacing(".last", with: ".\(number)")
    try? FileManager.default.removeItem(atPath: kept)
    try? FileManager.default.copyItem(atPath: path, toPath: kept)
    return "kept as \(kept)"
  }

  func forget() {
    guard let path else { return }
    alarm(0)
    try? FileManager.default.removeItem(atPath: path)
  }
}
