#!/usr/bin/env bash
# Runs tests under a sanitizer, in a build folder of its own, after making sure that the sanitizer finds a fault
# that was planted and nothing where there is none.
#
#     scripts/sanitizers/run.sh thread|address|fuzz [FILTER]
#
# FILTER is a regular expression of the tests to run; without it, all but the few named below. "fuzz" gives every parser changed
# inputs under AddressSanitizer for FUZZ_SECONDS seconds in all; FUZZ_SEED decides which. Inputs that a parser did not
# survive are left in .build/asan/fuzz: add them to Tests/FuzzTests/Corpus.
set -euo pipefail

cd "$(dirname "$0")/../.."
here=scripts/sanitizers
kind="${1:-}"
case "$kind" in
  thread) build=.build/tsan ;;
  address) build=.build/asan ;;
  fuzz)
    kind=address
    build=.build/asan
    mkdir -p "$build/fuzz"
    export FUZZ_SECONDS="${FUZZ_SECONDS:-600}" FUZZ_SEED="${FUZZ_SEED:-$(date +%s)}" FUZZ_FOLDER="$PWD/$build/fuzz"
    set -- address "${2:-^FuzzTests\.FuzzTests/changed}"
    ;;
  *) printf 'sanitizers: name one: thread, address or fuzz\n' >&2; exit 2 ;;
esac
planted="$build/planted"
mkdir -p "$planted"

say() { printf 'sanitizers: %s\n' "$*" >&2; }
fail() { say "$*"; exit 1; }

case "$kind" in
  thread)
    filter='.'
    # One test at a time: threads meet within a test, and ten times slower ones would run out of their time.
    # Thousands of generated inputs and queries are read by one thread.
    options=(--no-parallel --skip '^(AuditStoreTests\.Query|FuzzTests\.)')
    # A report says "data race" or "Swift access race"; the run goes on, so that all are seen.
    export TSAN_OPTIONS="halt_on_error=0 exitcode=66 second_deadlock_stack=1 suppressions=$PWD/$here/thread.supp"
    mark='WARNING: ThreadSanitizer'
    clang -O1 -Wall -Werror -shared -fPIC -o "$planted/annotate_mutex.so" "$here/annotate_mutex.c"
    preload="$PWD/$planted/annotate_mutex.so"
    right=(locked)
    wrong=(unlocked elsewhere)
    program="$here/planted_race.swift"
    ;;
  address)
    filter='.'
    # Swift's runtime and Foundation keep what they made until the end, so leaks are not looked for.
    export ASAN_OPTIONS="detect_leaks=0 exitcode=66"
    options=()
    mark='ERROR: AddressSanitizer'
    preload=""
    right=(within)
    wrong=(beyond)
    program="$here/planted_overflow.swift"
    ;;
esac

# --- The sanitizer itself ----------------------------------------------------------------------

swiftc -swift-version 6 -sanitize="$kind" -o "$planted/program" "$program" 2>"$planted/compiler.log" ||
  fail "the planted program does not compile: $planted/compiler.log"
reports() { # how many reports a run of the program with a fault makes
  { LD_PRELOAD="$preload" "$planted/program" "$1" 2>&1 || true; } | grep -c "$mark" || true
}
for fault in "${right[@]}"; do
  [ "$(reports "$fault")" = 0 ] || fail "it finds something where nothing is wrong ($fault)"
done
for fault in "${wrong[@]}"; do
  [ "$(reports "$fault")" != 0 ] || fail "it does not find what was planted ($fault)"
done
say "finds what was planted, and nothing else"

# --- The tests ---------------------------------------------------------------------------------

swift build --build-tests --sanitize "$kind" --scratch-path "$build"
bundle="$(swift build --sanitize "$kind" --scratch-path "$build" --show-bin-path)/halluxPackageTests.xctest"
log="$build/tests.log"
status=0
LD_PRELOAD="$preload" "$bundle" --testing-library swift-testing --filter "${2:-$filter}" "${options[@]}" >"$log" 2>&1 || status=$?
count="$(grep -c "$mark" "$log" || true)"
grep -E '^✘|Test run with|^fuzz:' "$log" || true
if [ "$status" != 0 ] || [ "$count" != 0 ]; then
  grep -A 25 "$mark" "$log" | head -n 200 || true
  fail "$count reports, tests ended with $status; all of it is in $log"
fi
say "no report"
