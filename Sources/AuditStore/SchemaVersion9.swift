/// The ninth schema: findings in a table of their own, `finding_row`, which ``FindingRowTable`` makes from what
/// `findings_view` is by then.
let schemaVersion9 = """
  PRAGMA user_version = 9;
  """
