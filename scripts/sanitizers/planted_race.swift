// A program whose only fault is known: what ThreadSanitizer must find, and must not.
//
//     planted_race locked     many threads, one lock, nothing wrong
//     planted_race unlocked   the same, and a count beside the lock
//     planted_race elsewhere  the same, and one thread counts under another lock than the rest

import Synchronization

final class Counts: @unchecked Sendable {  // the fault is the point
  let lock = Mutex(0)
  let otherLock = Mutex(0)
  let atomic = Atomic<Int>(0)
  var unguarded = 0
}

let counts = Counts()
let fault = CommandLine.arguments.dropFirst().first ?? "locked"
await withTaskGroup(of: Void.self) { group in
  for task in 0..<8 {
    group.addTask {
      for _ in 0..<20_000 {
        if fault == "elsewhere", task == 0 {
          counts.otherLock.withLock { _ in counts.unguarded += 1 }
          continue
        }
        counts.lock.withLock { count in
          count += 1
          if fault == "elsewhere" { counts.unguarded += 1 }
        }
        counts.atomic.add(1, ordering: .relaxed)
        if fault == "unlocked" { counts.unguarded += 1 }
      }
    }
  }
}
print(counts.lock.withLock { $0 }, counts.atomic.load(ordering: .relaxed))
