import AuditStore
import Auditing
import ProbeFiles
import Probing

/// The files that `hallux import` was given, put together.
struct ImportedFiles {
  /// The probes in order, with what was replied.
  let answers: [ImportedAnswer]
  /// The model that replied.
  let model: String
  /// The probe set's name.
  let probeSet: String
  /// The files, for the log.
  let sources: [ProbeSource]
  /// What followed every question, by its registered name; nil for nothing that is known.
  let promptSuffix: String?
  /// What is wrong with entries.
  let problems: [ProbeFileError]
  /// How it was read and what of it is not kept, a line each.
  let notes: [String]

  /// Reads the files and pairs the replies with the probes.
  ///
  /// - Throws: `ProbeFileError`; `CommandFailure` when nothing says which model replied.
  init(
    files: [String], probes: [String], reading: ProbeReadingOptions, model: String?
  ) throws {
    var read: [ReplyFile] = []
    for path in files { read.append(try ReplyFile(readingFile: path == "-" ? "/dev/stdin" : path)) }
    let set = probes.isEmpty ? try ProbeSet(ofReplies: read) : try reading.read(probes)
    let relabeled = try reading.relabel(set.probes)
    var paired = try read[0].paired(with: set.probes, otherIDs: set.otherIDs)
    for file in read.dropFirst() {
      paired.add(try file.paired(with: set.probes, otherIDs: set.otherIDs), of: file)
    }
    guard paired.answers.contains(where: { $0 != nil }) else {
      Terminal.problems(
        (set.problems + read.flatMap(\.problems) + paired.problems).map(\.description))
      throw CommandFailure(
        status: .inputData,
        message:
          "not one reply of \(files.joined(separator: ", ")) answers a probe that was given; nothing is imported"
      )
    }
    let suffixes = Set(read.map(\.promptSuffix))
    let suffix = suffixes.count == 1 ? suffixes.first ?? PromptSuffixes.none : PromptSuffixes.none
    promptSuffix = suffix == PromptSuffixes.none ? nil : suffix.name
    self.model = try Self.model(of: read, given: model)
    let labels = relabeled.map { relabeled in
      Dictionary(relabeled.probes.map { ($0.id, $0) }) { first, _ in first }
    }
    answers = set.probes.indices.compactMap { place in
      let probe = set.probes[place]
      let counted = labels.map { $0[probe.id] } ?? probe
      return counted.map {
        Self.answer($0, paired.answers[place], failed: paired.failures[place], suffix)
      }
    }
    let chosen = ChosenProbes(
      set: set, isBundled: false, relabeled: relabeled, imageFolder: "",
      annotations: reading.annotations, relabelFiles: reading.relabel)
    probeSet = chosen.name
    sources = try chosen.sources() + read.map(Self.source)
    problems = set.problems + read.flatMap(\.problems) + paired.problems
    notes =
      read.flatMap(Self.notes) + (probes.isEmpty ? [] : set.notes)
      + Self.notes(on: paired, unanswered: answers.count { $0.reply == nil })
      + (relabeled?.lines ?? [])
  }

  private static func answer(
    _ probe: Probe, _ entry: ReplyFile.Entry?, failed: ReplyFile.Entry?, _ suffix: PromptSuffix
  ) -> ImportedAnswer {
    // What a tool writes in other cases or spaces is the question all the same.
    let asked =
      entry?.prompt ?? entry?.question.flatMap { $0.count > probe.question.count ? $0 : nil }
    // Some sets have the instruction in their questions.
    let isThere = !suffix.text.isEmpty && probe.question.hasSuffix(suffix.text)
    return ImportedAnswer(
      probe: probe, prompt: asked ?? (isThere ? probe.question : suffix.apply(to: probe.question)),
      reply: entry?.reply,
      problem: entry != nil
        ? nil : failed.map { $0.reply.printable } ?? "the imported files have no reply to it")
  }

  private static func model(of files: [ReplyFile], given: String?) throws -> String {
    if let given, !given.isEmpty { return given }
    let named = Set(files.compactMap(\.model))
    guard named.count == 1, let model = named.first else {
      throw CommandFailure(
        status: .usage,
        message: named.isEmpty
          ? "nothing in \(files.map(\.file).joined(separator: ", ")) says which model replied: name it with --model"
          : "the files name several models, \(named.sorted().joined(separator: ", ")): import one at a time, or name"
            + " it with --model")
    }
    return model
  }

  /// The most kinds of values that are named one by one: a file of nothing but different keys would fill the log.
  private static let mostKinds = 40

  private static func source(_ file: ReplyFile) -> ProbeSource {
    let kinds = file.unused.prefix(mostKinds).map { "\($0.name) (\($0.count))" }
    let others = file.unused.count - kinds.count
    let unused = (kinds + (others > 0 ? ["and \(others) more"] : [])).joined(separator: ", ")
    return ProbeSource(
      role: .replies, name: file.file.split(separator: "/").last.map(String.init) ?? file.file,
      sha256: file.digest,
      note: "imported from \(file.form.rawValue), \(file.entries.count) replies"
        + (unused.isEmpty ? "" : "; not kept: \(unused)"))
  }

  private static func notes(on file: ReplyFile) -> [String] {
    let others = file.unused.count - mostKinds
    return ["\(file.file): taken for \(file.form.rawValue), \(file.entries.count) replies"]
      + file.unused.prefix(mostKinds).map {
        "\(file.file): dropped \($0.name) of \($0.count) entries"
      } + (others > 0 ? ["\(file.file): dropped \(others) more kinds of values"] : [])
  }

  private static func notes(on paired: PairedReplies, unanswered: Int) -> [String] {
    var notes: [String] = []
    if paired.isUnchecked {
      notes.append(
        "the replies are paired with the probes by \(paired.pairing.rawValue) alone: nothing in them says that these are"
          + " the probes that were asked")
    } else {
      notes.append("the replies are paired with the probes by \(paired.pairing.rawValue)")
    }
    if paired.repeatedCount > 0 {
      notes.append(
        "\(paired.repeatedCount) replies say once more what was replied to the same image and question"
      )
    }
    if unanswered > 0 { notes.append("\(unanswered) probes have no reply") }
    return notes
  }
}
