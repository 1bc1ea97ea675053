#!/usr/bin/env bash
# A long audit, disturbed by faults of the server and ended at random, held against one that was left alone.
#
#   scripts/soak/run.sh HALLUX FOLDER [OPTIONS OF soak.py]
#
# HALLUX is the program, FOLDER what to write into; 1,000 scenes (10,920 probes) unless told otherwise.
# PYTHON names another interpreter that has scripts/check-triggers/requirements.txt.
set -euo pipefail

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"
"$root/scripts/setup" --scenes
exec "${PYTHON:-$root/.venv-triggers/bin/python}" "$root/scripts/soak/soak.py" "$(realpath "$1")" "${@:2}"
