#!/usr/bin/env bash
# Draws new scenes, audits the bundled model on them, and checks every trigger from outside.
#
#   scripts/check-triggers/run.sh HALLUX FOLDER [SEED [SCENES]]
#
# HALLUX is the program, FOLDER what to write into; seed 424242 and 40 scenes unless told otherwise.
# PYTHON names an interpreter with requirements.txt; the scenes need the font Noto Color Emoji.
set -euo pipefail

hallux=$1 folder=$2 seed=${3:-424242} scenes=${4:-40}
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"
python="${PYTHON:-$root/.venv-triggers/bin/python}"
weights=("$folder/tiny-llava-text.gguf" "$folder/tiny-llava-mmproj.gguf")
unset OPENAI_BASE_URL OPENAI_API_KEY
export HALLUX_HOME="$root"
mkdir -p "$folder"
rm -rf "$folder"/{probes,log.sqlite*} # the audit below must be number 1 of its log
# A copy of the weights: audit and check must ask the same ones, whatever becomes of the checkout.
cp "$root"/models/tiny-llava/tiny-llava-{text,mmproj}.gguf "$folder"

"$python" "$root/models/tiny-llava/make_scenes.py" --seed "$seed" --scenes "$scenes" --to "$folder/probes"
"$hallux" audit "$folder/probes/probes.jsonl" --quiet --log "$folder/log.sqlite" \
  --gguf "${weights[0]}" --mmproj "${weights[1]}"

# The server ends when this script does, which closes its standard input.
coproc SERVER {
  exec "$root/.venv/bin/python" "$root/scripts/serve-bundled.py" \
    --model "${weights[0]}" --mmproj "${weights[1]}"
}
read -r _ url <&"${SERVER[0]}"
sha256sum "${weights[@]}"
"$python" "$root/scripts/check-triggers/check_triggers.py" "$folder/log.sqlite" --audit 1 \
  --probes "$folder/probes" --server "$url"
