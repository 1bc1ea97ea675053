import Foundation
import Testing

@testable import TestKit

/// Sets of probes built by the program itself.
@Suite("hallux probes build")
struct ProbesBuildCommandTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func build(_ arguments: [String]) async throws -> Program.Ending {
    try await Program.run(["probes", "build"] + arguments, in: folder)
  }

  private func contents(_ name: String) throws -> String {
    try String(contentsOfFile: folder.path + "/" + name, encoding: .utf8)
  }

  /// Lists of objects in POPE's form.
  private static let lists = """
    {"image": "a.jpg", "objects": ["hourglass", "scissors", "cup"]}
    {"image": "b.jpg", "objects": ["cup", "unicycle", "cat"]}
    {"image": "c.jpg", "objects": ["cat", "dog"]}
    """

  /// Three images of LVIS, the second without anything that is surely absent.
  private static let lvis = """
    {"images": [
      {"id": 1, "coco_url": "http://images.cocodataset.org/val2017/1.jpg", "neg_category_ids": [3, 4],
       "not_exhaustive_category_ids": [2]},
      {"id": 2, "coco_url": "http://images.cocodataset.org/train2017/2.jpg", "neg_category_ids": [],
       "not_exhaustive_category_ids": []},
      {"id": 3, "coco_url": "http://images.cocodataset.org/train2017/3.jpg", "neg_category_ids": [1],
       "not_exhaustive_category_ids": []}],
     "annotations": [
      {"id": 1, "image_id": 1, "category_id": 1}, {"id": 2, "image_id": 2, "category_id": 1},
      {"id": 3, "image_id": 2, "category_id": 4}, {"id": 4, "image_id": 3, "category_id": 5}],
     "categories": [
      {"id": 1, "name": "pepper_mill"}, {"id": 2, "name": "ewer"}, {"id": 3, "name": "tongs"},
      {"id": 4, "name": "chicken_(animal)"}, {"id": 5, "name": "bow_(weapon)"},
      {"id": 6, "name": "bow_(decorative_ribbons)"}]}
    """

  @Test("prints what was built of what, and writes it beside the set")
  func summary() async throws {
    let ending = try await build([
      "--from", "coco", BundledProbes.folder + "/annotations.json", "--images", "20", "--seed",
      "7", "--to", "set.jsonl",
    ])
    #expect(ending.status == 0 && ending.errors.isEmpty, "\(ending.errors)")
    try expectGolden(ending.output, "probes-build.txt")
    // The digest in it stands for the bytes of the set.
    let provenance = try contents("set.provenance.json")
    try expectGolden(
      provenance.replacing(/hallux \d+\.\d+\.\d+[-\w]*/, with: "hallux VERSION"),
      "probes-provenance.json")
  }

  @Test("gives the same bytes for the same seed, and others for another")
  func repeatable() async throws {
    let source = try folder.write("lists.jsonl", Self.lists.utf8)
    var sets: [String] = []
    for (seed, name) in [("1", "a"), ("1", "b"), ("2", "c"), ("3", "d")] {
      let ending = try await build([
        "--from", "objects", source, "--images", "1", "--per-image", "2", "--seed", seed, "--to",
        name + ".jsonl",
      ])
      #expect(ending.status == 0, "\(ending.errors)")
      sets.append(try contents(name + ".jsonl"))
    }
    #expect(sets[0] == sets[1])
    #expect(Set(sets).count > 1)
    let provenances = try ["a", "b"].map {
      try contents($0 + ".provenance.json").replacing("\($0).jsonl", with: "")
    }
    #expect(provenances[0] == provenances[1])
  }

  @Test("asks in good grammar, in POPE's, or in one's own words")
  func wording() async throws {
    let source = try folder.write("lists.jsonl", Self.lists.utf8)
    func questions(_ arguments: [String]) async throws -> Set<Substring> {
      let ending = try await build(
        ["--from", "objects", source, "--images", "2", "--force", "--to", "s.jsonl"] + arguments)
      #expect(ending.status == 0, "\(ending.errors)")
      return Set(try contents("s.jsonl").matches(of: /"text": "([^"]*)"/).map(\.1))
    }
    #expect(
      try await questions([]).isSuperset(of: [
        "Is there an hourglass in the image?", "Are there any scissors in the image?",
        "Is there a unicycle in the image?",
      ]))
    #expect(
      try await questions(["--pope-grammar"]).isSuperset(of: [
        "Is there a hourglass in the image?", "Is there a scissors in the image?",
        "Is there an unicycle in the image?",
      ]))
    #expect(
      try await questions(["--template", "Do you see {a} {object}?"]).isSuperset(of: [
        "Do you see an hourglass?", "Do you see any scissors?",
      ]))
  }

  @Test("takes from LVIS what is verified, and says what it left out and what is not sure")
  func lvis() async throws {
    let source = try folder.write("lvis.json", Self.lvis.utf8)
    let arguments = ["--from", "lvis", source, "--images", "2", "--per-image", "2"]
    let sure = try await build(arguments + ["--strategy", "verified", "--to", "sure.jsonl"])
    #expect(sure.status == 0)
    #expect(
      sure.messages == [
        "hallux: \(source): \"bow_(weapon)\" and \"bow_(decorative_ribbons)\" would both be asked as \"bow\"; they are left out"
      ])
    let set = try contents("sure.jsonl")
    for line in [
      #""image": "val2017/1.jpg", "text": "Is there a pepper mill in the image?", "label": "yes""#,
      #""image": "val2017/1.jpg", "text": "Is there a ewer in the image?", "label": "yes""#,
      #""image": "val2017/1.jpg", "text": "Are there any tongs in the image?", "label": "no""#,
      #""image": "val2017/1.jpg", "text": "Is there a chicken in the image?", "label": "no""#,
      #""image": "train2017/2.jpg", "text": "Is there a chicken in the image?", "label": "yes""#,
    ] {
      #expect(set.contains(line), "\(line) in \(set)")
    }
    #expect(sure.output.contains("verified       6    4   2          0        2"), "\(sure.output)")
    #expect(sure.output.contains("2 of 2 absent objects are verified"))

    let all = try await build(arguments + ["--to", "all.jsonl"])
    #expect(all.status == 0)
    #expect(all.messages.last?.contains("only --strategy verified is sure") == true)
    #expect(all.output.contains("random") && all.output.contains("adversarial"))
  }

  @Test("never writes over what is there unless told to, nor over its source")
  func existing() async throws {
    let source = try folder.write("lists.jsonl", Self.lists.utf8)
    try folder.write("set.jsonl", "mine".utf8)
    let arguments = ["--from", "objects", source, "--images", "1", "--to"]
    let refused = try await build(arguments + ["set.jsonl"])
    #expect(refused.status == 3)
    #expect(
      refused.messages == [
        "hallux: set.jsonl exists already; name another file, or add --force to replace it"
      ])
    #expect(try contents("set.jsonl") == "mine")
    #expect(try await build(arguments + ["set.jsonl", "--force"]).status == 0)
    #expect(try contents("set.jsonl").hasPrefix("{\"question_id\": 1, "))

    try FileManager.default.createDirectory(
      atPath: folder.path + "/sets", withIntermediateDirectories: false)
    let over = try await build(arguments + ["sets", "--force"])
    #expect(over.status == 3 && over.messages == ["hallux: sets is a folder; name a file"])
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/sets.provenance.json"))
    try FileManager.default.removeItem(atPath: folder.path + "/sets")

    let itself = try await build(arguments + ["lists.jsonl", "--force"])
    #expect(itself.status == 3)
    #expect(
      itself.messages == ["hallux: lists.jsonl is the source itself; name another file"])
    #expect(try contents("lists.jsonl") == Self.lists)

    let nowhere = try await build(arguments + ["none/set.jsonl"])
    #expect(nowhere.status == 3)
    #expect(
      nowhere.messages == [
        "hallux: none/set.provenance.json cannot be written: No such file or directory; check the path"
      ])
    let left = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(
      Set(left) == ["lists.jsonl", "set.jsonl", "set.provenance.json", ".out", ".err"], "\(left)")
  }

  @Test(
    "says what is wrong with its source in a line, and writes nothing",
    arguments: [
      ("coco", #"{"images": [{"id": 1}"#, #"has no "images[0].file_name"; correct it"#),
      (
        "coco", "{\n\"images\": [",
        #":2: is not valid JSON: a value expected at the end in "images[0]"; is the file cut off?"#
      ),
      (
        "lvis", #"{"images": [{"id": 1, "file_name": "a"}]}"#,
        #"has no "images[0].neg_category_ids"; correct it; is it a file of LVIS?"#
      ),
      ("objects", #"{"image": "a", "objects": 3}"#, #":1: "objects" is not a list; correct it"#),
      (
        "objects", Self.lists,
        "2 of 3 images have at least 3 objects, and --images wants 500; lower --images or --per-image"
      ),
    ])
  func brokenSource(form: String, text: String, message: String) async throws {
    let source = try folder.write("source.json", text.utf8)
    let ending = try await build(["--from", form, source, "--to", "set.jsonl"])
    #expect(ending.status == 3)
    #expect(ending.messages.count == 1 && ending.output.isEmpty, "\(ending.errors)")
    #expect(ending.messages.first?.contains(message) == true, "\(ending.errors)")
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/set.jsonl"))
  }
}
