/// What stands in place of the pixels of regions that are not shown.
///
/// The raw names are stored in audit logs and typed on command lines.
public enum Fill: String, Sendable, Hashable, CaseIterable, Codable {
  /// Black pixels: what EAGLE's reference implementation uses.
  case black
  /// The mean color of the whole image.
  case mean
  /// The image itself, blurred until its objects cannot be made out.
  case blur
}
