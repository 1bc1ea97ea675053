import Foundation
import Probing
import Testing

@testable import ProbeFiles
@testable import TestKit

private let coco = """
  {"annotations": [
     {"id": 1, "image_id": 20, "category_id": 3, "bbox": [0, 0, 1, 1], "iscrowd": 0,
      "segmentation": [[0, 0, 1, 0, 1, 1]]},
     {"id": 2, "image_id": 10, "category_id": 7, "bbox": [0, 0, 1, 1], "iscrowd": 1,
      "segmentation": {"size": [2, 3], "counts": [1, 5]}},
     {"id": 3, "image_id": 10, "category_id": 3},
     {"id": 4, "image_id": 10, "category_id": 7}],
   "info": {"year": 2014, "nested": [{"a": [null, true, "\\ud83d\\ude00"]}]},
   "images": [{"id": 10, "file_name": "a.jpg"},
              {"id": 20, "file_name": "b.jpg", "width": 3, "height": 2}],
   "categories": [{"id": 3, "name": "cat"}, {"id": 7, "name": "fire_hydrant"}]}
  """

private let lvis = """
  {"images": [
     {"id": 1, "coco_url": "http://images.cocodataset.org/val2017/000000000139.jpg",
      "neg_category_ids": [2, 4, 6], "not_exhaustive_category_ids": [5]},
     {"id": 2, "coco_url": "http://x/c.jpg", "file_name": "c.jpg", "neg_category_ids": [1, 3],
      "not_exhaustive_category_ids": []}],
   "annotations": [
     {"id": 1, "image_id": 1, "category_id": 1, "bbox": [0, 0, 1, 1]},
     {"id": 2, "image_id": 2, "category_id": 3, "bbox": [0, 0, 1, 1]},
     {"id": 3, "image_id": 1, "category_id": 3, "bbox": [0, 0, 1, 1]}],
   "categories": [
     {"id": 1, "name": "pepper_mill"}, {"id": 2, "name": "chicken_(animal)"},
     {"id": 3, "name": "bow_(weapon)"}, {"id": 4, "name": "bow_(decorative_ribbons)"},
     {"id": 5, "name": "cup"}, {"id": 6, "name": "cat"}]}
  """

private func lists(
  _ text: String, _ form: ObjectLists.Form, size: Int = .max
) throws(ProbeFileError) -> ObjectLists {
  try ObjectLists(MemoryChunks(Array(text.utf8), size: size), file: "f.json", form: form)
}

@Suite struct ObjectListsTests {
  @Test("COCO's arrays come in any order and pieces", arguments: [1, 10, 100_000])
  func cocoIsRead(size: Int) throws {
    let read = try lists(coco, .coco, size: size)
    #expect(
      read.images == [
        LabeledImage(name: "a.jpg", objects: ["fire hydrant", "cat"]),
        LabeledImage(name: "b.jpg", objects: ["cat"]),
      ])
    #expect(read.notes.isEmpty)
  }

  @Test(
    "a mask of run lengths that does not fit its size is told, though no mask is kept",
    arguments: [
      (#"[1, 6]"#, "has a mask whose runs add up to 7 pixels, not to its size, 3 x 2"),
      (#""not packed""#, "has packed run lengths that are cut off or garbled"),
    ])
  func brokenRuns(counts: String, message: String) throws {
    let read = try lists(coco.replacing("[1, 5]", with: counts), .coco)
    #expect(read.images == (try lists(coco, .coco)).images)
    #expect(
      read.notes == [
        "line 5: \"annotations[1].segmentation\" \(message); masks are not used here, but correct the file before"
          + " they are"
      ])
  }

  @Test func lvisSaysWhatIsSurelyAbsent() throws {
    let read = try lists(lvis, .lvis)
    #expect(
      read.images == [
        LabeledImage(
          name: "val2017/000000000139.jpg", objects: ["pepper mill", "cup"],
          verifiedAbsent: ["chicken", "cat"]),
        LabeledImage(name: "c.jpg", objects: [], verifiedAbsent: ["pepper mill"]),
      ])
    #expect(
      read.notes == [
        #""bow_(weapon)" and "bow_(decorative_ribbons)" would both be asked as "bow"; they are left out"#
      ])
  }

  @Test func whatIsAnnotatedIsPresentWhateverIsSaid() throws {
    let text = lvis.replacingOccurrences(of: "[2, 4, 6]", with: "[1, 2, 2, 5, 6]")
    let read = try lists(text, .lvis)
    #expect(read.images[0].verifiedAbsent == ["chicken", "cat"])
    #expect(
      read.notes.last
        == "2 categories are annotated in an image that is said to lack them; they count as present"
    )
  }

  @Test func popesListsAreTakenAsTheyStand() throws {
    let lines = """
      {"image": "a.jpg", "objects": ["person", "baseball bat", "person"]}

      {"objects": [], "more": {"x": [1]}, "image": "b.jpg"}
      """
    let array = "[\(lines.replacingOccurrences(of: "]}\n\n", with: "]},\n\n"))]"
    let images = [
      LabeledImage(name: "a.jpg", objects: ["person", "baseball bat", "person"]),
      LabeledImage(name: "b.jpg", objects: []),
    ]
    for size in [1, 1000] {
      #expect(try lists(lines, .objects, size: size).images == images)
      #expect(try lists(array, .objects, size: size).images == images)
    }
  }

  @Test("a file that is cut off anywhere is one line with its place")
  func everyPrefix() {
    for (text, form) in [(coco, ObjectLists.Form.coco), (lvis, .lvis)] {
      let bytes = Array(text.utf8)
      for count in 0..<bytes.count {
        let prefix = Array(bytes[..<count])
        let error = #expect(throws: ProbeFileError.self) {
          try ObjectLists(MemoryChunks(prefix, size: 97), file: "f.json", form: form)
        }
        let lineCount = prefix.count { $0 == UInt8(ascii: "\n") } + 1
        #expect(error?.line == lineCount, "\(count): \(String(describing: error))")
        #expect(error?.message.contains("is the file cut off?") == true, "\(count)")
      }
    }
  }

  @Test("a damaged file is read or refused in one line", arguments: UInt64(0)..<30)
  func damaged(seed: UInt64) {
    var generator = SplitMix64(seed: seed)
    for (text, form) in [(coco, ObjectLists.Form.coco), (lvis, .lvis)] {
      for _ in 0..<40 {
        var bytes = Array(text.utf8)
        for _ in 0...generator.index(below: 3) {
          let place = generator.index(below: bytes.count)
          switch generator.index(below: 3) {
          case 0: bytes[place] ^= UInt8(1 << generator.index(below: 8))
          case 1: bytes.remove(at: place)
          default:
            bytes.insert(Array("[]{},:\"\\\n\09e-".utf8)[generator.index(below: 13)], at: place)
          }
        }
        do throws(ProbeFileError) {
          _ = try ObjectLists(MemoryChunks(bytes), file: "f", form: form)
        } catch {
          let lineCount = bytes.count { $0 == UInt8(ascii: "\n") } + 1
          #expect(error.line.map { (1...lineCount).contains($0) } ?? true)
          #expect(!error.description.contains { $0.isNewline })
        }
      }
    }
  }

  @Test(
    "a broken annotation file is one line",
    arguments: [
      (
        #"{"id": 20, "file_name""#, #"{"id": 10, "file_name""#,
        #"f.json:10: "images[1]" has the id 10 of "images[0]" on line 9; give each its own"#
      ),
      (
        "b.jpg", "a.jpg",
        #"f.json:10: "images[1]" has the file name "a.jpg" of "images[0]" on line 9; give each its own"#
      ),
      (
        #"{"id": 4, "image"#, #"{"id": 2, "image"#,
        #"f.json:7: "annotations[3]" has the id 2 of "annotations[1]" on line 4; give each its own"#
      ),
      (
        #"{"id": 7, "name""#, #"{"id": 3, "name""#,
        #"f.json:11: "categories[1]" has the id 3 of "categories[0]" on line 11; give each its own"#
      ),
      (
        #""id": 3, "image_id": 10"#, #""id": 3, "image_id": 30"#,
        "f.json:6: annotation 3 is of image 30, which the file does not have; correct the file"
      ),
      (
        #"{"id": 4, "image_id": 10, "category_id": 7"#,
        #"{"id": 4, "image_id": 10, "category_id": 8"#,
        "f.json:7: annotation 4 is of category 8, which the file does not have; correct the file"
      ),
      (
        #"{"id": 3, "image_id": 10, "#, #"{"id": 3, "#,
        #"f.json:6: has no "annotations[2].image_id"; correct it"#
      ),
      (
        #""id": 3, "image"#, #""id": "3", "image"#,
        #"f.json:6: "annotations[2].id" is not a whole number; correct it"#
      ),
      (
        #""id": 3, "image"#, #""id": 3e300, "image"#,
        #"f.json:6: "annotations[2].id" is a number that is too large or not whole; correct it"#
      ),
      (
        #"[0, 0, 1, 1], "iscrowd": 1"#, #"[0, 0, 1], "iscrowd": 1"#,
        #"f.json:4: "annotations[1].bbox" has 3 numbers, not the 4 of a box; correct it"#
      ),
      (
        #"[0, 0, 1, 1], "iscrowd": 1"#, #"[0, 0, 1, 1e999], "iscrowd": 1"#,
        #"f.json:4: "annotations[1].bbox[3]" is a number that is too large; correct it"#
      ),
      (
        #""name": "cat""#, #""name": " ""#,
        #"f.json:11: "categories[0].name" is empty; fill it in"#
      ),
      (
        #""file_name": "a.jpg""#, #""file_name": "a\u0000.jpg""#,
        "f.json:9: has a NUL character; remove it"
      ),
      (
        #""file_name": "a.jpg""#, #""flickr_url": "http://x/a.jpg""#,
        #"f.json:9: has no "images[0].file_name"; correct it"#
      ),
      (#""info""#, #""images""#, #"f.json:8: "images" is not a list; correct it"#),
      (
        #""info": {"year": 2014, "nested": [{"a": [null, true, "\ud83d\ude00"]}]}"#,
        #""images": []"#,
        #"f.json:9: has "images" twice; unite the lists"#
      ),
      (#""annotations": ["#, #""labels": ["#, #"f.json: has no "annotations"; correct it"#),
      (
        #"hydrant"}]}"#, #"hydrant"}]} x"#,
        #"f.json:11: is not valid JSON: nothing more expected before "x"; correct it"#
      ),
      (
        #"{"annotations""#, #"[{"annotations""#,
        "f.json:1: the entry is not an object in braces; correct it"
      ),
    ])
  func broken(part: String, replacement: String, message: String) {
    let text = coco.replacingOccurrences(of: part, with: replacement)
    #expect(text != coco)
    let error = #expect(throws: ProbeFileError.self) { try lists(text, .coco) }
    #expect(error?.description == message)
  }

  @Test(
    "a broken file of LVIS is one line",
    arguments: [
      (
        #""neg_category_ids": [1, 3],"#, "",
        #"f.json:4: has no "images[1].neg_category_ids"; correct it; is it a file of LVIS?"#
      ),
      (
        "[1, 3]", "[1, 9]",
        "f.json:4: image 2 names category 9, which the file does not have; correct the file"
      ),
      (
        #"_ids": [5]"#, #"_ids": [8]"#,
        "f.json:2: image 1 names category 8, which the file does not have; correct the file"
      ),
      ("[1, 3]", "3", #"f.json:4: "images[1].neg_category_ids" is not a list; correct it"#),
    ])
  func brokenLVIS(part: String, replacement: String, message: String) {
    let text = lvis.replacingOccurrences(of: part, with: replacement)
    #expect(text != lvis)
    let error = #expect(throws: ProbeFileError.self) { try lists(text, .lvis) }
    #expect(error?.description == message)
  }

  @Test(
    "broken lists are one line",
    arguments: [
      ("", #"f.json: has no image; a line is {"image": "a.jpg", "objects": ["cat", "cup"]}"#),
      ("\n{\"image\": \"a\"}", #"f.json:2: has no "objects"; correct it"#),
      ("{\"objects\": []}", #"f.json:1: has no "image"; correct it"#),
      (
        "{\"image\": \"a\", \"objects\": []}\n{\"image\": \"a\", \"objects\": []}",
        #"f.json:2: the image "a" stands on line 1 already; unite the two"#
      ),
      (
        "{\"image\": \"a\", \"objects\": [1]}",
        #"f.json:1: "objects[0]" is not a string; correct it"#
      ),
      (
        "[{\"image\": \"a\", \"objects\": \"cat\"}]",
        #"f.json:1: "[0].objects" is not a list; correct it"#
      ),
      (
        "{\"image\": \"a\",\n\"objects\": [",
        #"f.json:2: is not valid JSON: a value expected at the end in "objects[0]"; is the file cut off?"#
      ),
      (
        "image,objects",
        #"f.json:1: is not valid JSON: a value expected before "image,objects"; correct it"#
      ),
    ])
  func brokenLists(text: String, message: String) {
    let error = #expect(throws: ProbeFileError.self) { try lists(text, .objects) }
    #expect(error?.description == message)
  }

  @Test func aFileIsReadFromDiskAndSeenWhole() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("coco.json", coco.utf8)
    var seen: [UInt8] = []
    let read = try ObjectLists(readingFile: path, form: .coco) { seen += $0 }
    #expect(read.images.count == 2 && seen == Array(coco.utf8))
    let missing = #expect(throws: ProbeFileError.self) {
      try ObjectLists(readingFile: folder.path + "/none.json", form: .coco) { _ in }
    }
    #expect(missing?.message == "cannot be read: No such file or directory; check the path")
  }

  @Test func aLongLineIsReadPieceByPiece() throws {
    let read = try ObjectLists(LongLine(megabytes: 100), file: "f.json", form: .coco)
    #expect(read.images == [LabeledImage(name: "a", objects: ["cat"])])
  }
}

/// A file of one line whose outlines fill any number of megabytes.
private struct LongLine: ByteSource {
  private static let head =
    #"{"images":[{"id":1,"file_name":"a"}],"categories":[{"id":1,"name":"cat"}],"#
  private static let middle = Array(String(repeating: "239.97,260.24,", count: 75_000).utf8)
  private var pieces: [[UInt8]]

  init(megabytes: Int) {
    pieces = [Array((Self.head + #""annotations":[{"id":1,"segmentation":[["#).utf8)]
    pieces += Array(repeating: Self.middle, count: megabytes)
    pieces.append(Array(#"1]],"image_id":1,"category_id":1}]}"#.utf8))
    pieces.reverse()
  }

  mutating func next() -> [UInt8]? { pieces.popLast() }
}

@Suite struct ProbeLineTests {
  @Test func aLineIsPopesWithOurKeysBehind() {
    let probe = Probe(
      id: "1", imageName: "a.jpg", question: "Is there a cat in the image?", object: "cat",
      label: .yes, splits: ["random", "popular"])
    #expect(
      probe.jsonLine == """
        {"question_id": 1, "image": "a.jpg", "text": "Is there a cat in the image?", "label": "yes", \
        "object": "cat", "splits": ["random", "popular"]}
        """)
  }

  @Test func whatIsWrittenIsReadAgain() throws {
    let odd = "q\"\\\n\t\r\u{1}\u{2028}é😀/"
    let probes = [
      Probe(
        id: "7", imageName: "a b.jpg", question: odd, object: odd, label: .no, splits: [odd],
        planted: PlantedCause(rule: odd, cause: "bowl", causeAnnotationID: 3)),
      Probe(
        id: "007", imageName: odd, question: "Is it?", object: nil, label: .yes, splits: [],
        planted: PlantedCause(rule: "r", cause: "c", causeAnnotationID: nil)),
      Probe(
        id: "x-1", imageName: "b", question: "Is there a cat in the image?", object: "cat",
        label: .no),
    ]
    let set = try ProbeSet(probes.map(\.jsonLine).joined(separator: "\n"))
    #expect(set.problems.isEmpty && set.probes == probes)
  }

  @Test func theBundledLinesAreWrittenAsTheyStand() throws {
    let folder = URL(filePath: #filePath).appending(path: "../../../probes/bundled").standardized
    let path = folder.appending(path: "probes.jsonl").path(percentEncoded: false)
    let set = try ProbeSet(readingFile: path)
    let text = try String(contentsOfFile: path, encoding: .utf8)
    #expect(set.probes.map { $0.jsonLine + "\n" }.joined() == text)
  }
}
