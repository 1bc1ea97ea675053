#!/usr/bin/env bash
# Compares our greedy order with EAGLE's published code on planted findings of the bundled model.
#
#   scripts/check-eagle/run.sh HALLUX UPSTREAM FOLDER [REGIONS [FINDINGS]]
#
# HALLUX is the program, UPSTREAM a clone of github.com/RuoyuChen10/EAGLE, FOLDER what to write into.
# 25 regions and 8 findings unless told otherwise. PYTHON names an interpreter with requirements.txt.
set -euo pipefail

hallux=$1 upstream=$2 folder=$3 regions=${4:-25} findings=${5:-8}
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"
here="$root/scripts/check-eagle"
python="${PYTHON:-$root/.venv-eagle/bin/python}"
weights=("$folder/tiny-llava-text.gguf" "$folder/tiny-llava-mmproj.gguf")
unset OPENAI_BASE_URL OPENAI_API_KEY
export HALLUX_HOME="$root" TQDM_DISABLE=1
mkdir -p "$folder"
rm -rf "$folder"/{findings,results,log.sqlite*} # the audit below must be number 1 of its log
# A copy of the weights: audit and check must ask the same ones, whatever becomes of the checkout.
cp "$root"/models/tiny-llava/tiny-llava-{text,mmproj}.gguf "$folder"

# Planted negatives, evenly out of the whole set, so that all rules are among them.
grep '"planted": {' "$root/probes/bundled/probes.jsonl" >"$folder/planted.jsonl"
total=$(wc -l <"$folder/planted.jsonl")
awk -v n="$findings" -v of="$total" 'int(NR * n / of) > int((NR - 1) * n / of)' \
  "$folder/planted.jsonl" >"$folder/probes.jsonl"

"$hallux" audit "$folder/probes.jsonl" --images "$root/probes/bundled/images" --quiet \
  --search greedy --superpixels opencv --regions "$regions" --log "$folder/log.sqlite" \
  --gguf "${weights[0]}" --mmproj "${weights[1]}"
"$python" "$here/export_findings.py" "$folder/log.sqlite" --audit 1 --to "$folder/findings"

# The server ends when this script does, which closes its standard input.
coproc SERVER {
  exec "$root/.venv/bin/python" "$root/scripts/serve-bundled.py" \
    --model "${weights[0]}" --mmproj "${weights[1]}"
}
read -r _ url <&"${SERVER[0]}"
sha256sum "${weights[@]}"
"$python" "$here/check_eagle.py" "$upstream" "$folder/findings" --server "$url" --out "$folder/results"
