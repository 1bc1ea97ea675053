import Testing

@testable import Probing

@Suite("A caption that was read")
struct ReadCaptionTests {
  private func read(_ text: String, isCut: Bool = false) -> ReadCaption {
    ReadCaption(text, variant: .fixed, isCut: isCut)
  }

  @Test("claims what it neither denies nor leaves open, and nothing that may be cut short")
  func claims() {
    let caption = read("A dog and no cat. A bus", isCut: true)
    #expect(caption.mentions.map(\.object) == ["dog", "cat", "bus"])
    #expect(caption.mentions.map(caption.claims) == [true, false, false])
    #expect(caption.claimedObjects == ["dog"] && caption.countedText == "A dog and no cat. A")
    #expect(read("A bus").claimedObjects == ["bus"])
    #expect(read("A bus. It", isCut: true).claimedObjects == ["bus"])
    #expect(read("A bus.", isCut: true).claimedObjects.isEmpty)
    #expect(read("bus", isCut: true).claimedObjects.isEmpty)
    #expect(read("", isCut: true).countedText.isEmpty)
    let standings = caption.standings { $0 == "dog" ? true : nil }
    #expect(standings == [.present, .noClaim, .noClaim])
  }

  @Test("tells the quarter in which a mention begins")
  func quarters() {
    let caption = read("A dog. It is a nice day here, with a cat. And a bus.")
    #expect(caption.mentions.map(caption.quarter) == [0, 2, 3])
  }

  @Test("tells where the words begin that lead up to a mention")
  func leadIns() {
    let text = "A dog runs. In the back there is a cat, and near it a bus."
    let caption = read(text)
    let starts = caption.mentions.indices.map(caption.leadInStart)
    let words = zip(starts, caption.mentions).map { start, mention in
      String(
        Array(text.utf8)[start..<mention.range.lowerBound].map { Character(UnicodeScalar($0)) })
    }
    #expect(words == ["A ", " In the back there is a ", ", and near it a "])
    #expect(caption.names("cat", inSentenceAt: starts[1]))
    #expect(!caption.names("bus", inSentenceAt: starts[0]))
    #expect(!caption.names("dog", inSentenceAt: starts[1]))
  }

  @Test("resolves a mouse by the keyboard of another sentence")
  func context() {
    let desk = read("A keyboard is on the left. There is a mouse at the top.")
    #expect(desk.claimedObjects == ["keyboard", "mouse"])
    #expect(read("There is a mouse at the top. A cat sits there.").claimedObjects == ["cat"])
  }
}

@Suite("A cut in a caption")
struct CaptionCutTests {
  /// What is left of the caption before a mention, for each object that can be cut out.
  private func left(_ text: String, before index: Int) -> [String: String] {
    let caption = ReadCaption(text, variant: .fixed, isCut: false)
    let end = caption.mentions[index].range.lowerBound
    return CaptionCut.all(before: index, in: caption).reduce(into: [:]) { left, entry in
      let bytes = Array(text.utf8)
      left[entry.cut.object] = String(
        decoding: (0..<end).filter { place in
          !entry.cut.ranges.contains { $0.contains(place) }
        }.map { bytes[$0] }, as: UTF8.self)
    }
  }

  @Test("takes out the sentences that mention the object")
  func sentences() {
    let text = "A dog. The sky is blue. A cat sits. A dog runs. There is a bus."
    #expect(
      left(text, before: 3)
        == [
          "dog": " The sky is blue. A cat sits. There is a ",
          "cat": "A dog. The sky is blue. A dog runs. There is a ",
        ])
  }

  @Test("takes out the words alone where the mention stands in the same sentence")
  func words() {
    #expect(
      left("A man rides a horse near the bus.", before: 2)
        == ["person": " rides a horse near the ", "horse": "A man rides near the "])
  }

  @Test("leaves out what is not claimed, and the object itself")
  func others() {
    #expect(left("No cat. A bus. A bus.", before: 2).isEmpty)
    #expect(left("A bus.", before: 0).isEmpty)
  }
}

@Suite("A comparison of two captions")
struct WordDiffTests {
  @Test("tells what stayed, what went and what came")
  func runs() {
    let diff = WordDiff(from: "A dog and a cat.", to: "A dog and two birds.")
    #expect(
      diff.runs.map { "\($0.side.rawValue):\($0.text)" }
        == ["both:A dog and ", "removed:a cat.", "added:two birds."])
    #expect(WordDiff(from: "", to: "").runs.isEmpty)
    #expect(WordDiff(from: "", to: "a").runs.map(\.side) == [.added])
  }

  @Test("gives both texts back", arguments: 0..<1000)
  func complete(seed: Int) {
    var random = SplitMix64(seed: UInt64(seed))
    func text() -> String {
      (0..<random.index(below: 12)).map { _ in
        ["a", "b", "c", "\u{1F333}", "\u{4E2D}\u{6587}", "<b>"][random.index(below: 6)]
          + [" ", "  ", "\n"][random.index(below: 3)]
      }.joined()
    }
    let (before, after) = (text(), text())
    let runs = WordDiff(from: before, to: after).runs
    let words = { (text: String) in text.split(whereSeparator: \.isWhitespace).map(String.init) }
    #expect(
      words(runs.filter { $0.side != .added }.map { $0.text + " " }.joined()) == words(before),
      "seed \(seed)")
    #expect(
      words(runs.filter { $0.side != .removed }.map { $0.text + " " }.joined()) == words(after),
      "seed \(seed)")
  }
}

@Suite("What becomes of a mention")
struct MentionFateTests {
  private func fate(_ index: Int, of before: String, in after: String) -> MentionFate {
    let before = ReadCaption(before, variant: .fixed, isCut: false)
    return MentionFate(
      of: before.mentions[index], in: before,
      after: ReadCaption(after, variant: .fixed, isCut: false))
  }

  @Test("is told by the place where it stood")
  func fates() {
    let before = "A dog on the left. A cat on the right. It is sunny."
    #expect(fate(1, of: before, in: "A dog on the left. It is sunny.") == .gone)
    #expect(fate(1, of: before, in: before) == .stillThere)
    #expect(
      fate(1, of: before, in: "A dog on the left. A bird on the right. It is sunny.")
        == .replaced(by: "bird"))
    #expect(fate(1, of: before, in: "A cat on top. A dog on the left. It is sunny.") == .moved)
    // What was named before is no replacement, and what is denied is not claimed.
    #expect(fate(1, of: before, in: "A dog on the left. A dog on the right. It is sunny.") == .gone)
    #expect(
      fate(1, of: before, in: "A dog on the left. No cat on the right. It is sunny.") == .gone)
    #expect(fate(0, of: "A dog.", in: "") == .gone)
  }

  @Test("comes back by its name", arguments: MentionFate.names)
  func names(name: String) {
    let object = name == "replaced" ? "bird" : nil
    #expect(MentionFate(name: name, replacement: object)?.name == name)
    #expect(MentionFate(name: name, replacement: object == nil ? "bird" : nil) == nil)
  }
}
