import Auditing
import Codecs
import Foundation
import Imaging
import Probing

/// A folder of label maps that were made elsewhere, a file for an image.
struct ImportedLabelMaps: Sendable {
  /// The digest of all files that belong to the probes' images: other maps make another audit.
  let digest: String
  private let paths: [String: String]

  /// Finds the files of the probes' images; whether they fit is found out when they are used.
  ///
  /// - Throws: `ImageError` when a file cannot be read.
  init(folder: String, probes: [Probe]) throws {
    let names = Set(probes.map(\.imageName)).sorted()
    var paths: [String: String] = [:]
    var parts: [String] = []
    for name in names {
      let stem = URL(fileURLWithPath: name).deletingPathExtension().lastPathComponent
      let found = ["\(stem).npy", "\(stem).png"].map { "\(folder)/\($0)" }
        .first { FileManager.default.fileExists(atPath: $0) }
      guard let found else { continue }
      paths[name] = found
      parts.append(name + " " + SHA256Digest.hex(of: try ImageFile.bytes(of: found)))
    }
    self.paths = paths
    digest = SHA256Digest.hex(of: Array(parts.joined(separator: "\n").utf8))
  }

  /// The label map of an image.
  ///
  /// - Throws: `ImageProblem` when there is none, or it does not fit: which file, what is wrong, and no path
  /// of this machine.
  func labelMap(ofImage name: String, _ image: RGBImage) throws(ImageProblem) -> LabelMap {
    guard let path = paths[name] else {
      let stem = URL(fileURLWithPath: name).deletingPathExtension().lastPathComponent
      throw ImageProblem(
        reason: "there is no label map of \(name): neither \(stem).npy nor \(stem).png")
    }
    do {
      return try LabelMapFile.read(path, width: image.width, height: image.height)
    } catch {
      let file = URL(fileURLWithPath: path).lastPathComponent
      throw ImageProblem(reason: "\(file): \(error.reason)")
    }
  }

  /// Gives the label map of each image.
  var loader: LabelMapLoader {
    { name, image throws(ImageProblem) in try labelMap(ofImage: name, image) }
  }

  /// Gives one label map for every image.
  static func loader(of map: LabelMap) -> LabelMapLoader {
    { _, _ throws(ImageProblem) in map }
  }

  /// The digest of maps that are at hand.
  static func digest(_ maps: [LabelMap]) -> String {
    let text = maps.map { map in
      "\(map.width)x\(map.height) " + map.labels.map(String.init).joined(separator: " ")
    }
    return SHA256Digest.hex(of: Array(text.joined(separator: "\n").utf8))
  }
}
