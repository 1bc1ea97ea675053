import Attribution
import AuditStore
import Auditing
import Imaging
import Probing
import ProbeFiles

/// Where the explained objects of an audit are, and how the explanations point at them.
struct PointingTruth {
  private let annotations: CocoAnnotations
  private let log: AuditLog
  private let subjects: [Int64: Subject]
  /// How the audit made its images fit, and so where in them the annotated places are; nil as they were.
  private let fitting: PictureFitting?

  /// What the map of a finding should point at: a planted cause, else an object.
  private struct Subject {
    let imageName: String
    let causeID: Int?
    let object: String?
  }

  /// Prepares the findings of an audit.
  ///
  /// - Throws: `LogError`.
  init(_ annotations: CocoAnnotations, audit: AuditRecord, log: AuditLog) throws(LogError) {
    self.annotations = annotations
    self.log = log
    let probes = Dictionary(
      uniqueKeysWithValues: try log.probes(ofAudit: audit.id).map { ($0.id, $0.probe) })
    var subjects: [Int64: Subject] = [:]
    for finding in try log.findings(ofAudit: audit.id) {
      guard let probe = probes[finding.probeID] else { continue }
      var object = probe.object
      if let targetID = finding.targetID, let target = try log.target(id: targetID),
        target.level == .word
      {
        object = target.said
      }
      subjects[finding.id] = Subject(
        imageName: probe.imageName, causeID: probe.planted?.causeAnnotationID, object: object)
    }
    self.subjects = subjects
    fitting = (try? AuditSettings(canonicalText: audit.manifest.settings))?.pictureFitting
  }

  /// The scores of each explanation; empty ones where the annotations know nothing of its object.
  ///
  /// - Throws: `LogError`.
  func scores(of figures: [ExplanationFigures]) throws(LogError) -> [PointingScores] {
    var scores: [PointingScores] = []
    for figure in figures { scores.append(try self.scores(of: figure)) }
    return scores
  }

  private func scores(of figure: ExplanationFigures) throws(LogError) -> PointingScores {
    var scores = PointingScores()
    guard let labels = try log.labelMap(digest: figure.labelMapDigest)?.labelMap,
      let subject = subjects[figure.findingID]
    else { return scores }
    let objects = objects(of: subject)
    let scale = scale(ofImage: subject.imageName)
    let boxes = objects.compactMap {
      Self.box($0.box, scale, width: labels.width, height: labels.height)
    }
    let inBox = Self.union(boxes, width: labels.width, height: labels.height)
    // A mask is of the picture as it was: one that was scaled has none.
    let masks =
      fitting?.longestSide != nil
      ? []
      : objects.compactMap(\.mask)
        .filter { fits($0, labels) }
    var inMask = Array(repeating: false, count: labels.width * labels.height)
    for mask in masks {
      for (pixel, isInside) in mask.pixels().enumerated() where isInside {
        inMask[pixel / mask.width * labels.width + pixel % mask.width] = true
      }
    }
    let ours = figure.explanation.map(over: labels, showing: .gain)
    let reference = figure.explanation.referenceMap(over: labels)
    if !boxes.isEmpty {
      scores[.box] = PointingGame.score(map: ours, inside: inBox, rule: .strict)
      scores[.referenceBox] =
        reference.map { PointingGame.score(map: $0, inside: inBox, rule: .reference) } ?? 0
    }
    if !masks.isEmpty {
      scores[.mask] = PointingGame.score(map: ours, inside: inMask, rule: .strict)
      scores[.referenceMask] =
        reference.map { PointingGame.score(map: $0, inside: inMask, rule: .reference) } ?? 0
    }
    return scores
  }

  /// Whether a mask is of the picture that the labels divide, or of the part of it that is not padding.
  private func fits(_ mask: RunLengthMask, _ labels: LabelMap) -> Bool {
    fitting?.isSquare == true
      ? max(mask.width, mask.height) == labels.width && labels.width == labels.height
      : mask.width == labels.width && mask.height == labels.height
  }

  private func scale(ofImage name: String) -> (x: Double, y: Double) {
    guard let fitting, let image = annotations.image(named: name) else { return (1, 1) }
    return fitting.scale(width: image.width, height: image.height)
  }

  private func objects(of subject: Subject) -> [CocoAnnotations.Annotation] {
    if let cause = subject.causeID.flatMap(annotations.annotation) { return [cause] }
    return annotations.annotations(ofImage: subject.imageName).filter {
      $0.category == subject.object
    }
  }

  /// Left, top, width and height, cut to the picture; nil when nothing of it is inside.
  private static func box(
    _ box: [Double], _ scale: (x: Double, y: Double), width: Int, height: Int
  ) -> PixelBox? {
    guard box.count == 4, box.allSatisfy(\.isFinite) else { return nil }
    let box = [box[0] * scale.x, box[1] * scale.y, box[2] * scale.x, box[3] * scale.y]
    let left = max(0, min(box[0], Double(width)))
    let top = max(0, min(box[1], Double(height)))
    let right = max(left, min(box[0] + box[2], Double(width)))
    let bottom = max(top, min(box[1] + box[3], Double(height)))
    let columns = Int(left)..<Int(right.rounded(.up))
    let rows = Int(top)..<Int(bottom.rounded(.up))
    return columns.isEmpty || rows.isEmpty ? nil : PixelBox(columns: columns, rows: rows)
  }

  private static func union(_ boxes: [PixelBox], width: Int, height: Int) -> [Bool] {
    var inside = Array(repeating: false, count: width * height)
    for box in boxes {
      for y in box.rows { for x in box.columns { inside[y * width + x] = true } }
    }
    return inside
  }
}
