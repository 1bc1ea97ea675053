import Foundation
import Probing
import Testing

@testable import ProbeFiles

@Suite struct CSVRecordsTests {
  private func records(_ text: String, delimiter: Unicode.Scalar = ",") -> [CSVRecord] {
    CSVRecords.split(Array(text.utf8)[...], delimiter: UInt8(ascii: delimiter))
  }

  @Test(
    "fields are cut by RFC 4180",
    arguments: [
      ("a,b\nc,d", [["a", "b"], ["c", "d"]]),
      ("a,b\r\nc,d\r\n", [["a", "b"], ["c", "d"]]),
      ("\"a,b\",\"c \"\"d\"\"\"\n", [["a,b", "c \"d\""]]),
      ("\"a\nb\",c\nd,e\n", [["a\nb", "c"], ["d", "e"]]),
      ("\"a\r\nb\",c\r\n", [["a\r\nb", "c"]]),
      (",\n\"\",x\n", [["", ""], ["", "x"]]),
      ("\n\na\n  \nb\n", [["a"], ["b"]]),
      (" a , b\n", [[" a ", " b"]]),
      ("a\rb,c\n", [["a\rb", "c"]]),
      ("é,\"ü\n\"\n", [["é", "ü\n"]]),
      ("", []),
    ])
  func fields(text: String, fields: [[String]]) {
    let records = records(text)
    #expect(records.map(\.fields) == fields)
    #expect(records.allSatisfy { $0.fault == nil })
  }

  @Test func recordsKnowTheLineOnWhichTheyBegin() {
    #expect(records("a\n\n\"b\nc\"\nd").map(\.line) == [1, 3, 5])
  }

  @Test(
    "a broken record is one fault and the next line goes on",
    arguments: [
      ("a\"b,c\nd,e", 1, "amid a field"), ("\"a\"b,c\nd,e", 1, "amid a field"),
      ("x,\"a\nb\" c\nd,e", 2, "amid a field"), ("x\0,y\nd,e", 1, "NUL byte"),
    ])
  func faults(text: String, line: Int, part: String) {
    let records = records(text)
    #expect(records.count == 2 && records[0].fault?.line == line)
    #expect(records[0].fault?.message.contains(part) == true)
    #expect(records[1].fields == ["d", "e"])
  }

  @Test func aMarkThatIsNeverClosedIsToldWhereItOpens() {
    let records = records("a,b\nc,\"d\ne,f\n")
    #expect(records.count == 2 && records[1].fault?.line == 2)
    #expect(records[1].fault?.message.contains("never closed") == true)
  }

  @Test func otherBytesThanTextAreAFault() {
    let records = CSVRecords.split([0xFF, 0x2C, 0x61, 0x0A, 0x62][...], delimiter: 0x2C)
    #expect(records.map { $0.fault?.code } == [.notText, nil])
  }

  @Test("what is written is read back", arguments: UInt64(0)..<200)
  func roundTrip(seed: UInt64) {
    var generator = SplitMix64(seed: seed)
    let pieces = ["a", "\"", ",", "\n", "\r\n", " ", "é", "\t", ";", ""]
    let delimiter: Unicode.Scalar = seed.isMultiple(of: 2) ? "," : "\t"
    let table = (0..<5).map { row in
      ["\(row)"]
        + (0..<3).map { _ in
          (0..<generator.index(below: 6)).map { _ in pieces[generator.index(below: pieces.count)] }
            .joined()
        }
    }
    let text = table.map { row in
      row.map { field in "\"" + field.replacingOccurrences(of: "\"", with: "\"\"") + "\"" }
        .joined(separator: String(Character(delimiter)))
    }.joined(separator: seed % 3 == 0 ? "\r\n" : "\n")
    #expect(records(text, delimiter: delimiter).map(\.fields) == table)
  }
}
