import Foundation
import GRDB
public import Imaging
public import ModelAPI

extension AuditLog {
  /// The number of a model, which is entered when the log does not know it.
  public func modelID(of model: ModelIdentity) throws(LogError) -> Int64 {
    try write { db in try Self.modelID(of: model, in: db) }
  }

  static func modelID(of model: ModelIdentity, in db: Database) throws -> Int64 {
    let names: StatementArguments = [model.name.storable, model.fingerprint.storable]
    try db.executeCached(
      sql: "INSERT INTO model (name, fingerprint) VALUES (?, ?) ON CONFLICT DO NOTHING",
      arguments: names)
    let isNew = db.changesCount == 1
    guard
      let id = try Int64.fetchOne(
        db.cachedStatement(sql: "SELECT id FROM model WHERE name = ? AND fingerprint = ?"),
        arguments: names)
    else { throw Refusal.unknown("model") }
    if isNew { try db.chain(recorded: "model", RowKey(.number(id))) }
    return id
  }

  /// Records an image, once: what was kept of it first is what is kept.
  ///
  /// - Throws: ``LogError`` with `conflict` when the digest stands for an image of another size.
  public func record(image: StoredImage) throws(LogError) {
    try write { db in
      try db.executeCached(
        sql: """
          INSERT INTO image (digest, width, height, png, kept) VALUES (?, ?, ?, ?, ?)
          ON CONFLICT DO NOTHING
          """,
        arguments: [
          image.digest, image.width, image.height, Data(image.png),
          image.kept == .full ? nil : image.kept.rawValue,
        ])
      guard db.changesCount == 0 else {
        return try db.chain(recorded: "image", RowKey(.text(image.digest)))
      }
      // The size only: another libpng may write the same pixels as other bytes.
      let row = try Row.fetchOne(
        db, sql: "SELECT width, height FROM image WHERE digest = ?", arguments: [image.digest])
      guard row?["width"] == image.width, row?["height"] == image.height else {
        throw Refusal.conflict("image of this digest")
      }
    }
  }

  /// The image of this digest, or nil when the log does not hold it.
  public func image(digest: String) throws(LogError) -> StoredImage? {
    try read { db in
      let row = try Row.fetchOne(
        db, sql: "SELECT * FROM image WHERE digest = ?", arguments: [digest])
      return try row.map { row in
        StoredImage(
          digest: digest, width: try row.value("width"), height: try row.value("height"),
          png: try row.bytes("png"), kept: try row.wordIfAny("kept") ?? .full)
      }
    }
  }

  /// The size of the image of this digest and what is kept of it, without its bytes; nil when the log does not know it.
  public func imageSize(
    digest: String
  ) throws(LogError) -> (width: Int, height: Int, kept: StoredImage.Kept)? {
    try read { db in
      try Row.fetchOne(
        db.cachedStatement(sql: "SELECT width, height, kept FROM image WHERE digest = ?"),
        arguments: [digest]
      ).map { row in
        (
          width: try row.value("width"), height: try row.value("height"),
          kept: try row.wordIfAny("kept") ?? .full
        )
      }
    }
  }

  /// How many pictures of an audit are not kept whole.
  public func unkeptImageCount(ofAudit id: Int64) throws(LogError) -> Int {
    try read { db in
      try Int.fetchOne(
        db,
        sql: """
          SELECT count(*) FROM image WHERE kept IS NOT NULL
            AND digest IN (SELECT image_digest FROM probe WHERE audit_id = ?)
          """,
        arguments: [id]) ?? 0
    }
  }

  /// Records an image's regions, once.
  ///
  /// - Parameters:
  ///   - labelMap: The regions.
  ///   - digest: The digest of the size and the labels, in hexadecimal.
  ///   - method: How they were made, for example `slico-connected/64`.
  /// - Throws: ``LogError`` with `conflict` when the digest stands for other regions.
  public func record(labelMap: LabelMap, digest: String, method: String) throws(LogError) {
    try write { db in
      let labels = Data(labelMap.encodedRuns)
      try db.executeCached(
        sql: """
          INSERT INTO label_map (digest, width, height, region_count, method, labels)
          VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
          """,
        arguments: [
          digest, labelMap.width, labelMap.height, labelMap.regionCount, method, labels,
        ])
      guard db.changesCount == 0 else {
        return try db.chain(recorded: "label_map", RowKey(.text(digest)))
      }
      // Two methods may well make the same regions: the one that came first stays named.
      let row = try Row.fetchOne(
        db, sql: "SELECT width, labels FROM label_map WHERE digest = ?", arguments: [digest])
      guard row?["width"] == labelMap.width, row?["labels"] == labels else {
        throw Refusal.conflict("label map of this digest")
      }
    }
  }

  /// The regions of this digest, or nil when the log does not hold them.
  public func labelMap(digest: String) throws(LogError) -> StoredLabelMap? {
    try read { db in
      let row = try Row.fetchOne(
        db, sql: "SELECT * FROM label_map WHERE digest = ?", arguments: [digest])
      guard let row else { return nil }
      guard
        let labelMap = LabelMap(
          width: try row.value("width"), height: try row.value("height"),
          regionCount: try row.value("region_count"), encodedRuns: try row.bytes("labels"))
      else { throw Refusal.unreadable("label_map.labels") }
      return StoredLabelMap(digest: digest, method: try row.value("method"), labelMap: labelMap)
    }
  }
}
