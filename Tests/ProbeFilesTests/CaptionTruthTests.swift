import Foundation
import Probing
import Testing

@testable import ProbeFiles
@testable import TestKit

@Suite("What is in the images of captions")
struct CaptionTruthTests {
  @Test(
    "is what the annotations and people's captions say, whether an image is known by number or by name"
  )
  func references() throws {
    let folder = try TemporaryFolder()
    let (instances, references) = (folder.path + "/instances.json", folder.path + "/captions.json")
    try #"""
    {"images": [{"id": 42, "file_name": "COCO_val2014_000000000042.jpg", "width": 8, "height": 8},
      {"id": 7, "file_name": "42", "width": 8, "height": 8},
      {"id": 139, "file_name": "000000000139", "width": 8, "height": 8}],
     "categories": [{"id": 18, "name": "dog"}],
     "annotations": [{"id": 1, "image_id": 42, "category_id": 18, "bbox": [0, 0, 1, 1], "area": 1, "iscrowd": 0,
       "segmentation": []}]}
    """#.write(toFile: instances, atomically: true, encoding: .utf8)
    try #"{"annotations": [{"image_id": 42, "caption": "A cat and a dog."}]}"#
      .write(toFile: references, atomically: true, encoding: .utf8)
    func objects(_ references: String?) throws -> [String: Set<String>] {
      try CaptionTruth(instances: instances, references: references)
        .objects(readBy: .fixed).objects
    }
    let alone = try objects(nil)
    #expect(alone["42"] == ["dog"] && alone["COCO_val2014_000000000042.jpg"] == ["dog"])
    let both = try objects(references)
    #expect(both["42"] == ["cat", "dog"])
    #expect(both["COCO_val2014_000000000042.jpg"] == ["cat", "dog"])
    #expect(both["7"] == [])
    #expect(alone["000000000139"] == [])
  }
}
