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
      for (place, entry) in all.enumerated() {
        guard let question = entry.question, let image = entry.image else {
          throw file.error(
            .missingKey, at: entry.line,
            "does not say about which \(entry.question == nil ? "question" : "image") it is; name the probe file that"
              + " was asked with --probes")
        }
        guard let label = entry.label else {
          throw file.error(
            .missingKey, at: entry.line,
            "does not say what the right answer is; name the probe file that was asked with --probes"
          )
        }
        let asked =
          question.hasSuffix(suffix) ? String(question.dropLast(suffix.count)) : question
        let probe = Probe(
          id: entry.id ?? String(place + 1), imageName: image.withoutOuterFolders, question: asked,
          object: entry.object ?? Probe.object(ofQuestion: asked), label: label,
          splits: entry.splits.isEmpty
            ? (file.namedSplits.count == 1 ? file.namedSplits : []) : entry.splits)
        collector.add(
          Entry(probe: probe, file: file.file, line: entry.line), of: file.name)
      }
    }
    self.init(name: files.map(\.name).joined(separator: "+"), collector: collector)
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
