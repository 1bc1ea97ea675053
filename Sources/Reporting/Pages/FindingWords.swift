import Probing

/// What every page that shows a finding says about it.
enum FindingWords {
  /// The probability of what the model said, with its name.
  static func probability(_ entry: FindingEntry) -> String {
    entry.confidence.map { _ in "\(probabilityName(entry)) \(confidence(entry))" }
      ?? "no probability"
  }

  /// What the probability is called: of several explained tokens it is their mean.
  static func probabilityName(_ entry: FindingEntry) -> String {
    entry.meanCount > 1
      ? "mean p of \(NumberText.count(entry.meanCount, "token"))" : "p(\(entry.said.text))"
  }

  /// The probability of what the model said, or the most that it can be; a dash when there is none.
  static func confidence(_ entry: FindingEntry) -> String {
    entry.confidence.map {
      NumberText.atMost(NumberText.probability($0), entry.isConfidenceBounded)
    } ?? NumberText.none
  }

  /// The finding in a sentence that stands in for its picture.
  static func alternative(_ entry: FindingEntry) -> String {
    let answer =
      "Asked \(Words.quoted(entry.question)), the model says \(entry.said.text)"
      + (entry.said.isWrong ? ", which is wrong" : "")
    guard let trigger = entry.necessary, trigger.isFound else {
      return answer + ". No trigger is outlined."
    }
    return answer + "; without the outlined \(NumberText.percent(trigger.area)) of "
      + "the picture it says \(entry.said.text(trigger.saying ?? .flipped))."
  }

  /// The picture with its necessary trigger; nil when the log does not hold it.
  static func thumbnail(_ entry: FindingEntry) -> [String: TemplateValue]? {
    entry.image.map {
      PictureValues(
        image: $0, alt: alternative(entry), outline: entry.necessary?.outline ?? ""
      ).values
    }
  }

  /// What is absent or present, in words: the truth that the answer contradicts; nil where no label tells.
  static func truth(object: String?, said: SaidWords) -> String? {
    guard said.isWrong else { return nil }
    guard let answer = said.answer else { return object.map { "The picture has no \($0)." } }
    return switch (object, answer) {
    case (let object?, .yes): "The picture has no \(object)."
    case (let object?, .no): "The picture does show it: \(object)."
    case (nil, _): "The label says \(Words.said(answer.opposite))."
    }
  }
}
