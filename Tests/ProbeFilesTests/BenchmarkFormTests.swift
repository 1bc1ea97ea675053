import Foundation
import Probing
import Testing

@testable import ProbeFiles
@testable import TestKit

@Suite struct MMVPTests {
  private let table = """
    Index,Question,Options,Correct Answer
    1,"Are the wings open, or closed?",(a) Open (b) Closed,(a)
    2,"Are the wings open, or closed?",(a) Open (b) Closed,(b)
    3,Is it day?,(a) Day (b) Night,A

    """

  @Test func theTableIsReadWithItsPairs() throws {
    let set = try ProbeSet(table, file: "Questions.csv")
    #expect(set.files[0].form == ProbeFileForm(encoding: .csv, layout: .choices))
    #expect(set.probes.map(\.imageName) == ["1.jpg", "2.jpg", "3.jpg"])
    #expect(set.probes.map { $0.choices?.pair } == ["1", "1", "2"])
    #expect(set.probes.map { $0.choices?.correct } == [0, 1, 0])
    #expect(set.probes[0].choices?.options == ["Open", "Closed"])
    #expect(set.probes.allSatisfy { $0.label == nil && $0.object == nil && $0.splits.isEmpty })
    #expect(set.problems.isEmpty && set.notes.isEmpty)
  }

  @Test func aNumberMayBeAsLargeAsNumbersGet() throws {
    let set = try ProbeSet(
      """
      Index,Question,Options,Correct Answer
      \(Int.max),Is it day?,(a) Day (b) Night,(a)

      """, file: "Questions.csv")
    #expect(set.probes.map { $0.choices?.pair } == [String(Int.max / 2 + 1)])
  }

  @Test func theJSONCopyIsReadAsWell() throws {
    let set = try ProbeSet(
      """
      [{"question_id": "1", "image_filename": "1.jpg", "question": "Open or closed?", "options": ["Open", "Closed"],
        "answer": "a", "generate_sentence": "It is open.", "generated_ids": [[1, 2]]}]
      """, file: "copy.json")
    #expect(set.files[0].form == ProbeFileForm(encoding: .jsonArray, layout: .choices))
    #expect(set.probes[0].choices == Choices(options: ["Open", "Closed"], correct: 0, pair: "1"))
  }

  @Test func thePairsWithSwappedAnswersAreNotedWhereTheyStillAre() throws {
    func file(_ tusks: (String, String), _ person: (String, String)) -> String {
      """
      Index,Question,Options,Correct Answer
      99,Does the elephant have long or short tusks?,(a) Long (b) Short,(\(tusks.0))
      100,Does the elephant have long or short tusks?,(a) Long (b) Short,(\(tusks.1))
      279,Is the elderly person standing or sitting?,(a) Standing (b) Sitting,(\(person.0))
      280,Is the elderly person standing or sitting?,(a) Standing (b) Sitting,(\(person.1))
      """
    }
    let old = try ProbeSet(file(("a", "b"), ("a", "b")), file: "q.csv")
    #expect(
      old.notes == [
        """
        q.csv: questions 99 and 100 (tusks) have the answers of MMVP's first publication, which are known to be \
        swapped
        """,
        """
        q.csv: questions 279 and 280 (standing or sitting) have the answers of MMVP's first publication, which are \
        known to be swapped
        """,
      ])
    #expect(try ProbeSet(file(("b", "a"), ("b", "a")), file: "q.csv").notes.isEmpty)
    #expect(try ProbeSet(file(("b", "a"), ("a", "b")), file: "q.csv").notes.count == 1)
  }

  @Test(
    "a bad question is one line",
    arguments: [
      ("x,Open?,(a) A (b) B,(a)", "q:3: the index \"x\" is not a whole number from 1; correct it"),
      (
        "7,Open?,\"A, B\",(a)",
        "q:3: \"options\" is not of the form \"(a) … (b) …\", nor a list of texts; correct it"
      ),
      (
        "7,Open?,(a) A (b) B,(c)",
        "q:3: the answer \"(c)\" is not the letter of one of 2 options; correct it"
      ),
      (
        "7,Open?,(a) A (b) a,(a)",
        "q:3: \"options\" are not two or more different texts; correct them"
      ),
      ("7,,(a) A (b) B,(a)", "q:3: has no \"question\"; fill it in or remove the entry"),
    ])
  func badQuestion(row: String, message: String) throws {
    let set = try ProbeSet(
      "Index,Question,Options,Correct Answer\n1,Open?,(a) A (b) B,(a)\n\(row)\n", file: "q")
    #expect(set.problems.map(\.description) == [message])
    #expect(set.probes.count == 1)
  }
}

@Suite struct AMBERTests {
  private let queries = """
    [{"id": 1, "image": "AMBER_1.jpg", "query": "Describe this image."},
     {"id": 5, "image": "AMBER_1.jpg", "query": "Is the sky sunny in this image?"},
     {"id": 6, "image": "AMBER_1.jpg", "query": "Is there a cloud in this image?"},
     {"id": 7, "image": "AMBER_1.jpg", "query": "Is there contact between sky and sea?"},
     {"id": 8, "image": "AMBER_2.jpg", "query": "Is there contact between sky and sea?"}]
    """
  private let annotations = """
    [{"id": 1, "type": "generative", "truth": ["sky"], "hallu": ["cloud"]},
     {"id": 5, "type": "discriminative-attribute-state", "truth": "yes"},
     {"id": 6, "type": "discriminative-hallucination", "truth": "no"},
     {"id": 7, "type": "relation", "truth": "yes"},
     {"id": 8, "type": "discriminative-relation", "truth": "no"}]
    """

  private func read(_ queries: String, _ annotations: String) throws -> ProbeSet {
    let folder = try TemporaryFolder()
    try folder.write("annotations.json", annotations.utf8)
    return try ProbeSet(
      content: Array(queries.utf8), file: "q",
      reading: ProbeReading(annotations: folder.path + "/annotations.json"))
  }

  @Test func queriesGetTheirLabelsAndSplits() throws {
    let set = try read(queries, annotations)
    #expect(set.files[0].form.layout == .amber && set.problems.isEmpty)
    #expect(set.probes.map(\.id) == ["5", "6", "7", "8"])
    #expect(set.probes.map(\.label) == [.yes, .no, .yes, .no])
    #expect(
      set.probes.map(\.splits) == [
        ["attribute-state"], ["existence"], ["relation"], ["relation"],
      ])
    #expect(set.probes[1].object == "cloud")
    #expect(set.notes == ["q: 1 of its queries ask for a description and are passed over"])
  }

  @Test func filesAreReadFromDisk() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("query.json", queries.utf8)
    let labels = try folder.write("annotations.json", annotations.utf8)
    #expect(try ProbeSet(readingAMBERQueries: path, annotations: labels).probes.count == 4)
  }

  @Test func eitherFileWithoutTheOtherSaysWhatIsMissing() {
    func message(_ text: String) -> String? {
      #expect(throws: ProbeFileError.self) { try ProbeSet(text, file: "q") }?.description
    }
    #expect(
      message(queries)
        == "q: is AMBER's queries, whose labels are in its annotations.json; give it with --annotations"
    )
    #expect(
      message(annotations)
        == "q: is AMBER's annotations, not its queries; give the queries, and this file with --annotations"
    )
  }

  @Test(
    "annotations that leave a label in doubt are refused",
    arguments: [
      (
        "\"truth\": \"yes\"", "\"truth\": \"maybe\"",
        ":2: the truth \"maybe\" is neither \"yes\" nor \"no\"; correct it"
      ),
      ("\"id\": 5", "\"id\": 1", ":2: the id 1 is annotated twice; remove one"),
      ("\"id\": 5, ", "", ":2: is no annotation of AMBER's: \"id\" or \"type\" is missing"),
      (
        "\"id\": 5", "\"id\" 5",
        ":2: is not valid JSON: a colon expected before \"5, \"type\": \"discrimi…\"; correct it"
      ),
    ])
  func badAnnotations(part: String, replacement: String, message: String) throws {
    var text = annotations
    text.replaceSubrange(try #require(text.range(of: part)), with: replacement)
    let error = #expect(throws: ProbeFileError.self) { try read(queries, text) }
    #expect(
      error?.description.hasSuffix("annotations.json" + message) == true,
      "\(error?.description ?? "")")
  }

  @Test func aQueryWithoutAnnotationIsOneLine() throws {
    let set = try read(
      queries.replacingOccurrences(of: "\"id\": 8", with: "\"id\": 88"), annotations)
    #expect(
      set.problems.map(\.description) == [
        "q:5: the query 88 has no annotation; name the annotations that go with the file"
      ])
  }
}

@Suite struct DASHTests {
  private let index = """
    {
        "coco": {"backpack": ["23.png", "36.png"], "tie": []},
        "spurious": {
            "dam": ["a/b.png",
                    "c\\u0022.png"]
        }
    }
    """

  @Test func anIndexIsReadWithTheLabelThatItsNameTells() throws {
    let set = try ProbeSet(index, file: "images/dash_benchmark_neg.json")
    #expect(set.files[0].form == ProbeFileForm(encoding: .jsonObject, layout: .dash))
    #expect(
      set.probes.map(\.imageName) == [
        "neg/coco/backpack/23.png", "neg/coco/backpack/36.png", "neg/spurious/dam/a/b.png",
        "neg/spurious/dam/c\".png",
      ])
    #expect(set.entries.map(\.line) == [2, 2, 4, 5])
    #expect(set.probes.allSatisfy { $0.label == .no })
    #expect(set.probes.map(\.object) == ["backpack", "backpack", "dam", "dam"])
    #expect(set.probes.map(\.splits) == [["coco"], ["coco"], ["spurious"], ["spurious"]])
    #expect(
      set.probes[0].question
        == "Can you see a backpack in this image? Please answer only with yes or no.")
    let positive = try ProbeSet(index, file: "dash_benchmark_pos.json")
    #expect(positive.probes.allSatisfy { $0.label == .yes && $0.imageName.hasPrefix("pos/") })
    let both = ProbeSet(name: "dash", merging: [set, positive])
    #expect(both.probes.count == 8 && both.problems.isEmpty && both.files.count == 2)
  }

  @Test func aNameThatTellsNothingNeedsTheLabel() throws {
    for file in ["index.json", "negative_positive.json", "pos_neg.json"] {
      let error = #expect(throws: ProbeFileError.self) { try ProbeSet(index, file: file) }
      #expect(error?.description.contains("give --label yes or --label no") == true)
    }
    let set = try ProbeSet(
      content: Array(index.utf8), file: "index.json", reading: ProbeReading(label: .yes))
    #expect(set.probes.allSatisfy { $0.label == .yes })
  }

  @Test(
    "a broken index is one line",
    arguments: [
      ("\"tie\": []", "\"tie\": 3", #"neg: "coco.tie" is not a list; correct it"#),
      ("\"tie\": []", "\"tie\": [3]", #"neg: "coco.tie[0]" is not a string; correct it"#),
      (
        "\"36.png\"]", "\"36.png\"",
        #"neg:2: is not valid JSON: a comma or "]" expected before ": []},\u{A}    "spurious…"; correct it"#
      ),
    ])
  func broken(part: String, replacement: String, message: String) throws {
    let error = #expect(throws: ProbeFileError.self) {
      try ProbeSet(index.replacingOccurrences(of: part, with: replacement), file: "neg")
    }
    #expect(error?.description == message)
  }

  @Test func aProbeWhoseFirstKeyHoldsAnObjectIsNoIndex() throws {
    let set = try ProbeSet(
      """
      {"planted": {"rule": "a", "cause": "b"}, "question_id": 1, "image": "a", "text": "b", "label": "no"}
      """)
    #expect(set.probes[0].planted?.cause == "b")
  }
}
