#!/usr/bin/env bash
# Compares Hallux's requests with bare load generators: Benchmarks/requests/run.sh FOLDER-OF-BUILT-PROGRAMS [options of compare.py]
#
#   swift build -c release --product requests-bench
#   Benchmarks/requests/run.sh .build/release
#
# Installs wrk and a C compiler where they are missing (needs root or sudo); without wrk, libcurl's loop is the only peer.
set -euo pipefail

here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
programs="${1:?usage: Benchmarks/requests/run.sh FOLDER-OF-BUILT-PROGRAMS [--json FILE]}"
shift

missing=()
command -v wrk >/dev/null || missing+=(wrk)
command -v cc >/dev/null || missing+=(gcc libc6-dev)
if [ ${#missing[@]} -gt 0 ]; then
  as_root=()
  [ "$(id -u)" -eq 0 ] || as_root=(sudo)
  echo "benchmarks: installing ${missing[*]}" >&2
  "${as_root[@]}" apt-get -o DPkg::Lock::Timeout=120 -qq install -y --no-install-recommends "${missing[@]}" >&2 ||
    echo "benchmarks: could not install: ${missing[*]}" >&2
fi
exec python3 "$here/compare.py" "$programs" "$@"
