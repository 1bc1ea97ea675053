import Probing

extension ObjectLists {
  /// The objects of an annotation file.
  init(_ coco: CocoFile) {
    let plain = PlainNames(coco.categories.map(\.name))
    func name(_ categoryID: Int) -> String? {
      coco.categoryIndex[categoryID].flatMap { plain.names[$0] }
    }
    var images = coco.images.map { LabeledImage(name: $0.name, objects: []) }
    func add(_ categoryID: Int, toImage index: Int) {
      guard let name = name(categoryID), !images[index].objects.contains(name) else { return }
      images[index].objects.append(name)
    }
    for annotation in coco.annotations {
      guard let index = coco.imageIndex[annotation.imageID] else { continue }
      add(annotation.categoryID, toImage: index)
    }
    var contradictions = 0
    for (index, image) in coco.images.enumerated() {
      // Present, though perhaps none of them is annotated.
      for id in image.notExhaustiveCategories { add(id, toImage: index) }
      for name in image.absentCategories.lazy.compactMap(name) {
        if images[index].objects.contains(name) {
          contradictions += 1
        } else if !images[index].verifiedAbsent.contains(name) {
          images[index].verifiedAbsent.append(name)
        }
      }
    }
    self.init(
      images, collisions: plain.collisions, contradictions: contradictions,
      maskNote: coco.firstBrokenMask.map { first in
        first + (coco.brokenMaskCount > 1 ? ", and \(coco.brokenMaskCount - 1) more like it" : "")
          + "; masks are not used here, but correct the file before they are"
      })
  }
}
