import ArgumentParser
import AuditStore

extension Hallux {
  /// What to say when the words name a command that there is not, with the one that was probably meant; else nil.
  static func unknownCommand(in arguments: [String]) -> CommandFailure? {
    var group: any ParsableCommand.Type = Hallux.self
    var path: [String] = []
    for word in arguments {
      let commands = group.configuration.subcommands
      if commands.isEmpty || word.hasPrefix("-") { return nil }
      if word == "help", path.isEmpty { continue }
      let names = commands.compactMap { $0.configuration.commandName }
      guard let index = names.firstIndex(of: word) else {
        let before = path.map { $0 + " " }.joined()
        let hint = word.nearest(of: names + ["--version"]).map { name in
          "; did you mean '\(name.hasPrefix("-") ? name : before + name)'?"
        }
        let list = (["hallux"] + path + ["--help"]).joined(separator: " ")
        return CommandFailure(
          status: .usage,
          message: "there is no command '\(before)\(word)'\(hint ?? "") (\(list) lists them)")
      }
      (group, path) = (commands[index], path + [word])
    }
    return nil
  }
}
