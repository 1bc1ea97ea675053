/// The summary's section on the server: how many checks passed, and each that did not.
struct ServerSection {
  /// What was found out; nil when nobody looked.
  var checks: ServerChecksReport?
  /// Whether another tool asked, and its replies were imported.
  var isImported = false

  /// The values of the section of `index.html`.
  var values: TemplateValue {
    .group([
      "intro": .text(intro), "hasRows": .flag(!(checks?.doubts.isEmpty ?? true)),
      "caption": "Checks of the server that did not pass",
      "rows": .list(
        (checks?.doubts ?? []).map { doubt in
          [
            "name": .text(doubt.check),
            "outcome": .text(doubt.isFailure ? "failed" : "could not tell"),
            "finding": .text(doubt.finding),
            "consequence": .text(doubt.consequence ?? "unknown"),
          ]
        }),
    ])
  }

  private var intro: String {
    if isImported { return "The replies were imported: Hallux asked no server." }
    guard let checks else {
      return "Nobody checked whether the server gives the numbers that it is asked for."
    }
    let failures = checks.doubts.count(where: \.isFailure)
    let undecided = checks.doubts.count - failures
    return
      "Before the first question the server was asked for what would silently falsify numbers, on \(checks.time): "
      + "\(NumberText.count(checks.passed, "check")) passed"
      + (failures == 0 ? "" : ", \(NumberText.count(failures)) failed")
      + (undecided == 0 ? "" : ", \(NumberText.count(undecided)) could not tell")
      + (checks.notApplicable == 0
        ? "" : ", \(NumberText.count(checks.notApplicable)) did not apply") + "."
      + (checks.isProcessed
        ? " What it says of probabilities is processed: none of them is exact, each is only an upper bound."
        : "")
  }
}
