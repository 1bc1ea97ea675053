import AuditStore
import Probing

/// A caption's text as every page shows it that has one.
enum CaptionText {
  /// The text in stretches: mentions, and the words between; a mention inside the one before is left out.
  static func stretches(
    of text: String, _ mentions: [MentionRecord]
  ) -> [(text: String, mention: MentionRecord?)] {
    var stretches: [(text: String, mention: MentionRecord?)] = []
    var end = 0
    func plain(_ range: Range<Int>) {
      guard !range.isEmpty, let indices = text.range(utf8Offsets: range) else { return }
      stretches.append((text: String(text[indices]), mention: nil))
    }
    for mention in mentions where mention.range.lowerBound >= end {
      guard let indices = text.range(utf8Offsets: mention.range) else { continue }
      plain(end..<mention.range.lowerBound)
      stretches.append((text: String(text[indices]), mention: mention))
      end = mention.range.upperBound
    }
    plain(end..<text.utf8.count)
    return stretches
  }

  /// The caption of a picture that lacks something, word by word beside the one of the whole picture.
  ///
  /// - Parameters:
  ///   - rewritten: The new caption.
  ///   - text: The one before.
  ///   - participle: What filling does to a part of the image, for example `blacked out`.
  /// - Returns: Its values as templates read them.
  static func rewritten(
    _ rewritten: CaptionReport.Rewritten, from text: String, participle: String
  ) -> [String: TemplateValue] {
    let record = rewritten.record
    return [
      "title": .text(
        "\(MentionWords.removed(record.removed)) (\(NumberText.percent(record.area)) of the picture "
          + "\(participle)): \(MentionWords.fate(record.fate))"),
      "runs": .list(
        WordDiff(from: text, to: rewritten.text).runs.map { run in
          [
            "text": .text(run.text), "both": .flag(run.side == .both),
            "removed": .flag(run.side == .removed), "added": .flag(run.side == .added),
          ]
        }),
    ]
  }
}
