#!/usr/bin/env bash
# Does Hallux find real causes? Draws new scenes, audits the bundled model on them, and measures triggers and diagnoses
# against what was planted, beside EAGLE's published procedure. docs/truth.md has the figures and says what they mean.
#
#   scripts/truth/run.sh HALLUX
#
# TRUTH_SCENES (204), TRUTH_SEED (90110001), TRUTH_PUBLISHED (12, the findings that the published procedure is run on) and
# TRUTH_RANDOM (48, those that random orders are walked on) set the size; TRUTH_FOLDER (.build/truth) is where everything
# goes. A run of the usual size and seed renews docs/truth.md, docs/truth.json and docs/images/truth; any other prints its
# tables. One that was stopped goes on with the same command.
set -euo pipefail

hallux=$(realpath "$1")
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"
usual=204 usual_seed=90110001
scenes=${TRUTH_SCENES:-$usual} seed=${TRUTH_SEED:-$usual_seed} published=${TRUTH_PUBLISHED:-12} random=${TRUTH_RANDOM:-48}
folder="${TRUTH_FOLDER:-$root/.build/truth}/$seed-$scenes"
venv="$root/.venv-triggers"

"$root/scripts/setup" --scenes
"$venv/bin/python" "$root/scripts/truth/truth.py" "$hallux" --to "$folder" --seed "$seed" --scenes "$scenes" \
  --published "$published" --random "$random"
page=()
if [ "$scenes" = "$usual" ] && [ "$seed" = "$usual_seed" ]; then
  page=(--page "$root/docs/truth.md" --json "$root/docs/truth.json" --pictures "$root/docs/images/truth")
fi
"$venv/bin/python" "$root/scripts/truth/page.py" "$folder" "${page[@]}"
