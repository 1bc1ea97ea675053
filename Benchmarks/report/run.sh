#!/usr/bin/env bash
# What writing a report costs as it grows: Benchmarks/report/run.sh FOLDER-OF-BUILT-PROGRAMS [FINDINGS ...]
#
#   swift build -c release --product log-bench && swift build -c release --product hallux
#   Benchmarks/report/run.sh .build/release 1000 10000
#
# Logs and reports are made in FOLDER (a temporary one unless it is set in the environment), where logs that are there are taken
# as they are. 10,000 findings take 2 GB and a quarter of an hour.
set -euo pipefail
programs="$(cd "${1:?usage: Benchmarks/report/run.sh FOLDER-OF-BUILT-PROGRAMS [FINDINGS ...]}" && pwd)"
shift
if [ $# -eq 0 ]; then set -- 1000 10000; fi
if [ -z "${FOLDER:-}" ]; then
  FOLDER="$(mktemp -d)"
  trap 'rm -rf "$FOLDER"' EXIT
fi
mkdir -p "$FOLDER"

printf '| %8s | %7s | %12s | %8s | %7s | %9s | %14s |\n' findings 'time, s' 'processor, s' 'peak, MB' pages 'report, MB' 'findings.js, MB'
echo '|---|---|---|---|---|---|---|'
for findings in "$@"; do
  log="$FOLDER/$findings.sqlite"
  report="$FOLDER/report-$findings"
  [ -f "$log" ] || "$programs/log-bench" make-whole "$log" "$findings" "$findings" 2> /dev/null
  rm -rf "$report"
  /usr/bin/time -f '%e %U %S %M' -o "$FOLDER/time" "$programs/hallux" report 1 --log "$log" --to "$report" > /dev/null
  read -r wall user system kilobytes < "$FOLDER/time"
  awk -v findings="$findings" -v wall="$wall" -v worked="$user $system" -v kilobytes="$kilobytes" \
    -v pages="$(find "$report" -name '*.html' | wc -l)" -v size="$(du -sb "$report" | cut -f1)" \
    -v data="$(stat -c %s "$report/findings.js")" 'BEGIN {
      split(worked, times, " ")
      printf "| %8d | %7.1f | %12.1f | %8.0f | %7d | %9.0f | %14.1f |\n", findings, wall, times[1] + times[2],
        kilobytes * 1024 / 1e6, pages, size / 1e6, data / 1e6 }'
done
