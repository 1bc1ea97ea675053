import Foundation
import ProbeFiles
import Probing
import Testing

/// POPE's published files are not part of the project: `HALLUX_PUBLISHED_POPE` names a folder that has them.
private let publishedFolder = ProcessInfo.processInfo.environment["HALLUX_PUBLISHED_POPE"]

@Suite(.enabled(if: publishedFolder != nil, "POPE's files are not here"))
struct PublishedPOPEFilesTests {
  private let folder: String

  init() throws {
    folder = try #require(publishedFolder)
  }

  @Test func theThreeSplitsAreReadWholeAndUnited() throws {
    let sets = try ["random", "popular", "adversarial"].map { split in
      let set = try ProbeSet(readingFile: "\(folder)/coco_pope_\(split).json")
      #expect(set.probes.count == 3000 && set.problems.isEmpty && set.notes.isEmpty)
      #expect(set.probes.count { $0.label == .yes } == 1500)
      #expect(
        set.files.map { $0.published?.name } == ["POPE COCO \(split), November 2023 (109985c)"])
      #expect(set.probes.allSatisfy { $0.splits == [split] && $0.object != nil })
      return set
    }
    let union = ProbeSet(name: "coco_pope", merging: sets)
    #expect(union.probes.count == 5127)
    #expect(union.problems.isEmpty)
    #expect(Set(union.probes.map(\.id)).count == 5127)
    #expect(union.probes.count { $0.splits.count == 3 } >= 1500)
  }

  @Test func theArrayFileIsReadWhole() throws {
    let set = try ProbeSet(readingFile: "\(folder)/aokvqa_pope_seem_popular.json")
    #expect(set.probes.count == 3000 && set.problems.isEmpty)
    #expect(set.probes.allSatisfy { $0.splits == ["popular"] && $0.object != nil })
    #expect(set.entries[1].line == 8)
    #expect(set.files[0].published?.name == "POPE A-OKVQA popular, SEEM, October 2023 (9b54106)")
  }

  @Test func aFileIsKnownByItsRowsAndNotWhenOneOfThemIsChanged() throws {
    let text = try String(contentsOfFile: "\(folder)/coco_pope_random.json", encoding: .utf8)
    let lines = text.split(separator: "\n")
    let array = try ProbeSet("[\n" + lines.joined(separator: ",\n") + "\n]", file: "mine.json")
    #expect(array.files[0].published?.name == "POPE COCO random, November 2023 (109985c)")
    #expect(array.probes.allSatisfy { $0.splits == ["random"] })
    let edited = try ProbeSet(
      lines.dropLast().joined(separator: "\n"), file: "coco_pope_random.json")
    #expect(edited.files[0].published == nil && edited.notes.isEmpty)
  }

  /// The figures were counted from the files by themselves, without this code.
  @Test(
    .enabled(
      if: publishedFolder.map {
        FileManager.default.fileExists(atPath: $0 + "/coco_repope_random.json")
      }
        == true, "RePOPE's files are not here"))
  func repopeRelabelsAndDropsWhatItsFilesSay() throws {
    func paths(_ name: String) -> [String] {
      Probe.popeSplits.map { "\(folder)/coco_\(name)_\($0).json" }
    }
    let sets = try paths("pope").map { try ProbeSet(readingFile: $0) }
    let overlay = try LabelOverlay(readingFiles: paths("repope"))
    #expect(overlay.name == "RePOPE, April 2025 (127ad0f)")
    let relabeled = overlay.relabeled(ProbeSet(name: "pope", merging: sets).probes)
    #expect(relabeled.splits.map(\.tally.yesToNo) == [139, 139, 139])
    #expect(relabeled.splits.map(\.tally.noToYes) == [5, 39, 33])
    #expect(relabeled.splits.map(\.tally.keptYes) == [1154, 1154, 1154])
    #expect(relabeled.splits.map(\.tally.keptNo) == [1476, 1395, 1358])
    #expect(relabeled.splits.map(\.tally.droppedYes) == [207, 207, 207])
    #expect(relabeled.splits.map(\.tally.droppedNo) == [19, 66, 109])
    #expect(relabeled.probes.count == 4779 && relabeled.dropped.count == 5127 - 4779)
    #expect(relabeled.unmatched.isEmpty && relabeled.untouched == 0)
  }
}
