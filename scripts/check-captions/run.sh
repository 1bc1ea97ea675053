#!/usr/bin/env bash
# Draws new scenes, audits the bundled model's captions of them, and holds the captions against what was drawn and planted;
# then asks the server itself for every number of five captions, token by token.
#
#   scripts/check-captions/run.sh HALLUX FOLDER [SEED [SCENES]]
#
# HALLUX is the program, FOLDER what to write into; seed 515151 and 132 scenes unless told otherwise.
# PYTHON names an interpreter with scripts/check-triggers/requirements.txt; the scenes need the font Noto Color Emoji.
set -euo pipefail

hallux=$(realpath "$1") folder=$2 seed=${3:-515151} scenes=${4:-132}
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"
python="${PYTHON:-$root/.venv-triggers/bin/python}"
unset OPENAI_BASE_URL OPENAI_API_KEY
export HALLUX_HOME="$root"
mkdir -p "$folder"
rm -rf "$folder"/{scenes,log.sqlite*} # the audit below must be number 1 of its log

"$python" "$root/models/tiny-llava/make_scenes.py" --seed "$seed" --scenes "$scenes" --to "$folder/scenes"
"$hallux" audit --captions --images "$folder/scenes/images" --caption-truth "$folder/scenes/annotations.json" \
  --quiet --log "$folder/log.sqlite"
"$python" "$root/scripts/check-captions/check_captions.py" "$folder/log.sqlite" --audit 1 --scenes "$folder/scenes"

# The server ends when this script does, which closes its standard input.
model="$root/models/tiny-llava/tiny-llava"
coproc SERVER {
  exec "$root/.venv/bin/python" "$root/scripts/serve-bundled.py" --model "$model-text.gguf" --mmproj "$model-mmproj.gguf"
}
read -r _ url <&"${SERVER[0]}"
files=()
for image in $(find "$folder/scenes/images" -name '*.png' | sort | head -5); do
  explained="$folder/$(basename "$image" .png).json"
  "$hallux" explain "$image" --describe --sentence --server "$url" --search single-round --json --quiet \
    --log "$folder/log.sqlite" > "$explained"
  files+=("$explained" "$image")
done
"$python" "$root/scripts/check-captions/check_numbers.py" --server "$url" --log "$folder/log.sqlite" "${files[@]}"
