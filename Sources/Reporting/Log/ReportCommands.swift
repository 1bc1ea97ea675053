import Probing

/// The flags of `hallux explain` that choose what is explained.
private struct TargetFlags {
  let words: [String]

  /// Reads a target selection of an audit's settings; nil when it needs no flag.
  init?(_ selection: String) {
    let parts = selection.split(separator: ":", maxSplits: 1).map(String.init)
    switch (parts.first, parts.count) {
    case ("counter-token", _): words = ["--counter"]
    case ("sentence", _): words = ["--sentence"]
    case ("word", 2): words = ["--word", parts[1]]
    case ("tokens", 2): words = ["--tokens", parts[1]]
    default: return nil
    }
  }
}

/// The commands that make an audit or an explanation again: every setting spelled out, no host, no key.
struct ReportCommands {
  private static let explanationFlags = [
    ("regionCount", "--regions"), ("superpixels", "--superpixels"), ("fill", "--fill"),
    ("search", "--search"), ("maxEvaluations", "--max-evaluations"),
  ]
  private static let auditFlags = [("rule", "--rule"), ("explained", "--explain")]

  /// What the audit was told to do.
  var settings: LoggedSettings

  /// The audit; `PROBES` stands for the probe file.
  func audit(model: String) -> String {
    (["hallux audit PROBES --model", Self.quoted(model)]
      + flags(Self.auditFlags + Self.explanationFlags)).joined(separator: " ")
  }

  /// The explanation of one probe's answer.
  func explain(_ probe: Probe) -> String {
    let question =
      ["--ask", Self.quoted(probe.question)]
      + (probe.label.map { ["--label", $0.rawValue] } ?? [])
      + (settings["target"].flatMap(TargetFlags.init)?.words.map(Self.quoted) ?? [])
    return
      (["hallux explain", Self.quoted(probe.imageName)] + question
      + flags(Self.explanationFlags)).joined(separator: " ")
  }

  private func flags(_ names: [(setting: String, flag: String)]) -> [String] {
    names.flatMap { setting, flag in
      settings[setting].map { [flag, Self.quoted($0)] } ?? []
    }
  }

  /// The text as one word of a POSIX shell, whatever it holds; what begins with a hyphen is no option.
  static func quoted(_ text: String) -> String {
    let word = text.hasPrefix("-") ? "./" + text : text
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
