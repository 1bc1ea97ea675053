import Dispatch
import Synchronization

/// Does the same work for each element, on all cores at once and in no order.
///
/// - Parameters:
///   - elements: The elements.
///   - work: What is to be done; it sees one element and nothing of the others.
/// - Returns: The results, in the order of the elements.
/// - Throws: Of what the work throws, that of the first element in their order.
func onAllCores<Element: Sendable, Product: Sendable, Failure: Error>(
  _ elements: [Element], _ work: @Sendable (Element) throws(Failure) -> Product
) throws(Failure) -> [Product] {
  let outcomes = Mutex<[Result<Product, Failure>?]>(Array(repeating: nil, count: elements.count))
  DispatchQueue.concurrentPerform(iterations: elements.count) { index in
    let outcome = Result { () throws(Failure) in try work(elements[index]) }
    outcomes.withLock { $0[index] = outcome }
  }
  var products: [Product] = []
  for case let outcome? in outcomes.withLock({ $0 }) { products.append(try outcome.get()) }
  return products
}
