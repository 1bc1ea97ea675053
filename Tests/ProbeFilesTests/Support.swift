import ProbeFiles

extension ProbeSet {
  /// Reads the text of a probe file.
  init(_ text: String, file: String = "probes.jsonl") throws(ProbeFileError) {
    try self.init(content: Array(text.utf8), file: file)
  }
}

/// A line of a probe file.
func line(_ id: Int, image: String = "a.png", object: String = "cat", label: String = "yes")
  -> String
{
  """
  {"question_id": \(id), "image": "\(image)", "text": "Is there a \(object) in the image?", \
  "label": "\(label)"}
  """
}
