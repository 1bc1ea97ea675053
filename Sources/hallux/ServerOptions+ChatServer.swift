import ArgumentParser
import ChatCompletions
import Foundation

extension ServerOptions {
  /// The servers that the options and the environment name, or nil for the embedded one.
  ///
  /// - Parameter environment: The process's environment.
  /// - Throws: `ValidationError` for an address or a header that is none, and for a file that cannot be read;
  ///   `ModelError` for an address.
  func chatServer(_ environment: [String: String]) throws -> ChatServer? {
    var named = server
    if named.isEmpty, let usual = environment["OPENAI_BASE_URL"], !usual.isEmpty { named = [usual] }
    guard !named.isEmpty else { return nil }
    let addresses = try named.map { try ServerAddress($0) }
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
    chatServer.headers = try headers()
    chatServer.certificateFile = try certificateFile(environment)
    return chatServer
  }

  private func headers() throws -> [HTTPHeader] {
    try header.flatMap { text -> [HTTPHeader] in
      guard text.hasPrefix("@") else { return [try HTTPHeader(text)] }
      let path = String(text.dropFirst())
      guard let lines = try? String(contentsOfFile: path, encoding: .utf8) else {
        throw ValidationError("--header @\(path): the file cannot be read.")
      }
      return try lines.split(whereSeparator: \.isNewline).map { try HTTPHeader(String($0)) }
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
