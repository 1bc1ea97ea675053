import Foundation
import Imaging

/// Cuts pictures into superpixels, times the call, and writes the labels.
///
///     slico-bench MODE REGIONS REPEATS LABEL-FOLDER PICTURE.ppm...
///
/// Prints a JSON array with an object for each picture. The labels go to LABEL-FOLDER/PICTURE.MODE.labels
/// as 32-bit little-endian integers, row by row.
@main
struct SLICOBench {
  /// What one picture took.
  struct Measurement: Encodable {
    let picture: String
    let mode: String
    let width: Int
    let height: Int
    let regions: Int
    let bestSeconds: Double
    let medianSeconds: Double
    let medianCPUSeconds: Double
  }

  static func main() throws {
    let arguments = CommandLine.arguments
    guard arguments.count >= 6, let mode = Superpixels.Mode(rawValue: arguments[1]),
      let regionCount = Int(arguments[2]), let repeats = Int(arguments[3]), repeats > 0
    else {
      FileHandle.standardError.write(
        Data(
          "usage: slico-bench connected|opencv REGIONS REPEATS LABEL-FOLDER PICTURE.ppm...\n".utf8))
      exit(64)
    }
    let folder = URL(filePath: arguments[4], directoryHint: .isDirectory)
    let measurements = try arguments[5...].map { path in
      try measure(
        URL(filePath: path), mode: mode, regionCount: regionCount, repeats: repeats, into: folder)
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    print(String(decoding: try encoder.encode(measurements), as: UTF8.self))
  }

  private static func measure(
    _ picture: URL, mode: Superpixels.Mode, regionCount: Int, repeats: Int, into folder: URL
  ) throws -> Measurement {
    let image = try RGBImage(ppm: picture)
    let clock = ContinuousClock()
    var seconds: [Double] = []
    var cpuSeconds: [Double] = []
    var map = LabelMap(width: 1, height: 1, labels: [0])
    for _ in 0..<repeats {
      let cpuStart = cpuTime()
      let duration = clock.measure {
        map = Superpixels.slico(image, regionCount: regionCount, mode: mode)
      }
      cpuSeconds.append(cpuTime() - cpuStart)
      seconds.append(duration / .seconds(1))
    }
    let name = picture.deletingPathExtension().lastPathComponent
    try map.labels.withUnsafeBytes { Data($0) }
      .write(to: folder.appending(path: "\(name).\(mode.rawValue).labels"))
    return Measurement(
      picture: name, mode: mode.rawValue, width: image.width, height: image.height,
      regions: map.regionCount, bestSeconds: seconds.min() ?? 0, medianSeconds: median(seconds),
      medianCPUSeconds: median(cpuSeconds))
  }

  private static func cpuTime() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  private static func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }
}

extension RGBImage {
  /// A picture in the binary PPM format, with its header on one line: `P6 WIDTH HEIGHT 255`.
  fileprivate init(ppm file: URL) throws {
    let bytes = [UInt8](try Data(contentsOf: file))
    let headerEnd = bytes.firstIndex(of: UInt8(ascii: "\n")) ?? bytes.endIndex
    let header = String(decoding: bytes[..<headerEnd], as: UTF8.self).split(separator: " ")
    guard header.count == 4, header[0] == "P6", let width = Int(header[1]),
      let height = Int(header[2]), header[3] == "255",
      bytes.count - headerEnd - 1 == width * height * 3
    else { throw CocoaError(.fileReadCorruptFile, userInfo: [NSFilePathErrorKey: file.path]) }
    self.init(width: width, height: height, pixels: Array(bytes[(headerEnd + 1)...]))
  }
}
