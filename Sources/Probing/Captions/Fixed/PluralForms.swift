/// The singulars that an English plural may have; the table then tells which of them is a word.
///
/// Asking the table keeps "bus" from losing its s and gives "ties" its "tie", which no suffix rule can know.
enum PluralForms {
  /// The word itself, then its possible singulars, the likelier first.
  static func singulars(of word: String) -> [String] {
    if let singular = irregular[word] { return [word, singular] }
    var forms = [word]
    guard word.utf8.count > 3, word.utf8.last == UInt8(ascii: "s") else { return forms }
    forms.append(String(word.dropLast()))
    if word.hasSuffix("es") { forms.append(String(word.dropLast(2))) }
    if word.hasSuffix("ies") { forms.append(word.dropLast(3) + "y") }
    if word.hasSuffix("ves") {
      forms.append(word.dropLast(3) + "f")
      forms.append(word.dropLast(3) + "fe")
    }
    return forms
  }

  private static let irregular: [String: String] = [
    "men": "man", "women": "woman", "children": "child", "people": "person",
    "policemen": "policeman",
    "firemen": "fireman", "gentlemen": "gentleman", "servicemen": "serviceman",
    "policewomen": "policewoman", "geese": "goose", "mice": "mouse", "oxen": "ox", "calves": "calf",
    "knives": "knife", "pocketknives": "pocketknife", "puppies": "puppy", "lorries": "lorry",
  ]
}
