"""Packs and unpacks masks by COCO's own code, into masks.json.

    python3 -m venv .venv-probes
    .venv-probes/bin/pip install -r scripts/check-probes/requirements.txt
    .venv-probes/bin/python scripts/check-probes/make_masks.py RESULTS

RESULTS is results/instances_val2014_fakesegm100_results.json of github.com/cocodataset/cocoapi (BSD license), of
which the eight shortest masks and one of middle length are taken; the other masks are drawn with fixed seeds.
Tests/ProbeFilesTests/RunLengthMaskTests.swift reads the result.
"""

import json
import pathlib
import sys

import numpy as np
from pycocotools import mask as coco


def counts(pixels):
    """Run lengths down the columns, the first of unset pixels."""
    flat = pixels.flatten(order="F")
    changes = np.flatnonzero(np.diff(flat)) + 1
    runs = np.diff(np.concatenate([[0], changes, [flat.size]])).tolist()
    return [0] + runs if flat[0] else runs


def blobs(rng, height, width):
    """A mask of a few rectangles and some single pixels."""
    pixels = np.zeros((height, width), np.uint8)
    for _ in range(rng.integers(0, 4)):
        top, left = rng.integers(0, height), rng.integers(0, width)
        pixels[top : top + rng.integers(1, height + 1), left : left + rng.integers(1, width + 1)] ^= 1
    pixels ^= rng.random((height, width)) < rng.choice([0, 0.01, 0.3])
    return pixels


def main():
    published = sorted(
        (entry["segmentation"] for entry in json.loads(pathlib.Path(sys.argv[1]).read_text())),
        key=lambda mask: (len(mask["counts"]), mask["counts"]),
    )
    masks = published[:8] + [published[len(published) // 2]]
    rng = np.random.default_rng(20261125)
    for height, width in [(1, 1), (1, 9), (7, 1), (5, 4), (30, 40), (30, 40), (64, 48), (200, 3), (480, 640)]:
        packed = coco.encode(np.asfortranarray(blobs(rng, height, width)))
        masks.append({"size": packed["size"], "counts": packed["counts"].decode()})
    result = [
        {"size": mask["size"], "packed": mask["counts"], "counts": counts(coco.decode(mask))}
        for mask in masks
        if len(mask["counts"]) < 6000
    ]
    target = pathlib.Path(__file__).with_name("masks.json")
    target.write_text("[\n" + ",\n".join(json.dumps(entry) for entry in result) + "\n]\n")
    print(f"{len(result)} masks -> {target.name}")


if __name__ == "__main__":
    main()
