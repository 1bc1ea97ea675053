import ModelAPI
import Probing

/// The samples of lmms-eval's POPE tasks, as `EvaluationTracker.save_results_samples` writes them
/// (EvolvingLMMs-Lab/lmms-eval lmms_eval/loggers/evaluation_tracker.py, version 0.7.3).
///
/// `doc_hash` is left out: it is of a document that an audit does not have.
struct LMMsEvalSamples {
  private let audit: ExportedAudit

  init(_ audit: ExportedAudit) { self.audit = audit }

  /// The numbers of `lmms_eval/tasks/pope/utils.py`, which all have the same parts.
  private static let metrics = [
    "pope_accuracy", "pope_precision", "pope_recall", "pope_f1_score", "pope_yes_ratio",
  ]

  /// The file.
  var text: String {
    audit.answers.enumerated().compactMap { place, answer in
      line(answer, place).map { $0 + "\n" }
    }.joined()
  }

  private func line(_ answer: ExportedAnswer, _ place: Int) -> String? {
    guard let reply = answer.reply, let label = answer.probe.label else { return nil }
    let isRight =
      ParseRules.lmmsEval.answer(to: ProbeReply(text: reply.text), label: label) == label
    let metric = JSON.object { metric in
      metric.put("question_id", text: answer.probe.id)
      metric.put("score", number: isRight ? 1 : 0)
      metric.put("prediction", text: Self.prediction(reply.text))
      metric.put("ground_truth", text: label.rawValue)
    }
    let sample = JSON.object { sample in
      sample.put("doc_id", count: place)
      sample.put("target", text: label.rawValue)
      sample.put("filtered_resps", text: reply.text)
      if !reply.tokens.isEmpty {
        let count = JSON.object { $0.put("output_tokens", count: reply.tokens.count) }
        sample.put("token_counts", .list([count]))
      }
      for name in Self.metrics { sample.put(name, metric) }
      sample.put("input", text: answer.prompt ?? answer.probe.question)
      sample.put("input_media", texts: [answer.probe.imageName])
    }
    return sample.text()
  }

  /// Python's `lower().strip()`.
  private static func prediction(_ reply: String) -> String {
    let lower = reply.lowercased().unicodeScalars.drop { $0.properties.isWhitespace }
    guard let last = lower.lastIndex(where: { !$0.properties.isWhitespace }) else { return "" }
    return String(String.UnicodeScalarView(lower[...last]))
  }
}
