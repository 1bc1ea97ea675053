#!/usr/bin/env python3
"""Makes arrays.json: files as NumPy writes them, in base64, and the values that NumPy reads in them.

    python3 -m venv /tmp/fixtures && /tmp/fixtures/bin/pip install numpy
    /tmp/fixtures/bin/python Tests/CodecsTests/Fixtures/make_arrays.py

"good" are maps of one value for each pixel; NaN and infinities are given as null, by their bits only in
the file. "bad" are arrays that are no such maps, with the words that the refusal is to contain.
"""
import base64
import io
import json
import pathlib

import numpy as np
from numpy.lib import format as npy

HERE = pathlib.Path(__file__).parent
HEIGHT, WIDTH = 3, 5
rng = np.random.default_rng(11)
good, bad = [], []


def file_of(array, version=(1, 0)):
    data = io.BytesIO()
    npy.write_array(data, array, version=version, allow_pickle=True)
    return data.getvalue()


def entry(name, data, **more):
    return {"name": name, "file": base64.b64encode(data).decode(), **more}


def add_good(name, array, version=(1, 0)):
    data = file_of(array, version)
    read = np.load(io.BytesIO(data))
    height, width = array.shape if array.ndim == 2 else sorted_size(array.shape)
    values = [None if not np.isfinite(v) else float(v) for v in read.reshape(height, width).ravel()]
    good.append(entry(name, data, width=width, height=height, values=values))


def sorted_size(shape):
    """Height and width of (H, W, 1) or (1, H, W)."""
    return shape[:2] if shape[2] == 1 else shape[1:]


def numbers(kind, shape):
    kind = np.dtype(kind)
    if kind.kind == "b":
        return rng.integers(0, 2, shape).astype(kind)
    if kind.kind == "f":
        values = (rng.standard_normal(shape) * 100).astype(kind)
        values.flat[0] = np.finfo(kind).max
        values.flat[1] = np.finfo(kind).smallest_subnormal
        values.flat[2] = -0.0
        return values
    # Beyond 2**53 a 64-bit number is not exact as a double.
    limits = np.iinfo(kind)
    low, high = max(limits.min, -(2**53)), min(limits.max, 2**53)
    values = rng.integers(low, high, shape, dtype=np.int64, endpoint=True).astype(kind)
    values.flat[0], values.flat[1] = low, high
    return values


for kind in ["b1", "i1", "u1", "i2", "i4", "i8", "u2", "u4", "u8", "f2", "f4", "f8"]:
    for byte_order in "<>" if kind[1] != "1" else "|":
        for layout in "CF":
            array = np.asarray(numbers(byte_order + kind, (HEIGHT, WIDTH)), order=layout)
            add_good(f"{byte_order}{kind} {layout}", array)

for version in [(1, 0), (2, 0), (3, 0)]:
    for layout in "CF":
        for shape in [(HEIGHT, WIDTH, 1), (1, HEIGHT, WIDTH), (1, 1, 1), (1, 1, 4), (4, 1, 1)]:
            array = np.asarray(numbers("<f4", (max(3, np.prod(shape)),))[: np.prod(shape)])
            array = np.asarray(array.reshape(shape), order=layout)
            add_good(f"version {version[0]} {layout} {shape}", array, version)
for kind in ["f2", "f4", "f8"]:
    array = np.array([[np.nan, 1, -np.inf], [np.inf, 0, 2]], dtype=kind)
    add_good(f"{kind} not finite", array)
add_good("exports f4", np.array([[0.5, -1.25, 3], [1e-3, 2**20, 0.1]], dtype="<f4"))
add_good("exports f8", np.array([[0.5, -1.25, 3], [1e-3, 2**20, 0.1]], dtype="<f8"))
add_good("exports i4", np.array([[0, 0, 1], [2, 1, 3]], dtype="<i4"))


def add_bad(name, array, *words, version=(1, 0)):
    bad.append(entry(name, file_of(array, version), words=list(words)))


pair = np.dtype([("weight", "<f4"), ("label", "<i4")])
add_bad("objects", np.array([[1, None], ["x", {}]], dtype=object), "Python objects", "'|O'")
add_bad("complex", np.ones((2, 3), "<c16"), "complex numbers", "'<c16'")
add_bad("bytes", np.full((2, 3), b"abc"), "text", "'|S3'")
add_bad("text", np.full((2, 3), "abc"), "text", "'<U3'")
add_bad("raw", np.zeros((2, 3), "V4"), "structures", "'|V4'")
add_bad("structures", np.zeros((2, 3), pair), "structures")
add_bad("dates", np.zeros((2, 3), "<M8[s]"), "dates or times", "'<M8[s]'")
add_bad("long doubles", np.zeros((2, 3), np.longdouble), "another kind of value", "'<f16'")
for shape, words in [
    ((), "shape (), a single number"),
    ((6,), "shape (6,), a row of numbers"),
    ((2, 3, 3), "shape (2, 3, 3), several values for each pixel"),
    ((3, 2, 3), "shape (3, 2, 3), several values for each pixel"),
    ((1, 5, 1), "shape (1, 5, 1), a row or a column"),
    ((1, 1, 2, 3), "shape (1, 1, 2, 3), of too many dimensions"),
    ((0, 3), "shape (0, 3), which is empty"),
    ((3, 0, 1), "shape (3, 0, 1), which is empty"),
    ((1,) * 40, "40 dimensions"),
]:
    add_bad(f"shape {len(shape)} {shape[:4]}", np.zeros(shape, "<f4"), words)

for group in (good, bad):
    names = [item["name"] for item in group]
    assert len(set(names)) == len(names), "names repeat"
text = ",\n ".join(
    f'"{key}": [\n  ' + ",\n  ".join(json.dumps(item) for item in group) + "\n ]"
    for key, group in [("good", good), ("bad", bad)])
(HERE / "arrays.json").write_text("{\n " + text + "\n}\n")
print(f"{len(good)} good, {len(bad)} bad")
