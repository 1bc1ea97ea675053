import Imaging
import ModelAPI

/// Whether the model gets the very pixels that are sent: one level more must not be lost.
struct ExactPixels: ServerCheck {
  let name = "exact pixels"
  let asks =
    "A picture, the same with half of its squares one level brighter, and two one-level patterns of single pixels."
  let needs: CheckNeeds = [.pictures, .logProbabilities]

  /// What a cached prompt alone can change on a server that computes in 32 bits, with room to spare, in nats.
  private static let leastEffect = 1e-5
  /// The noise beside which the effect of one level cannot be expected to show, in nats.
  private static let mostNoise = 1e-3
  /// Fewer candidates than these may all be so sure that one level does not move them.
  private static let fewestCandidates = 5

  func result(on examination: inout Examination) async throws(ModelError) -> CheckResult {
    let picture = Drawing.blocks(seed: 3)
    let squares = Drawing.raised(picture) { x, y in (x / 16 + y / 16) % 2 == 0 }
    // A quarter of the pixels: what blurs, scales or compresses the picture makes the two patterns equal.
    let gray = Drawing.flat(128, 128, 128)
    let even = Drawing.raised(gray) { x, y in x % 2 == 0 && y % 2 == 0 }
    let odd = Drawing.raised(gray) { x, y in x % 2 == 1 && y % 2 == 1 }
    var replies: [Candidates] = []
    for image in [picture, squares, even, odd, picture] {
      replies.append(try await examination.ask(examination.request(about: image)).candidates)
    }
    let noise = replies[0].distance(to: replies[4])
    let coarse = replies[0].distance(to: replies[1])
    let fine = replies[2].distance(to: replies[3])
    let numbers =
      "one level changes squares by \(Nats.text(coarse)) and single pixels by \(Nats.text(fine)) nats"
    let floor = max(3 * noise, Self.leastEffect)
    if coarse > floor && fine > floor { return .passed(numbers) }
    guard noise < Self.mostNoise else {
      return .couldNotTell(numbers + ", beside a noise of \(Nats.text(noise))")
    }
    let listed = examination.capabilities.topLogProbabilities
    guard listed >= Self.fewestCandidates else {
      return .couldNotTell(numbers + ", of the \(listed) that are listed")
    }
    return .failed(
      numbers,
      consequence: coarse <= floor
        ? "The picture loses levels on its way: masked pictures are not those whose masks are reported."
        : "Single pixels are blurred, scaled or compressed away: masks have soft edges, and small regions count "
          + "less than reported.",
      remedy: Remedy(
        vLLM: "no re-encoding proxy in front; a larger max_pixels in --mm-processor-kwargs",
        llamaCpp: "no re-encoding proxy in front"))
  }
}
