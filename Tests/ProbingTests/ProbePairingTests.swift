import Testing

@testable import Probing

@Suite("Probes of two audits")
struct ProbePairingTests {
  private func candidate(
    _ image: String, _ question: String = "Is there a dog?", _ label: Answer? = .no,
    digest: String? = nil, options: [String] = []
  ) -> ProbePairing.Candidate {
    ProbePairing.Candidate(
      probe: Probe(
        id: "1", imageName: image, question: question, object: nil,
        label: options.isEmpty ? label : nil,
        choices: options.isEmpty ? nil : Choices(options: options, correct: 0, pair: nil)),
      imageDigest: digest)
  }

  @Test("are the same by their pixels, whatever the images are called")
  func pixels() {
    let pairing = ProbePairing(
      [candidate("a.png", digest: "1"), candidate("b.png", digest: "2")],
      [candidate("x.png", digest: "2"), candidate("y.png", digest: "1")])
    #expect(pairing.pairs.map(\.after) == [1, 0])
    #expect(pairing.pairs.allSatisfy { $0.evidence == .pixels })
  }

  @Test("are the same by their images' names only where the pixels of one are not known")
  func names() {
    let coco = "COCO_val2014_000000310196.jpg"
    let pairing = ProbePairing(
      [
        candidate("val2014/" + coco, digest: "1"), candidate("b.png", digest: "2"),
        candidate("c.png"),
      ],
      [candidate("000000310196.jpg"), candidate("b.png", digest: "3"), candidate("c.png")])
    #expect(pairing.pairs.map { [$0.before, $0.after] } == [[0, 0], [2, 2]])
    #expect(pairing.pairs.allSatisfy { $0.evidence == .name })
    #expect(pairing.unmatchedBefore == 1 && pairing.unmatchedAfter == 1)
    #expect(pairing.relabeled == 0)
  }

  @Test("are others with another question, label or option, and a changed label is told")
  func others() {
    let pairing = ProbePairing(
      [candidate("a"), candidate("b"), candidate("c", options: ["x", "y"])],
      [
        candidate("a", "Is there a cat?"), candidate("b", "Is there a dog?", .yes),
        candidate("c", options: ["x", "z"]),
      ])
    #expect(pairing.pairs.isEmpty)
    #expect(pairing.unmatchedBefore == 3 && pairing.unmatchedAfter == 3 && pairing.relabeled == 1)
  }

  @Test("pair up one to one, so that a repeated probe has a partner of its own")
  func repeated() {
    let twice = [candidate("a"), candidate("a")]
    #expect(ProbePairing(twice, twice).pairs.map(\.after) == [0, 1])
    #expect(ProbePairing(twice, [candidate("a")]).pairs.count == 1)
    #expect(ProbePairing([], twice).unmatchedAfter == 2)
  }
}
