import Foundation
import ProbeFiles
import Probing
import Testing

/// The probe set that the project ships, as it lies in the repository.
@Suite struct BundledProbesTests {
  private let folder = URL(filePath: #filePath).appending(path: "../../../probes/bundled")
    .standardized.path(percentEncoded: false)

  @Test func everyProbeHasItsImageAndEveryPlantedCauseItsMask() throws {
    let set = try ProbeSet(readingFile: "\(folder)/probes.jsonl")
    let images = try ImageFolder(path: "\(folder)/images")
    let coco = try CocoAnnotations(readingFile: "\(folder)/annotations.json")
    #expect(set.problems.isEmpty && set.notes.isEmpty)
    #expect(Set(set.probes.map(\.imageName)).count >= 60)
    #expect(set.probes.contains { $0.planted != nil })

    for probe in set.probes {
      _ = try images.path(ofImage: probe.imageName)
      #expect(Probe.object(ofQuestion: probe.question) == probe.object)
      let present = coco.annotations(ofImage: probe.imageName).map(\.category)
      let object = try #require(probe.object)
      #expect(present.contains(object) == (probe.label == .yes), "\(probe)")

      guard let planted = probe.planted else { continue }
      let cause = try #require(planted.causeAnnotationID.flatMap(coco.annotation(id:)))
      #expect(coco.image(named: probe.imageName)?.id == cause.imageID)
      #expect(cause.category == planted.cause && probe.label == .no)
      #expect(cause.mask?.pixels().contains(true) == true)
    }
  }

  @Test func masksLieWithinTheirBoxes() throws {
    let coco = try CocoAnnotations(readingFile: "\(folder)/annotations.json")
    for annotation in coco.annotations {
      let mask = try #require(annotation.mask)
      let pixels = mask.pixels()
      let set = pixels.indices.filter { pixels[$0] }
      #expect(set.count == mask.area)
      let columns = set.map { Double($0 % mask.width) }
      let rows = set.map { Double($0 / mask.width) }
      let box = annotation.box
      let left = try #require(columns.min())
      let right = try #require(columns.max())
      let top = try #require(rows.min())
      let bottom = try #require(rows.max())
      #expect(box[0] <= left && right < box[0] + box[2], "\(annotation.id)")
      #expect(box[1] <= top && bottom < box[1] + box[3], "\(annotation.id)")
    }
  }
}
