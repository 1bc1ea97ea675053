/// What makes two rows of different files the same probe, however each file spells it.
///
/// Images are compared by the last part of their names, those of COCO by their number, so that
/// `val2014/COCO_val2014_000000310196.jpg` and `COCO_val2014_000000310196` agree. Questions are compared
/// without regard to case, runs of spaces and POPE's slip "imange".
struct ProbeKey: Hashable {
  let image: String
  let question: String

  init(imageName: String, question: String) {
    let name = imageName.split(separator: "/").last.map(String.init) ?? imageName
    image = COCOImageName(name).map { "COCO \($0.id)" } ?? name
    self.question = question.lowercased().split(whereSeparator: \.isWhitespace)
      .map { $0.hasPrefix("imange") ? "image" + $0.dropFirst("imange".count) : String($0) }
      .joined(separator: " ")
  }
}
