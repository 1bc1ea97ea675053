import Foundation
import ProbeFiles
import Testing

private let valid = """
  {"info": {"description": "x"},
   "images": [{"id": 1, "file_name": "a.png", "width": 3, "height": 2},
              {"id": 2, "file_name": "b.png", "width": 3, "height": 2}],
   "categories": [{"id": 5, "name": "traffic light", "supercategory": "outdoor"}],
   "annotations": [
     {"id": 17, "image_id": 1, "category_id": 5, "bbox": [0, 0, 2, 2.5], "area": 3, "iscrowd": 0,
      "segmentation": {"size": [2, 3], "counts": [1, 3, 2]}},
     {"id": 18, "image_id": 1, "category_id": 5, "bbox": [0, 0, 1, 1],
      "segmentation": [[0, 0, 1, 0, 1, 1]]},
     {"id": 19, "image_id": 1, "category_id": 5, "bbox": [0, 0, 1, 1],
      "segmentation": {"size": [2, 3], "counts": "052"}},
     {"id": 20, "image_id": 1, "category_id": 5, "bbox": [0, 0, 1, 1]}]}
  """

@Suite struct CocoAnnotationsTests {
  @Test func objectsAreFoundByImageAndById() throws {
    let coco = try CocoAnnotations(content: Array(valid.utf8), file: "annotations.json")
    #expect(coco.image(named: "a.png")?.width == 3)
    #expect(coco.annotations(ofImage: "a.png").map(\.id) == [17, 18, 19, 20])
    #expect(coco.annotations(ofImage: "b.png").isEmpty)
    #expect(coco.annotations(ofImage: "c.png").isEmpty && coco.annotation(id: 1) == nil)
    let light = try #require(coco.annotation(id: 17))
    #expect(light.category == "traffic light" && light.box == [0, 0, 2, 2.5])
    #expect(light.mask?.pixels() == [false, true, false, true, true, false])
    #expect(coco.annotations.dropFirst().allSatisfy { $0.mask == nil })
  }

  @Test(
    "a broken file is one line",
    arguments: [
      ("", "", #"a.json:1: is not valid JSON: a value expected at the end; correct it"#),
      (
        #""id": 2, "file"#, #""id" 2, "file"#,
        #"a.json:3: is not valid JSON: a colon expected before "2, "file_name": "b.p…"; correct it"#
      ),
      (#""images""#, #""pictures""#, #"a.json: has no "images"; correct it"#),
      (
        #"[0, 0, 2, 2.5]"#, #"[0, "0", 2, 2.5]"#,
        #"a.json: "annotations[0].bbox[1]" is not a number; correct it"#
      ),
      (
        #"[0, 0, 2, 2.5]"#, #"[0, 0, 2]"#,
        #"a.json: annotation 17 has a "bbox" of other than 4 numbers; correct the file"#
      ),
      (
        "[1, 3, 2]", "[1, 3, 3]",
        "a.json: annotation 17 has a mask whose runs do not add up to its size; correct the file"
      ),
      (
        #""id": 17, "image_id": 1"#, #""id": 17, "image_id": 3"#,
        "a.json: annotation 17 is of image 3, which the file does not have; correct the file"
      ),
      (
        #"{"id": 5"#, #"{"id": 6"#,
        "a.json: annotation 17 is of category 5, which the file does not have; correct the file"
      ),
    ])
  func brokenFile(part: String, replacement: String, message: String) {
    let text = part.isEmpty ? "" : valid.replacingOccurrences(of: part, with: replacement)
    #expect(text != valid)
    let error = #expect(throws: ProbeFileError.self) {
      try CocoAnnotations(content: Array(text.utf8), file: "a.json")
    }
    #expect(error?.description == message)
  }

  @Test func aFileIsReadFromDisk() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(valid.utf8, to: "annotations.json")
    #expect(try CocoAnnotations(readingFile: path).annotations.count == 4)
  }
}
