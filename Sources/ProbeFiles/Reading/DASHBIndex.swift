import FoundationEssentials
import Probing

/// DASH-B's index of images: source, object, file names (YanNeu/DASH-B, `src/data/dash_b.py`, commit 1538d01).
///
/// Which label the images have only the file's name says, `dash_benchmark_neg.json` or `…_pos.json`; the images
/// lie under `neg` or `pos`, then source and object.
enum DASHBIndex {
  /// The probes of an index, or nil when the content is none.
  ///
  /// - Throws: ``ProbeFileError`` when the file's name does not tell the label.
  static func probes(in content: [UInt8], file: String) throws(ProbeFileError) -> [Probe]? {
    guard content.first(where: { !isBlank($0) }) == UInt8(ascii: "{"),
      let index = try? JSONDecoder().decode(
        [String: [String: [String]]].self, from: Data(content)), !index.isEmpty
    else { return nil }
    let name = (file.split(separator: "/").last ?? "").lowercased()
    let label: Answer
    switch (name.contains("neg"), name.contains("pos")) {
    case (true, false): label = .no
    case (false, true): label = .yes
    default:
      throw ProbeFileError(
        code: .badLabel, file: file,
        message:
          "is an index of DASH-B, whose label its name tells: let it contain \"neg\" or \"pos\"")
    }
    let folder = label == .no ? "neg" : "pos"
    return index.sorted { $0.key < $1.key }.flatMap { source, objects in
      objects.sorted { $0.key < $1.key }.flatMap { object, files in
        files.map { file in
          Probe(
            id: "\(folder)/\(file)/\(object)", imageName: "\(folder)/\(source)/\(object)/\(file)",
            question: "Can you see a \(object) in this image? Please answer only with yes or no.",
            object: object, label: label, splits: [source])
        }
      }
    }
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte <= 0x20 }
}
