import ArgumentParser

/// Whether the server is examined before it is relied on.
struct CheckOptions: ParsableArguments {
  @Flag(
    help: """
      Ask without examining the server first: what it does wrong is not noticed, and the audit says that nobody looked.
      """)
  var skipChecks = false

  @Flag(
    help: "Examine the server although the log holds what was found out about it.")
  var checkAgain = false

  func validate() throws {
    if skipChecks, checkAgain {
      throw ValidationError("Choose one of --skip-checks and --check-again.")
    }
  }
}
