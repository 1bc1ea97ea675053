import Probing

/// The flags of `hallux explain` that choose what is explained.
private struct TargetFlags {
  /// The flag, with its value where it has one.
  let flag: String
  let value: String?

  /// Reads a target selection of an audit's settings; nil when it needs no flag.
  init?(_ selection: String) {
    let parts = selection.split(separator: ":", maxSplits: 1).map(String.init)
    switch (parts.first, parts.count) {
    case ("counter-token", _): (flag, value) = ("--counter", nil)
    case ("sentence", _): (flag, value) = ("--sentence", nil)
    case ("word", 2): (flag, value) = ("--word", parts[1])
    case ("tokens", 2): (flag, value) = ("--tokens", parts[1])
    default: return nil
    }
  }
}

/// The commands that make an audit or an explanation again: every setting spelled out, no host, no key.
struct ReportCommands {
  private static let explanationFlags = [
    ("regionCount", "--regions"), ("superpixels", "--superpixels"),
    ("compactness", "--compactness"), ("minimumRegionSize", "--min-region"), ("fill", "--fill"),
    ("search", "--search"), ("maxEvaluations", "--max-evaluations"),
    ("coarseRegionCount", "--coarse"),
  ]
  /// The most tokens of an answer when nobody says otherwise.
  private static let usualAnswerTokens = "32"
  private static let captionFlags = [
    ("captionVariant", "--caption-variant"), ("maxCaptionTokens", "--caption-tokens"),
  ]

  /// What the audit was told to do.
  var settings: LoggedSettings

  /// The audit; `PROBES` stands for the probe file, which the bundled probes need not.
  ///
  /// Of captions `DIR` stands for the folder of the images, and `TRUTH` for the file of annotations where there was one;
  /// `MAPS` for the folder of imported label maps.
  /// Replies that were imported come from `FILE` again.
  ///
  /// - Parameters:
  ///   - model: The model's name.
  ///   - isBundled: Whether the bundled probes, or their images, were asked about.
  ///   - captions: The probes that ask for captions.
  ///   - asksQuestions: Whether there are others.
  /// - Returns: The command line.
  func audit(
    model: String, isBundled: Bool = false, captions: [Probe] = [], asksQuestions: Bool = true
  ) -> String {
    if isImported { return "hallux import FILE --model " + Self.quoted(model) }
    var asked: [String] = []
    if let first = captions.first {
      asked = [
        asksQuestions ? "--captions" : isBundled ? "--captions-only" : "--captions --images DIR"
      ]
      if !isBundled, captions.contains(where: { $0.caption?.present != nil }) {
        asked.append("--caption-truth TRUTH")
      }
      if first.question != CaptionTask.prompt { asked += Self.option("--prompt", first.question) }
      asked += flags(Self.captionFlags)
    }
    return
      ([
        asksQuestions && !isBundled ? "hallux audit PROBES --model" : "hallux audit --model",
        Self.quoted(model),
      ]
      + asked + flags([("promptSuffix", "--prompt-suffix"), ("rule", "--rule")]) + explained
      + (settings["target"] == "counter-token" ? ["--counter"] : [])
      + explanation(maps: "--label-maps MAPS")).joined(separator: " ")
  }

  /// Whether another tool asked, and its replies were imported.
  var isImported: Bool { settings["imported"] != nil }

  /// Which findings were explained: some of the most confident, or all of a kind.
  private var explained: [String] {
    settings["explainedCount"].map { ["--explain", Self.quoted("top:\($0)")] }
      ?? flags([("explained", "--explain")])
  }

  /// How an answer is explained, and what the pictures are made to fit.
  private func explanation(maps: String) -> [String] {
    var words = flags(Self.explanationFlags)
    switch settings["scheme"] {
    case "grid": words.append("--grid")
    case "imported": words.append(maps)
    default: break
    }
    // As "isSquare yes, longestSide 336".
    for part in settings["pictureFitting"]?.split(separator: ", ") ?? [] {
      if part == "isSquare yes" { words.append("--square") }
      if part.hasPrefix("longestSide ") { words += ["--resize", String(part.dropFirst(12))] }
    }
    return words
  }

  /// The explanation of one probe's answer; `MAP` stands for an imported label map.
  func explain(_ probe: Probe) -> String {
    let suffix = settings["promptSuffix"].flatMap(PromptSuffixes.suffix)
    var question = Self.option(
      "--ask", suffix?.apply(to: probe.question) ?? probe.question)
    if let label = probe.label { question += ["--label", label.rawValue] }
    if let target = settings["target"].flatMap(TargetFlags.init) {
      question += target.value.map { Self.option(target.flag, $0) } ?? [target.flag]
    }
    if let most = settings["maxAnswerTokens"], most != Self.usualAnswerTokens {
      question += ["--max-tokens", Self.quoted(most)]
    }
    return
      (["hallux explain", Self.quoted(probe.imageName)] + question
      + explanation(maps: "--label-map MAP")).joined(separator: " ")
  }

  private func flags(_ names: [(setting: String, flag: String)]) -> [String] {
    names.flatMap { setting, flag in
      settings[setting].map { [flag, Self.quoted($0)] } ?? []
    }
  }

  /// An option with any text as its value; one that begins with a hyphen is no option by itself.
  private static func option(_ flag: String, _ value: String) -> [String] {
    value.hasPrefix("-") ? [word("\(flag)=\(value)")] : [flag, word(value)]
  }

  /// The text as one word of a POSIX shell, whatever it holds; what begins with a hyphen is a file.
  static func quoted(_ text: String) -> String {
    word(text.hasPrefix("-") ? "./" + text : text)
  }

  private static func word(_ word: String) -> String {
    let plain = word.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"),
        UInt8(ascii: "-"), UInt8(ascii: "/"), UInt8(ascii: ":"):
        true
      default: false
      }
    }
    guard word.isEmpty || !plain else { return word }
    // Scalar by scalar: a quote that carries a combining mark is no separate character.
    var quoted = "'"
    for scalar in word.unicodeScalars {
      if scalar == "'" { quoted += "'\\''" } else { quoted.unicodeScalars.append(scalar) }
    }
    return quoted + "'"
  }
}
