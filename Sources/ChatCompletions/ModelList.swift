import Codecs
import Foundation
import ModelAPI

/// The models that a server lists at `/v1/models`.
struct ModelList: Decodable {
  struct Entry: Decodable {
    var id: String
    /// vLLM's longest context, in tokens.
    var max_model_len: Int?
    /// llama.cpp's facts about the weights.
    var meta: Facts?
  }

  struct Facts: Decodable {
    var n_params: Int?
    var n_vocab: Int?
    var n_embd: Int?
    var size: Int?
  }

  var data: [Entry]

  /// Reads the list.
  ///
  /// - Throws: ``ModelError`` `unusableReply` when it is none.
  init(_ bytes: [UInt8]) throws(ModelError) {
    do {
      self = try JSONDecoder().decode(ModelList.self, from: Data(bytes))
    } catch {
      throw .unusable(
        "the server's /v1/models is not a list of models: check that the address is an "
          + "OpenAI-compatible server's")
    }
  }

  /// Finds the model that is meant: the one of this name, or without a name the only one.
  ///
  /// - Throws: ``ModelError`` `notFound` with the names that there are.
  func entry(named name: String?) throws(ModelError) -> Entry {
    let names = ServerErrorText.oneLine(data.map(\.id).joined(separator: ", ")) ?? ""
    guard let name else {
      guard let only = data.first, data.count == 1 else {
        throw ModelError(
          code: .notFound,
          message: data.isEmpty
            ? "the server lists no model" : "the server has several models, name one: \(names)")
      }
      return only
    }
    guard let entry = data.first(where: { $0.id == name }) else {
      throw ModelError(
        code: .notFound,
        message: "the server has no model \(JSONText.quoted(name)); it lists: \(names)")
    }
    return entry
  }
}

extension ModelList.Entry {
  /// What the list tells about the weights, in the form of a fingerprint.
  var facts: [String] {
    [
      meta?.n_params.map { "parameters=\($0)" },
      meta?.size.map { "bytes=\($0)" },
      meta?.n_embd.map { "embedding=\($0)" },
      meta?.n_vocab.map { "vocabulary=\($0)" },
      max_model_len.map { "context=\($0)" },
    ].compactMap(\.self)
  }
}

/// What llama.cpp tells at `/props` that changes what the model answers.
struct ServerProperties: Decodable {
  var build_info: String?
  var chat_template: String?

  /// The page's facts, none when it is not llama.cpp's page.
  static func facts(in bytes: [UInt8]) -> [String] {
    guard let page = try? JSONDecoder().decode(ServerProperties.self, from: Data(bytes)) else {
      return []
    }
    return [
      page.build_info.map { "build=\($0)" },
      page.chat_template.map { "template=\(SHA256Digest.hex(of: Array($0.utf8)).prefix(16))" },
    ].compactMap(\.self)
  }
}
