import ModelAPI
import Probing

/// The answers as POPE's `evaluate.py` reads them: an object a line, `question` and `answer`, in the probes' order.
///
/// That script takes what stands on the same line of the label file for the right answer (RUCAIBox/POPE evaluate.py,
/// commit 3df3ba1). The label stands beside each answer here, so that the file is its own label file; the id and
/// the image are kept for whoever reads it back.
struct POPEAnswers {
  private let audit: ExportedAudit

  init(_ audit: ExportedAudit) { self.audit = audit }

  /// The file.
  var text: String {
    audit.answers.compactMap { answer -> String? in
      guard let reply = answer.reply, let label = answer.probe.label else { return nil }
      let line = JSON.object { line in
        line.put("question_id", text: answer.probe.id)
        line.put("image", text: answer.probe.imageName)
        line.put("question", text: answer.probe.question)
        line.put("answer", text: reply.text)
        line.put("label", text: label.rawValue)
      }
      return line.text() + "\n"
    }.joined()
  }
}
