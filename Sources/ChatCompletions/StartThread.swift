import Glibc

/// Runs a closure on a thread of its own, where it may block.
///
/// What the closure holds on to is the thread's own from here on, unless it is made to be shared.
///
/// - Parameters:
///   - purpose: What the thread is for, in a message where there can be none.
///   - work: What it does; the thread ends with it.
func startThread(for purpose: String, _ work: @escaping () -> Void) {
  final class Box {
    let work: () -> Void
    init(_ work: @escaping () -> Void) { self.work = work }
  }
  var thread = pthread_t()
  let result = pthread_create(
    &thread, nil,
    { context in
      if let context { Unmanaged<Box>.fromOpaque(context).takeRetainedValue().work() }
      return nil
    }, Unmanaged.passRetained(Box(work)).toOpaque())
  precondition(result == 0, "no thread for \(purpose): \(String(cString: strerror(result)))")
  pthread_detach(thread)
}
