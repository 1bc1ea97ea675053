import FoundationEssentials

/// A reply as evaluation tools write it, whatever they call its parts.
///
/// POPE's answer files have `question` and `answer`; LLaVA's `question_id`, `prompt` and `text`; RePOPE's and
/// DASH-B's a `response` beside the `answer` that was read in it; lmms-eval's samples `filtered_resps`.
struct ReplyRecord: Decodable {
  /// The question's id, or nil.
  var id: String?
  /// The image's name, or nil.
  var image: String?
  /// The object that was asked about, as DASH-B names it, or nil.
  var object: String?
  /// The question, or nil.
  var question: String?
  /// The reply, word for word; nil when the entry has none.
  var reply: String?

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: NamedKey.self)
    func text(_ names: [String]) throws -> (name: String, text: String)? {
      for name in names where container.contains(NamedKey(name)) {
        if let list = try? container.decode([String].self, forKey: NamedKey(name)), list.count == 1
        {
          return (name, list[0])
        }
        return (name, try container.decode(String.self, forKey: NamedKey(name)))
      }
      return nil
    }
    for name in ["question_id", "id", "index"] where container.contains(NamedKey(name)) {
      id = try container.decode(ProbeRecord.Name.self, forKey: NamedKey(name)).text
      break
    }
    object = try text(["object_name"])?.text
    // "text" is the reply to LLaVA and the question to POPE: it is the reply where nothing else is.
    let said = try text(["response", "prediction", "output", "filtered_resps", "reply", "answer"])
    let asked = try text(["question", "prompt", "query", "input"])
    reply = try said?.text ?? text(["text"])?.text
    question = try asked?.text ?? (said == nil ? nil : text(["text"])?.text)
    // Without a question, as in DASH-B's answers, "img_id" may be no name but a count.
    image = try text(["image", "image_name"] + (question == nil ? [] : ["img_id"]))?.text
  }
}
