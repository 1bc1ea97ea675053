import AuditStore
import Probing
import Testing

@testable import Reporting

@Suite struct ReportCommandsTests {
  @Test("the audit's command spells out every setting that decides the result")
  func audit() {
    let settings = LoggedSettings(
      json: #"{"fill":"black","regionCount":64,"rule":"hallux","search":"greedy","unknown":[1]}"#)
    #expect(
      ReportCommands(settings: settings).audit(model: "tiny-llava")
        == "hallux audit PROBES --model tiny-llava --rule hallux --regions 64 --fill black "
        + "--search greedy")
  }

  @Test("the commands have what pictures, regions and questions were made of")
  func everything() {
    let settings = LoggedSettings(
      json: #"""
        {"compactness":2.5,"minimumRegionSize":0.5,"pictureFitting":{"isSquare":true,"longestSide":336},
          "promptSuffix":"yes-or-no","rule":"hallux","scheme":"grid","target":"counter-token"}
        """#)
    let commands = ReportCommands(settings: settings)
    #expect(
      commands.audit(model: "m")
        == "hallux audit PROBES --model m --prompt-suffix yes-or-no --rule hallux --counter "
        + "--compactness 2.5 --min-region 0.5 --grid --square --resize 336")
    let probe = Probe(
      id: "1", imageName: "a.png", question: "Is it?", object: nil, label: nil)
    #expect(
      commands.explain(probe)
        == "hallux explain a.png --ask 'Is it?\nPlease answer yes or no.' --counter "
        + "--compactness 2.5 --min-region 0.5 --grid --square --resize 336")
    let imported = LoggedSettings(json: #"{"rule":"hallux","scheme":"imported"}"#)
    #expect(
      ReportCommands(settings: imported).audit(model: "m").hasSuffix("--label-maps MAPS"))
  }

  @Test("bundled probes need no file, some of the findings are named by their number")
  func bundled() {
    let settings = LoggedSettings(
      json: #"{"explained":"false-positives","explainedCount":2,"rule":"hallux"}"#)
    #expect(
      ReportCommands(settings: settings).audit(model: "tiny", isBundled: true)
        == "hallux audit --model tiny --rule hallux --explain top:2")
  }

  @Test("replies that were imported come from their file again")
  func imported() {
    let settings = LoggedSettings(json: #"{"imported":"lmms-eval","rule":"pope"}"#)
    #expect(
      ReportCommands(settings: settings).audit(model: "a b") == "hallux import FILE --model 'a b'")
  }

  @Test(
    "what others wrote is one word of the shell",
    arguments: [
      ("plain-name.png", "plain-name.png"), ("a b", "'a b'"), ("it's", "'it'\\''s'"),
      ("$(rm -rf x)", "'$(rm -rf x)'"), ("-flag", "./-flag"), ("", "''"),
      ("caf\u{E9}", "'caf\u{E9}'"),
      ("'\u{301}; id", "''\\''\u{301}; id'"),
    ])
  func quoting(text: String, word: String) {
    #expect(ReportCommands.quoted(text) == word)
  }

  @Test(
    "hosts and absolute paths are kept out",
    arguments: [
      ("http://user:key@gpu7.lab:8000/v1/chat refused", "the server refused"),
      ("connect to 10.1.2.3:8000 failed", "connect to the server failed"),
      ("localhost:8080 hung up", "the server hung up"),
      ("cannot read '/home/ann/images/a.png'", "cannot read 'a.png'"),
      ("answered 3/4 of it", "answered 3/4 of it"),
      ("cannot read '/data/Ann Lee/a b.png'", "cannot read 'a b.png'"),
      ("see /Users/Ann Lee/coco/a.jpg", "see a.jpg"),
      ("[fe80::1]:8000 hung up", "the server hung up"),
      ("/home/jane/a.png is cut off; see docs/x.md", "a.png is cut off; see docs/x.md"),
      ("/home/Ann Lee/a.png, then /mnt/my disk/b.png: gone", "a.png, then b.png: gone"),
    ])
  func redaction(text: String, redacted: String) {
    #expect(Redaction.message(text) == redacted)
  }

  @Test("an image's absolute path is shortened to its name; a relative one is kept")
  func imageNames() {
    #expect(Redaction.fileName("/data/coco/val2014/a.jpg") == "a.jpg")
    #expect(Redaction.fileName("C:\\data\\a.jpg") == "a.jpg")
    #expect(Redaction.fileName("val2014/a.jpg") == "val2014/a.jpg")
  }

  @Test("of an address only the last part of its path is kept")
  func addresses() {
    #expect(
      Redaction.fileName("https://bucket.lab/set/x.jpg?X-Amz-Signature=SECRET#top") == "x.jpg")
    #expect(Redaction.fileName("file:///x.jpg") == "x.jpg")
    for bare in ["https://gpu7.lab", "http://gpu7.lab:8000/", "s3://bucket?key=SECRET"] {
      #expect(Redaction.fileName(bare) == "the server")
    }
  }

  @Test("a query is told without the folders of what it asks for")
  func queries() throws {
    let query = try FindingQuery(
      parsing: "not (model = '/home/jane/llava' or image in ('/data/a.jpg', 'b.jpg')) "
        + "and image ~ 'https://gpu7.lab/c.jpg' and area < 0.5 and cause is missing order by area limit 3"
    )
    let told = try FindingQuery(
      parsing:
        "not (model = 'llava' or image in ('a.jpg', 'b.jpg')) and image ~ 'c.jpg' and area < 0.5 "
        + "and cause is missing order by area limit 3")
    #expect(Redaction.query(query) == told)
  }
}
