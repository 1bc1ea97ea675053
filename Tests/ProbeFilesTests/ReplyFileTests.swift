import ProbeFiles
import Probing
import Testing

@Suite("A file of replies")
struct ReplyFileTests {
  private let probes = [
    Probe(
      id: "1", imageName: "a.jpg", question: "Is there a dog in the image?", object: "dog",
      label: .yes),
    Probe(
      id: "2", imageName: "a.jpg", question: "Is there a cat in the image?", object: "cat",
      label: .no),
    Probe(
      id: "3", imageName: "b.jpg", question: "Is there a dog in the image?", object: "dog",
      label: .no),
  ]

  private func read(_ text: String) throws -> ReplyFile {
    try ReplyFile(content: Array(text.utf8), file: "replies.jsonl")
  }

  private func replies(_ text: String) throws -> [String?] {
    try read(text).responses(to: probes).responses.responses.map { $0.reply?.text }
  }

  @Test(
    "is read in the words of the tool that wrote it",
    arguments: [
      // POPE, by order.
      #"{"question": "is there a dog in the image?", "answer": "yes"}"# + "\n"
        + #"{"question": "is there a cat in the image?", "answer": "no"}"# + "\n"
        + #"{"question": "is there a dog in the image?", "answer": "maybe"}"#,
      // LLaVA: the question under "prompt" with its instruction, the reply under "text".
      #"{"question_id": 2, "prompt": "Is there a cat in the image?\nAnswer shortly.", "text": "no"}"#
        + "\n" + #"{"question_id": 1, "prompt": "Is there a dog in the image?", "text": "yes"}"#
        + "\n" + #"{"question_id": "3", "text": "maybe"}"#,
      // RePOPE and DASH-B: the response, not the answer that was read in it.
      #"[{"question_id": 1, "text": "Is there a dog in the image?", "response": "yes", "answer": "no"},"#
        + #"{"question_id": 2, "response": "no", "answer": null},"#
        + #"{"question_id": 3, "response": "maybe", "label": "no"}]"#,
      // lmms-eval: a list of one.
      #"{"question_id": 1, "filtered_resps": ["yes"]}"# + "\n"
        + #"{"question_id": 2, "filtered_resps": "no"}"# + "\n"
        + #"{"question_id": 3, "filtered_resps": ["maybe"]}"#,
      // By image and question, in any order.
      #"{"image": "b.jpg", "question": "Is there a dog in the image?", "prediction": "maybe"}"#
        + "\n"
        + #"{"image": "a.jpg", "question": "Is there a cat  in the image?", "prediction": "no"}"#
        + "\n"
        + #"{"image": "a.jpg", "question": "is there a dog in the image?", "prediction": "yes"}"#,
    ])
  func forms(text: String) throws {
    #expect(try replies(text) == ["yes", "no", "maybe"])
    #expect(try read(text).responses(to: probes).problems.isEmpty)
  }

  @Test("leaves a probe that nothing answers unanswered, never wrong")
  func unanswered() throws {
    let set = try read(#"{"question_id": 2, "text": "Yes"}"#).responses(to: probes).responses
    #expect(set.unanswered == 2)
    let verdicts = set.verdicts(under: ParseRules.hallux)
    #expect(verdicts.map(\.outcome) == [.falsePositive])
  }

  @Test(
    "tells each reply that belongs to no probe, with its line",
    arguments: [
      (#"{"question_id": 9, "text": "Yes"}"#, ProbeFileError.Code.unknownProbe),
      (#"{"question_id": 1, "question": "Is there a cow?", "answer": "Yes"}"#, .unknownProbe),
      (#"{"question_id": 2, "text": "No"}"#, .duplicateID),
    ])
  func strangers(line: String, code: ProbeFileError.Code) throws {
    let first = #"{"question_id": 2, "text": "Yes"}"#
    let (set, problems) = try read(first + "\n" + line).responses(to: probes)
    #expect(problems.map(\.code) == [code])
    #expect(problems.first?.line == 2)
    #expect(set.unanswered == 2)
    #expect(set.responses[1].reply?.text == "Yes")
  }

  @Test(
    "tells each entry that is no reply, with its line",
    arguments: [
      ("{", ProbeFileError.Code.brokenJSON), ("[[]]", .wrongType), ("{}", .missingKey),
      (#"{"answer": 3}"#, .wrongType), (#"{"answer": "\u0000", "question_id": {}}"#, .wrongType),
      (#"{"text": "Failed to obtain answer via API."}"#, .badReply), ("\u{0}", .notText),
    ])
  func brokenEntries(line: String, code: ProbeFileError.Code) throws {
    let file = try read(#"{"question_id": 1, "text": "Yes"}"# + "\n" + line)
    #expect(file.entries.count == 1)
    #expect(file.problems.map(\.code) == [code])
    #expect(file.problems.first?.line == 2)
    let alone = #expect(throws: ProbeFileError.self) { try read("\n" + line) }
    #expect(alone?.line == 2)
  }

  @Test("never falls back on the order where a reply names its question or its image")
  func noFallback() throws {
    let lines = [
      #"{"question_id": 3, "text": "maybe"}"#, #"{"text": "no"}"#,
      #"{"question_id": 1, "text": "yes"}"#,
    ]
    let (mixed, problems) = try read(lines.joined(separator: "\n")).responses(to: probes)
    #expect(problems.map(\.line) == [2])
    #expect(mixed.responses.map { $0.reply?.text } == ["yes", nil, "maybe"])

    for shuffled in [
      #"[{"image": "b.jpg", "text": "maybe"}, {"image": "x/a.png", "text": "no"}, {"image": "a", "text": "yes"}]"#,
      #"[{"object_name": "dog", "text": "a"}, {"object_name": "dog", "text": "b"}, {"object_name": "cat", "text": "c"}]"#,
      #"[{"question": "Is there a dog in the image?", "answer": "a"}, {"answer": "b"}, {"question": "Is there a cat in the image?", "answer": "c"}]"#,
    ] {
      let file = try read(shuffled)
      let error = #expect(throws: ProbeFileError.self) { try file.responses(to: probes) }
      #expect(
        error?.code == .unknownProbe && error?.line == 1 || error?.message.contains("cat") == true)
    }

    let byID = try read(#"{"question_id": 3, "image": "a.jpg", "text": "Yes"}"#)
      .responses(to: probes)
    #expect(byID.problems.map(\.code) == [.unknownProbe] && byID.responses.unanswered == 3)
  }

  @Test("finds an image under a path, and a question with an instruction behind it")
  func pathsAndInstructions() throws {
    let (set, problems) = try read(
      #"{"image": "/data/b.jpg", "question": "Is there a dog in the image?\nAnswer shortly.", "answer": "maybe"}"#
    ).responses(to: probes)
    #expect(problems.isEmpty && set.responses[2].reply?.text == "maybe")
    let coco = Probe(
      id: "1", imageName: "COCO_val2014_000000000139.jpg", question: "Is there a dog?",
      object: "dog",
      label: .yes)
    let named = try read(
      #"{"image": "000000000139.jpg", "question": "is there a dog?", "answer": "no"}"#
    )
    .responses(to: [coco])
    #expect(named.problems.isEmpty && named.responses.responses[0].reply?.text == "no")
  }

  @Test("is refused as a whole when order alone decides and the numbers differ")
  func order() throws {
    let file = try read(#"{"question": "is there a dog in the image?", "answer": "yes"}"#)
    let error = #expect(throws: ProbeFileError.self) { try file.responses(to: probes) }
    #expect(error?.message.contains("it has 1 and there are 3 probes") == true)
    #expect(throws: ProbeFileError.self) { try read("") }
  }
}
