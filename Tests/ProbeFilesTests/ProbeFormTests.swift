import Foundation
import Probing
import Testing

@testable import ProbeFiles

@Suite("What a file is, is told by its content")
struct ProbeFormTests {
  private let question = "Is there a cat in the image?"

  @Test(
    "columns and keys say what they hold by their names",
    arguments: [
      (
        "{\"image\": \"a.png\", \"question\": \"Is there a cat in the image?\", \"answer\": \"no\"}",
        "JSON lines"
      ),
      (
        "[{\"img_id\": \"a.png\", \"Question\": \"Is there a cat in the image?\", \"GT\": \"No\", \"id\": 1}]",
        "a JSON array"
      ),
      ("image,question,answer\na.png,Is there a cat in the image?,no\n", "CSV"),
      ("\u{FEFF}image,question,answer\r\na.png,Is there a cat in the image?,NO\r\n", "CSV"),
      ("image;question;answer\na.png;Is there a cat in the image?;no\n", "CSV"),
      ("Image Path\tQuery\tLabel\na.png\tIs there a cat in the image?\tno\n", "TSV"),
      ("index,image_source,\"text\",label\n1,a.png,\"Is there a cat in the image?\",no", "CSV"),
    ])
  func synonyms(text: String, encoding: String) throws {
    let set = try ProbeSet(text, file: "probes.dat")
    #expect(
      set.probes == [
        Probe(id: "1", imageName: "a.png", question: question, object: "cat", label: .no)
      ])
    #expect(
      set.files[0].form
        == ProbeFileForm(
          encoding: try #require(ProbeFileForm.Encoding(rawValue: encoding)), layout: .columns))
    #expect(set.problems.isEmpty && set.notes.isEmpty && set.files[0].published == nil)
  }

  @Test func popesKeysMayHaveOtherLabelsAndSplitsOfTheirOwn() throws {
    let set = try ProbeSet(
      """
      {"question_id": 1, "image": "a.png", "text": "Cat?", "label": 1, "category": "popular"}
      {"question_id": 2, "image": "a.png", "text": "Dog?", "label": 0, "category": "random"}
      """)
    #expect(set.probes.map(\.label) == [.yes, .no] && set.problems.isEmpty)
    #expect(set.probes.map(\.splits) == [["popular"], ["random"]])
  }

  @Test func aMapNamesTheColumnsThatDoNotSayThemselves() throws {
    let map = try ColumnMap(
      parsing: "image=file_name,text=q,label=gt, id = no,object=thing,splits=kind")
    let set = try ProbeSet(
      content: Array("No,File Name,q,gt,thing,kind\nx7,a.png,Any?,yes,cat,\"hard, new\"\n".utf8),
      file: "p", reading: ProbeReading(columns: map))
    #expect(
      set.probes == [
        Probe(
          id: "x7", imageName: "a.png", question: "Any?", object: "cat", label: .yes,
          splits: ["hard", "new"])
      ])
    let json = try ProbeSet(
      content: Array(
        #"{"no": 3, "file_name": 391895, "q": "Any?", "gt": true, "thing": "cat", "kind": ["a", "b"]}"#
          .utf8),
      file: "p", reading: ProbeReading(columns: map))
    #expect(json.probes.map(\.id) == ["3"] && json.probes[0].imageName == "391895")
    #expect(json.probes[0].splits == ["a", "b"] && json.probes[0].label == .yes)
  }

  @Test(
    "a column map that cannot be meant is refused in a line",
    arguments: [
      ("image", "\"image\" is not of the form FIELD=COLUMN"),
      ("image=", "\"image=\" is not of the form FIELD=COLUMN"),
      ("", "\"\" is not of the form FIELD=COLUMN"),
      (
        "picture=a",
        "\"picture\" is not one of: question_id, image, text, label, object, splits"
      ),
      ("text=a,question=b", "\"text\" is named twice"),
    ])
  func badMap(text: String, message: String) {
    let error = #expect(throws: ColumnMapError.self) { try ColumnMap(parsing: text) }
    #expect(error?.description == message)
  }

  @Test(
    "labels are yes and no in any case, and other words only where the whole file speaks so",
    arguments: [
      (["yes", "No"], [.yes, .no]), (["1", "0"], [.yes, .no]), (["True", "FALSE"], [.yes, .no]),
      (["y", "N"], [.yes, .no]), (["yes", "1"], [.yes, nil]), (["y", "no"], [nil, .no]),
      (["1", "maybe"], [.yes, nil]), (["1", "true"], [nil, nil]), (["2", "3"], [nil, nil]),
    ] as [([String], [Answer?])])
  func labels(labels: [String], answers: [Answer?]) {
    let vocabulary = LabelVocabulary(labels: labels)
    #expect(labels.map { vocabulary.answer($0) } == answers)
  }

  @Test(
    "a bad row of a table is one line with its place and the rest is read",
    arguments: [
      (
        "b.png,Dog?",
        "p.csv:3: has 2 fields where the header has 3; put a field with commas in quotation marks"
      ),
      ("b.png,Dog?,", "p.csv:3: has no \"answer\"; fill it in or remove the entry"),
      (" ,Dog?,no", "p.csv:3: has no \"image\"; fill it in or remove the entry"),
      (
        "b.png,Dog?,maybe",
        "p.csv:3: the label \"maybe\" is neither \"yes\" nor \"no\"; correct it or remove the entry"
      ),
      (
        "b.png,Do\"g?,no",
        """
        p.csv:3: a quotation mark stands amid a field; put the whole field in quotation marks and double those within
        """
      ),
      ("b.png,D\0g?,no", "p.csv:3: has a NUL byte; save the file as plain UTF-8 text"),
      (
        "a.png,Cat?,no",
        """
        p.csv:3: "Cat?" about "a.png" is labeled no here and yes on line 2; both are left out until one is corrected
        """
      ),
    ])
  func badRow(row: String, message: String) throws {
    let set = try ProbeSet(
      "image,question,answer\na.png,Cat?,yes\n\(row)\nc.png,Owl?,no\n", file: "p.csv")
    #expect(set.problems.map(\.description) == [message])
    #expect(set.probes.last?.imageName == "c.png")
  }

  @Test(
    "a table that makes no probe says what it was taken for",
    arguments: [
      (
        "image,question\na.png,Cat?",
        "p:1: was taken for CSV, but has no column for the label; name it with --columns label=COLUMN"
      ),
      (
        "image,question,label",
        "p: has no probe; it was taken for CSV with columns by name, with a probe on each line after the header"
      ),
      ("image,question,label,label\n", "p:1: has two columns \"label\"; rename one"),
      (
        "image,question,label\na.png,Cat?,maybe\nb.png,Cat?,perhaps",
        """
        p:2: the label "maybe" is neither "yes" nor "no"; correct it or remove the entry (no probe of the file can be \
        read, which was taken for CSV with columns by name: 2 problems, this is the first)
        """
      ),
    ])
  func noProbe(text: String, message: String) {
    let error = #expect(throws: ProbeFileError.self) { try ProbeSet(text, file: "p") }
    #expect(error?.description == message)
  }

  @Test func aColumnOfTheMapThatIsNotThereIsNamed() throws {
    let reading = ProbeReading(columns: try ColumnMap(parsing: "label=gold"))
    let error = #expect(throws: ProbeFileError.self) {
      try ProbeSet(
        content: Array("image,question,label\na,b,no\n".utf8), file: "p", reading: reading)
    }
    #expect(
      error?.description == """
        p:1: was taken for CSV, but has no column "gold" for the label; name it with --columns label=COLUMN
        """)
    let json = #expect(throws: ProbeFileError.self) {
      try ProbeSet(
        content: Array(#"{"image": "a", "text": "b", "label": "no"}"#.utf8), file: "p",
        reading: reading)
    }
    #expect(json?.description == #"p:1: has no "gold"; fill it in or remove the entry"#)
  }

  @Test func theImageItselfIsNoName() throws {
    let set = try ProbeSet(
      "image,question,label\n\(String(repeating: "A", count: 5000)),Cat?,no\na.png,Cat?,no\n",
      file: "p")
    #expect(set.probes.count == 1)
    #expect(
      set.problems.map(\.description) == [
        "p:2: \"image\" is too long for a file's name; name the column of the images' names"
      ])
  }

  @Test func aLineOfAHundredMegabytesIsRefused() throws {
    let long = [UInt8](repeating: UInt8(ascii: "a"), count: 100 << 20)
    let lines = try ProbeSet(
      content: Array("\(line(1))\n".utf8) + long, file: "p.jsonl")
    #expect(lines.probes.count == 1 && lines.problems.map(\.code) == [.tooLarge])
    let table = try ProbeSet(
      content: Array("image,question,label\na.png,Cat?,no\nb.png,".utf8) + long
        + Array(",no\n".utf8),
      file: "p.csv")
    #expect(table.probes.count == 1 && table.problems.map(\.code) == [.tooLarge])
    #expect(throws: ProbeFileError.self) { try ProbeSet(content: long, file: "p") }
  }

  @Test("a damaged file of any form is read or refused in one line", arguments: UInt64(0)..<30)
  func damaged(seed: UInt64) {
    var generator = SplitMix64(seed: seed)
    let valid = [
      "image,question,label\na.png,\"Is there a cat, a dog?\",yes\nb.png,Dog?,no\n",
      "Index,Question,Options,Correct Answer\n1,Open?,(a) Open (b) Closed,(a)\n2,Open?,(a) Open (b) Closed,(b)\n",
      "{\"coco\": {\"cat\": [\"1.png\", \"2.png\"]}, \"x\": {\"dog\": []}}",
      "[{\"id\": 1, \"image\": \"a.png\", \"query\": \"Cat?\"}]",
    ]
    let special = Array("[]{},:\"\\\n\r\0\u{FEFF}9e-\t;()".utf8)
    for round in 0..<100 {
      var bytes = Array(valid[round % valid.count].utf8)
      for _ in 0...generator.index(below: 4) where !bytes.isEmpty {
        let place = generator.index(below: bytes.count)
        switch generator.index(below: 4) {
        case 0: bytes[place] = UInt8(generator.index(below: 256))
        case 1: bytes.remove(at: place)
        case 2: bytes = Array(bytes[..<place])
        default: bytes.insert(special[generator.index(below: special.count)], at: place)
        }
      }
      do throws(ProbeFileError) {
        let set = try ProbeSet(
          content: bytes, file: "neg.json", reading: ProbeReading(annotations: "/nonexistent"))
        #expect(!set.probes.isEmpty || !set.problems.isEmpty)
      } catch {
        #expect(!error.description.contains("\n") && !error.description.contains("\0"))
      }
    }
  }
}
