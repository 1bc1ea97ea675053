/// Which names on pages the glossary explains, and where.
enum Glossary {
  /// The anchors in `glossary.html` of names as pages write them.
  static let anchors: [String: String] = [
    "accuracy": "accuracy", "precision": "precision", "recall": "recall", "F1": "f1",
    "yes-ratio": "yes-ratio", "CHAIR_i": "chair-i", "CHAIR_s": "chair-s",
    "mentions judged": "mention", "hallucinated": "mention",
    "insertion AUC": "insertion-auc", "deletion AUC": "deletion-auc",
    "highest": "highest", "influence": "influence", "influence, by area": "influence",
    "regions": "superpixel", "fill": "fill", "order": "attribution",
    "triggers": "trigger", "necessary": "necessary", "sufficient": "sufficient",
    "necessary set": "necessary", "sufficient set": "sufficient", "noise floor": "noise-floor",
    "minimum": "minimum", "subset-minimal": "subset-minimal", "1-minimal": "one-minimal",
    "not proven minimal": "certificate", "never flips": "never-flips",
    "language prior": "language-prior", "budget spent": "budget-spent",
    "inside the noise": "noise-floor", "snowball": "snowball", "mixture": "diagnosis",
    "undecided": "diagnosis", "the picture": "visual",
    "an earlier object of the caption": "snowball", "the language prior": "language-prior",
    "evaluations of masked pictures": "evaluation", "replies by generation": "reply",
    "probe": "probe", "probe set": "probe", "splits": "split", "the label": "label",
    "planted rule": "planted", "planted cause": "planted", "audit key": "audit",
    "log head at export": "log-head", "log head": "log-head", "p-values": "mcnemar",
    "intervals": "cluster-bootstrap", "parse rule": "parse-rule", "rule": "parse-rule",
    "lift": "lift", "misses": "miss", "false positives": "false-positive",
    "right": "accuracy", "whole pairs": "whole-pairs",
  ]

  /// The place that explains a name; a section that is not rendered where nothing needs to be explained.
  static func term(_ name: String) -> TemplateValue {
    .optional(anchors[name].map { ["page": link(to: $0)] })
  }

  /// The place of an anchor.
  static func link(to anchor: String) -> TemplateValue { .link("glossary.html#" + anchor) }
}
