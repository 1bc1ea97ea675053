public import ModelAPI

extension ModelIdentity {
  /// The key under which a log holds what was found out about this model's server.
  ///
  /// It is another one for other weights, and for another set of checks: what an older version did not ask is not
  /// known.
  ///
  /// - Parameter examination: What names the set of checks.
  /// - Returns: A digest, in hexadecimal.
  public func serverReportKey(examination: String) -> String {
    ContentKey.digest("server-report", name, fingerprint, examination)
  }
}
