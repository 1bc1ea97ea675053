import Foundation
import Probing
import Testing

@testable import ProbeFiles
@testable import TestKit

/// The very lines that a person reads.
@Suite struct ProbeFileMessageTests {
  @Test(
    "a bad entry is one line with its place and the rest is read",
    arguments: [
      (
        #"{"question_id": 7, "image" "b.png", "text": "Cat?", "label": "no"}"#,
        #"p.jsonl:2: is not valid JSON: a colon expected before ""b.png", "text": "Ca…"; correct it"#
      ),
      (
        #"{"question_id": 7, "image": "b.png""#,
        #"p.jsonl:2: is not valid JSON: a comma or "}" expected at the end; correct it"#
      ),
      (
        #"{"question_id": 7, "image": "b.png", "text": "Cat?", "label": "no",}"#,
        #"p.jsonl:2: is not valid JSON: a key in quotation marks expected before "}"; correct it"#
      ),
      (
        #"{"question_id": 7, "image": "b.png", "text": "Cat?", "label": "maybe"}"#,
        #"p.jsonl:2: the label "maybe" is neither "yes" nor "no"; correct it or remove the entry"#
      ),
      (
        #"{"question_id": 7, "image": "b.png", "text": "Cat?", "label": "\u001b[31m\u202e"}"#,
        #"p.jsonl:2: the label "\u{1B}[31m\u{202E}" is neither "yes" nor "no"; correct it or remove the entry"#
      ),
      (
        #"{"question_id": 7, "text": "Cat?", "label": "no"}"#,
        #"p.jsonl:2: has no "image"; correct it"#
      ),
      (
        #"{"question_id": 7, "image": 3.5, "text": "Cat?", "label": "no"}"#,
        #"p.jsonl:2: "image" is not a string or a whole number; correct it"#
      ),
      (
        #"{"question_id": 7.5, "image": "b.png", "text": "Cat?", "label": "no"}"#,
        #"p.jsonl:2: "question_id" is not a string or a whole number; correct it"#
      ),
      (
        #"{"question_id": 7, "image": "b.png", "text": null, "label": "no"}"#,
        #"p.jsonl:2: "text" is not a string; correct it"#
      ),
      (
        #"{"question_id": 7, "image": "b.png", "text": "Cat?", "label": "no", "splits": ["a", 1]}"#,
        #"p.jsonl:2: "splits[1]" is not a string; correct it"#
      ),
      (
        #"{"question_id": 7, "image": "b.png", "text": "Cat?", "label": "no", "planted": {"rule": "a"}}"#,
        #"p.jsonl:2: has no "planted.cause"; correct it"#
      ),
      (#"["b.png"]"#, "p.jsonl:2: the entry is not an object in braces; correct it"),
      (
        #"{"question_id": 7, "image": " ", "text": "Cat?", "label": "no"}"#,
        #"p.jsonl:2: "image" is empty; fill it in or remove the entry"#
      ),
      (
        #"{"question_id": 7, "image": "b\u0000.png", "text": "Cat?", "label": "no"}"#,
        #"p.jsonl:2: "image" has a NUL character; remove it"#
      ),
      (
        #"{"question_id": 1, "image": "b.png", "text": "Cat?", "label": "no"}"#,
        #"p.jsonl:2: the question_id "1" is taken by another question on line 1; give each question its own"#
      ),
      (
        line(9, label: "no"),
        """
        p.jsonl:2: "Is there a cat in the image?" about "a.png" is labeled no here and yes on line 1; \
        both are left out until one is corrected
        """
      ),
    ])
  func entryMessage(entry: String, message: String) throws {
    let set = try ProbeSet("\(line(1))\n\(entry)\n\(line(3, object: "owl"))", file: "p.jsonl")
    #expect(set.problems.map(\.description) == [message])
    #expect(set.probes.last?.id == "3")
  }

  @Test func aLineOfOtherBytesIsOneLineToo() throws {
    func problem(_ middle: [UInt8]) throws -> String? {
      let content = Array("\(line(1))\n".utf8) + middle + Array("\n\(line(3, object: "owl"))".utf8)
      let set = try ProbeSet(content: content, file: "p.jsonl")
      #expect(set.probes.map(\.id) == ["1", "3"] && set.problems.count == 1)
      return set.problems.first?.description
    }
    #expect(try problem([0x7B, 0xFF]) == "p.jsonl:2: is not UTF-8; save the file as UTF-8")
    #expect(
      try problem([0x7B, 0]) == "p.jsonl:2: has a NUL byte; save the file as plain UTF-8 text")
    #expect(
      try problem([UInt8](repeating: 0x20, count: 8) + [UInt8](repeating: 0x61, count: 17 << 20))
        == "p.jsonl:2: this entry is longer than 16 MB; is the file cut into lines?")
  }

  @Test func aListThatIsCutOffKeepsItsWholeEntries() throws {
    let set = try ProbeSet("[\n\(line(1)),\n\(line(2, object: "dog").prefix(40))", file: "p.json")
    #expect(set.probes.map(\.id) == ["1"])
    #expect(
      set.problems.map(\.description) == [
        #"p.json:3: is not valid JSON: a quotation mark expected at the end; correct it"#,
        "p.json:3: the list that the file begins is never closed; is the file cut off?",
      ])
  }

  @Test func aBrokenEntryInAListIsReportedWithItsOwnLine() throws {
    let set = try ProbeSet(
      "[\(line(1)),\n{\n\"question_id\": 2,\n\"image\" \"a.png\"},\n\(line(3, object: "owl")),\n]\nx",
      file: "p.json")
    #expect(set.probes.map(\.id) == ["1", "3"])
    #expect(
      set.problems.map(\.description) == [
        #"p.json:4: is not valid JSON: a colon expected before ""a.png"}"; correct it"#,
        "p.json:5: is not valid JSON: a comma has no entry beside it; remove the comma",
        "p.json:7: there is text after the end of the list; remove it",
      ])
  }

  @Test(
    "a file of which nothing can be read is one error",
    arguments: [
      (
        "",
        "p.jsonl: has no probe; a probe is a JSON object on a line of its own"
      ),
      (
        " \n\n",
        "p.jsonl: has no probe; a probe is a JSON object on a line of its own"
      ),
      (
        "[]",
        "p.jsonl: has no probe; a probe is a JSON object on a line of its own"
      ),
      (
        "\u{FEFF}",
        "p.jsonl: has no probe; a probe is a JSON object on a line of its own"
      ),
      ("[", "p.jsonl:1: the list that the file begins is never closed; is the file cut off?"),
      (
        "question,label\nCat?,yes",
        """
        p.jsonl:1: was taken for CSV, but has no column for the image; name it with --columns image=COLUMN
        """
      ),
      (
        "Dear reader,\nall is well.",
        """
        p.jsonl:1: is not valid JSON: a value expected before "Dear reader,"; correct it (no probe of the file can be \
        read, which was taken for JSON lines with POPE's keys: 2 problems, this is the first)
        """
      ),
      ("{}", #"p.jsonl:1: has no "question_id"; correct it"#),
    ])
  func nothingRead(text: String, message: String) {
    let error = #expect(throws: ProbeFileError.self) { try ProbeSet(text, file: "p.jsonl") }
    #expect(error?.description == message)
  }

  @Test(
    "a file of another kind is named as what it is",
    arguments: [
      ([0xFF, 0xFE, 0x7B, 0], "p: is UTF-16, not UTF-8; save the file as UTF-8"),
      ([0x1F, 0x8B, 8], "p: is compressed by gzip; unpack it first"),
      ([0x50, 0x4B, 3, 4], "p: is a ZIP archive; unpack it first"),
    ] as [([UInt8], String)])
  func otherKinds(content: [UInt8], message: String) {
    let error = #expect(throws: ProbeFileError.self) { try ProbeSet(content: content, file: "p") }
    #expect(error?.description == message)
  }

  @Test func aFileThatCannotBeOpenedIsOneLine() throws {
    let folder = try TemporaryFolder()
    let missing = #expect(throws: ProbeFileError.self) {
      try ProbeSet(readingFile: folder.path + "/none.jsonl")
    }
    #expect(
      missing?.description
        == "\(folder.path)/none.jsonl: cannot be read: No such file or directory; check the path")
    let directory = #expect(throws: ProbeFileError.self) { try ProbeSet(readingFile: folder.path) }
    #expect(
      directory?.description == "\(folder.path): cannot be read: Is a directory; check the path")
  }

  @Test func aFileLargerThanTheLimitIsRefused() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("large.json", [UInt8](repeating: 0x20, count: (2 << 20) + 1))
    #expect(try InputFile.bytes(of: path, limit: 3 << 20).count == (2 << 20) + 1)
    let error = #expect(throws: ProbeFileError.self) {
      try InputFile.bytes(of: path, limit: 2 << 20)
    }
    #expect(
      error?.description
        == "\(path): is larger than 2 MB, the most that is read; use a smaller file")
  }

  @Test func aFilesNameIsMadeSafeToPrint() {
    let error = #expect(throws: ProbeFileError.self) {
      try ProbeSet("", file: "a\u{1B}]0;b\n.jsonl")
    }
    #expect(error?.description.hasPrefix(#"a\u{1B}]0;b\u{A}.jsonl: "#) == true)
  }
}
