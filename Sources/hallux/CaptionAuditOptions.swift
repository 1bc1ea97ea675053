public import ArgumentParser
import Auditing
import Foundation
import ProbeFiles
public import Probing

/// Whether captions are audited, and how.
struct CaptionAuditOptions: ParsableArguments {
  @Flag(
    help: """
      Ask for a detailed caption of every image, too, and judge the objects that it names; with --images and without \
      PROBES of the images in the folder alone.
      """)
  var captions = false

  @Flag(help: "Ask for captions of the probes' images, and none of the questions.")
  var captionsOnly = false

  @Option(
    help: ArgumentHelp(
      "The objects that are in the images, in COCO's form (instances_val2014.json).",
      discussion: """
        What captions are judged by. Default: those of the bundled probes with them; else the model is asked about each \
        object that its caption names.
        """, valueName: "file"))
  var captionTruth: String?

  @Option(
    help: ArgumentHelp(
      "Captions that people wrote, in COCO's form: what they name is there, too.", valueName: "file"
    ))
  var references: String?

  @Option(help: ArgumentHelp("The request for a caption.", valueName: "text"))
  var prompt: String = CaptionTask.prompt

  @Option(help: ArgumentHelp("The most tokens of a caption.", valueName: "n"))
  var captionTokens: Int = AuditSettings.usualCaptionTokens

  @Option(
    help: ArgumentHelp(
      "How objects are found in captions.", valueName: "name"))
  var captionVariant: CHAIRVariant = .fixed

  /// Whether captions are asked for.
  var areAsked: Bool { captions || captionsOnly }

  func validate() throws {
    let isPlain =
      captionTruth == nil && references == nil && prompt == CaptionTask.prompt
      && captionTokens == AuditSettings.usualCaptionTokens && captionVariant == .fixed
    guard areAsked || isPlain else {
      throw ValidationError(
        "--caption-truth, --references, --prompt, --caption-tokens and --caption-variant go with --captions."
      )
    }
    guard references == nil || captionTruth != nil else {
      throw ValidationError("--references add to --caption-truth: name both.")
    }
    guard (1...100_000).contains(captionTokens) else {
      throw ValidationError("--caption-tokens must be between 1 and 100000.")
    }
    guard !prompt.allSatisfy(\.isWhitespace) else {
      throw ValidationError("--prompt is empty.")
    }
  }

  /// Writes the choices into settings.
  func apply(to settings: inout AuditSettings) {
    guard areAsked else { return }
    settings.maxCaptionTokens = captionTokens
    settings.captionVariant = captionVariant
  }

  /// The probes that ask for captions, one for each image.
  ///
  /// - Parameters:
  ///   - images: The names of the images; each counts once.
  ///   - bundledTruth: The annotations of the bundled images; nil where others are asked about.
  /// - Returns: The probes, in the order of the images.
  /// - Throws: ``ProbeFileError``.
  func probes(ofImages images: [String], bundledTruth: String?) throws -> [Probe] {
    let truth = try (captionTruth ?? bundledTruth).map {
      try CaptionTruth(instances: $0, references: references)
    }
    let objects = truth?.objects(readBy: captionVariant)
    var seen: Set<String> = []
    let probes = images.filter { seen.insert($0).inserted }.map { image in
      CaptionTask(
        present: objects?.present(inImage: image), annotated: truth?.annotated
      ).probe(ofImage: image, prompt: prompt)
    }
    guard let captionTruth else { return probes }
    let unknown = probes.filter { $0.caption?.present == nil }
    guard unknown.count < probes.count || probes.isEmpty else {
      throw CommandFailure(
        status: .inputData,
        message:
          "\(captionTruth): has none of the images, such as \(unknown[0].imageName): name the"
          + " annotations of these images, or leave --caption-truth out")
    }
    if !unknown.isEmpty {
      Terminal.note(
        "hallux: \(captionTruth): lacks \(unknown.count) of \(probes.count) images, such as"
          + " \(unknown[0].imageName): the model is asked itself about what it names there"
          .printable)
    }
    return probes
  }
}

extension ImageObjects {
  /// What is in an image by its name, its file's name, or its number in COCO; nil where nobody says.
  fileprivate func present(inImage name: String) -> Set<String>? {
    let file = name.split(separator: "/").last.map(String.init) ?? name
    return objects[name] ?? objects[file]
      ?? COCOImageName(file).flatMap { objects[String($0.id)] }
  }
}

extension CHAIRVariant: ExpressibleByArgument {}
