/// What is put behind a question to ask for a short answer.
///
/// Published numbers were made with different ones, and the answers change with them, so a number should
/// name its suffix.
public struct PromptSuffix: Sendable, Hashable {
  /// The name by which users, logs and reports know the suffix, lower case with hyphens.
  public let name: String
  /// What follows the question, its line break or space included; empty for none.
  public let text: String
  /// Where the suffix comes from: the file and commit.
  public let source: String

  /// The question as the model is asked it: the suffix follows it directly, and nothing else changes.
  public func apply(to question: String) -> String { question + text }
}

/// The registry of prompt suffixes.
public enum PromptSuffixes {
  /// The bare question, as POPE's files have it.
  public static let none = PromptSuffix(
    name: "none", text: "", source: "RUCAIBox/POPE output/coco, commit 3df3ba1")
  /// LLaVA's words for short answers, which lmms-eval uses for POPE.
  public static let singleWord = PromptSuffix(
    name: "single-word", text: "\nAnswer the question using a single word or phrase.",
    source: """
      EvolvingLMMs-Lab/lmms-eval lmms_eval/tasks/pope/pope.yaml, commit 75571cf; \
      haotian-liu/LLaVA docs/Evaluation.md, commit c121f04
      """)
  /// What VLMEvalKit adds to AMBER's questions, and to no other yes/no set.
  public static let yesOrNo = PromptSuffix(
    name: "yes-or-no", text: "\nPlease answer yes or no.",
    source: "open-compass/VLMEvalKit vlmeval/dataset/image_yorn.py, commit e8e78f0")
  /// What evalscope adds to POPE's questions.
  public static let yesOrNoOnly = PromptSuffix(
    name: "yes-or-no-only", text: "\nPlease answer YES or NO without an explanation.",
    source: "modelscope/evalscope evalscope/benchmarks/pope/pope_adapter.py, commit fde259d")
  /// The end of DASH-B's question, which begins "Can you see a … in this image?".
  public static let dashB = PromptSuffix(
    name: "dash-b", text: " Please answer only with yes or no.",
    source: "YanNeu/DASH-B src/data/dash_b.py, commit 1538d01")

  /// Every suffix, in the order in which tables list them.
  public static let all = [none, singleWord, yesOrNo, yesOrNoOnly, dashB]

  /// The suffix of that name, or nil when there is none.
  public static func suffix(named name: String) -> PromptSuffix? {
    all.first { $0.name == name }
  }
}
