import Codecs
import Imaging

extension MaskedPicture {
  /// The picture with its file, named by its pixels.
  init(_ picture: RGBImage) {
    self.init(
      image: ReportImage(
        digest: SHA256Digest.hex(of: picture), width: picture.width, height: picture.height),
      png: PNGCodec.encode(picture))
  }
}

extension HiddenLook {
  /// Reads it off a picture of which every region is hidden.
  init(_ filled: RGBImage, fill: Fill) {
    switch fill {
    case .black, .mean:
      let digits = filled.pixels.prefix(3).map { channel in
        let text = String(channel, radix: 16)
        return text.count < 2 ? "0" + text : text
      }
      self = .color("#" + digits.joined())
    case .blur: self = .picture(MaskedPicture(filled))
    }
  }
}
