import FoundationEssentials
import Probing

/// A reply as evaluation tools write it, whatever they call its parts.
///
/// POPE's answer files have `question` and `answer`; LLaVA's `question_id`, `prompt` and `text`; RePOPE's and
/// DASH-B's a `response` beside the `answer` that was read in it; lmms-eval's samples `filtered_resps`, with the
/// question's id among the numbers; VLMEvalKit's a `prediction` beside the `answer` that is right.
struct ReplyRecord {
  /// The question's id, or nil.
  var id: String?
  /// The image's name, or nil.
  var image: String?
  /// The object that was asked about, as DASH-B names it, or nil.
  var object: String?
  /// The question, or nil.
  var question: String?
  /// What the model was asked, where that stands beside the question, or nil.
  var prompt: String?
  /// The correct answer, or nil.
  var label: Answer?
  /// The splits that the question belongs to.
  var splits: [String] = []
  /// The reply, word for word; nil when the entry has none.
  var reply: String?
  /// The model that replied, or nil.
  var model: String?
  /// All its keys.
  var keys: Set<String> = []
  /// The keys that nothing was made of.
  var unused: [String] = []
  /// The line on which it begins, from 1.
  var line = 1

  /// The names under which a reply goes, what counts first.
  static let replyNames = [
    "response", "prediction", "output", "filtered_resps", "reply", "answer",
  ]
  /// The columns under which a reply goes in a table, what counts first: a table of replies has no questions as "text".
  static let replyColumns = replyNames + ["text"]
  static let questionNames = ["question", "prompt", "query", "input"]
  static let idNames = ["question_id", "id", "index"]
  static let imageNames = ["image", "image_name", "image_path", "file_name", "input_media"]
  static let objectNames = ["object_name", "object"]
  static let splitNames = ["splits", "split", "category"]
  static let modelNames = ["model", "model_id"]

  /// The names under which the correct answer goes, where the reply goes under that name.
  static func labelNames(besideReply name: String?) -> [String] {
    ["label", "target", "gt"] + (name == "prediction" ? ["answer"] : [])
  }

  /// The splits of a text that has them between commas.
  static func splits(in text: String) -> [String] {
    text.split(separator: ",").map { String($0.drop(while: \.isWhitespace)) }
      .filter { !$0.isEmpty }
  }

  /// The reply with where it stands.
  func entry(_ reply: String, place: Int) -> ReplyFile.Entry {
    ReplyFile.Entry(
      id: id, image: image, object: object, question: question, prompt: prompt,
      label: label, splits: splits,
      reply: reply, line: line, place: place)
  }
}

extension ReplyRecord: Decodable {
  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: NamedKey.self)
    var used: Set<String> = []
    func text(_ names: [String]) throws -> (name: String, text: String)? {
      for name in names where container.contains(NamedKey(name)) {
        used.insert(name)
        if let list = try? container.decode([String].self, forKey: NamedKey(name)), list.count == 1
        {
          return (name, list[0])
        }
        return (name, try container.decode(String.self, forKey: NamedKey(name)))
      }
      return nil
    }
    /// The first of the names that holds a text or a list of one, what else it may hold.
    func textIfAny(_ names: [String]) -> String? {
      for name in names {
        if let list = try? container.decode([String].self, forKey: NamedKey(name)), list.count == 1
        {
          used.insert(name)
          return list[0]
        }
        guard let text = try? container.decode(String.self, forKey: NamedKey(name)) else {
          continue
        }
        used.insert(name)
        return text
      }
      return nil
    }
    keys = Set(container.allKeys.map(\.stringValue))
    for name in Self.idNames where container.contains(NamedKey(name)) {
      used.insert(name)
      id = try container.decode(ProbeRecord.Name.self, forKey: NamedKey(name)).text
      break
    }
    // lmms-eval has it only among the numbers of each metric.
    if id == nil, keys.contains("filtered_resps") {
      id =
        keys.sorted().lazy.compactMap { name in
          (try? container.decode(MetricEntry.self, forKey: NamedKey(name)))?.questionID.text
        }.first
    }
    object = textIfAny(Self.objectNames)
    // "text" is the reply to LLaVA and the question to POPE: it is the reply where nothing else is.
    let said = try text(Self.replyNames)
    let asked = try text(Self.questionNames)
    reply = try said?.text ?? text(["text"])?.text
    question = try asked?.text ?? (said == nil ? nil : text(["text"])?.text)
    if asked?.name == "question" { prompt = textIfAny(["prompt"]) }
    // Without a question, as in DASH-B's answers, "img_id" may be no name but a count.
    image =
      try text(["image", "image_name"])?.text
      ?? textIfAny(Self.imageNames + (question == nil ? [] : ["img_id"]))
    label = textIfAny(Self.labelNames(besideReply: said?.name)).flatMap {
      Answer(rawValue: $0.lowercased())
    }
    if let list = try? container.decode([String].self, forKey: NamedKey("splits")) {
      used.insert("splits")
      splits = list
    } else {
      splits = Self.splits(in: textIfAny(Self.splitNames) ?? "")
    }
    model = textIfAny(Self.modelNames)
    unused = keys.subtracting(used).sorted()
  }

  /// What lmms-eval writes for each metric of a sample.
  private struct MetricEntry: Decodable {
    var questionID: ProbeRecord.Name

    enum CodingKeys: String, CodingKey {
      case questionID = "question_id"
    }
  }
}

extension ReplyRecord {
  /// Reads the row of a table; an empty cell is an empty reply, and nothing anywhere else.
  init(_ row: FieldRow) {
    var used: Set<String> = []
    func text(_ names: [String]) -> String? {
      guard let name = names.first(where: { row[$0]?.word != nil }) else { return nil }
      used.insert(name)
      return row[name]?.word
    }
    line = row.line
    keys = Set(row.values.keys)
    id = text(Self.idNames)
    image = text(Self.imageNames)
    object = text(Self.objectNames)
    let said = Self.replyColumns.first(where: keys.contains)
    if let said {
      used.insert(said)
      reply = row.values[said]?.word
    }
    question = text(Self.questionNames)
    if used.contains("question") { prompt = text(["prompt"]) }
    label = text(Self.labelNames(besideReply: said)).flatMap { Answer(rawValue: $0.lowercased()) }
    splits = Self.splits(in: text(Self.splitNames) ?? "")
    model = text(Self.modelNames)
    let empty = keys.filter { row[$0] == nil }
    unused = keys.subtracting(used).subtracting(empty).sorted()
  }
}
