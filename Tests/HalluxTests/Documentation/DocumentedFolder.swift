import Foundation
import Testing

@testable import TestKit

/// A folder in which the documentation's commands can be run as they are written: the files that they name are there,
/// of the forms that they should have, with two of the bundled scenes in the place of COCO's pictures.
///
/// `home` holds the bundled things, the probes cut to those scenes, so that a command takes seconds.
struct DocumentedFolder {
  let folder: TemporaryFolder

  var home: String { folder.path + "/home" }
  var work: String { folder.path + "/work" }

  init() throws {
    folder = try TemporaryFolder()
    let lines = try Self.lines()
    try writeHome(lines)
    try writeProbes(lines)
    try writeCaptions(lines)
    let page = try String(contentsOfFile: Program.root + "/docs/query.md", encoding: .utf8)
    let saved = try #require(page.firstMatch(of: /```yaml\n([^`]*)```/))
    try write("hallux.yaml", String(saved.1))
  }

  /// The bundled probes of two scenes, both with a planted negative.
  private static func lines() throws -> [String] {
    let images = try BundledProbes.planted(2).map {
      try #require($0.firstMatch(of: /scene_\d+\.png/)?.output)
    }
    return try BundledProbes.lines().filter { line in images.contains { line.contains($0) } }
  }

  private func write(_ name: String, _ text: String) throws {
    try folder.write("work/" + name, (text + "\n").utf8)
  }

  private func writeHome(_ lines: [String]) throws {
    let files = FileManager.default
    try folder.write("home/probes/bundled/probes.jsonl", lines.joined(separator: "\n").utf8)
    for name in ["models", "scripts", ".venv"] {
      try files.createSymbolicLink(
        atPath: home + "/" + name, withDestinationPath: Program.root + "/" + name)
    }
    for name in ["images", "annotations.json"] {
      try files.createSymbolicLink(
        atPath: home + "/probes/bundled/" + name,
        withDestinationPath: BundledProbes.folder + "/" + name)
    }
  }

  private func writeProbes(_ lines: [String]) throws {
    let entries = try lines.map { line in
      try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    }
    let pope = try entries.map { entry in
      try text(entry.filter { ["question_id", "image", "text", "label"].contains($0.key) })
    }
    for name in ["random", "popular", "adversarial"] {
      try write("coco_pope_\(name).json", pope.joined(separator: "\n"))
    }
    try write("coco_repope_popular.json", pope.dropFirst().joined(separator: "\n"))
    for name in ["probes.jsonl", "PROBES"] { try write(name, lines.joined(separator: "\n")) }
    let answers = try entries.map { entry in
      try text([
        "question_id": entry["question_id"] ?? 0, "question": entry["text"] ?? "",
        "answer": "Yes, there is.",
      ])
    }
    try write("answers.jsonl", answers.joined(separator: "\n"))
    for entry in entries {
      let image = try #require(entry["image"] as? String)
      let bytes = try Data(
        contentsOf: URL(fileURLWithPath: BundledProbes.folder + "/images/" + image))
      for folder in ["DIR", "val2014", "images"] {
        try self.folder.write("work/\(folder)/\(image)", bytes)
      }
      try folder.write("work/kitchen.png", bytes)
      try write("boxes.txt", "\(image) 4 4 12 8")
    }
  }

  private func writeCaptions(_ lines: [String]) throws {
    let annotations = try String(
      contentsOfFile: BundledProbes.folder + "/annotations.json", encoding: .utf8)
    for name in ["instances_val2014.json", "instances.json"] { try write(name, annotations) }
    let images = Set(lines.compactMap { $0.firstMatch(of: /scene_(\d+)/).flatMap { Int($0.1) } })
      .sorted()
    let captions = images.map { image in
      ["id": image, "image_id": image, "caption": "A dog and a cow stand beside a cup."]
        as [String: Any]
    }
    try write(
      "captions_val2014.json",
      try text([
        "annotations": captions,
        "images": images.map { ["id": $0, "file_name": "scene_000\($0).png"] as [String: Any] },
      ]))
    try write(
      "captions.jsonl",
      try images.map { image in
        let name = "scene_" + String(repeating: "0", count: 4 - "\(image)".count) + "\(image).png"
        return try text([
          "image": name, "image_id": image, "caption": "A dog, a cow and a cake on a table.",
        ])
      }.joined(separator: "\n"))
    let objects = ["cat", "cup", "dog", "cow", "person", "cake", "car", "bus", "bed", "book"]
    try write(
      "lists.jsonl",
      try (0..<10).map { number in
        try text(["image": "\(number).jpg", "objects": Array(objects.dropFirst(number).prefix(4))])
      }.joined(separator: "\n"))
  }

  private func text(_ value: [String: Any]) throws -> String {
    String(
      decoding: try JSONSerialization.data(withJSONObject: value, options: .sortedKeys),
      as: UTF8.self)
  }
}
