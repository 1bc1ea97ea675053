import Probing

/// Counts which objects are in the pictures in which another one is said falsely.
///
/// The cost grows with the pictures and the square of the objects in one of them, not with all pairs of names.
struct PullCounts {
  private struct Pair: Hashable {
    var object: String
    var present: String
  }

  private var asked: [String: Pull.Count] = [:]
  private var askedWith: [Pair: Pull.Count] = [:]
  private var captionCount = 0
  private var captionsWith: [String: Int] = [:]
  private var captionsWithBoth: [Pair: Int] = [:]
  private var named: [String: Int] = [:]
  private var namedWith: [Pair: Int] = [:]

  /// Counts the answer to a question about an object that is not there.
  ///
  /// - Parameters:
  ///   - object: The object asked for.
  ///   - present: What is known to be in the picture.
  ///   - saidYes: Whether the answer was a yes.
  mutating func add(question object: String, present: Set<String>, saidYes: Bool) {
    let said = saidYes ? 1 : 0
    asked[object, default: .init()].of += 1
    asked[object, default: .init()].said += said
    for other in present where other != object {
      askedWith[Pair(object: object, present: other), default: .init()].of += 1
      askedWith[Pair(object: object, present: other), default: .init()].said += said
    }
  }

  /// Counts a caption of a picture of which it is known what is there.
  ///
  /// - Parameters:
  ///   - present: What is there.
  ///   - hallucinated: What the caption names and is not there.
  mutating func add(captionOf present: Set<String>, hallucinated: Set<String>) {
    captionCount += 1
    for object in present {
      captionsWith[object, default: 0] += 1
      for other in present where other != object {
        captionsWithBoth[Pair(object: object, present: other), default: 0] += 1
      }
    }
    for object in hallucinated {
      named[object, default: 0] += 1
      for other in present { namedWith[Pair(object: object, present: other), default: 0] += 1 }
    }
  }

  /// Every pair in which the object was said falsely at least once with the other one there; in any order.
  var pulls: [Pull] {
    let fromQuestions = askedWith.filter { $0.value.said > 0 }.map { pair, with in
      let all = asked[pair.object] ?? .init()
      return Pull(
        present: pair.present, object: pair.object, source: .asked, with: with,
        without: .init(said: all.said - with.said, of: all.of - with.of))
    }
    let fromCaptions = namedWith.map { pair, said in
      let with = Pull.Count(
        said: said,
        of: captionsWith[pair.present, default: 0] - captionsWithBoth[pair, default: 0])
      let all = Pull.Count(
        said: named[pair.object, default: 0],
        of: captionCount - captionsWith[pair.object, default: 0])
      return Pull(
        present: pair.present, object: pair.object, source: .caption, with: with,
        without: .init(said: all.said - with.said, of: all.of - with.of))
    }
    return fromQuestions + fromCaptions
  }
}
