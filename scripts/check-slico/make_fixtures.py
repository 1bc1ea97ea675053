#!/usr/bin/env python3
"""Make the reference numbers of Tests/ImagingTests: OpenCV's SLICO labels, scikit-image's CIELAB.

    python3 -m venv .venv-slico
    .venv-slico/bin/pip install -r scripts/check-slico/requirements.txt
    .venv-slico/bin/python scripts/check-slico/make_fixtures.py

Writes to Tests/ImagingTests/Fixtures:
    NAME.ppm           the pictures that are photographs (scikit-image's chelsea and coffee, both CC0)
    NAME-COUNT.labels  OpenCV's labels, renumbered without gaps, as pairs of bytes: label, run length
    cielab.txt         lines of "R G B L a b"
"""

from pathlib import Path

import cv2
import numpy as np
from skimage import color, data

FIXTURES = Path(__file__).resolve().parents[2] / "Tests" / "ImagingTests" / "Fixtures"
COUNTS = [20, 64]


def shapes() -> np.ndarray:
    """A ramp under a checkerboard; SuperpixelTests.swift makes the same one."""
    y, x = np.mgrid[0:128, 0:128]
    return np.stack([x * 2, y * 2, (x // 16 + y // 16) % 2 * 200 + x * y % 17], axis=2)


def glare() -> np.ndarray:
    """Bright, and so large that sums of a cluster are not exact in 32-bit floats."""
    y, x = np.mgrid[0:290, 0:310]
    return np.stack([200 + (x * 7 + y * 13) % 56, 255 - x * y % 31, 230 + (x + y) % 25], axis=2)


def slico(rgb: np.ndarray, count: int) -> np.ndarray:
    """The labels as EAGLE makes them, renumbered in ascending order."""
    size = int((rgb.shape[0] * rgb.shape[1] / count) ** 0.5)
    bgr = np.ascontiguousarray(rgb[:, :, ::-1])
    superpixels = cv2.ximgproc.createSuperpixelSLIC(bgr, cv2.ximgproc.SLICO, size, 20.0)
    superpixels.iterate(20)
    labels = superpixels.getLabels()
    return np.unique(labels, return_inverse=True)[1].reshape(labels.shape)


def run_lengths(labels: np.ndarray) -> bytes:
    """Pairs of bytes, label and run length; runs longer than 255 are split."""
    flat = labels.ravel()
    starts = np.flatnonzero(np.diff(flat, prepend=-1))
    encoded = bytearray()
    for start, end in zip(starts, [*starts[1:], flat.size]):
        for part in range(start, end, 255):
            encoded += bytes([flat[start], min(255, end - part)])
    return bytes(encoded)


def write_ppm(path: Path, rgb: np.ndarray) -> None:
    path.write_bytes(b"P6 %d %d 255\n" % (rgb.shape[1], rgb.shape[0]) + rgb.tobytes())


def main() -> None:
    cv2.setNumThreads(1)
    FIXTURES.mkdir(exist_ok=True)
    photographs = {
        "chelsea": np.ascontiguousarray(data.chelsea()[60:180, 120:280]),
        "coffee": np.ascontiguousarray(data.coffee()[80:320:2, 120:440:2]),
    }
    for name, rgb in photographs.items():
        write_ppm(FIXTURES / f"{name}.ppm", rgb)
    drawings = {"shapes": shapes().astype(np.uint8), "glare": glare().astype(np.uint8)}
    for name, rgb in (photographs | drawings).items():
        for count in COUNTS:
            labels = run_lengths(slico(rgb, count))
            (FIXTURES / f"{name}-{count}.labels").write_bytes(labels)

    corners = np.array(np.meshgrid([0, 255], [0, 255], [0, 255])).reshape(3, -1).T
    colors = np.concatenate([corners, np.random.default_rng(7).integers(0, 256, (24, 3))])
    lab = color.rgb2lab(colors.astype(np.uint8).reshape(1, -1, 3))[0]
    lines = [f"{r} {g} {b} {l:.4f} {a:.4f} {s:.4f}\n" for (r, g, b), (l, a, s) in zip(colors, lab)]
    (FIXTURES / "cielab.txt").write_text("".join(lines))


if __name__ == "__main__":
    main()
