import Attribution
import Auditing
import Codecs
import Foundation
import Imaging

/// A folder of attribution maps that another tool made, a file for a finding or for an image.
struct MapFolder: Sendable {
  let path: String
  /// The name under which the log keeps orders of these maps: the folder's, and the beginning of a digest of
  /// all maps in it, so that a map that was mended is measured anew.
  let name: String

  /// Looks through the folder.
  ///
  /// - Throws: `CommandFailure` when there is no such folder; `ImageError` when a file cannot be read.
  init(path: String) throws {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue
    else {
      throw CommandFailure(
        status: .inputData,
        message: "\(path): there is no such folder; name one with attribution maps")
    }
    self.path = path
    let files = try FileManager.default.contentsOfDirectory(atPath: path)
      .filter { $0.hasSuffix(".npy") || $0.hasSuffix(".png") }.sorted()
    let digests = try files.map { file in
      file + " " + SHA256Digest.hex(of: try ImageFile.bytes(of: "\(path)/\(file)"))
    }
    let digest = SHA256Digest.hex(of: Array(digests.joined(separator: "\n").utf8))
    name =
      "map-" + URL(fileURLWithPath: path, isDirectory: true).lastPathComponent
      + "-" + digest.prefix(8)
  }

  /// The order that the map of a finding gives to its regions.
  ///
  /// - Throws: `ImageProblem` when there is no map, or it cannot be used: which file, what is wrong.
  func order(
    ofFinding id: Int64, imageName: String, labels: LabelMap
  ) throws(ImageProblem) -> (any RegionSearch)? {
    let stem = URL(fileURLWithPath: imageName).deletingPathExtension().lastPathComponent
    let names = ["\(id).npy", "\(id).png", "\(stem).npy", "\(stem).png"]
    let folder = URL(fileURLWithPath: path, isDirectory: true)
    let file = names.map { folder.appendingPathComponent($0).path }
      .first { FileManager.default.fileExists(atPath: $0) }
    guard let file else {
      throw ImageProblem(
        reason:
          "\(path): there is no map of finding \(id): neither \(names[0]) nor \(names[2]) (or .png)"
      )
    }
    let values: ValueGrid
    do { values = try ValueGridFile.read(file) } catch {
      throw ImageProblem(reason: error.description)
    }
    do {
      let map = try AttributionMap(values, width: labels.width, height: labels.height)
      return GivenOrder(name: name, regions: map.order(of: labels))
    } catch {
      throw ImageProblem(reason: ImageError(error, name: file).description)
    }
  }
}
