/// As much English as a question about an object needs.
enum English {
  /// "a" or "an", by the sound with which the words begin.
  static func indefiniteArticle(before words: String) -> String {
    let word = words.prefix { $0 != " " && $0 != "-" }
    return startsWithVowelSound(String(word)) ? "an" : "a"
  }

  /// Whether the noun has no singular, judged by its last word: "sweat pants", "people".
  static func isPlural(_ noun: String) -> Bool {
    guard let last = noun.split(separator: " ").last else { return false }
    return pluralNouns.contains(last.lowercased())
  }

  private static func startsWithVowelSound(_ word: String) -> Bool {
    guard let first = word.first else { return false }
    if isSpelled(word) { return spelledWithVowel.contains(first) }
    let folded = word.lowercased()
    if silentH.contains(where: folded.hasPrefix) || herbs.contains(folded) { return true }
    if soundsLikeYouOrWun.contains(where: folded.hasPrefix) {
      return hardBeginnings.contains(where: folded.hasPrefix)
    }
    return "aeiou8".contains(folded.prefix(1)) || word == "11" || word == "18"
  }

  /// Whether a word is said letter by letter: "CD", "X", "MP3".
  private static func isSpelled(_ word: String) -> Bool {
    word.contains { $0.isLetter } && word.allSatisfy { $0.isUppercase || $0.isNumber }
      && word.first?.isLetter == true
  }

  /// The letters whose names begin with a vowel: "ef", "aitch", "ex".
  private static let spelledWithVowel: Set<Character> = Set("AEFHILMNORSX")
  private static let silentH = ["hour", "honest", "honor", "honour", "heir"]
  private static let herbs: Set = ["herb", "herbs"]

  /// Beginnings said as "you" or "one": unicycle, utensil, eucalyptus, ewer.
  private static let soundsLikeYouOrWun = [
    "uni", "use", "usu", "uten", "utili", "ute", "uku", "ukr", "ura", "uri", "eu", "ewe", "ubiq",
    "ufo", "once", "one", "ouija",
  ]
  /// Beginnings of those that are said as they are written: uninflated, unimpressive, unidentified.
  private static let hardBeginnings = ["unim", "unin", "unid"]

  private static let pluralNouns: Set = [
    "binoculars", "boxers", "breeches", "briefs", "cattle", "children", "clippers", "clothes",
    "dungarees", "earphones", "eyeglasses", "glasses", "goggles", "grits", "headphones", "jeans",
    "knickers", "leggings", "men", "overalls", "pajamas", "panties", "pants", "people", "pliers",
    "pyjamas", "scissors", "shears", "shorts", "skis", "spectacles", "sprouts", "stairs",
    "sunglasses", "suspenders", "tights", "tongs", "trousers", "tweezers", "underdrawers", "women",
  ]
}
