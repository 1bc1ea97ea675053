/// A table of replies: VLMEvalKit's predictions, or any other with a column for the reply.
enum ReplyTable {
  /// The rows under the header, or nil for a content that is no table of replies.
  static func rows(_ content: ArraySlice<UInt8>, file: String) -> [Read<ReplyRecord>]? {
    guard let first = content.first(where: { !isSpace($0) }), !"[{".utf8.contains(first) else {
      return nil
    }
    let body = content.drop(while: isSpace)
    let firstLine = body.prefix { $0 != UInt8(ascii: "\n") }
    guard firstLine.count <= 1 << 16, !firstLine.contains(0) else { return nil }
    let delimiter = [UInt8(ascii: "\t"), UInt8(ascii: ",")].max { one, other in
      firstLine.count { $0 == one } < firstLine.count { $0 == other }
    }
    guard let delimiter else { return nil }
    let records = CSVRecords.split(content, delimiter: delimiter)
    guard let header = records.first, header.fault == nil else { return nil }
    let names = header.fields.map(ColumnMap.folded)
    guard !Set(names).isDisjoint(with: ReplyRecord.replyColumns), Set(names).count == names.count
    else { return nil }
    return FieldRows.rows(records.dropFirst(), header: names, file: file).map { row in
      switch row {
      case .problem(let problem): .problem(problem)
      case .value(let row): .value(ReplyRecord(row))
      }
    }
  }
}
