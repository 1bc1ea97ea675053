import Attribution
import AuditStore
import Imaging
import Probing

@testable import Reporting

extension SampleReport {
  private static let text =
    " There is a bowl. A spoon can be seen. A knife lies there.\nThere is no cup, and it looks like a kitchen."

  /// The captions of three pictures: one that goes wrong, one that does not, one that nobody's annotations judge.
  func captionEntries() -> [CaptionEntry] {
    [
      CaptionEntry(
        id: 41, imageName: "kitchen-00.png", image: Self.image(0),
        excerpt: "There is a bowl. A spoon can be seen.", judged: 3, hallucinated: 2,
        judge: .annotations),
      CaptionEntry(
        id: 42, imageName: "kitchen-01.png", image: Self.image(1),
        excerpt: "There is a bowl.", judged: 1, hallucinated: 0, judge: .annotations),
      CaptionEntry(
        id: 43, imageName: "lost.png", image: nil, excerpt: "It looks like a street.", judged: 1,
        hallucinated: 1, judge: .model),
    ]
  }

  private static func image(_ index: Int) -> ReportImage {
    ReportImage(digest: digest(index), width: SampleScene.side, height: SampleScene.side)
  }

  func fullCaption(_ entry: CaptionEntry) -> FullCaption {
    guard entry.id == 41 else {
      return FullCaption(
        entry: entry, prompt: CaptionTask.prompt,
        text: entry.id == 42 ? " There is a bowl." : " It looks like a street with a bus.",
        isCut: entry.id == 43,
        mentions: entry.id == 42
          ? [Self.mention(5, "bowl", .present, in: " There is a bowl.")]
          : [Self.mention(6, "bus", .hallucinated, in: " It looks like a street with a bus.")],
        missed: entry.id == 42 ? [] : nil, explained: [])
    }
    let mentions = [
      Self.mention(1, "bowl", .present), Self.mention(2, "spoon", .hallucinated),
      Self.mention(3, "knife", .hallucinated), Self.mention(4, "cup", .noClaim),
    ]
    return FullCaption(
      entry: entry, prompt: CaptionTask.prompt, text: Self.text, isCut: false, mentions: mentions,
      missed: ["refrigerator", "traffic light"],
      explained: [
        Self.explained(mentions[1], finding: 11, x: 0.7, isJump: false),
        Self.explained(mentions[2], finding: 99, x: 0.2, isJump: true),
      ])
  }

  /// The sample's objects, the most hallucinated first.
  static let objects: [ObjectEntry] = {
    var spoon = ObjectEntry(name: "spoon")
    spoon.absent = .init(count: 9, yes: 4, no: 5)
    spoon.present = .init(count: 3, yes: 3, no: 0)
    spoon.mentionedFalsely = 1
    spoon.captionCount = 1
    spoon.captions = [.init(probeID: 41, isFalse: true)]
    spoon.findings = [0, 1, 3, 4]
    spoon.pulls = [
      Pull(
        present: "bowl", object: "spoon", source: .asked, with: .init(said: 4, of: 5),
        without: .init(said: 0, of: 4)),
      Pull(
        present: "bowl", object: "spoon", source: .caption, with: .init(said: 1, of: 2),
        without: .init(said: 0, of: 0)),
    ]
    var light = ObjectEntry(name: "traffic light")
    light.absent = .init(count: 8, yes: 2, no: 6)
    var surfboard = ObjectEntry(name: "surfboard")
    surfboard.absent = .init(count: 7, yes: 1, no: 6)
    var knife = ObjectEntry(name: "knife")
    knife.mentionedFalsely = 1
    knife.captionCount = 1
    knife.captions = [.init(probeID: 41, isFalse: true)]
    var bowl = ObjectEntry(name: "bowl")
    bowl.mentionedThere = 2
    bowl.captionsThere = 2
    bowl.captionCount = 2
    bowl.captions = [.init(probeID: 41, isFalse: false), .init(probeID: 42, isFalse: false)]
    var cup = ObjectEntry(name: "cup")
    cup.present = .init(count: 6, yes: 5, no: 1)
    cup.captionCount = 1
    cup.captions = [.init(probeID: 41, isFalse: false)]
    cup.findings = [2]
    var cat = ObjectEntry(name: "cat")
    cat.absent = .init(count: 6, yes: 0, no: 6)
    return [spoon, light, surfboard, knife, bowl, cup, cat]
  }()

  /// A mention of an object by its own name, where the text has it.
  static func mention(
    _ id: Int64, _ words: String, _ standing: MentionStanding, in text: String = text
  ) -> MentionRecord {
    let start =
      text.utf8.count
      - (text.ranges(of: words).first.map { text[$0.lowerBound...].utf8.count } ?? 0)
    return MentionRecord(
      id: id, probeID: 41, position: Int(id) - 1, object: words, words: words,
      range: start..<start + words.utf8.count, standing: standing, quarter: 1)
  }

  /// A mention that comes from the one before, with its evidence and the captions written anew.
  static func explained(
    _ mention: MentionRecord, finding: Int64, x: Double, isJump: Bool, in text: String = text
  ) -> FullCaption.ExplainedMention {
    let effect = CutEffect(whole: 0.9, cut: 0.05, text: 0.8, textCut: 0.04, isBounded: false)
    let shown = RegionSet(regionCount: 4, [0, 2, 3])
    return FullCaption.ExplainedMention(
      mention: mention, findingID: finding,
      diagnosis: DiagnosisRecord(
        findingID: finding,
        diagnosis: Diagnosis(
          whole: 0.9, text: 0.8, isWholeBounded: false, isTextBounded: false, earlier: effect,
          hasTrigger: true,
          noiseFloor: 0),
        rootID: 1,
        cuts: [
          DiagnosisRecord.Cut(
            mentionID: mention.id, earlierID: mention.id - 1, targetID: 1, cutTargetID: 2,
            effect: effect, isCause: true)
        ]
          + (mention.id == 3
            ? [
              DiagnosisRecord.Cut(
                mentionID: 2, earlierID: 1, targetID: 1, cutTargetID: 2, effect: effect,
                isCause: true)
            ] : [])),
      evidence: MentionEvidence(
        evidence: [0, 2, 0, 0], memory: [0, 1, 0, 0],
        center: MentionEvidence.Place(x: x, y: 0.25), overlap: 0, distance: 0.5, isJump: isJump),
      rewritten: [
        CaptionReport.Rewritten(
          record: RecaptionRecord(
            findingID: finding, removed: .trigger, shown: shown, area: 0.25, replyKey: "a",
            fate: .replaced(by: "fork")),
          text: " There is a bowl. A fork can be seen. A knife lies there."),
        CaptionReport.Rewritten(
          record: RecaptionRecord(
            findingID: finding, removed: .randomArea, shown: shown, area: 0.25, replyKey: "b",
            fate: .stillThere), text: text),
      ], participle: "blacked out")
  }

  /// What the captions came to.
  static let captionFigures: CaptionFigures = {
    var figures = CaptionFigures(count: 3, judged: 5, hallucinated: 3)
    figures.chair = CHAIR(
      [Caption(imageID: nil, imageName: "a.png", text: "A bowl. A spoon.")],
      truth: ImageObjects(instances: ["a.png": ["bowl"]], variant: .fixed), variant: .fixed,
      truncation: .none, seed: 7)
    figures.causes = [.visual: 1, .snowball: 2]
    figures.vanished = (1, 2)
    figures.vanishedAtRandom = (0, 2)
    return figures
  }()
}
