/// The orders that the first round gives: by leave-one-out, by leave-one-in, and by their sum.
///
/// All three are worth a try on both sides: where any piece of the evidence suffices, every leave-one-out is
/// flat and leave-one-in tells the pieces; where every piece is needed, it is the other way around. Among
/// equals the lowest number is first.
struct Rankings: Sendable {
  /// By how far the margin falls without the region.
  let leaveOneOut: StartOrder
  /// By the margin of the region alone.
  let leaveOneIn: StartOrder
  /// By the sum of both.
  let contrast: StartOrder

  init(_ round: FirstRound, for test: FlipTest) {
    let alone = round.alone.map(\.margin)
    let without = round.without.map { -$0.margin }
    func order(_ name: String, by score: [Double]) -> StartOrder {
      StartOrder(
        name: name, regions: score.indices.sorted { (score[$1], $0) < (score[$0], $1) }
      ).allowed(by: test)
    }
    leaveOneOut = order("leave-one-out", by: without)
    leaveOneIn = order("leave-one-in", by: alone)
    contrast = order("contrast", by: zip(alone, without).map { $0 + $1 })
  }

  var all: [StartOrder] { [leaveOneOut, leaveOneIn, contrast] }
}
