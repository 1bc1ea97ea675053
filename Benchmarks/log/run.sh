#!/usr/bin/env bash
# What audit logs of 10^4, 10^5 and 10^6 findings cost: Benchmarks/log/run.sh FOLDER-OF-BUILT-PROGRAMS [options of growth.py]
#
#   swift build -c release --product log-bench
#   Benchmarks/log/run.sh .build/release
#
# The logs are made in a temporary folder (TMPDIR) unless --folder names one; a million findings take 10 GB and a quarter of an hour.
# `--sizes 10000 100000` leaves the largest out.
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
programs="${1:?usage: Benchmarks/log/run.sh FOLDER-OF-BUILT-PROGRAMS [--sizes N ...] [--folder DIR] [--json FILE]}"
shift
exec python3 "$here/growth.py" "$programs" "$@"
