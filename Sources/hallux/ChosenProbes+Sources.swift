import AuditStore
import Codecs
import Foundation
import ProbeFiles

extension ChosenProbes {
  /// The files, for the audit log: names without folders, and digests; none for the bundled probes.
  ///
  /// - Throws: `CommandFailure` when a file of labels is gone by now.
  func sources() throws -> [ProbeSource] {
    guard !isBundled else { return [] }
    let probes = set.files.map { file in
      ProbeSource(
        role: .probes, name: Self.name(of: file.path), sha256: file.digest,
        published: file.published?.name)
    }
    let labels = try relabelFiles.map { path in
      ProbeSource(
        role: .relabel, name: Self.name(of: path), sha256: try Self.digest(of: path),
        published: try? ProbeSet(readingFile: path).files.first?.published?.name,
        note: relabeled?.summary)
    }
    let annotated = try annotations.map { path in
      ProbeSource(
        role: .annotations, name: Self.name(of: path), sha256: try Self.digest(of: path))
    }
    return probes + labels + [annotated].compactMap { $0 }
  }
}

extension CaptionAuditOptions {
  /// The files that say what is in the images, for the audit log.
  ///
  /// - Throws: `CommandFailure` when one is gone by now.
  func sources() throws -> [ProbeSource] {
    guard areAsked else { return [] }
    return try [captionTruth, references].compactMap { $0 }.map { path in
      ProbeSource(
        role: .annotations, name: ChosenProbes.name(of: path),
        sha256: try ChosenProbes.digest(of: path))
    }
  }
}

extension ChosenProbes {
  fileprivate static func name(of path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? path
  }

  fileprivate static func digest(of path: String) throws -> String {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw CommandFailure(status: .inputData, message: "\(path): cannot be read again")
    }
    return SHA256Digest.hex(of: Array(data))
  }
}
