import ArgumentParser
import ChatCompletions
import Foundation
import ModelAPI

/// `hallux doctor`: what can be scored on a server, and what would silently give wrong numbers.
struct DoctorCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract:
      "Finds out by asking what a model server can be audited for, and what is wrong with it.",
    discussion: """
      Servers answer with HTTP 200 and a wrong number: processed log-probabilities, a picture that is not seen, \
      another model half-way. Each check is a request that would show one of these errors; under each one found \
      stands what it means for the numbers and what to start the server with. At most 300 requests are sent.

      Ends with 0 when the server can be audited: it sees pictures, and the first token's probabilities are exact \
      or bounded. Ends with 4 when it cannot be reached, refuses the key, lacks the model, or cannot be audited.

      Examples:
        hallux doctor
        hallux doctor --server http://localhost:8000/v1 --model llava --json
      """)

  @OptionGroup(title: "Server") var server: ServerOptions

  @Flag(help: "Print everything that was found as JSON.")
  var json = false

  @Flag(name: .shortAndLong, help: "Show no progress.")
  var quiet = false

  func run() async throws {
    let environment = ProcessInfo.processInfo.environment
    let report: ServerReport
    if var named = try server.chatServer(environment) {
      guard named.addresses.count == 1 else {
        throw ValidationError("Give one --server to examine; others one after the other.")
      }
      named.maxConnections = server.maxConnections ?? Doctor.mostConnections
      report = try await examined(named)
    } else {
      let configuration = try Connection.embeddedConfiguration(server, environment)
      let embedded = try await EmbeddedServer(starting: configuration)
      do {
        report = try await examined(
          ChatServer(
            address: embedded.address, modelName: configuration.modelName,
            maxConnections: server.maxConnections ?? Doctor.mostConnections))
      } catch {
        await embedded.stop()
        throw error
      }
      await embedded.stop()
    }
    if json {
      Terminal.print(try jsonDocument(report))
    } else {
      for line in ServerReportText(report).lines { Terminal.print(line.printable) }
    }
    if let refusal = report.refusal {
      throw CommandFailure(status: .server, message: refusal)
    }
  }

  private func examined(_ server: ChatServer) async throws -> ServerReport {
    let display = RedrawnLine(isQuiet: quiet)
    defer { display.finish() }
    return try await Doctor(server).examine { display.show($0) }
  }
}
