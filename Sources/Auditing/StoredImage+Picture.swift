import AuditStore
import Codecs
import Imaging

extension StoredImage {
  /// The longest side of a small picture that stands in for a whole one.
  private static let thumbSide = 160

  /// What the log keeps of a picture.
  init(_ image: RGBImage, digest: String, keeping: Kept) {
    let side = max(image.width, image.height)
    switch keeping {
    case .thumb where side > Self.thumbSide:
      func scaled(_ length: Int) -> Int {
        max(1, (length * Self.thumbSide + side / 2) / side)
      }
      let small = image.resized(width: scaled(image.width), height: scaled(image.height))
      self.init(
        digest: digest, width: image.width, height: image.height, png: PNGCodec.encode(small),
        kept: .thumb)
    case .none:
      self.init(
        digest: digest, width: image.width, height: image.height, png: [], kept: .none)
    case .full, .thumb:
      self.init(
        digest: digest, width: image.width, height: image.height, png: PNGCodec.encode(image))
    }
  }
}
