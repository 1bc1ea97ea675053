#!/usr/bin/env python3
"""Makes the picture files of this folder, expected.json and samples.json, by means that Hallux does not use.

PNG files are written chunk by chunk with zlib alone, so every color type, depth and interlace is what
it says; what they decode to is computed here from the samples, in integers. JPEG files are written
and decoded by Pillow 13.0 (libjpeg-turbo 3.2), which has no part in Hallux; only YCCK, which Pillow reads but
does not write, is written by imagecodecs.

    python3 -m venv /tmp/fixtures
    /tmp/fixtures/bin/pip install pillow==13.0.0 numpy==2.4.6 imagecodecs==2026.3.6
    /tmp/fixtures/bin/python Tests/CodecsTests/Fixtures/make_fixtures.py
"""
import hashlib
import io
import json
import pathlib
import struct
import zlib

import imagecodecs
import numpy as np
from PIL import Image, ImageOps

HERE = pathlib.Path(__file__).parent
# Odd, so that packed rows end inside a byte and every interlace pass is ragged.
WIDTH, HEIGHT = 13, 9
GRAY, RGB, PALETTE, GRAY_ALPHA, RGBA = 0, 2, 3, 4, 6
CHANNELS = {GRAY: 1, RGB: 3, PALETTE: 1, GRAY_ALPHA: 2, RGBA: 4}
DEPTHS = {GRAY: [1, 2, 4, 8, 16], RGB: [8, 16], GRAY_ALPHA: [8, 16], RGBA: [8, 16]}
# First column, first row, column step and row step of each pass.
ADAM7 = [
    (0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2),
]
rng = np.random.default_rng(7)
expected = {}
# The numbers in the files that hold one for each pixel, row by row; alpha left out.
stored = {}


def digest(rgb):
    """The digest that SHA256Digest.hex(of: RGBImage) documents."""
    height, width, _ = rgb.shape
    return hashlib.sha256(struct.pack("<QQ", width, height) + rgb.tobytes()).hexdigest()


def chunk(kind, payload):
    checksum = struct.pack(">I", zlib.crc32(kind + payload))
    return struct.pack(">I", len(payload)) + kind + payload + checksum


def packed_rows(samples, depth):
    rows = b""
    for row in samples.reshape(samples.shape[0], -1):
        if depth == 16:
            data = row.astype(">u2").tobytes()
        else:
            bits = "".join(format(int(value), f"0{depth}b") for value in row)
            bits += "0" * (-len(bits) % 8)
            data = bytes(int(bits[i : i + 8], 2) for i in range(0, len(bits), 8))
        rows += b"\0" + data
    return rows


def png(samples, color, depth, interlaced=False, extra=b""):
    height, width = samples.shape[:2]
    header = struct.pack(">IIBBBBB", width, height, depth, color, 0, 0, int(interlaced))
    passes = ADAM7 if interlaced else [(0, 0, 1, 1)]
    rows = b""
    for x, y, dx, dy in passes:
        part = samples[y::dy, x::dx]
        if part.size:
            rows += packed_rows(part, depth)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + extra
        + chunk(b"IDAT", zlib.compress(rows, 9)) + chunk(b"IEND", b"")
    )


def to8(samples, depth):
    return (samples.astype(np.int64) * 255 * 2 + (2**depth - 1)) // (2 * (2**depth - 1))


def on_white(rgb, alpha):
    alpha = alpha[..., None].astype(np.int64)
    return ((rgb * alpha + 255 * (255 - alpha) + 127) // 255).astype(np.uint8)


def add_png(name, data, rgb, samples=None):
    (HERE / f"{name}.png").write_bytes(data)
    expected[f"{name}.png"] = digest(np.ascontiguousarray(rgb, dtype=np.uint8))
    if samples is not None:
        stored[f"{name}.png"] = samples[..., 0].ravel().tolist()


for color, depths in DEPTHS.items():
    for depth in depths:
        for interlaced in [False, True]:
            samples = rng.integers(0, 2**depth, (HEIGHT, WIDTH, CHANNELS[color]))
            eight = to8(samples, depth)
            rgb = eight[..., :3] if color in (RGB, RGBA) else np.repeat(eight[..., :1], 3, axis=2)
            alpha = eight[..., -1] if color in (GRAY_ALPHA, RGBA) else np.full((HEIGHT, WIDTH), 255)
            kind = {GRAY: "gray", RGB: "rgb", GRAY_ALPHA: "gray-alpha", RGBA: "rgba"}[color]
            add_png(
                f"{kind}-{depth}{'-interlaced' if interlaced else ''}",
                png(samples, color, depth, interlaced), on_white(rgb, alpha),
                samples if color in (GRAY, GRAY_ALPHA) else None)

for depth in [1, 2, 4, 8]:
    palette = rng.integers(0, 256, (2**depth, 3))
    samples = rng.integers(0, 2**depth, (HEIGHT, WIDTH, 1))
    plte = chunk(b"PLTE", palette.astype(np.uint8).tobytes())
    opaque = np.full((HEIGHT, WIDTH), 255)
    colors = palette[samples[..., 0]]
    add_png(
        f"palette-{depth}", png(samples, PALETTE, depth, extra=plte), on_white(colors, opaque),
        samples)
    alphas = rng.integers(0, 256, 2**depth)
    trns = chunk(b"tRNS", alphas.astype(np.uint8).tobytes())
    add_png(
        f"palette-{depth}-transparent", png(samples, PALETTE, depth, depth == 4, plte + trns),
        on_white(colors, alphas[samples[..., 0]]), samples)

samples = rng.integers(0, 4, (HEIGHT, WIDTH, 1))
rgb = np.repeat(to8(samples, 2), 3, axis=2)
add_png(
    "gray-2-transparent", png(samples, GRAY, 2, extra=chunk(b"tRNS", struct.pack(">H", 1))),
    on_white(rgb, np.where(samples[..., 0] == 1, 0, 255)), samples)
samples = rng.integers(0, 2, (HEIGHT, WIDTH, 3)) * 200
key = chunk(b"tRNS", struct.pack(">HHH", 200, 0, 200))
add_png(
    "rgb-8-transparent", png(samples, RGB, 8, extra=key),
    on_white(samples, np.where((samples == [200, 0, 200]).all(axis=2), 0, 255)))
# A palette whose colors are grays, but not in order: level 255 - 16 * index.
samples = rng.integers(0, 16, (HEIGHT, WIDTH, 1))
levels = np.repeat(255 - 16 * np.arange(16)[:, None], 3, axis=1)
add_png(
    "palette-4-gray",
    png(samples, PALETTE, 4, extra=chunk(b"PLTE", levels.astype(np.uint8).tobytes())),
    levels[samples[..., 0]], samples)

# A picture with edges and slopes, not noise: JPEG decoders are to agree on it to the last bit.
y, x = np.mgrid[0:30, 0:41]
scene = np.stack([x * 6, y * 8, (x + y) * 3 + 60 * (x > 20)], axis=2).clip(0, 255).astype(np.uint8)
scene[8:15, 5:12] = [200, 30, 40]
picture = Image.fromarray(scene)


def add_jpeg(name, image, **options):
    data = io.BytesIO()
    image.save(data, "JPEG", **options)
    add_jpeg_file(name, data.getvalue())


def add_jpeg_file(name, data):
    (HERE / f"{name}.jpg").write_bytes(data)
    decoded = ImageOps.exif_transpose(Image.open(io.BytesIO(data)))
    expected[f"{name}.jpg"] = digest(np.array(decoded.convert("RGB")))


add_jpeg("rgb-420", picture, quality=90)
add_jpeg("rgb-444", picture, quality=95, subsampling=0)
add_jpeg("rgb-progressive", picture, quality=85, progressive=True)
add_jpeg("gray", picture.convert("L"), quality=90)
add_jpeg("cmyk", picture.convert("CMYK"), quality=95)
add_jpeg("cmyk-progressive", picture.convert("CMYK"), quality=90, progressive=True)
add_jpeg("gray-progressive", picture.convert("L"), quality=90, progressive=True)
# As Adobe's programs write it: 255 is no ink, and the four inks become luma, chroma and black.
inks = 255 - np.array(picture.convert("CMYK"))
add_jpeg_file(
    "ycck", bytes(imagecodecs.jpeg8_encode(inks, 95, colorspace="CMYK", outcolorspace="YCCK")))
for orientation in range(1, 9):
    exif = Image.Exif()
    exif[0x0112] = orientation
    add_jpeg(f"orientation-{orientation}", picture, quality=95, subsampling=0, exif=exif)

(HERE / "expected.json").write_text(json.dumps(expected, indent=1, sort_keys=True) + "\n")
lines = [f" {json.dumps(name)}: {json.dumps(values)}" for name, values in sorted(stored.items())]
(HERE / "samples.json").write_text("{\n" + ",\n".join(lines) + "\n}\n")
