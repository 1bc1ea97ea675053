/// A way to choose the objects that are asked about and not there.
///
/// The first three are POPE's (Li et al., "Evaluating Object Hallucination in Large Vision-Language
/// Models", EMNLP 2023). They take an object that is not in the image's list for absent, which is right
/// only as far as the list is complete.
public enum ProbeStrategy: String, Sendable, Hashable, CaseIterable, Codable {
  /// Any object of the chosen images, evenly.
  case random
  /// The objects that most of the chosen images have.
  case popular
  /// The objects that most often share an image with the present object asked before.
  case adversarial
  /// Objects that a person has looked for in this image and not found, evenly.
  case verified
}
