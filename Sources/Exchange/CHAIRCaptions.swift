import AuditStore
import ModelAPI
import Probing

/// Captions as CHAIR's scripts write their results: `overall_metrics`, and a sentence for each caption
/// (LisaAnne/Hallucination utils/chair.py, commit 6e4d33c; `Recall` as Maxlinn/CHAIR-metric-standalone has it).
///
/// `words` and `hallucination_idxs` are left out: they count tokens of those scripts' own tokenizer, and two lists of
/// different tokens at that. Each mention has its place in the caption instead, in bytes of UTF-8.
struct CHAIRCaptions {
  private let audit: ExportedAudit

  init(_ audit: ExportedAudit) { self.audit = audit }

  /// The file; empty when no caption was asked for.
  var text: String {
    let captions = audit.answers.compactMap(Sentence.init)
    guard !captions.isEmpty else { return "" }
    let file = JSON.object { file in
      file.put("model", text: audit.audit.manifest.model.name)
      file.put("overall_metrics", Self.overall(captions))
      file.put("sentences", .list(captions.map(\.json)))
    }
    return file.text(indent: 2) + "\n"
  }

  /// The shares over all captions whose pictures somebody annotated; null where there are none.
  private static func overall(_ captions: [Sentence]) -> JSON {
    let judged = captions.filter { $0.present != nil }
    let mentions = judged.reduce(0) { $0 + $1.mentioned.count }
    let hallucinated = judged.reduce(0) { $0 + $1.hallucinated.count }
    let present = judged.reduce(0) { $0 + ($1.present?.count ?? 0) }
    let found = judged.reduce(0) { $0 + $1.found.count }
    func share(_ count: Int, of all: Int) -> JSON {
      all == 0 ? .null : .number(Double(count) / Double(all))
    }
    return .object { metrics in
      metrics.put("CHAIRs", share(judged.count { !$0.hallucinated.isEmpty }, of: judged.count))
      metrics.put("CHAIRi", share(hallucinated, of: mentions))
      metrics.put("Recall", share(found, of: present))
    }
  }

  /// A caption with its mentions sorted out.
  private struct Sentence {
    let answer: ExportedAnswer
    let caption: ExportedCaption
    let reply: String

    init?(_ answer: ExportedAnswer) {
      guard let caption = answer.caption, let reply = answer.reply?.text else { return nil }
      self.answer = answer
      self.caption = caption
      self.reply = reply
    }

    /// The objects in the picture, where annotations judged.
    var present: [String]? {
      caption.caption.judge == .annotations ? answer.probe.caption?.present : nil
    }

    /// The mentions that count: those that somebody judged.
    var mentioned: [MentionRecord] {
      caption.mentions.filter { [.present, .hallucinated].contains($0.standing) }
    }

    var hallucinated: [MentionRecord] {
      caption.mentions.filter { $0.standing == .hallucinated }
    }

    /// The objects of the picture that are mentioned.
    var found: Set<String> {
      Set(caption.mentions.filter { $0.standing == .present }.map(\.object))
    }

    var json: JSON {
      .object { sentence in
        let name = answer.probe.imageName
        if let image = COCOImageName(name.split(separator: "/").last.map(String.init) ?? name) {
          sentence.put("image_id", count: image.id)
        } else {
          sentence.put("image_id", text: name)
        }
        sentence.put("image", text: name)
        sentence.put("prompt", text: answer.prompt)
        sentence.put("caption", text: reply)
        sentence.put("variant", text: caption.caption.variant.rawValue)
        sentence.put("judged_by", text: caption.caption.judge.rawValue)
        sentence.put("is_cut", .truth(caption.caption.isCut))
        sentence.put(
          "mscoco_hallucinated_words",
          .list(hallucinated.map { .texts([$0.words, $0.object]) }))
        sentence.put("mscoco_gt_words", texts: present)
        sentence.put("mscoco_generated_words", texts: mentioned.map(\.object))
        sentence.put("metrics") { metrics in
          metrics.put("CHAIRs", count: hallucinated.isEmpty ? 0 : 1)
          metrics.put(
            "CHAIRi",
            number: mentioned.isEmpty ? 0 : Double(hallucinated.count) / Double(mentioned.count))
          if let present {
            metrics.put(
              "Recall", number: present.isEmpty ? 0 : Double(found.count) / Double(present.count))
          }
        }
        sentence.put("mentions", .list(caption.mentions.map(JSON.mention)))
      }
    }
  }
}

extension JSON {
  /// A place in a caption that names an object.
  static func mention(_ mention: MentionRecord) -> JSON {
    .object { object in
      object.put("object", text: mention.object)
      object.put("words", text: mention.words)
      object.put("start", count: mention.range.lowerBound)
      object.put("length", count: mention.range.count)
      object.put("standing", text: mention.standing.rawValue)
      object.put("quarter", count: mention.quarter)
    }
  }
}
