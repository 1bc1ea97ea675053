public import Probing

extension ProbeSet {
  /// The probes that files of replies are about, where the replies themselves name image, question and label.
  ///
  /// An instruction that all of a file's questions end with, if it is a known one, is no part of them
  /// (``PromptSuffixes``). An image is named without the folders of the machine where it lay.
  ///
  /// - Throws: ``ProbeFileError`` when the replies do not say what they are about.
  public init(ofReplies files: [ReplyFile]) throws(ProbeFileError) {
    var collector = ProbeCollector()
    for file in files {
      let suffix = file.promptSuffix.text
      let all = (file.entries + file.failed).sorted { $0.place < $1.place }
      let named = all.allSatisfy(\.splits.isEmpty) ? file.namedSplits : []
      for (place, entry) in all.enumerated() {
        guard let question = entry.question, let image = entry.image, let label = entry.label
        else {
          collector.problems.append(file.unsaid(entry))
          continue
        }
        let asked =
          question.hasSuffix(suffix) ? String(question.dropLast(suffix.count)) : question
        let probe = Probe(
          id: entry.id ?? String(place + 1), imageName: image.withoutOuterFolders, question: asked,
          object: entry.object ?? Probe.object(ofQuestion: asked), label: label,
          splits: named.count == 1 ? named : entry.splits)
        collector.add(
          Entry(probe: probe, file: file.file, line: entry.line), of: file.name)
      }
    }
    self.init(name: files.map(\.name).joined(separator: "+"), collector: collector)
    if entries.isEmpty, let first = problems.first { throw first }
  }
}

extension ReplyFile {
  /// The instruction behind every question of the file, where it is a known one; else none.
  public var promptSuffix: PromptSuffix {
    PromptSuffixes.all.first { suffix in
      !suffix.text.isEmpty
        && entries.allSatisfy { ($0.prompt ?? $0.question)?.hasSuffix(suffix.text) == true }
    } ?? PromptSuffixes.none
  }

  /// What an entry does not say of what it is about.
  fileprivate func unsaid(_ entry: Entry) -> ProbeFileError {
    let what =
      entry.question == nil
      ? "about which question it is"
      : entry.image == nil ? "about which image it is" : "what the right answer is"
    return error(
      .missingKey, at: entry.line,
      "does not say \(what); name the probe file that was asked with --probes")
  }

  /// The file's name without folders and extension.
  public var name: String {
    let name = file.split(separator: "/").last.map(String.init) ?? file
    guard let dot = name.lastIndex(of: "."), dot > name.startIndex else { return name }
    return String(name[..<dot])
  }
}

extension String {
  /// An image's name as a probe may have it: an absolute path says where it lay on some machine.
  fileprivate var withoutOuterFolders: String {
    guard hasPrefix("/") || split(separator: "/").contains("..") else { return self }
    return split(separator: "/").last.map(String.init) ?? self
  }
}
