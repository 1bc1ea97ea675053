// Tells ThreadSanitizer what Swift's `Mutex` does where it cannot see it.
//
// On Linux `Synchronization.Mutex` takes a free lock by an atomic exchange, which is inlined into our code and
// seen. A lock that is taken is waited for in libswiftSynchronization, which is not instrumented, and handed over
// by the kernel (FUTEX_LOCK_PI, FUTEX_UNLOCK_PI): nothing shows that the new holder comes after the old one, and
// every contended use is reported as a race. These two functions stand before the library's own (LD_PRELOAD) and
// say just that. Nothing is suppressed: whatever is not under a lock is found as before.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#define SWIFT __attribute__((swiftcall))
#define SELF __attribute__((swift_context))
#define LOCK_SLOW "$s15Synchronization12_MutexHandleV9_lockSlowyys6UInt32VF"
#define UNLOCK_SLOW "$s15Synchronization12_MutexHandleV11_unlockSlowyyF"

void __tsan_acquire(void *address) __attribute__((weak));
void __tsan_release(void *address) __attribute__((weak));

typedef void (*lock_slow)(uint32_t thread, SELF void *handle) SWIFT;
typedef void (*unlock_slow)(SELF void *handle) SWIFT;

static void *next(const char *name) {
  void *found = dlsym(RTLD_NEXT, name);
  if (!found) {
    fprintf(stderr, "annotate_mutex: this Swift has no %s: look at its Mutex again\n", name);
    abort();
  }
  return found;
}

SWIFT void hallux_lock_slow(uint32_t thread, SELF void *handle) __asm__(LOCK_SLOW);
SWIFT void hallux_lock_slow(uint32_t thread, SELF void *handle) {
  static _Atomic(void *) own;
  if (!own) own = next(LOCK_SLOW);
  ((lock_slow)(void *)own)(thread, handle);
  if (__tsan_acquire) __tsan_acquire(handle);
}

SWIFT void hallux_unlock_slow(SELF void *handle) __asm__(UNLOCK_SLOW);
SWIFT void hallux_unlock_slow(SELF void *handle) {
  static _Atomic(void *) own;
  if (!own) own = next(UNLOCK_SLOW);
  if (__tsan_release) __tsan_release(handle);
  ((unlock_slow)(void *)own)(handle);
}
