public import ArgumentParser
public import ChatCompletions

/// Where the model is, and how to treat its servers.
struct ServerOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The address of an OpenAI-compatible server, for example http://localhost:8000/v1.",
      discussion: """
        May be given several times, for servers of the same model: the least busy one is asked, and one that \
        does not answer is left out until it does. unix:/run/model.sock is a socket of this machine. \
        Default: OPENAI_BASE_URL, else the bundled model on an embedded llama.cpp.
        """,
      valueName: "url"))
  var server: [String] = []

  @Option(help: ArgumentHelp("The model's name on the server.", valueName: "name"))
  var model: String?

  @Option(
    help: ArgumentHelp(
      "The most requests in flight at each server; fewer are where more bring nothing.",
      discussion: "Default: 32, and 8 for each embedded server.", valueName: "n"))
  var maxConnections: Int?

  @Option(
    help: ArgumentHelp(
      "The longest that the server may take to begin a reply, in seconds.",
      discussion: "Default: 120.", valueName: "s"))
  var timeout: Double?

  @Option(
    help: ArgumentHelp(
      "How images are sent, either way without loss.",
      discussion: "auto is BMP, and PNG over a slow link or where BMP is refused.",
      valueName: "format"))
  var imageFormat: PictureFormat = .byLink

  @Option(
    help: ArgumentHelp(
      "Certificates to trust instead of the system's, PEM.",
      discussion: "Default: SSL_CERT_FILE, else the system's.", valueName: "file"))
  var caFile: String?

  @Option(
    help: ArgumentHelp(
      "A further header of every request, or @FILE with one in each line; never stored or shown.",
      valueName: "'Name: value'"))
  var header: [String] = []

  @Option(
    help: ArgumentHelp(
      "The Python interpreter of the embedded server.",
      discussion: "Default: HALLUX_PYTHON, else that of the environment that hallux setup makes.",
      valueName: "file"))
  var python: String?

  @Option(
    help: ArgumentHelp(
      "The language model of the embedded server, GGUF; --mmproj goes with it.", valueName: "file"))
  var gguf: String?

  @Option(
    help: ArgumentHelp("The vision tower of the embedded server, GGUF.", valueName: "file"))
  var mmproj: String?

  func validate() throws {
    if let maxConnections, maxConnections < 1 {
      throw ValidationError("--max-connections must be at least 1.")
    }
    if let timeout, !(0.001...86_400).contains(timeout) {
      throw ValidationError("--timeout must be more than 0 and at most a day, 86400 seconds.")
    }
    if (gguf == nil) != (mmproj == nil) {
      throw ValidationError("--gguf and --mmproj go together.")
    }
  }
}

extension PictureFormat: ExpressibleByArgument {}
