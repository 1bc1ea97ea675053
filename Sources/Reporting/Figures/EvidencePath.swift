import Attribution
import AuditStore

/// The way that the evidence of a caption's explained mentions takes over the picture, numbered in the caption's order.
struct EvidencePath {
  private struct Stop {
    var words: String
    var isJump: Bool
    var x: Double
    var y: Double
  }

  private let stops: [Stop]
  private let radius: Double

  /// Reads the centers; two that would cover each other are put side by side.
  init(caption: FullCaption, image: ReportImage) {
    let (width, height) = (Double(image.width), Double(image.height))
    let radius = max(width, height) / 32
    var stops: [Stop] = []
    for explained in caption.explained {
      guard let evidence = explained.evidence, let center = evidence.center else { continue }
      var stop = Stop(
        words: explained.mention.words, isJump: evidence.isJump, x: center.x * width,
        y: center.y * height)
      while stop.x + radius < width,
        stops.contains(where: {
          abs($0.x - stop.x) < 1.8 * radius && abs($0.y - stop.y) < 1.8 * radius
        })
      {
        stop.x += 2 * radius
      }
      stops.append(stop)
    }
    self.stops = stops
    self.radius = radius
  }

  /// What is drawn, in words; empty where there is nothing.
  var words: String {
    guard !stops.isEmpty else { return "" }
    let named = stops.enumerated().map { place, stop in
      "\(place + 1) \(Words.quoted(stop.words))" + (stop.isJump ? " (the evidence jumps)" : "")
    }
    return "Where the explained mentions have their evidence, in the order of the caption: "
      + named.joined(separator: ", ") + "."
  }

  /// The values of the drawing and of its caption.
  var values: [String: TemplateValue] {
    guard !stops.isEmpty else { return ["evidence": false] }
    let way = stops.enumerated().map { place, stop in
      "\(place == 0 ? "M" : "L")\(text(stop.x)) \(text(stop.y))"
    }.joined()
    return [
      "evidence": .group([
        "words": .text(words), "path": .text(way), "radius": .text(text(radius)),
        "fontSize": .text(text(radius * 1.25)),
        "stops": .list(
          stops.enumerated().map { place, stop in
            [
              "number": .text(String(place + 1)), "x": .text(text(stop.x)),
              "y": .text(text(stop.y)),
            ]
          }),
      ])
    ]
  }

  private func text(_ length: Double) -> String { NumberText.fixed(length, decimals: 1) }
}
