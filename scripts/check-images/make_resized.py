#!/usr/bin/env python3
"""Make the reference pixels of Tests/ImagingTests/ResizedTests.swift: Pillow's bicubic scaling.

    python3 -m venv .venv-images
    .venv-images/bin/pip install -r scripts/check-images/requirements.txt
    .venv-images/bin/python scripts/check-images/make_resized.py

Writes Tests/ImagingTests/Fixtures/resized.txt: for each size a line "WIDTH HEIGHT", then the pixels in hexadecimal.
"""

from pathlib import Path

import numpy as np
from PIL import Image

FIXTURE = Path(__file__).resolve().parents[2] / "Tests" / "ImagingTests" / "Fixtures" / "resized.txt"
SIZES = [(20, 15), (40, 31), (64, 48), (97, 60), (7, 90), (1, 1)]


def picture() -> np.ndarray:
    """Ramps, edges and a fine pattern, 64 x 48; ResizedTests.swift makes the same one."""
    y, x = np.mgrid[0:48, 0:64]
    return np.stack(
        [x * 4 % 256, (x // 8 + y // 8) % 2 * 255, (x * x * 7 + y * y * 13) % 256], axis=2
    ).astype(np.uint8)


def main() -> None:
    image = Image.fromarray(picture(), "RGB")
    lines = []
    for size in SIZES:
        lines += [f"{size[0]} {size[1]}", image.resize(size, Image.Resampling.BICUBIC).tobytes().hex()]
    FIXTURE.write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
