import ModelAPI

/// The replies to a few different pictures, each asked alone and then several times among the others.
struct LoadObservation: Sendable {
  private static let pictureCount = 8
  private static let repeats = 3

  /// The replies to each picture, asked alone.
  var alone: [Candidates] = []
  /// The replies to each picture among the others.
  var together: [[Candidates]] = []
  /// How many requests failed among the others.
  var failureCount = 0

  /// The number of requests that were in flight.
  static var inFlight: Int { pictureCount }

  /// Asks, unless that was done already.
  static func made(by examination: inout Examination) async throws(ModelError) -> LoadObservation {
    if let made = examination.load { return made }
    var observation = LoadObservation()
    let requests = (0..<pictureCount).map { number in
      examination.request(about: Drawing.blocks(seed: 100 + UInt64(number)))
    }
    for request in requests {
      observation.alone.append(try await examination.ask(request).candidates)
    }
    observation.together = Array(repeating: [], count: pictureCount)
    let all = (0..<repeats).flatMap { _ in requests.indices }
    let outcomes = await examination.inquiry.ask(all: all.map { requests[$0] }, inFlight: inFlight)
    for (index, outcome) in zip(all, outcomes) {
      switch outcome {
      case .success(let reply): observation.together[index].append(reply.candidates)
      case .failure(let error):
        guard !error.endsExamination else { throw error }
        observation.failureCount += 1
      }
    }
    examination.load = observation
    return observation
  }

  /// The largest distance of any two of the replies, in nats.
  static func spread(of replies: [Candidates]) -> Double {
    replies.indices.flatMap { first in
      replies[(first + 1)...].map { replies[first].distance(to: $0) }
    }.max() ?? 0
  }

  /// The pictures' numbers and their replies that fit another picture and not their own.
  var strangers: Int {
    together.enumerated().reduce(0) { count, pair in
      let (own, replies) = pair
      return count
        + replies.count { reply in
          let distance = reply.distance(to: alone[own])
          return distance > Examination.tolerance
            && alone.indices.contains { $0 != own && reply.distance(to: alone[$0]) < distance / 4 }
        }
    }
  }

  /// The largest distance of a reply among others from that to the same picture alone, in nats.
  var noise: Double {
    zip(alone, together).flatMap { own, replies in replies.map { $0.distance(to: own) } }.max() ?? 0
  }
}
