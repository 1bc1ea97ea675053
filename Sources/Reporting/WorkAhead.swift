import Dispatch
import Foundation
import Synchronization

/// Work on many elements that goes on, on all cores and in no order, while whoever asked for it does something else.
final class WorkAhead<Product: Sendable, Failure: Error>: Sendable {
  private let outcomes: Mutex<[Result<Product, Failure>?]>
  private let group = DispatchGroup()

  /// Begins.
  ///
  /// - Parameters:
  ///   - elements: The elements.
  ///   - work: What is to be done; it sees one element and nothing of the others.
  init<Element: Sendable>(
    _ elements: [Element], _ work: @escaping @Sendable (Element) throws(Failure) -> Product
  ) {
    outcomes = Mutex(Array(repeating: nil, count: elements.count))
    let coreCount = ProcessInfo.processInfo.activeProcessorCount
    for first in elements.indices.prefix(coreCount) {
      // A serial queue has a thread of its own at once, even if all others wait for something.
      DispatchQueue(label: "hallux.work-ahead").async(group: group) { [self] in
        for index in stride(from: first, to: elements.count, by: coreCount) {
          let outcome = Result { () throws(Failure) in try work(elements[index]) }
          outcomes.withLock { $0[index] = outcome }
        }
      }
    }
  }

  /// Waits until all is done.
  ///
  /// - Returns: What came of the elements, in their order.
  /// - Throws: Of what the work threw, that of the first element in their order.
  func products() throws(Failure) -> [Product] {
    group.wait()
    var products: [Product] = []
    for case let outcome? in outcomes.withLock({ $0 }) { products.append(try outcome.get()) }
    return products
  }
}
