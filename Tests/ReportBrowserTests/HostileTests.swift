import AuditStore
import Foundation
import Probing
import Testing

@testable import ReportSamples
@testable import Reporting

extension InBrowser {
  /// What others wrote, in a real browser's hands.
  @Suite("hostile texts") struct HostileTests {
    let stage: Stage

    init() throws { stage = try .current }

    /// What a page is made of, and whatever in it could act.
    private struct Anatomy: Decodable, Equatable {
      /// Every element with the names of its attributes.
      var bones: [String]
      /// Attributes and addresses that run or lead away.
      var arms: [String]
      /// Whether a text ran.
      var isPwned: Bool
      /// Dialogs and broken rules.
      var calls: [String]
    }

    /// Where the pages of a folder may lead.
    private static let folderAddresses =
      #"^(?:#(?:main|page=[0-9]+)?$|#region-[0-9]+$|style\.css$|[a-z]+\.js$|images\/[0-9a-z]+\.png$|(?:(?:log|later|before|after|\.\.)\/)*[a-z]+(?:-[0-9a-f]+)?\.html|data:image\/svg)"#

    /// Where a single file may lead: to its own parts.
    private static let fileAddresses = #"^(?:$|#|data:image\/(?:png;base64|svg\+xml),)"#

    private static func anatomy(leadingTo addresses: String) -> String {
      """
      (() => {
        const all = [...document.querySelectorAll("*")];
        for (const name of ["load", "error", "focus", "mouseover", "pointerenter", "toggle", "animationstart"])
          for (const element of all) element.dispatchEvent(new Event(name));
        const arms = all.flatMap(element => [...element.attributes].filter(attribute =>
          attribute.name.startsWith("on") || ["style", "srcdoc", "formaction", "ping"].includes(attribute.name)
            || ["href", "src", "action", "data", "xlink:href"].includes(attribute.name)
              && !/\(addresses)/.test(attribute.value))
          .map(attribute => `${element.tagName} ${attribute.name}=${attribute.value}`));
        return {
          bones: all.map(element => `${element.tagName} ${[...element.attributes].map(a => a.name)}`),
          arms,
          isPwned: "hallux_pwned" in globalThis,
          calls: globalThis.halluxCalls,
        };
      })()
      """
    }

    /// The texts, some at a time: one that got out shows, whatever stands beside it.
    private static let groups = stride(from: 0, to: HostileTexts.all.count, by: 12).map { start in
      HostileTexts.all[start..<min(start + 12, HostileTexts.all.count)].joined(separator: " ")
    }

    /// Texts that work only where a field begins or ends with them.
    private static let loners = HostileTexts.addresses + HostileTexts.breaks

    @Test("do nothing in any field of a finding but stand there to be read")
    func findings() async throws {
      try await stage.browser.withTab { tab in
        let harmless = try report(of: "word", named: "harmless")[2]
        let bones = try await anatomy(of: harmless.page, in: tab).bones
        for (number, text) in Self.loners.enumerated() {
          let page = try report(of: text, named: "hostile-\(number)")[2]
          try await expectInert(page.page, bones, "\(text)", in: tab)
        }
      }
    }

    @Test("do nothing on any page")
    func pages() async throws {
      try await stage.browser.withTab { tab in
        var bones: [[String]] = []
        for page in try report(of: "word", named: "harmless-all", comparing: true) {
          bones.append(try await anatomy(of: page.page, in: tab).bones)
        }
        for (number, text) in Self.groups.enumerated() {
          let pages = try report(of: text, named: "hostile-all-\(number)", comparing: true)
          for (page, bones) in zip(pages, bones) {
            try await expectInert(page.page, bones, "\(page.name): \(text)", in: tab)
          }
        }
      }
    }

    /// Opens a page and sees that it is made of what the harmless one is made of, and that nothing happens.
    private func expectInert(
      _ page: URL, _ bones: [String], _ what: Comment, in tab: Tab,
      leadingTo addresses: String = folderAddresses
    ) async throws {
      let anatomy = try await anatomy(of: page, in: tab, leadingTo: addresses)
      #expect(anatomy.bones == bones, what)
      #expect(anatomy.arms == [], what)
      #expect(!anatomy.isPwned, what)
      #expect(anatomy.calls == [], what)
      #expect(tab.complaints == [], what)
      let folder = page.deletingLastPathComponent().absoluteString
      let strays = tab.requests.filter {
        !$0.hasPrefix(folder) && !$0.hasPrefix("data:image/svg+xml,")
          && !$0.hasPrefix("data:image/png;base64,")
      }
      #expect(strays == [], what)
    }

    @Test("do nothing in a report of one file")
    func singleFiles() async throws {
      try await stage.browser.withTab { tab in
        let addresses = Self.fileAddresses
        let bones = try await anatomy(
          of: singleFile(of: "word"), in: tab, leadingTo: addresses
        ).bones
        for text in Self.groups + Self.loners {
          try await expectInert(
            singleFile(of: text), bones, "\(text)", in: tab, leadingTo: addresses)
        }
      }
    }

    @Test("do nothing in captions")
    func captions() async throws {
      let templates = try TemplateSet.builtIn()
      try await stage.browser.withTab { tab in
        // What was cut and what was added depends on the words, but is one element each.
        let isChange = { (bone: String) in bone.hasPrefix("INS") || bone.hasPrefix("DEL") }
        let bones = try await caption("word", templates, in: tab).bones.filter { !isChange($0) }
        for text in Self.groups {
          let anatomy = try await caption(text, templates, in: tab)
          #expect(anatomy.bones.filter { !isChange($0) } == bones, "\(text)")
          #expect(anatomy.arms == [] && !anatomy.isPwned && anatomy.calls == [], "\(text)")
          #expect(tab.complaints == [], "\(text)")
        }
      }
    }

    /// Puts the page of a caption full of a text beside the sample's.
    private func caption(_ text: String, _ templates: TemplateSet, in tab: Tab) async throws
      -> Anatomy
    {
      var caption = SampleCaption.caption(" There is a bowl. \(text) A spoon. A knife.")
      caption.rewritten[0].text = " " + text
      caption.rewritten[0].record.fate = .replaced(by: text)
      caption.mentions[0].object = text
      caption.mentions[1].words = text
      let (report, finding) = SampleCaption(caption: caption).pages
      let values = FindingPage(report: report, finding: finding, position: 0).values
      let page = stage.reports.folder.appendingPathComponent("captions/\(UUID().uuidString).html")
      try templates.render("finding.html", values).write(
        to: page, atomically: false, encoding: .utf8)
      return try await anatomy(of: page, in: tab)
    }

    @Test("would be told of, if one ran")
    func told() async throws {
      let page = stage.reports.folder.appendingPathComponent("pwned.html")
      let text = "<img src=x onerror=hallux_pwned=alert(1) style=top:0><img src=//x.example/x>"
      try "<!DOCTYPE html><title>x</title>\(text)".write(
        to: page, atomically: true, encoding: .utf8)
      try await stage.browser.withTab { tab in
        let anatomy = try await anatomy(of: page, in: tab)
        #expect(anatomy.isPwned)
        #expect(anatomy.calls == ["alert(1)", "alert(1)"])
        #expect(anatomy.arms.count == 4)
        #expect(tab.requests.contains { $0.hasSuffix("x.example/x") })
        #expect(tab.complaints.contains { $0.hasPrefix("log: ") })
      }
    }

    /// Opens a page and looks into it.
    private func anatomy(
      of page: URL, in tab: Tab, leadingTo addresses: String = folderAddresses
    ) async throws -> Anatomy {
      try await tab.open(page)
      return try await tab.evaluate(Self.anatomy(leadingTo: addresses))
    }

    /// Writes the report of a log full of a text as one file.
    private func singleFile(of text: String) throws -> URL {
      let log = try SampleLog(text: text)
      let file = stage.reports.folder.appendingPathComponent("\(UUID().uuidString).html")
      _ = try ReportWriter(log: log.log, templates: nil, bootstrapSeed: 7).write(
        audit: log.audit, to: .file(file, limit: nil)
      ) { _ in }
      return file
    }

    /// Writes the report and the comparison of logs full of a text: every page by its name.
    private func report(of text: String, named name: String, comparing: Bool = false) throws -> [(
      name: String, page: URL
    )] {
      let log = try SampleLog(text: text)
      try stage.reports.write(log, to: name)
      let folder = stage.reports.folder.appendingPathComponent(name)
      let compared = stage.reports.folder.appendingPathComponent(name + "-compared")
      if comparing {
        let later = try SampleLog(text: text, answers: [.no, .yes, .yes])
        _ = try ComparisonWriter(templates: nil, version: "0.1.0", usesMid: false).write(
          SampleReports.comparison(log, later), to: compared, reports: nil)
      }
      return ["index.html", "findings.html", "finding-1.html"].map {
        ($0, folder.appendingPathComponent($0))
      } + [("comparison", compared.appendingPathComponent("index.html"))]
    }
  }
}
