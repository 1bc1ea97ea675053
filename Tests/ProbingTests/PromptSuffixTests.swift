import Probing
import Testing

@Suite struct PromptSuffixTests {
  @Test(
    "a suffix follows the question and changes nothing else",
    arguments: [
      ("none", "Is there a dog in the image?"),
      (
        "single-word",
        "Is there a dog in the image?\nAnswer the question using a single word or phrase."
      ),
      ("yes-or-no", "Is there a dog in the image?\nPlease answer yes or no."),
      (
        "yes-or-no-only",
        "Is there a dog in the image?\nPlease answer YES or NO without an explanation."
      ),
      ("dash-b", "Is there a dog in the image? Please answer only with yes or no."),
    ])
  func follows(name: String, prompt: String) throws {
    let suffix = try #require(PromptSuffixes.suffix(named: name))
    #expect(suffix.name == name)
    #expect(suffix.apply(to: "Is there a dog in the image?") == prompt)
    #expect(suffix.apply(to: " dog ") == " dog " + suffix.text)
  }

  @Test func everySuffixIsFoundByItsName() {
    #expect(
      PromptSuffixes.all.map(\.name)
        == ["none", "single-word", "yes-or-no", "yes-or-no-only", "dash-b"])
    #expect(Set(PromptSuffixes.all.map(\.text)).count == PromptSuffixes.all.count)
    for suffix in PromptSuffixes.all {
      #expect(PromptSuffixes.suffix(named: suffix.name) == suffix)
      #expect(!suffix.source.isEmpty)
    }
    #expect(PromptSuffixes.suffix(named: "None") == nil)
  }
}
