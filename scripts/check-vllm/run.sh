#!/usr/bin/env bash
# Checks Hallux on a real vLLM and on llama.cpp with the same weights, and both against a direct forward pass. See README.md.
#
#   scripts/check-vllm/run.sh HALLUX [FOLDER [--only llava|families]]
#
# HALLUX is the program, FOLDER what to write into (.build/check-vllm). Installs the CPU build of vLLM into .venv-vllm. Leaves nothing running.
set -euo pipefail

hallux=$(realpath "$1")
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"
here="$root/scripts/check-vllm"
folder="$(realpath -m "${2:-$root/.build/check-vllm}")"
venv="$root/.venv-vllm"
python="$venv/bin/python"
requirements="$here/requirements.txt"
receipt="$venv/.installed-from"

fail() { echo "check-vllm: $*" >&2; exit 1; }

# What it takes: 3.5 GB for the environment and 1 GB to unpack into; 3.2 GB of memory for the server, 1 GB for the forward pass.
installed() { cmp -s "$requirements" "$receipt"; }
[[ $(uname -sm) == "Linux x86_64" ]] || fail "the CPU build of vLLM is for Linux on x86-64"
grep -qw avx2 /proc/cpuinfo || fail "this processor lacks AVX2, which the CPU build of vLLM needs"
memory=$(awk '/^MemAvailable/ { print int($2 / 1024 / 1024) }' /proc/meminfo)
((memory >= 5)) || fail "vLLM and the forward pass need 5 GB of free memory; $memory GB are free"
if ! installed; then
  disk=$(df -BG --output=avail "$root" | tail -1 | tr -dc 0-9)
  ((disk >= 5)) || fail "the environment needs 5 GB of free disk; $disk GB are free"
  # A version manager's stand-in is found and does not run.
  runs() { "python$1" -c 'import venv, ensurepip' 2> /dev/null; }
  for version in 3.13 3.12 3.11; do runs $version && break; done
  runs "$version" || fail "vLLM needs Python 3.11, 3.12 or 3.13"
  echo "check-vllm: installing vLLM into .venv-vllm (3.5 GB)" >&2
  "python$version" -m venv --clear "$venv"
  # The list is whole: what vLLM asks for besides (audio, CUDA builds) is neither needed nor loadable here.
  "$python" -m pip install --quiet --disable-pip-version-check --no-input --only-binary :all: --no-deps --requirement "$requirements" ||
    fail "pip could not install vLLM: see $here/README.md for where torch's CPU build comes from"
  "$python" "$here/shims.py"
  cp "$requirements" "$receipt"
fi
[[ -x $root/.venv/bin/python ]] || fail "the embedded server is not installed: run scripts/setup"

mkdir -p "$folder"
"$python" "$root/models/tiny-llava/gguf_to_hf.py" --to "$folder/llava" > /dev/null
exec "$python" -u "$here/check.py" --hallux "$hallux" --to "$folder" "${@:3}"
