import ArgumentParser
import Foundation
import Glibc

/// `hallux setup`: the Python environment in which the bundled model is served.
struct SetupCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "setup",
    abstract: "Installs what serves the bundled model, once.",
    discussion: """
      Makes a Python environment with llama.cpp in it, from the package index that pip is set up for, into \
      ~/.cache/hallux (XDG_CACHE_HOME/hallux), or into .venv of a checkout. It needs Python 3.10 or later with venv \
      (Debian: python3-venv), libgomp1, and a processor with AVX2. Where all is installed it only looks. Who audits \
      servers of their own with --server does not need it.

      Without a network: pip reads PIP_FIND_LINKS and PIP_NO_INDEX; or let HALLUX_PYTHON name a Python that has \
      what share/hallux/scripts/requirements-server.txt lists.

      Examples:
        hallux setup
        PIP_NO_INDEX=1 PIP_FIND_LINKS=wheels hallux setup
      """)

  @Option(
    help: ArgumentHelp(
      "The Python that makes the environment.", discussion: "Default: python3.", valueName: "file"))
  var python: String?

  func run() throws {
    guard let root = Resources.root else { throw Resources.missing("the bundled model") }
    let script = root + "/scripts/setup-server"
    // The script is what becomes of this process: its messages and its exit code are the command's own.
    for number in [SIGPIPE, SIGXFSZ] { signal(number, SIG_DFL) }
    let command =
      [script, Resources.serverEnvironment(besides: root)] + (python.map { [$0] } ?? [])
    let arguments = command.map { strdup($0) } + [nil]
    execv(script, arguments)
    throw CommandFailure(
      status: .inputData, message: "\(script) does not start (\(String(cString: strerror(errno))))")
  }
}
