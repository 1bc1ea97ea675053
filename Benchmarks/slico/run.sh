#!/usr/bin/env bash
# Compares Hallux's SLICO with OpenCV's: Benchmarks/slico/run.sh FOLDER-OF-BUILT-PROGRAMS [options of compare.py]
#
#   swift build -c release --product slico-bench
#   Benchmarks/slico/run.sh .build/release
set -euo pipefail

here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
programs="${1:?usage: Benchmarks/slico/run.sh FOLDER-OF-BUILT-PROGRAMS [--json FILE]}"
shift
"$here/../environment.sh"
exec "$here/../../.venv-bench/bin/python" "$here/compare.py" "$programs/slico-bench" "$@"
