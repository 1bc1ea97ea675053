/// A request for a caption, with what is known of the picture: its mentions are judged by it.
public struct CaptionTask: Sendable, Hashable, Codable {
  /// The objects that are in the picture, by their names in COCO's table, sorted; nil where nobody says.
  public var present: [String]?
  /// The objects that were looked for, sorted; nil where all of COCO's were.
  ///
  /// Of any other nobody says whether it is there.
  public var annotated: [String]?

  /// Makes a task.
  ///
  /// - Parameters:
  ///   - present: The objects that are in the picture; nil where nobody says: the model is then asked itself.
  ///   - annotated: The objects that were looked for; nil where all of COCO's were.
  public init(present: Set<String>?, annotated: Set<String>? = nil) {
    self.present = present.map { $0.sorted() }
    self.annotated = annotated.map { $0.sorted() }
  }

  /// Whether an object is in the picture; nil where nobody says.
  public func isPresent(_ object: String) -> Bool? {
    guard let present else { return nil }
    if present.contains(object) { return true }
    return annotated?.contains(object) == false ? nil : false
  }

  /// The request for a caption that CHAIR's users send.
  public static let prompt = "Please describe this image in detail."

  /// The probe that asks for the caption of an image.
  ///
  /// - Parameters:
  ///   - imageName: The image's name.
  ///   - prompt: What is asked, word for word.
  /// - Returns: The probe, which has no label.
  public func probe(ofImage imageName: String, prompt: String = prompt) -> Probe {
    Probe(
      id: "caption/\(imageName)", imageName: imageName, question: prompt, object: nil, label: nil,
      caption: self)
  }
}
