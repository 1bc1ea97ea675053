import ModelAPI

/// Whether BMP and PNG of the same pixels are the same picture to the server.
struct EqualFormats: ServerCheck {
  let name = "BMP equals PNG"
  let asks = "One picture in both formats: the log-probabilities must be equal within noise."
  let needs: CheckNeeds = [.pictures, .logProbabilities]

  func result(on examination: inout Examination) async throws(ModelError) -> CheckResult {
    guard examination.capabilities.takesBMP, examination.capabilities.takesPNG else {
      return .notApplicable("the server takes one of them alone")
    }
    var difference = 0.0
    for seed in [4, 5] as [UInt64] {
      let picture = Drawing.blocks(seed: seed)
      let bmp = try await examination.ask(examination.request(about: picture, as: .bmp))
      let png = try await examination.ask(examination.request(about: picture, as: .png))
      difference = max(difference, bmp.candidates.distance(to: png.candidates))
    }
    guard difference > Examination.tolerance else {
      return .passed("equal within \(Nats.text(difference)) nats")
    }
    return .failed(
      "they differ by \(Nats.text(difference)) nats",
      consequence: "One of the two is not read exactly: numbers depend on the format that is sent.")
  }
}
