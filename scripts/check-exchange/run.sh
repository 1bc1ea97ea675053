#!/usr/bin/env bash
# Checks what `hallux export` writes with the packages whose formats these are.
#
#   scripts/check-exchange/run.sh HALLUX
#
# HALLUX is the program. POPE may name a checkout of RUCAIBox/POPE. PYTHON names an interpreter with what requirements.txt says. The audits are an import of
# lmms-eval's own file and one of the bundled model, whose answers have probabilities.
set -euo pipefail

hallux="$(realpath "$1")"
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"
here="$root/scripts/check-exchange"
fixtures="$root/Tests/ExchangeTests/Fixtures"
python="${PYTHON:-$root/.venv-exchange/bin/python}"
unset OPENAI_BASE_URL OPENAI_API_KEY
export HALLUX_HOME="$root" PYTHONPATH="$here"
scratch="$(mktemp -d)"
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"

"$hallux" import "$fixtures/lmms-eval/tiny__llava-1.5/20260801_101112_samples_pope.jsonl" \
  --probes "$fixtures/probes.jsonl" --log log.sqlite >/dev/null
head -48 "$root/probes/bundled/probes.jsonl" >probes.jsonl
"$hallux" audit probes.jsonl --images "$root/probes/bundled/images" --explain none --quiet \
  --log log.sqlite >/dev/null
for audit in 1 2; do
  echo "== audit $audit"
  "$python" "$here/check_exports.py" "$hallux" log.sqlite "$audit"
done
