import Attribution
import AuditStore
import Probing

/// One finding as lists show it: enough for its picture and its line.
struct FindingEntry {
  /// The finding's number in its log; the name of its page for as long as the log lives.
  var id: Int64
  /// The number of the audit that found it.
  var auditID: Int64
  /// What makes it a finding.
  var kind: FindingKind
  /// The picture's name in the probe set, without the folders of an absolute path.
  var imageName: String
  /// The splits of the probe set that ask the question.
  var splits: [String] = []
  /// The question, word for word.
  var question: String
  /// The object that the question is about.
  var object: String?
  /// What is explained of what the model said.
  var said: SaidWords
  /// The probability of what the model said, in 0 … 1.
  var confidence: Double?
  /// Whether that is only the most that it can be.
  var isConfidenceBounded = false
  /// The picture asked about; nil when it was never read.
  var image: ReportImage?
  /// What carries the answer; nil where that was not found out.
  var cause: Diagnosis.Cause?
  /// What people say of its label; nil when nobody did.
  var standing: LabelStanding?
  /// The set whose removal flips the answer; nil when none was searched.
  var necessary: TriggerEntry?
  /// The set that gives the answer alone; nil when none was searched.
  var sufficient: TriggerEntry?

  /// Of how many tokens the confidence is the mean.
  var meanCount = 1

  /// The file name of the finding's page.
  var pageName: String { Self.pageName(of: id) }

  /// The file name of the page of the finding of that number.
  static func pageName(of id: Int64) -> String { "finding-\(id).html" }

  /// The outline of one side's trigger; empty where it has none.
  func outline(_ side: Trigger.Side) -> String {
    switch side {
    case .necessary: necessary?.outline ?? ""
    case .sufficient: sufficient?.outline ?? ""
    }
  }

  /// Sets the outline of one side's trigger, where it has one.
  mutating func setOutline(_ outline: String, of side: Trigger.Side) {
    switch side {
    case .necessary: necessary?.outline = outline
    case .sufficient: sufficient?.outline = outline
    }
  }
}

extension [FindingEntry] {
  /// By the probability that lists show; among equals, and without one, in the order in which they were found.
  var mostConfidentFirst: [FindingEntry] {
    sorted { first, second in
      let (left, right) = (first.confidence ?? -1, second.confidence ?? -1)
      return left == right ? first.id < second.id : left > right
    }
  }
}

/// A trigger as lists show it.
struct TriggerEntry {
  /// How the search ended.
  var status: Trigger.Status
  /// What is proven about the set's size.
  var minimality: Trigger.Minimality
  /// The number of regions.
  var size: Int
  /// The share of the image that the set covers, in 0 … 1.
  var area: Double
  /// The set's outline as SVG path data; empty for an empty set, and where the finding's evidence is not read yet.
  var outline = ""
  /// What the model says on the image without the set; nil when it was not asked.
  var saying: Saying?

  /// Whether a set was found and proven to flip the answer.
  var isFound: Bool { status == .found && size > 0 }
}

/// A picture file of the report.
struct ReportImage: Hashable {
  /// The digest of its pixels, in hexadecimal: its name in the folder.
  var digest: String
  /// The number of columns.
  var width: Int
  /// The number of rows.
  var height: Int
  /// What its file holds.
  var form = Form.png
  /// How many boxes were burnt into it.
  var boxCount = 0

  /// What a picture's file holds.
  enum Form {
    /// Its pixels.
    case png
    /// Its pixels, or fewer, for people to look at.
    case jpeg
    /// Nothing of it.
    case leftOut
  }

  /// Where pages find it.
  var source: String {
    switch form {
    case .png: "images/\(digest).png"
    case .jpeg: "images/\(digest).jpg"
    case .leftOut: "images/left-out.svg"
    }
  }
  /// Whether its pixels are to be shown as squares when it is enlarged.
  var isSmall: Bool { max(width, height) <= 320 }
}

/// How hidden regions look.
struct FillLook {
  /// The fill's command-line name.
  var name: String
  /// What filling does to a part of the image, for example `blacked out`.
  var participle: String

  /// The fill of that command-line name.
  init(name: String) {
    self.name = name
    switch name {
    case "black": participle = "blacked out"
    case "mean": participle = "filled with the mean color"
    case "blur": participle = "blurred away"
    default: participle = "filled (\(name))"
    }
  }
}
