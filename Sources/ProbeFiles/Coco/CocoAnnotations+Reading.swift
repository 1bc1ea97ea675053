import Probing

extension CocoAnnotations {
  /// Reads an annotation file, with its masks in memory.
  ///
  /// - Throws: ``ProbeFileError`` for a file that cannot be read, is no COCO annotation file, has an id
  ///   twice, names an image or category that it does not have, or has a mask that does not fit its size.
  public init(readingFile path: String) throws(ProbeFileError) {
    try self.init(FileChunks(path: path), file: path)
  }

  /// Reads an annotation file's content; `file` is the name for messages.
  ///
  /// - Throws: ``ProbeFileError`` as for a file.
  public init(content: [UInt8], file: String) throws(ProbeFileError) {
    try self.init(MemoryChunks(content), file: file)
  }

  init(_ source: any ByteSource, file: String) throws(ProbeFileError) {
    let coco = try CocoFile(source, file: file, form: .coco, keepsShapes: true)
    var images: [Image] = []
    for image in coco.images {
      guard let size = image.size else {
        throw ProbeFileError(
          code: .missingKey, file: file, line: image.line,
          message: "image \(image.id) has no \"width\" and \"height\"; correct the file")
      }
      images.append(
        Image(id: image.id, fileName: image.name, width: size.width, height: size.height))
    }
    let names = coco.categories.map { PlainNames.plain($0.name) }
    var annotations: [Annotation] = []
    for (annotation, shape) in zip(coco.annotations, coco.shapes) {
      // Checked when the file was read.
      guard let image = coco.imageIndex[annotation.imageID],
        let category = coco.categoryIndex[annotation.categoryID]
      else { continue }
      var mask: RunLengthMask?
      do throws(CocoSegmentation.Fault) {
        mask = try shape.segmentation?.mask(
          width: images[image].width, height: images[image].height)
      } catch {
        throw ProbeFileError(
          code: .wrongType, file: file, line: annotation.line,
          message: "annotation \(annotation.id) \(error.words); correct the file")
      }
      annotations.append(
        Annotation(
          id: annotation.id, imageID: annotation.imageID, categoryID: annotation.categoryID,
          category: names[category], box: shape.box, mask: mask))
    }
    self.init(images: images, annotations: annotations)
  }
}
