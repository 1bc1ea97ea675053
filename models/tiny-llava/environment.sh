# Sourced by scripts/make-model and scripts/check-model: sets $model, $build and $python, with everything in place.
# Changes into the repository's root. Running it twice is harmless.

cd "$(dirname "${BASH_SOURCE[0]}")/../.."
model=models/tiny-llava
build=$model/build
python=.venv-model/bin/python
font=/usr/share/fonts/truetype/noto/NotoColorEmoji.ttf

if [[ ! -e $font ]]; then
  if [[ $(id -u) != 0 ]] || ! command -v apt-get > /dev/null; then
    echo "$0: $font is missing; install the package fonts-noto-color-emoji" >&2
    exit 1
  fi
  apt-get update -qq
  apt-get install -y -qq --no-install-recommends fonts-noto-color-emoji
fi

if ! cmp -s $model/requirements.txt .venv-model/installed.txt; then
  python3 -m venv .venv-model
  $python -m pip install --quiet --requirement $model/requirements.txt
  cp $model/requirements.txt .venv-model/installed.txt
fi
mkdir -p "$build"
