/// In which form a report shows its pictures.
public enum ReportPictures: String, Sendable, Hashable, CaseIterable {
  /// Every pixel.
  case full
  /// Small enough to be sent around: 768 pixels at most along the longer side, as JPEG.
  case thumb
  /// Not at all: outlines stand on a plain ground.
  case none
}
