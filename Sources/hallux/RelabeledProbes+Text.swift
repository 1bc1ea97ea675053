import Probing

extension RelabeledProbes {
  /// What the overlay changed, in one line.
  var summary: String {
    "changed: \(together.yesToNo) yes to no, \(together.noToYes) no to yes; dropped:"
      + " \(together.droppedYes) yes, \(together.droppedNo) no; \(probes.count) probes left"
  }

  /// What the overlay changed, for a person.
  var lines: [String] {
    var table = TextTable([
      ("split", .left), ("yes", .right), ("no", .right), ("yes to no", .right),
      ("no to yes", .right), ("dropped yes", .right), ("dropped no", .right), ("yes now", .right),
      ("no now", .right),
    ])
    func add(_ name: String, _ tally: RelabelTally) {
      table.add(
        [name.printable]
          + [
            tally.yesBefore, tally.noBefore, tally.yesToNo, tally.noToYes, tally.droppedYes,
            tally.droppedNo, tally.yesAfter, tally.noAfter,
          ].map(String.init))
    }
    for split in splits { add(split.name, split.tally) }
    add(splits.isEmpty ? "all" : "together", together)

    var lines = ["relabeled by \(overlay.printable)"] + table.lines
    if untouched > 0 {
      lines.append("\(untouched) probes are of no split that it covers, and keep their labels")
    }
    if flippedInOtherSplits > 0 {
      lines.append(
        "\(flippedInOtherSplits) probes with a new label are also in a split that it does not cover: give its file too"
      )
    }
    if !unmatched.isEmpty {
      lines.append("labels without a probe that was given: \(unmatched.count)")
    }
    return lines
  }
}
