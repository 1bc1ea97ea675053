/// As much of a shell's grammar as documentation uses: which commands a text holds, and their words.
struct ShellText {
  /// A command without its assignments and redirections.
  struct Command: Equatable {
    var words: [String] = []
    /// Whether it is the sketch of a command, as in `hallux query [EXPRESSION] …`, which no shell could run.
    var isSketch = false
  }

  /// The commands, in the order in which they stand.
  private(set) var commands: [Command] = []

  private var command = Command()
  private var word: String?
  private var skipsWord = false
  private var openBrackets = 0

  init(_ text: String) {
    var rest = Substring(text)
    while let character = rest.popFirst() {
      switch character {
      case "'":
        word = (word ?? "") + rest.prefix { $0 != "'" }
        rest = rest.drop { $0 != "'" }.dropFirst()
      case "\"":
        word = (word ?? "") + rest.prefix { $0 != "\"" }
        rest = rest.drop { $0 != "\"" }.dropFirst()
      case "\\":
        if let next = rest.popFirst(), next != "\n" { word = (word ?? "") + String(next) }
      case "#" where word == nil:
        rest = rest.drop { $0 != "\n" }
      case "|" where openBrackets == 0 && word == nil, "\n", ";", "&", "(", ")":
        endCommand()
      case "<" where rest.first?.isWhitespace ?? true, ">":
        // `2>` and `>` take the next word, which is a file.
        if word.map({ Int($0) != nil }) ?? false { word = nil }
        endWord()
        if rest.first == "&" { rest = rest.dropFirst(2) } else { skipsWord = true }
      case " ", "\t":
        endWord()
      default:
        if character == "[" { openBrackets += 1 }
        if character == "]" { openBrackets -= 1 }
        if "[|]…".contains(character) { command.isSketch = true }
        word = (word ?? "") + String(character)
      }
    }
    endCommand()
  }

  private mutating func endWord() {
    defer {
      if word != nil { skipsWord = false }
      word = nil
    }
    guard let word, !skipsWord else { return }
    if word.hasSuffix("...") { command.isSketch = true }
    let isBefore = command.words.isEmpty
    if isBefore, word.prefixMatch(of: /[A-Za-z_]+=/) != nil { return }
    if isBefore, ["do", "then", "else", "if", "!", "sudo", "exec", "time", "$"].contains(word) {
      return
    }
    command.words.append(word)
  }

  private mutating func endCommand() {
    endWord()
    if !command.words.isEmpty { commands.append(command) }
    (command, openBrackets, skipsWord) = (Command(), 0, false)
  }
}
