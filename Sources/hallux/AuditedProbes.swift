import AuditStore
import Foundation
import ProbeFiles
import Probing

/// What an audit asks: the questions of probe files, requests for captions of their images, or both.
struct AuditedProbes {
  /// The probes, questions first.
  let probes: [Probe]
  /// The set's name for people.
  let name: String
  /// The files, for the audit log.
  let sources: [ProbeSource]
  /// The folder of the images; it need not be there.
  let imageFolder: String
  /// What is worth telling a person.
  let notes: [String]
  /// What could not be read, a line each.
  let problems: [String]

  /// Reads the probes that the command line names.
  ///
  /// - Parameters:
  ///   - files: The probe files, and the folder of the images.
  ///   - captions: Whether captions are asked for.
  ///   - limit: Only the first probes, and the captions of the first images; nil for all.
  /// - Throws: ``ProbeFileError``; ``CommandFailure`` when there is no folder of images.
  init(_ files: ProbeFileOptions, captions: CaptionAuditOptions, limit: Int?) throws {
    let most = limit ?? Int.max
    if captions.areAsked, files.probes.isEmpty, let folder = files.images {
      let images = try Self.images(in: folder)
      probes = Array(
        try captions.probes(ofImages: images, bundledTruth: nil).prefix(most))
      name = "captions of " + (folder.split(separator: "/").last.map(String.init) ?? folder)
      sources = try captions.sources()
      imageFolder = folder
      notes = []
      problems = []
      return
    }
    let chosen = try files.chosen()
    let questions = Array(chosen.probes.prefix(most))
    var asked = captions.captionsOnly ? [] : questions
    if captions.areAsked {
      let truth = chosen.isBundled ? try Resources.bundledAnnotations() : nil
      let images = (captions.captionsOnly ? chosen.probes : questions).map(\.imageName)
      asked += try captions.probes(ofImages: images, bundledTruth: truth).prefix(most)
    }
    probes = asked
    name =
      (captions.captionsOnly ? "captions of " : "") + chosen.name
      + (captions.captions && !captions.captionsOnly ? " with captions" : "")
    sources = try chosen.sources() + captions.sources()
    imageFolder = chosen.imageFolder
    notes = chosen.set.notes + (chosen.relabeled?.lines ?? [])
    problems = chosen.set.problems.map(\.description)
  }

  /// The names of the images in a folder, in the order of the alphabet.
  private static func images(in folder: String) throws -> [String] {
    let names: [String]
    do { names = try FileManager.default.contentsOfDirectory(atPath: folder) } catch {
      throw CommandFailure(
        status: .inputData, message: "\(folder): no such folder; name the folder of the images")
    }
    let images = names.filter { name in
      let ending = name.split(separator: ".").last.map { $0.lowercased() } ?? ""
      return !name.hasPrefix(".") && ["png", "jpg", "jpeg", "bmp"].contains(ending)
    }.sorted()
    guard !images.isEmpty else {
      throw CommandFailure(
        status: .inputData,
        message: "\(folder): holds no PNG, JPEG or BMP; name the folder of the images"
      )
    }
    return images
  }
}
