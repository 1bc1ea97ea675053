import AuditStore
import Probing

/// One caption as lists show it: enough for its picture and its line, not its text.
struct CaptionEntry {
  /// The number of the probe that asked for it; the name of its page for as long as the log lives.
  var id: Int64
  /// The picture's name, without the folders before it.
  var imageName: String
  /// The picture; nil when the log does not keep it.
  var image: ReportImage?
  /// How the caption begins.
  var excerpt: String
  /// How many mentions claim something of which it is known whether it is true.
  var judged: Int
  /// How many of these are hallucinated.
  var hallucinated: Int
  /// Who says what is in the picture.
  var judge: CaptionJudge

  /// The file name of the caption's page.
  var pageName: String { Self.pageName(ofProbe: id) }

  /// The file name of the page of the caption that a probe asked for.
  static func pageName(ofProbe id: Int64) -> String { "caption-\(id).html" }

  /// Whether it comes before another one: the most hallucinations first, then the largest share of them.
  func isWorse(than other: CaptionEntry) -> Bool {
    if hallucinated != other.hallucinated { return hallucinated > other.hallucinated }
    if judged != other.judged {
      return hallucinated > 0 ? judged < other.judged : judged > other.judged
    }
    return id < other.id
  }
}
