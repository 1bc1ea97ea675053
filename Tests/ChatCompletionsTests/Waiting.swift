/// Waits until something is so, looking again and again; false when it is not so within the time.
func eventually(
  within time: Duration = .seconds(20), _ condition: @Sendable () -> Bool
) async -> Bool {
  let deadline = ContinuousClock.now + time
  while !condition() {
    if ContinuousClock.now > deadline { return false }
    await Task.yield()
  }
  return true
}
