import Foundation
import Probing

@testable import ProbeFiles

extension FuzzedParser {
  /// Probe files, annotations, captions and the files of other tools.
  static let probeFiles = [
    FuzzedParser(
      name: "probes",
      corpus: [
        .files(in: "FuzzTests/Corpus/probes"),
        .files(in: "ExchangeTests/Fixtures", endings: ["probes.jsonl"]),
        .files(in: "ExchangeTests/Fixtures/vlmevalkit"),
      ], words: json + table, parse: readProbes),
    FuzzedParser(
      name: "coco", corpus: [.files(in: "FuzzTests/Corpus/coco")], words: json,
      parse: readAnnotations),
    FuzzedParser(
      name: "captions", corpus: [.files(in: "FuzzTests/Corpus/captions")], words: json,
      parse: readCaptions),
    FuzzedParser(
      name: "replies",
      corpus: [
        .files(in: "FuzzTests/Corpus/replies"),
        .files(in: "ExchangeTests/Fixtures/vlmevalkit"),
        .files(in: "ExchangeTests/Fixtures/lmms-eval/tiny__llava-1.5"),
      ], words: json + table, parse: readReplies),
    FuzzedParser(
      name: "columns",
      corpus: [.text("image=file_name,text=question,label=gt,id=n,split=s", name: "a")],
      words: ["=", ",", "question_id", "splits", "object", " "]
    ) { bytes in
      let text = String(decoding: bytes, as: UTF8.self)
      do { _ = try ColumnMap(parsing: text) } catch let error as ColumnMapError {
        try Complaint.unlessLine("\(error)")
      }
    },
  ]

  static let json = [
    "{", "}", "[", "]", ":", ",", "\"", "\\", "\\u0000", "\\ud800", "\\u202e", "null", "true",
    "false",
    "\"question_id\"", "\"image\"", "\"text\"", "\"label\"", "\"yes\"", "\"id\"", "\"image_id\"",
    "\"caption\"", "\"segmentation\"", "\"counts\"", "\"size\"", "\"bbox\"", "\u{FEFF}", "\n",
    "\r\n",
    "\u{0}", String(repeating: "[", count: 600), String(repeating: "{\"a\":", count: 600),
    String(repeating: "a", count: 5000),
  ]
  private static let table = [
    "\t", ",", "\"\"", "\"", "index", "image_path", "question", "answer", "category", "prediction",
    "\n",
  ]

  @Sendable private static func readProbes(_ bytes: [UInt8]) throws {
    for label in [nil, Answer.no] {
      do {
        let set = try ProbeSet(content: bytes, file: "p", reading: ProbeReading(label: label))
        try check(set.problems)
        for note in set.notes { try Complaint.unlessLine(note) }
        for probe in set.probes {
          try Complaint.unless(!probe.jsonLine.contains("\n"), "a probe of several lines")
        }
      } catch let error as ProbeFileError {
        try check([error])
      }
    }
  }

  @Sendable private static func readAnnotations(_ bytes: [UInt8]) throws {
    do {
      let coco = try CocoAnnotations(content: bytes, file: "a")
      for image in coco.images.prefix(4) {
        for annotation in coco.annotations(ofImage: image.fileName).prefix(4) {
          // A size may be any two numbers.
          let (count, overflows) = image.width.multipliedReportingOverflow(by: image.height)
          guard !overflows, count <= 1 << 18, let mask = annotation.mask else { continue }
          try Complaint.unless(
            mask.pixels().count == image.width * image.height, "a mask of another size")
        }
      }
    } catch let error as ProbeFileError {
      try check([error])
    }
    for form in ObjectLists.Form.allCases {
      do {
        let whole = try ObjectLists(MemoryChunks(bytes), file: "a", form: form)
        let pieces = try ObjectLists(MemoryChunks(bytes, size: 7), file: "a", form: form)
        try Complaint.unless(whole == pieces, "\(form.rawValue) depends on pieces")
        for note in whole.notes { try Complaint.unlessLine(note) }
      } catch let error as ProbeFileError {
        try check([error])
      }
    }
  }

  @Sendable private static func readCaptions(_ bytes: [UInt8]) throws {
    do {
      let file = try CaptionFile(content: bytes, file: "c")
      try check(file.problems)
    } catch let error as ProbeFileError {
      try check([error])
    }
  }

  @Sendable private static func readReplies(_ bytes: [UInt8]) throws {
    do {
      let file = try ReplyFile(content: bytes, file: "r")
      try check(file.problems)
      let own = try ProbeSet(ofReplies: [file])
      try check(own.problems)
      for probes in [own.probes, asked] {
        let paired = try file.paired(with: probes)
        try check(paired.problems)
        try Complaint.unless(paired.answers.count == probes.count, "answers to other probes")
      }
    } catch let error as ProbeFileError {
      try check([error])
    }
  }

  private static let asked = ["dog", "apple", "chair"].map { object in
    Probe(
      id: object, imageName: "COCO_val2014_000000000001.jpg",
      question: "Is there a \(object) in the image?", object: object, label: .yes)
  }

  private static func check(_ errors: [ProbeFileError]) throws {
    for error in errors.prefix(20) { try Complaint.unlessLine(error.description) }
  }
}
