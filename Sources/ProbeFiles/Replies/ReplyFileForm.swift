/// What a file of replies was taken for, told by the keys of its first entry.
public enum ReplyFileForm: String, Sendable, Hashable, CaseIterable {
  /// POPE's answers: a question and an answer.
  case pope = "POPE answers"
  /// What lmms-eval writes with `--log_samples`.
  case lmmsEval = "lmms-eval samples"
  /// The predictions of VLMEvalKit, as a table or as JSON.
  case vlmEvalKit = "VLMEvalKit predictions"
  /// EAGLE's folder of results.
  case eagle = "EAGLE results"
  /// What `hallux export` writes line by line.
  case hallux = "Hallux verdicts"
  /// Replies under any of the names that tools have for them.
  case other = "replies"

  /// Tells a form by the keys or columns of an entry.
  init(keys: Set<String>) {
    if keys.isSuperset(of: ["doc_id", "filtered_resps"]) {
      self = .lmmsEval
    } else if keys.isSuperset(of: ["index", "prediction"]) {
      self = .vlmEvalKit
    } else if keys.isSuperset(of: ["reply", "rule", "outcome"]) {
      self = .hallux
    } else if keys.isSuperset(of: ["question", "answer"]),
      keys.isDisjoint(with: ["response", "prediction", "output", "text"])
    {
      self = .pope
    } else {
      self = .other
    }
  }

  /// The model's name as the tool puts it into the file's name or that of its folder; nil where it does not.
  ///
  /// lmms-eval has a folder for each model, with `__` for the slash; VLMEvalKit's files are called
  /// `MODEL_DATASET.tsv`.
  func model(ofFile path: String) -> String? {
    let parts = path.split(separator: "/").map(String.init)
    switch self {
    case .lmmsEval:
      guard let name = parts.last, name.contains("_samples_"), parts.count > 1 else { return nil }
      let folder = parts[parts.count - 2]
      return folder == "." || folder == ".." ? nil : folder.replacing("__", with: "/")
    case .vlmEvalKit:
      guard let name = parts.last, let end = name.lastIndex(of: "_"), end > name.startIndex else {
        return nil
      }
      return String(name[..<end])
    case .pope, .eagle, .hallux, .other: return nil
    }
  }
}
