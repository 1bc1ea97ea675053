import ArgumentParser
import ChatCompletions
import Foundation
import ModelAPI

extension ServerOptions {
  /// The servers that the options and the environment name, or nil for the embedded one.
  ///
  /// - Parameter environment: The process's environment.
  /// - Returns: The servers and how to treat them.
  /// - Throws: `ValidationError` for an address or a header that is none, and for a file that cannot be read.
  func chatServer(_ environment: [String: String]) throws -> ChatServer? {
    var named = server
    if named.isEmpty, let usual = environment["OPENAI_BASE_URL"], !usual.isEmpty { named = [usual] }
    guard !named.isEmpty else { return nil }
    let addresses = try named.map { text in try Self.understood { try ServerAddress(text) } }
    for (index, address) in addresses.enumerated() where addresses[..<index].contains(address) {
      throw ValidationError("--server \(address) is given twice.")
    }
    var chatServer = ChatServer(
      addresses: addresses, key: environment["OPENAI_API_KEY"].flatMap(APIKey.init),
      modelName: model)
    if let maxConnections { chatServer.maxConnections = maxConnections }
    if let timeout {
      chatServer.timeLimits.answering = .seconds(timeout)
      chatServer.timeLimits.whole = max(chatServer.timeLimits.whole, .seconds(2 * timeout))
    }
    chatServer.pictureFormat = imageFormat
    chatServer.headers = try headers()
    chatServer.certificateFile = try certificateFile(environment)
    return chatServer
  }

  /// What cannot be understood on a command line is the command line's fault, not the server's.
  private static func understood<Value>(_ read: () throws -> Value) throws -> Value {
    do { return try read() } catch let error as ModelError {
      throw ValidationError("\(error.message).")
    }
  }

  private func headers() throws -> [HTTPHeader] {
    try header.flatMap { text -> [HTTPHeader] in
      guard text.hasPrefix("@") else { return [try Self.understood { try HTTPHeader(text) }] }
      let path = String(text.dropFirst())
      guard let lines = try? String(contentsOfFile: path, encoding: .utf8) else {
        throw ValidationError("--header @\(path): the file cannot be read.")
      }
      return try lines.split(whereSeparator: \.isNewline).map { line in
        try Self.understood { try HTTPHeader(String(line)) }
      }
    }
  }

  private func certificateFile(_ environment: [String: String]) throws -> String? {
    if let caFile {
      // libcurl tells of a missing file only when it connects, and not which.
      guard FileManager.default.isReadableFile(atPath: caFile) else {
        throw ValidationError("--ca-file \(caFile): the file cannot be read.")
      }
      return caFile
    }
    return environment["SSL_CERT_FILE"].flatMap { $0.isEmpty ? nil : $0 }
  }
}
