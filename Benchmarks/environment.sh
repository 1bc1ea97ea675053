#!/usr/bin/env bash
# Makes .venv-bench, the private Python environment of the benchmarks' peers, from Benchmarks/requirements.txt.
# Harmless when run again: an environment made from the same list is left as it is.
set -euo pipefail

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
venv="$root/.venv-bench"
requirements="$root/Benchmarks/requirements.txt"
receipt="$venv/.installed-from" # a copy of the requirements, written when all are installed

if [ -x "$venv/bin/python" ] && cmp -s "$requirements" "$receipt"; then exit 0; fi
echo "benchmarks: installing OpenCV and scikit-image into .venv-bench" >&2
rm -f "$receipt"
python3 -m venv --clear "$venv"
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-input \
  --only-binary :all: --requirement "$requirements"
"$venv/bin/python" -c 'import cv2.ximgproc, skimage'
cp "$requirements" "$receipt"
