/// What an audit without any fault comes to, and which requests it sends how often.
struct Undisturbed: Sendable {
  let contents: AuditContents
  let requests: [String: Int]
  var requestCount: Int { requests.values.reduce(0, +) }
}
