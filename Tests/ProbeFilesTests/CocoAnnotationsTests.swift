import Foundation
import ProbeFiles
import Testing

@testable import TestKit

private let valid = """
  {"info": {"description": "x"},
   "images": [{"id": 1, "file_name": "a.png", "width": 3, "height": 2},
              {"id": 2, "file_name": "b.png", "width": 3, "height": 2}],
   "categories": [{"id": 5, "name": "traffic light", "supercategory": "outdoor"}],
   "annotations": [
     {"id": 17, "image_id": 1, "category_id": 5, "bbox": [0, 0, 2, 2.5], "area": 3, "iscrowd": 0,
      "segmentation": {"size": [2, 3], "counts": [1, 3, 2]}},
     {"id": 18, "image_id": 1, "category_id": 5, "bbox": [0, 0, 1, 1],
      "segmentation": [[0, 0, 1, 0, 1, 2, 0, 2], [2, 1, 3, 1, 3, 2, 2, 2]]},
     {"id": 19, "image_id": 1, "category_id": 5, "bbox": [0, 0, 1, 1],
      "segmentation": {"size": [2, 3], "counts": "132"}},
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
    #expect(coco.annotation(id: 18)?.mask?.counts == [0, 2, 3, 1])
    #expect(coco.annotation(id: 19)?.mask == light.mask)
    #expect(try #require(coco.annotation(id: 20)).mask == nil)
  }

  @Test(
    "a broken file is one line",
    arguments: [
      (
        "", "",
        "a.json:1: is not valid JSON: a value expected at the end; is the file cut off?"
      ),
      (
        #""id": 2, "file"#, #""id" 2, "file"#,
        #"a.json:3: is not valid JSON: a colon expected before "2, "file_name": "b.p…" in "images[1]"; correct it"#
      ),
      (#""images""#, #""pictures""#, #"a.json: has no "images"; correct it"#),
      (
        #"[0, 0, 2, 2.5]"#, #"[0, "0", 2, 2.5]"#,
        #"a.json:6: "annotations[0].bbox[1]" is not a number; correct it"#
      ),
      (
        #"[0, 0, 2, 2.5]"#, #"[0, 0, 2]"#,
        #"a.json:6: "annotations[0].bbox" has 3 numbers, not the 4 of a box; correct it"#
      ),
      (
        "[1, 3, 2]", "[1, 3, 3]",
        "a.json:6: annotation 17 has a mask whose runs add up to 7 pixels, not to its size, 3 x 2; correct the file"
      ),
      (
        #""counts": "132""#, #""counts": "052""#,
        "a.json:10: annotation 19 has a mask whose runs add up to 7 pixels, not to its size, 3 x 2; correct the file"
      ),
      (
        #""counts": "132""#, #""counts": "13Q""#,
        "a.json:10: annotation 19 has packed run lengths that are cut off or garbled; correct the file"
      ),
      (
        "[2, 3]", "[2]",
        #"a.json:6: annotation 17 has a mask whose "size" is not height and width; correct the file"#
      ),
      (
        "[2, 1, 3, 1,", "[2, 1, 3,",
        """
        a.json:8: annotation 18 has a polygon that cannot be drawn: an odd number of coordinates, one beyond \
        1000000, or an image without size; correct the file
        """
      ),
      (
        #""segmentation": [[0, 0, 1,"#, #""segmentation": [0, [0, 1,"#,
        #"a.json:9: "annotations[1].segmentation[0]" is not a list; correct it"#
      ),
      (
        #", "width": 3, "height": 2},"#, "},",
        #"a.json:2: image 1 has no "width" and "height"; correct the file"#
      ),
      (
        #""id": 17, "image_id": 1"#, #""id": 17, "image_id": 3"#,
        "a.json:6: annotation 17 is of image 3, which the file does not have; correct the file"
      ),
      (
        #"{"id": 5"#, #"{"id": 6"#,
        "a.json:6: annotation 17 is of category 5, which the file does not have; correct the file"
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

  @Test func lvisNamesItsImagesByTheirAddress() throws {
    let text = valid.replacing(
      #""file_name": "b.png""#, with: #""coco_url": "http://x/val2017/b.png""#)
    let coco = try CocoAnnotations(content: Array(text.utf8), file: "a.json")
    #expect(coco.image(named: "val2017/b.png")?.id == 2)
  }

  @Test func aFileIsReadFromDisk() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("annotations.json", valid.utf8)
    #expect(try CocoAnnotations(readingFile: path).annotations.count == 4)
  }
}
