import Foundation

/// One event of the DevTools protocol.
struct TabEvent: Sendable {
  var name: String
  var details: JSONValue
}

extension Tab {
  /// The addresses of everything that was asked for.
  var requests: [String] {
    events.filter { $0.name == "Network.requestWillBeSent" }
      .compactMap { $0.details["request"]["url"].string }
  }

  /// What the browser complained about, in words.
  ///
  /// Messages, exceptions, dialogs and broken rules; where a page leads the window shows in the requests.
  var complaints: [String] {
    events.compactMap { event in
      let details = event.details
      switch event.name {
      case "Runtime.consoleAPICalled":
        return "console: \(details["args"].array.map { $0["value"].string ?? "" })"
      case "Runtime.exceptionThrown":
        let exception = details["exceptionDetails"]
        return "exception: \(exception["exception"]["description"].string ?? exception.words)"
      case "Log.entryAdded": return "log: \(details["entry"]["text"].string ?? "")"
      // That pictures load when they come into sight is wanted.
      case "Audits.issueAdded" where details["issue"]["code"] == "LazyLoadImageIssue": return nil
      // So is that a page keeps its state behind "#" without a person's touch, in a test.
      case "Audits.issueAdded"
      where details["issue"].words.contains("NavigationEntryMarkedSkippable"):
        return nil
      case "Page.frameScheduledNavigation" where details["url"].string?.contains("#") == true:
        return nil
      case "Audits.issueAdded": return "issue: \(details["issue"].words)"
      case "Page.javascriptDialogOpening": return "dialog: \(details["message"].string ?? "")"
      case "Page.windowOpen", "Page.downloadWillBegin":
        return "\(event.name): \(details["url"].string ?? "")"
      case "Inspector.targetCrashed": return "the page crashed"
      default: return nil
      }
    }
  }
}

extension JSONValue {
  /// The value as it would be written.
  fileprivate var words: String {
    (try? String(decoding: JSONEncoder.sorted.encode(self), as: UTF8.self)) ?? "?"
  }
}
