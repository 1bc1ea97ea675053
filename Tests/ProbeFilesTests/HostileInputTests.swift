import Foundation
import Probing
import Testing

@testable import ProbeFiles

@Suite struct HostileInputTests {
  /// Changes a few bytes: flipped, removed, doubled, cut off, or replaced by what JSON cares about.
  private func mutated(_ content: [UInt8], _ generator: inout SplitMix64) -> [UInt8] {
    var bytes = content
    for _ in 0...generator.index(below: 4) where !bytes.isEmpty {
      let place = generator.index(below: bytes.count)
      switch generator.index(below: 6) {
      case 0: bytes[place] ^= UInt8(1 << generator.index(below: 8))
      case 1: bytes.remove(at: place)
      case 2: bytes.insert(bytes[place], at: place)
      case 3: bytes = Array(bytes[..<place])
      case 4: bytes[place] = UInt8(generator.index(below: 256))
      default:
        let special = Array("[]{},:\"\\\n\0\u{FEFF}9e-".utf8)
        bytes.insert(special[generator.index(below: special.count)], at: place)
      }
    }
    return bytes
  }

  @Test("a damaged probe file is read or refused in one line", arguments: UInt64(0)..<40)
  func damagedProbeFile(seed: UInt64) {
    var generator = SplitMix64(seed: seed)
    let lines = [line(1), line(2, object: "dog", label: "no"), line(3, image: "b.png")]
    let valid = ["\(lines.joined(separator: "\n"))\n", "[\n\(lines.joined(separator: ",\n"))\n]\n"]
    for round in 0..<100 {
      let content = mutated(Array(valid[round % 2].utf8), &generator)
      do throws(ProbeFileError) {
        let set = try ProbeSet(content: content, file: "p.json")
        #expect(!set.probes.isEmpty || !set.problems.isEmpty)
        for problem in set.problems {
          expectOneLine(problem, lineCount: content.count(of: "\n") + 1)
        }
      } catch {
        expectOneLine(error, lineCount: content.count(of: "\n") + 1)
      }
    }
  }

  private func expectOneLine(_ error: ProbeFileError, lineCount: Int) {
    let isPlain = error.description.unicodeScalars.allSatisfy {
      $0.properties.generalCategory != .control
    }
    #expect(isPlain, "\(error.description.debugDescription)")
    #expect(error.line.map { (1...lineCount).contains($0) } ?? true, "\(error)")
  }

  @Test("what the syntax check accepts is what Foundation reads", arguments: UInt64(0)..<20)
  func syntaxCheckAgreesWithFoundation(seed: UInt64) {
    var generator = SplitMix64(seed: seed)
    let valid = #"{"a": [1, -2.5e3, true, null], "b\n\u00e9": {"c": "x\\", "d": []}, "e": 0}"#
    var accepted = 0
    for _ in 0..<100 {
      let bytes = mutated(Array(valid.utf8), &generator)
      guard !bytes.contains(0), String(validating: bytes, as: UTF8.self) != nil,
        JSONSyntax.fault(in: bytes[...]) == nil
      else { continue }
      accepted += 1
      // A number beyond a double, or half a surrogate pair, is valid JSON that nobody can hold.
      let reads =
        (try? JSONSerialization.jsonObject(with: Data(bytes), options: .fragmentsAllowed)) != nil
      let text = String(decoding: bytes, as: UTF8.self)
      #expect(reads || text.contains("\\ud") || text.contains(/e\d{3}/), "\(text)")
    }
    #expect(accepted > 0)
  }

  @Test func deepNestingIsRefusedBeforeTheStackEnds() {
    for opening in ["[", "{\"a\":"] {
      let bytes = Array(String(repeating: opening, count: 200_000).utf8)
      #expect(JSONSyntax.fault(in: bytes[...]) != nil)
      #expect(throws: ProbeFileError.self) { try ProbeSet(content: bytes, file: "p.json") }
    }
  }

  @Test(
    "grammar at its edges",
    arguments: [
      ("0", true), ("-0.1E+9", true), ("\"\\ud83d\"", true), (" null ", true), ("[[]]", true),
      ("01", false), ("1.", false), (".5", false), ("+1", false), ("-", false), ("1e", false),
      ("tru", false), ("nul", false), ("'a'", false), ("\"\\x\"", false), ("\"\\u12g4\"", false),
      ("\"\t\"", false), ("[1,]", false), ("[,1]", false), ("{\"a\"}", false), ("{a: 1}", false),
      ("1 2", false), ("", false), ("NaN", false),
    ])
  func grammar(text: String, isValid: Bool) {
    #expect((JSONSyntax.fault(in: Array(text.utf8)[...]) == nil) == isValid)
  }
}

extension [UInt8] {
  fileprivate func count(of character: Unicode.Scalar) -> Int {
    count { $0 == UInt8(ascii: character) }
  }
}
