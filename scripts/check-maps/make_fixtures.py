#!/usr/bin/env python3
"""Make the reference numbers of attribution maps: OpenCV's resizing, EAGLE's map and pointing game.

    python3 -m venv .venv-maps
    .venv-maps/bin/pip install -r scripts/check-maps/requirements.txt
    .venv-maps/bin/python scripts/check-maps/make_fixtures.py

Writes
    Tests/ImagingTests/Fixtures/resized.json                grids, and what cv2.resize makes of them
    Tests/AttributionTests/Fixtures/pointing_numbers.json   explanations and maps, and their scores

EAGLE's evaluation is done again here from what it computes, with NumPy: an explanation's map as its
visualization draws it, in 16-bit floats, and a map's score in the pointing game.
"""

import json
from pathlib import Path

import cv2
import numpy as np

TESTS = Path(__file__).resolve().parents[2] / "Tests"
rng = np.random.default_rng(5)


def resized() -> list[dict]:
    """Sizes up, down, odd, of one row, of one pixel; values of both signs."""
    cases = []
    for source, target in [
        ((1, 1), (3, 2)), ((2, 1), (4, 1)), ((2, 2), (5, 5)), ((5, 3), (10, 6)), ((7, 5), (3, 2)),
        ((8, 8), (3, 3)), ((6, 4), (9, 6)), ((1, 6), (4, 13)), ((24, 24), (31, 31)), ((4, 4), (4, 4)),
    ]:
        values = np.round(rng.standard_normal((source[1], source[0])), 3)
        by_kind = {
            kind: cv2.resize(values.astype(kind), target, interpolation=cv2.INTER_LINEAR)
            for kind in ("float32", "float64")
        }
        cases.append({
            "width": source[0], "height": source[1], "values": values.ravel().tolist(),
            "newWidth": target[0], "newHeight": target[1],
            **{kind: array.ravel().tolist() for kind, array in by_kind.items()},
        })
    return cases


def eagle_map(labels, order, gains):
    """Down the order, each region lies lower by its gain's magnitude; then 0 ... 1, in 16-bit floats."""
    levels = -np.cumsum(np.abs(gains))
    grid = np.zeros(labels.shape, np.float16)
    for region, level in zip(order, levels):
        grid[labels == region] = level
    grid = grid - grid.min()
    with np.errstate(invalid="ignore"):
        return (grid / grid.max()).astype(float)


def eagle_score(grid, mask):
    """Hit where the map times the mask has the map's maximum; never with a NaN."""
    return float((grid * mask).max() == grid.max())


def eagle_scaled(grid):
    """How its evaluation scales the maps of other methods before it scores them."""
    grid = grid - grid.min()
    return grid / (grid.max() + 1e-8)


def explanations() -> list[dict]:
    cases = []
    for turn in range(12):
        count = int(rng.integers(2, 9))
        labels = np.concatenate([np.arange(count), rng.integers(0, count, 24 - count)])
        labels = rng.permutation(labels).reshape(4, 6)
        order = rng.permutation(count)
        gains = np.round(rng.standard_normal(count) * 10.0 ** rng.integers(-4, 1), 6)
        gains[rng.random(count) < 0.3] = 0
        if turn == 0:
            gains[1:] = 1e-9  # Too little for 16 bits: all regions tie, and the map is no number.
        grid = eagle_map(labels, order, gains)
        mask = rng.random(labels.shape) < 0.3
        cases.append({
            "labels": labels.tolist(), "order": order.tolist(), "gains": gains.tolist(),
            "map": None if np.isnan(grid).any() else grid.ravel().tolist(),
            "mask": mask.ravel().tolist(), "score": eagle_score(grid, mask),
        })
    return cases


def games() -> list[dict]:
    """Maps of few different values, so that maxima tie, below zero too, and constant ones."""
    cases = []
    for turn in range(60):
        height, width = rng.integers(1, 5, 2)
        grid = rng.integers(-3, int(rng.integers(-2, 4)), (height, width)).astype(float)
        top, bottom = sorted(rng.integers(0, height + 1, 2))
        left, right = sorted(rng.integers(0, width + 1, 2))
        mask = np.zeros(grid.shape, bool)
        mask[top:bottom, left:right] = True
        maximum = grid == grid.max()
        strict = 0.0 if maximum.all() else (maximum & mask).sum() / maximum.sum()
        cases.append({
            "width": int(width), "height": int(height), "values": grid.ravel().tolist(),
            "columns": [int(left), int(right)], "rows": [int(top), int(bottom)],
            "strict": float(strict), "reference": eagle_score(eagle_scaled(grid), mask),
        })
    return cases


def write(path: Path, groups: dict[str, list[dict]]) -> None:
    text = ",\n ".join(
        f'"{key}": [\n  ' + ",\n  ".join(json.dumps(case) for case in cases) + "\n ]"
        for key, cases in groups.items())
    path.write_text("{\n " + text + "\n}\n")


if __name__ == "__main__":
    write(TESTS / "ImagingTests/Fixtures/resized.json", {"cases": resized()})
    write(
        TESTS / "AttributionTests/Fixtures/pointing_numbers.json",
        {"explanations": explanations(), "games": games()})
