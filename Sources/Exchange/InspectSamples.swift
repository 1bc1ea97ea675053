import AuditStore
import Foundation
import ModelAPI
import Probing

/// The probes of an audit as Inspect's samples.
struct InspectSamples {
  private let audit: ExportedAudit

  init(_ audit: ExportedAudit) { self.audit = audit }

  /// A probe with its reply, its score, and the image's name under `image_id`, by which errors go together.
  func sample(_ answer: ExportedAnswer) -> JSON {
    let probe = answer.probe
    let prompt = answer.prompt ?? probe.question
    let asked = JSON.object { message in
      message.put("role", text: "user")
      message.put("content", text: prompt)
    }
    let score = score(answer)
    return .object { sample in
      sample.put("id", text: probe.id)
      sample.put("epoch", count: 1)
      sample.put("input", text: prompt)
      sample.put("choices", texts: probe.choices?.options)
      sample.put("target", text: answer.target.map(Self.word) ?? "")
      sample.put("messages", .list([asked] + (answer.reply.map { [message($0)] } ?? [])))
      sample.put("output", output(answer.reply))
      if let score { sample.put("scores") { $0.put(audit.rule, score) } }
      sample.put("metadata", metadata(answer))
      sample.put("store", .object([]))
      sample.put("events", .list([]))
      sample.put("model_usage", .object([]))
      if answer.reply == nil { sample.put("error", Self.error(answer)) }
      sample.put("attachments", .object([]))
    }
  }

  /// An option's letter as Inspect has it, in the upper case; any other word as it is.
  private static func word(_ target: String) -> String {
    target.count == 1 ? target.uppercased() : target
  }

  private func message(_ reply: ModelReply) -> JSON {
    .object { message in
      message.put("role", text: "assistant")
      message.put("content", text: reply.text)
      message.put("source", text: "generate")
      message.put("model", text: audit.audit.manifest.model.name)
    }
  }

  private func output(_ reply: ModelReply?) -> JSON {
    .object { output in
      output.put("model", text: audit.audit.manifest.model.name)
      guard let reply else { return output.put("choices", .list([])) }
      let choice = JSON.object { choice in
        choice.put("message", message(reply))
        choice.put("stop_reason", text: Self.stopReasons[reply.finishReason ?? ""] ?? "unknown")
        guard !reply.tokens.isEmpty else { return }
        choice.put("logprobs") { $0.put("content", .list(reply.tokens.map(Self.token))) }
      }
      output.put("choices", .list([choice]))
      output.put("completion", text: reply.text)
      guard let count = reply.promptTokenCount else { return }
      output.put("usage") { usage in
        usage.put("input_tokens", count: count)
        usage.put("output_tokens", count: reply.tokens.count)
        usage.put("total_tokens", count: count + reply.tokens.count)
      }
    }
  }

  private static let stopReasons = ["stop": "stop", "length": "max_tokens"]

  private static func token(_ distribution: TokenDistribution) -> JSON {
    let listed = distribution.alternatives.filter { $0.logProbability.isFinite }
    return .object { token in
      token.put("token", text: distribution.said.token.text)
      token.put("logprob", number: distribution.said.logProbability)
      token.put(
        "top_logprobs",
        .list(
          listed.map { entry in
            .object { other in
              other.put("token", text: entry.token.text)
              other.put("logprob", number: entry.logProbability)
            }
          }))
    }
  }

  /// `C` and `I`, or NaN for a reply that cannot be read; nil for what is not judged.
  private func score(_ answer: ExportedAnswer) -> JSON? {
    guard let outcome = answer.outcomeWord else { return nil }
    let verdict = answer.verdict
    let bounds = verdict.map { $0.boundedShares.map(\.rawValue).sorted() } ?? []
    return .object { score in
      score.put("value", answer.isCorrect.map { .text($0 ? "C" : "I") } ?? JSON.number(.nan))
      score.put("answer", text: answer.said.map(Self.word))
      score.put("explanation", text: answer.reply?.text)
      if answer.isCorrect == nil { score.put("reason", text: "neither answer can be read") }
      score.put("metadata") { metadata in
        metadata.put("outcome", text: outcome)
        metadata.put("p_yes", number: verdict?.pYes)
        metadata.put("p_no", number: verdict?.pNo)
        metadata.put("p_other", number: verdict?.pOther)
        metadata.put("at_most", texts: bounds.isEmpty ? nil : bounds)
      }
    }
  }

  private func metadata(_ answer: ExportedAnswer) -> JSON {
    let probe = answer.probe
    return .object { metadata in
      metadata.put("image_id", text: probe.imageName)
      metadata.put("image_digest", text: answer.record.imageDigest)
      metadata.put("question", text: probe.question)
      metadata.put("object", text: probe.object)
      metadata.put("splits", texts: probe.splits)
      metadata.put("planted", probe.planted.map(JSON.planted))
      metadata.put("finding", count: answer.finding.map { Int($0.id) })
      metadata.put("finding_kind", text: answer.finding?.kind.rawValue)
    }
  }

  private static func error(_ answer: ExportedAnswer) -> JSON {
    .object { error in
      error.put("message", text: answer.record.problem ?? "there is no reply")
      error.put("traceback", text: "")
      error.put("traceback_ansi", text: "")
    }
  }
}
