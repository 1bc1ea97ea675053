import Probing

/// What every page that shows a finding says about it.
enum FindingWords {
  /// The probability of what the model said, with its name.
  static func probability(_ entry: FindingEntry) -> String {
    entry.confidence.map { "p(\(Words.said(entry.said))) \(NumberText.probability($0))" }
      ?? "no probability"
  }

  /// The finding in a sentence that stands in for its picture.
  static func alternative(_ entry: FindingEntry) -> String {
    let answer = "Asked \(Words.quoted(entry.question)), the model says \(Words.said(entry.said))"
    guard let trigger = entry.necessary, trigger.isFound else {
      return answer + ", which is wrong. No trigger is outlined."
    }
    return answer + ", which is wrong; without the outlined \(NumberText.percent(trigger.area)) of "
      + "the picture it says \(Words.said(trigger.said ?? entry.said.opposite))."
  }

  /// The picture with its necessary trigger; nil when the log does not hold it.
  static func thumbnail(_ entry: FindingEntry) -> [String: TemplateValue]? {
    entry.image.map {
      PictureValues(
        image: $0, alt: alternative(entry), outline: entry.necessary?.outline ?? ""
      ).values
    }
  }

  /// What is absent or present, in words: the truth that the answer contradicts.
  static func truth(object: String?, said: Answer) -> String {
    switch (object, said) {
    case (let object?, .yes): "The picture has no \(object)."
    case (let object?, .no): "The picture does show it: \(object)."
    case (nil, _): "The label says \(Words.said(said.opposite))."
    }
  }
}
