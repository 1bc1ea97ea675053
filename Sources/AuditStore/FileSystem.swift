import Foundation
import Glibc

/// The kind of file system that a file lies on.
struct FileSystem: Hashable {
  /// Its name in the kernel's words, for example `ext4`, `nfs4` or `fuse.sshfs`.
  let type: String

  /// The file system of a file, or of the nearest folder above it that is there; nil where the kernel does not say.
  static func holding(_ path: String) -> FileSystem? {
    var file = URL(fileURLWithPath: path)
    var status = stat()
    while stat(file.path, &status) != 0 {
      guard errno == ENOENT, file.path != "/" else { return nil }
      file.deleteLastPathComponent()
    }
    guard let mounts = FileManager.default.contents(atPath: "/proc/self/mountinfo") else {
      return nil
    }
    return FileSystem(
      device: UInt64(status.st_dev), mounts: String(decoding: mounts, as: UTF8.self))
  }

  /// The file system of a device, by a text such as `/proc/self/mountinfo`.
  init?(device: UInt64, mounts: String) {
    // As glibc's gnu_dev_major and gnu_dev_minor take a device's number apart.
    let major = (device >> 8 & 0xFFF) | (device >> 32 & ~0xFFF)
    let minor = (device & 0xFF) | (device >> 12 & ~0xFF)
    let lines = mounts.split(separator: "\n").map { $0.split(separator: " ") }
    guard let line = lines.last(where: { $0.count > 2 && $0[2] == "\(major):\(minor)" }),
      let dash = line.firstIndex(of: "-"), line.indices.contains(dash + 1)
    else { return nil }
    type = String(line[dash + 1])
  }

  /// Whether several machines may mount it, or a program serves it: memory that processes share through a file
  /// is not to be relied on there, and a write-ahead log needs that.
  var isShared: Bool {
    let family = type.prefix { $0 != "." }
    return family == "fuse" || Self.shared.contains(String(family))
  }

  private static let shared: Set<String> = [
    "nfs", "nfs4", "cifs", "smb3", "smbfs", "ncpfs", "afs", "9p", "virtiofs", "lustre", "gpfs",
    "beegfs",
    "ceph", "orangefs", "pvfs2", "ocfs2", "gfs2", "coda", "panfs", "wekafs", "vboxsf", "vmhgfs",
  ]
}
