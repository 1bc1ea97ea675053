import Testing

@testable import Probing

@Suite struct QuestionWordingTests {
  @Test(
    "the article follows the sound",
    arguments: [
      ("spoon", "a"), ("apple", "an"), ("umbrella", "an"), ("unicycle", "a"), ("uniform", "a"),
      ("ukulele", "a"), ("utensil", "a"), ("urinal", "a"), ("urn", "an"), ("ewer", "a"),
      ("euphonium", "a"), ("eclair", "an"), ("hourglass", "an"), ("herb", "an"), ("heron", "a"),
      ("honey", "a"), ("houseboat", "a"), ("honest man", "an"), ("hot-air balloon", "a"),
      ("CD player", "a"), ("MP3 player", "an"), ("TV", "a"), ("tv", "a"), ("X-ray", "an"),
      ("T-shirt", "a"), ("iPod", "an"), ("Ferris wheel", "a"), ("one-piece", "a"), ("onion", "an"),
      ("elephant", "an"), ("underdog", "an"), ("uninflated ball", "an"), ("8-ball", "an"),
      ("used car", "a"), ("usher", "an"), ("ottoman", "an"), ("yacht", "a"), ("", "a"),
    ])
  func article(noun: String, article: String) {
    #expect(English.indefiniteArticle(before: noun) == article)
  }

  @Test(
    "a noun without a singular is asked in the plural, and read back",
    arguments: ["scissors", "skis", "sunglasses", "people", "short pants", "brussels sprouts"])
  func plural(noun: String) {
    let question = QuestionWording.standard.question(about: noun)
    #expect(question == "Are there any \(noun) in the image?")
    #expect(Probe.object(ofQuestion: question) == noun)
  }

  @Test(
    "a noun that only ends like a plural is asked in the singular, and read back",
    arguments: ["bus", "tennis racket", "glass", "octopus", "wine glass", "apple", "camera lens"])
  func singular(noun: String) {
    let question = QuestionWording.standard.question(about: noun)
    #expect(question.hasPrefix("Is there a"))
    #expect(Probe.object(ofQuestion: question) == noun)
  }

  @Test func popesGrammarGoesByTheLetter() {
    #expect(
      ["unicycle", "hourglass", "scissors", "Apple"].map(QuestionWording.pope.question) == [
        "Is there an unicycle in the image?", "Is there a hourglass in the image?",
        "Is there a scissors in the image?", "Is there a Apple in the image?",
      ])
  }

  @Test func aTemplateOfOnesOwnKeepsItsWords() throws {
    let see = try #require(QuestionWording(template: "Can you see {a} {object} here? Yes or no."))
    #expect(see.question(about: "owl") == "Can you see an owl here? Yes or no.")
    #expect(see.question(about: "skis") == "Can you see any skis here? Yes or no.")
    let there = try #require(QuestionWording(template: "Look: is there {a} {object}?"))
    #expect(there.question(about: "skis") == "Look: are there any skis?")
    let bare = try #require(QuestionWording(template: "{object}?"))
    #expect(bare.question(about: "{a}") == "{a}?")
  }

  @Test(
    "a template without its place is refused",
    arguments: ["", "Is there {a} cat?", "{object} {}", "{object}}"])
  func wrongTemplate(template: String) {
    #expect(QuestionWording(template: template) == nil)
  }
}

@Suite struct PlainNamesTests {
  @Test("names that differ in case alone are one object in a question, and are left out")
  func caseAlone() {
    let names = PlainNames(["Cat", "dog", "cat"])
    #expect(names.names == [nil, "dog", nil])
    #expect(names.collisions == [PlainNames.Collision(words: "Cat", categories: ["Cat", "cat"])])
  }

  @Test func underscoresAndParenthesesGo() {
    let names = PlainNames([
      "pepper_mill", "fire_hydrant", "chicken_(animal)", "traffic light",
      "monitor_(computer_equipment) computer_monitor", "(odd)",
    ])
    #expect(
      names.names == [
        "pepper mill", "fire hydrant", "chicken", "traffic light", "monitor", "(odd)",
      ])
    #expect(names.collisions.isEmpty)
  }

  @Test func categoriesThatCannotBeToldApartHaveNoWords() {
    let names = PlainNames([
      "bow_(weapon)", "cat", "bow_(decorative_ribbons)", "fish", "fish_(food)",
    ])
    #expect(names.names == [nil, "cat", nil, nil, nil])
    #expect(
      names.collisions == [
        PlainNames.Collision(
          words: "bow", categories: ["bow_(weapon)", "bow_(decorative_ribbons)"]),
        PlainNames.Collision(words: "fish", categories: ["fish", "fish_(food)"]),
      ])
  }
}
