/// A word that names an object of the table in one of its senses only, and how its context decides.
struct AmbiguousWord: Equatable {
  /// What the word is taken for when it stands as a noun and no other word decides.
  enum Otherwise: Equatable {
    case certain
    case resolved
    case ambiguous
  }

  /// The word, singular; may be several words.
  var name: String
  /// The object that it may mean.
  var object: String
  /// Words of the same sentence that speak for the object.
  var confirming: Set<String> = []
  /// Words of the same sentence that speak against it.
  var denying: Set<String> = []
  /// Whether it is no object when a noun follows: "a remote village", "an orange shirt".
  var isAdjective = false
  /// Whether it is no object after "to" and the like: "to bear".
  var isVerb = false
  var otherwise = Otherwise.ambiguous

  /// All of them.
  static let all: [AmbiguousWord] = [
    AmbiguousWord(
      name: "glass", object: "wine glass", confirming: wineWords, denying: spectacleWords,
      isAdjective: true),
    AmbiguousWord(name: "orange", object: "orange", isAdjective: true),
    AmbiguousWord(
      name: "mouse", object: "mouse", confirming: computerWords,
      denying: ["cat", "cheese", "fur", "tail", "rodent", "mickey", "trap", "animal", "toy"]),
    AmbiguousWord(name: "remote", object: "remote", isAdjective: true, otherwise: .resolved),
    AmbiguousWord(
      name: "table", object: "dining table", confirming: diningWords),
    AmbiguousWord(name: "desk", object: "dining table"),
    AmbiguousWord(name: "coffee table", object: "dining table"),
    AmbiguousWord(name: "side table", object: "dining table"),
    AmbiguousWord(name: "end table", object: "dining table"),
    AmbiguousWord(name: "stool", object: "chair"),
    AmbiguousWord(name: "bar stool", object: "chair"),
    AmbiguousWord(name: "seat", object: "chair"),
    AmbiguousWord(
      name: "turkey", object: "bird",
      confirming: ["wild", "flock", "feather", "feathers", "bird", "birds", "beak", "walking"],
      denying: [
        "sandwich", "roast", "roasted", "slice", "slices", "sliced", "ham", "meat", "cheese",
        "dinner", "thanksgiving", "plate", "breast", "lettuce", "carving",
      ]),
    AmbiguousWord(
      name: "cub", object: "bear", confirming: ["bear", "bears"],
      denying: ["lion", "lions", "tiger", "tigers", "fox", "scout", "wolf"]),
    AmbiguousWord(
      name: "bow", object: "tie", confirming: ["suit", "tuxedo", "collar", "neck"],
      denying: ["boat", "ship", "arrow", "ribbon", "hair", "archer", "gift"]),
    AmbiguousWord(
      name: "bat", object: "baseball bat", confirming: baseballWords,
      denying: ["cave", "wings", "wing", "hanging", "animal"]),
    AmbiguousWord(
      name: "glove", object: "baseball glove", confirming: baseballWords, denying: gloveWords),
    AmbiguousWord(
      name: "mitt", object: "baseball glove", confirming: baseballWords, denying: gloveWords),
    AmbiguousWord(
      name: "pitcher", object: "person", confirming: baseballWords,
      denying: ["water", "juice", "milk", "lemonade", "beer", "glass", "pouring", "filled"]),
    AmbiguousWord(name: "patient", object: "person", isAdjective: true, otherwise: .resolved),
    AmbiguousWord(name: "male", object: "person", isAdjective: true, otherwise: .resolved),
    AmbiguousWord(name: "female", object: "person", isAdjective: true, otherwise: .resolved),
    AmbiguousWord(name: "walker", object: "person"),
    AmbiguousWord(
      name: "computer", object: "laptop", denying: ["desktop", "tower"], isAdjective: true),
    AmbiguousWord(name: "desktop computer", object: "laptop", denying: ["desktop"]),
    AmbiguousWord(name: "notebook", object: "book"),
    AmbiguousWord(name: "bagel", object: "donut"),
    AmbiguousWord(name: "pancake", object: "cake"),
    AmbiguousWord(name: "wallet", object: "handbag"),
    AmbiguousWord(name: "briefcase", object: "suitcase"),
    AmbiguousWord(name: "vessel", object: "boat"),
    AmbiguousWord(name: "liner", object: "boat"),
    AmbiguousWord(name: "pontoon", object: "boat"),
    AmbiguousWord(name: "trolley", object: "bus"),
    AmbiguousWord(name: "recliner", object: "couch"),
    AmbiguousWord(name: "ram", object: "sheep"),
    AmbiguousWord(name: "mustang", object: "horse"),
    AmbiguousWord(name: "sub", object: "sandwich"),
    AmbiguousWord(name: "toaster oven", object: "oven"),
    AmbiguousWord(name: "piano keyboard", object: "keyboard"),
    AmbiguousWord(name: "bear", object: "bear", isVerb: true, otherwise: .certain),
    AmbiguousWord(name: "sink", object: "sink", isVerb: true, otherwise: .certain),
    AmbiguousWord(name: "duck", object: "bird", isVerb: true, otherwise: .certain),
    AmbiguousWord(name: "book", object: "book", isVerb: true, otherwise: .certain),
    AmbiguousWord(name: "bowl", object: "bowl", isVerb: true, otherwise: .certain),
    AmbiguousWord(name: "train", object: "train", isVerb: true, otherwise: .certain),
    AmbiguousWord(name: "ski", object: "skis", isVerb: true, otherwise: .certain),
    AmbiguousWord(name: "tie", object: "tie", isVerb: true, otherwise: .certain),
    AmbiguousWord(name: "bike", object: "bicycle", isVerb: true, otherwise: .certain),
    AmbiguousWord(name: "phone", object: "cell phone", isVerb: true, otherwise: .certain),
    AmbiguousWord(name: "monitor", object: "tv", isVerb: true, otherwise: .certain),
  ]

  private static let wineWords: Set = ["wine", "champagne", "wineglass", "vineyard"]
  private static let spectacleWords: Set = [
    "wearing", "wears", "wear", "worn", "eyes", "nose", "lens", "lenses", "spectacles", "pair",
  ]
  private static let computerWords: Set = [
    "computer", "computers", "keyboard", "keyboards", "laptop", "laptops", "monitor", "monitors",
    "desk", "wireless", "desktop", "screen", "pc",
  ]
  private static let diningWords: Set = [
    "dining", "dinner", "lunch", "breakfast", "meal", "food", "eat", "eating", "restaurant",
    "plate",
    "plates", "dish", "dishes", "pizza", "pizzas", "sandwich", "sandwiches", "cake", "bowl",
    "bowls",
    "fork", "forks", "wine", "napkin", "napkins", "salad", "silverware", "utensils",
  ]
  private static let baseballWords: Set = [
    "baseball", "batter", "catcher", "umpire", "mound", "pitch", "pitching", "swing", "swinging",
    "ball", "base", "softball", "inning", "player", "players",
  ]
  private static let gloveWords: Set = [
    "oven", "winter", "snow", "ski", "skiing", "boxing", "rubber",
  ]
}
