import Imaging
import ModelAPI

/// What becomes of pictures that are not square.
struct WholePicture: ServerCheck {
  let name = "non-square pictures"
  let asks =
    "A wide picture, the same with another left edge, and the same padded to a square or cut to one."
  let needs: CheckNeeds = [.pictures, .logProbabilities]

  /// The color with which llama.cpp pads for LLaVA: the mean of the pictures that CLIP was trained on.
  private static let padding: (UInt8, UInt8, UInt8) = (122, 116, 104)

  func result(on examination: inout Examination) async throws(ModelError) -> CheckResult {
    let (width, height) = (2 * Drawing.side, Drawing.side)
    let wide = Drawing.blocks(seed: 6, width: width, height: height)
    let edge = Drawing.drawn(width, height) { x, y in
      x < width / 8 ? (255, 0, 0) : color(of: wide, x, y)
    }
    let padded = Drawing.drawn(width, width) { x, y in
      let row = y - (width - height) / 2
      return (0..<height).contains(row) ? color(of: wide, x, row) : Self.padding
    }
    let cut = Drawing.drawn(height, height) { x, y in color(of: wide, x + (width - height) / 2, y) }
    var replies: [Candidates] = []
    for image in [wide, edge, padded, cut, wide] {
      replies.append(try await examination.ask(examination.request(about: image)).candidates)
    }
    let distances = replies.dropFirst().map { replies[0].distance(to: $0) }
    let noise = distances[3]
    let numbers =
      "\(Nats.text(distances[1])) nats from padded, \(Nats.text(distances[2])) from cut in the middle"
    if distances[0] <= 2 * noise {
      return .failed(
        "the edges are not seen (\(numbers))",
        consequence:
          "What stands at the edges of a wide or high picture is invisible to the model: its regions can "
          + "never be part of a trigger, and objects there count as missed.",
        remedy: Remedy(
          vLLM: #"--mm-processor-kwargs '{"do_center_crop": false}' where the model allows it"#))
    }
    return .passed(
      "seen whole: \(distances[1] <= Examination.tolerance ? "padded" : "neither padded nor cut"); \(numbers)"
    )
  }

  private func color(of image: RGBImage, _ x: Int, _ y: Int) -> (UInt8, UInt8, UInt8) {
    let offset = (y * image.width + x) * 3
    return (image.pixels[offset], image.pixels[offset + 1], image.pixels[offset + 2])
  }
}
