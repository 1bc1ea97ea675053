import Testing

@testable import Probing

@Suite struct CHAIRTests {
  private let seed: UInt64 = 7

  @Test func `The counts are those of the published code`() throws {
    let published = try PublishedCHAIR.load()
    let captions = published.captions.map {
      Caption(imageID: $0.image, imageName: "", text: $0.caption)
    }
    let truth = Dictionary(
      uniqueKeysWithValues: published.truth.enumerated().map { (String($0), Set($1)) })
    let chair = CHAIR(
      captions, truth: ImageObjects(instances: truth, variant: .official), variant: .official,
      truncation: .none, seed: seed)

    let instance = try #require(chair.instanceRate.ratio)
    let sentence = try #require(chair.sentenceRate.ratio)
    let recall = try #require(chair.recall.ratio)
    #expect(instance.numerator == published.counts["hallucinated"])
    #expect(instance.denominator == published.counts["mentions"])
    #expect(sentence.numerator == published.counts["hallucinatedCaptions"])
    #expect(sentence.denominator == published.counts["captions"])
    #expect(recall.numerator == published.counts["recalled"])
    #expect(recall.denominator == published.counts["objects"])
    #expect(chair.ambiguousCount == 0 && chair.negatedCount == 0)
    #expect(chair.imageKeys.count == published.truth.count && chair.unannotatedKeys.isEmpty)
    #expect(sentence.wilson != nil && instance.wilson == nil && recall.wilson == nil)
    #expect(instance.interval.low < instance.value && instance.value < instance.interval.high)
    #expect(chair.objects.reduce(0) { $0 + $1.mentions } == instance.denominator)
    #expect(chair.objects.reduce(0) { $0 + $1.hallucinated } == instance.numerator)
    let quarters = chair.quarterRates.compactMap(\.ratio)
    #expect(quarters.reduce(0) { $0 + $1.denominator } == instance.denominator)
    #expect(quarters.reduce(0) { $0 + $1.numerator } == instance.numerator)
  }

  @Test func `An example by hand`() {
    let captions = [
      // Claims dog, dog, cat; a table that may be any table; no bus.
      Caption(imageID: 1, imageName: "1.jpg", text: "A dog and a dog by a table. No bus. A cat."),
      Caption(imageID: 2, imageName: "2.jpg", text: "A zebra."),
      Caption(imageID: 3, imageName: "3.jpg", text: "A kite."),
    ]
    let truth = ImageObjects(instances: ["1": ["dog", "bench"], "2": ["zebra"]], variant: .fixed)
    let chair = CHAIR(captions, truth: truth, variant: .fixed, truncation: .none, seed: seed)
    #expect(counts(chair.instanceRate) == [1, 4])
    #expect(counts(chair.sentenceRate) == [1, 2])
    #expect(counts(chair.recall) == [2, 3])
    #expect(chair.ambiguousCount == 1)
    #expect(chair.negatedCount == 1)
    #expect(chair.imageKeys == ["1", "2"])
    #expect(chair.unannotatedKeys == ["3"])
    #expect(chair.captions[0].hallucinated.map(\.surface) == ["cat"])
    #expect(chair.quarterRates.map { counts($0) } == [[0, 1], [0, 2], [], [1, 1]])
    #expect(chair.meanWordCount == 7)
    #expect(chair.meanCharacterCount == 25.0)
    #expect(chair.objects.map(\.object) == ["cat", "dog", "zebra"])
  }

  @Test func `Without captions nothing is defined`() {
    let chair = CHAIR(
      [], truth: ImageObjects(instances: [:], variant: .fixed), variant: .fixed, truncation: .none,
      seed: seed)
    #expect(chair.instanceRate == .undefined && chair.sentenceRate == .undefined)
    #expect(chair.recall == .undefined && chair.meanWordCount == nil)
  }

  @Test func `The order of the captions changes no number`() {
    let captions = (0..<40).map {
      Caption(imageID: $0 % 9, imageName: "", text: $0 % 3 == 0 ? "A dog. A cat." : "A dog.")
    }
    let truth = ImageObjects(
      instances: Dictionary(uniqueKeysWithValues: (0..<9).map { (String($0), ["dog"]) }),
      variant: .fixed)
    let rates = [captions, captions.reversed()].map {
      CHAIR($0, truth: truth, variant: .fixed, truncation: .none, seed: seed).instanceRate
    }
    #expect(rates[0] == rates[1])
  }

  @Test func `References add objects to annotated images only`() {
    let references = [
      Caption(imageID: 1, imageName: "", text: "A bus. No cat. A table."),
      Caption(imageID: 2, imageName: "", text: "A dog."),
    ]
    let fixed = ImageObjects(instances: ["1": ["dog"]], references: references, variant: .fixed)
    #expect(fixed.objects == ["1": ["dog", "bus", "dining table"]])
    let official = ImageObjects(
      instances: ["1": ["dog"]], references: references, variant: .official)
    #expect(official.objects == ["1": ["dog", "cat", "dining table"]])
  }

  @Test(arguments: [
    ("A dog. A cat on", "A dog."), ("A dog. \"A cat.\" And", "A dog. \"A cat.\""),
    ("A dog", "A dog"), ("", ""), ("A dog!", "A dog!"), ("3.5 dogs", "3.5 dogs"),
  ]) func `A cut last sentence is dropped`(row: (String, String)) {
    #expect(CaptionTruncation.dropIncompleteLastSentence.applied(to: row.0) == row.1)
    #expect(CaptionTruncation.none.applied(to: row.0) == row.0)
  }

  @Test func `COCO's table has 80 names with ids from 1 to 90`() {
    let all = COCOCategories.all
    #expect(all.count == 80 && Set(all.map(\.name)).count == 80)
    #expect(all.map(\.id) == all.map(\.id).sorted() && all.first?.id == 1 && all.last?.id == 90)
    #expect(Set(all.map(\.supercategory)).count == 12)
    #expect(COCOCategories.named("traffic light")?.id == 10)
    #expect(COCOCategories.named("stop sign")?.id == 13)
    #expect(COCOCategories.named("teddy bear")?.id == 88)
    #expect(Set(OfficialSynonyms.objects.values) == Set(all.map(\.name)))
  }

  @Test func `Fixed finds every one of the 80 names`() {
    for category in COCOCategories.all {
      let mentions = CHAIRVariant.fixed.read("There is the \(category.name).").mentions
      #expect(mentions.map(\.object) == [category.name], "\(category.name)")
    }
  }

  private func counts(_ estimate: Estimate) -> [Int] {
    estimate.ratio.map { [$0.numerator, $0.denominator] } ?? []
  }
}

@Suite struct CrossExaminationTests {
  private let captions = [
    Caption(imageID: nil, imageName: "a.jpg", text: "A dog, a dog and an apple. No cat."),
    Caption(imageID: nil, imageName: "a.jpg", text: "A dog and a kite."),
    Caption(imageID: nil, imageName: "b.jpg", text: "A blue sky."),
    Caption(imageID: nil, imageName: "c.jpg", text: "A zebra."),
  ]

  @Test func `One question for each claimed object of an image`() {
    let probes = CrossExamination.probes(for: captions, variant: .fixed, truncation: .none)
    #expect(
      probes.map(\.question) == [
        "Is there a dog in the image?", "Is there an apple in the image?",
        "Is there a kite in the image?", "Is there a zebra in the image?",
      ])
    #expect(probes.map(\.imageName) == ["a.jpg", "a.jpg", "a.jpg", "c.jpg"])
    #expect(
      probes.allSatisfy { $0.label == nil && $0.object == Probe.object(ofQuestion: $0.question) })
  }

  @Test func `Answers support or contradict each mention`() {
    let answers: [CrossExamination.Subject: Answer] = [
      .init(imageKey: "a.jpg", object: "dog"): .yes,
      .init(imageKey: "a.jpg", object: "apple"): .no,
    ]
    let examination = CrossExamination(
      captions, answers: answers, variant: .fixed, truncation: .none, seed: 7)
    #expect(
      examination.supports == [
        .supported, .supported, .contradicted, .supported, .unknown, .unknown,
      ])
    #expect(examination.unknownCount == 2)
    #expect(examination.crossExaminedRate.ratio?.numerator == 1)
    #expect(examination.crossExaminedRate.ratio?.denominator == 4)
    #expect(examination.crossExaminedCaptionRate.ratio?.numerator == 1)
    #expect(examination.crossExaminedCaptionRate.ratio?.denominator == 3)
  }
}
