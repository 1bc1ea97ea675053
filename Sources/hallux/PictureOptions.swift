import ArgumentParser
import Auditing
import Imaging

/// How images are made to fit the model.
struct PictureOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Scale every image so that its longer side has this many pixels, before anything is asked.",
      valueName: "pixels"))
  var resize: Int?

  @Flag(
    help: """
      Add black below or at the right until every image is a square: servers treat other shapes differently.
      """)
  var square = false

  /// The largest side that is scaled to.
  private static let longestSide = 16_384

  func validate() throws {
    if let resize, !(1...Self.longestSide).contains(resize) {
      throw ValidationError("--resize must be between 1 and \(Self.longestSide).")
    }
  }

  /// Writes the choices into settings.
  func apply(to settings: inout AuditSettings) {
    guard resize != nil || square else { return }
    settings.pictureFitting = PictureFitting(longestSide: resize, isSquare: square)
  }
}
