"""The six procedural backgrounds."""
from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.random import Generator
from PIL import Image, ImageDraw

Color = tuple[int, int, int]


class Brush:
    """A square canvas with a horizon, and the small random choices that all backgrounds share."""

    def __init__(self, rng: Generator, side: int) -> None:
        self.rng = rng
        self.side = side
        self.image = Image.new("RGB", (side, side))
        self.pen = ImageDraw.Draw(self.image)
        self.horizon = self.between(int(side * .25), int(side * .42))

    def between(self, low: int, high: int) -> int:
        return int(self.rng.integers(low, high))

    def near(self, color: Color, spread: int = 14) -> Color:
        return tuple(int(np.clip(value + self.rng.integers(-spread, spread + 1), 0, 255)) for value in color)


def draw_background(rng: Generator, context: str, side: int = 160) -> np.ndarray:
    brush = Brush(rng, side)
    PAINTERS[context](brush)
    pixels = np.asarray(brush.image).astype(np.float32)
    fine, coarse = smooth_noise(rng, side, 2, 4), smooth_noise(rng, side, 16, 6)
    pixels = pixels + fine[..., None] + coarse[..., None] + rng.normal(size=(side, side, 1)) * 3
    return np.clip(pixels, 0, 255).astype(np.uint8)


def smooth_noise(rng: Generator, side: int, scale: int, amplitude: float) -> np.ndarray:
    coarse = rng.normal(size=(side // scale + 2, side // scale + 2)).astype(np.float32)
    return np.asarray(Image.fromarray(coarse).resize((side, side), Image.BICUBIC)) * amplitude


def paint_snow(b: Brush) -> None:
    """Sky, a tilted slope, firs along its edge and ski tracks."""
    side, horizon, pen = b.side, b.horizon, b.pen
    b.image.paste(b.near((150, 190, 230)), (0, 0, side, side))
    slope = b.between(-25, 25)
    pen.polygon([(0, horizon - slope), (side, horizon + slope), (side, side), (0, side)], fill=b.near((238, 243, 250), 6))
    for _ in range(b.between(3, 8)):
        x, y, size = b.between(0, side), horizon + b.between(-4, 14), b.between(8, 18)
        pen.polygon([(x, y - 2 * size), (x - size * .6, y), (x + size * .6, y)], fill=b.near((35, 90, 70)))
    for _ in range(4):
        x, y = b.between(-30, side), b.between(horizon + 10, side)
        pen.line((x, y, x + b.between(40, 90), y + b.between(5, 30)), fill=b.near((205, 220, 238), 6), width=2)


def paint_street(b: Brush) -> None:
    """A row of houses with windows, a pavement and a road with dashes."""
    side, horizon, pen = b.side, b.horizon, b.pen
    b.image.paste(b.near((185, 205, 220)), (0, 0, side, horizon))
    x = 0
    while x < side:
        width = b.between(16, 34)
        wall = b.near((150, 110, 95), 35)
        roof = b.between(2, horizon - 8)
        pen.rectangle((x, roof, x + width, horizon), fill=wall)
        for top in range(roof + 4, horizon - 4, 8):
            for left in range(x + 3, x + width - 4, 8):
                pen.rectangle((left, top, left + 3, top + 4), fill=b.near((225, 215, 150), 20))
        x += width + b.between(0, 4)
    pen.rectangle((0, horizon, side, horizon + 8), fill=b.near((165, 165, 160)))
    pen.rectangle((0, horizon + 8, side, side), fill=b.near((85, 87, 92)))
    y = b.between(horizon + 25, side - 12)
    for x in range(-b.between(0, 20), side, 28):
        pen.rectangle((x, y, x + 15, y + 3), fill=(235, 235, 225))


def paint_kitchen(b: Brush) -> None:
    """A tiled wall above a table of planks."""
    side, horizon, pen = b.side, b.horizon, b.pen
    b.image.paste(b.near((225, 228, 220)), (0, 0, side, horizon))
    tile = b.between(10, 16)
    for x in range(0, side, tile):
        pen.line((x, 0, x, horizon), fill=b.near((185, 190, 190), 6))
    for y in range(0, horizon, tile):
        pen.line((0, y, side, y), fill=b.near((185, 190, 190), 6))
    wood = b.near((176, 125, 75))
    y = horizon
    while y < side:
        plank = b.between(12, 20)
        color = tuple(int(np.clip(value + b.rng.integers(-12, 12), 0, 255)) for value in wood)
        pen.rectangle((0, y, side, y + plank), fill=color)
        pen.line((0, y, side, y), fill=(120, 80, 45))
        y += plank


def paint_beach(b: Brush) -> None:
    """Sky, a strip of sea with waves, sand."""
    side, horizon, pen = b.side, b.horizon, b.pen
    b.image.paste(b.near((135, 200, 240)), (0, 0, side, horizon))
    shore = horizon + b.between(14, 34)
    pen.rectangle((0, horizon, side, shore), fill=b.near((40, 120, 180)))
    for _ in range(10):
        x, y = b.between(-10, side), b.between(horizon, shore)
        pen.line((x, y, x + b.between(8, 25), y), fill=(200, 230, 245))
    pen.rectangle((0, shore, side, side), fill=b.near((232, 208, 150), 10))
    pen.line((0, shore, side, shore), fill=(250, 250, 250), width=3)


def paint_farm(b: Brush) -> None:
    """A meadow, a red barn, a fence and tufts of grass."""
    side, horizon, pen = b.side, b.horizon, b.pen
    b.image.paste(b.near((170, 210, 235)), (0, 0, side, horizon))
    pen.rectangle((0, horizon, side, side), fill=b.near((95, 155, 60)))
    x = b.between(0, side - 40)
    pen.rectangle((x, horizon - 22, x + 34, horizon + 2), fill=b.near((160, 45, 40)))
    pen.polygon([(x - 3, horizon - 22), (x + 17, horizon - 36), (x + 37, horizon - 22)], fill=b.near((110, 40, 35)))
    y = horizon + b.between(2, 8)
    pen.line((0, y, side, y), fill=(150, 110, 70), width=2)
    pen.line((0, y + 7, side, y + 7), fill=(150, 110, 70), width=2)
    for x in range(b.between(0, 14), side, 16):
        pen.rectangle((x, y - 4, x + 3, y + 13), fill=(140, 100, 60))
    for _ in range(40):
        x, y = b.between(0, side), b.between(horizon + 16, side)
        pen.line((x, y, x + b.between(-2, 3), y - 4), fill=b.near((60, 120, 40), 10))


def paint_desk(b: Brush) -> None:
    """A wall with notes, a desk top with sheets of paper."""
    side, horizon, pen = b.side, b.horizon, b.pen
    b.image.paste(b.near((205, 200, 215)), (0, 0, side, horizon))
    pen.rectangle((0, horizon, side, side), fill=b.near((120, 100, 95), 12))
    pen.rectangle((0, horizon, side, horizon + 5), fill=b.near((80, 65, 60)))
    for _ in range(b.between(1, 4)):
        x, y = b.between(0, side - 30), b.between(3, max(4, horizon - 24))
        pen.rectangle((x, y, x + b.between(14, 26), y + b.between(10, 20)), fill=b.near((245, 240, 180), 25))
    for _ in range(b.between(1, 4)):
        x, y = b.between(0, side - 30), b.between(horizon + 10, side - 20)
        width = b.between(22, 40)
        corners = [(x, y), (x + width, y + b.between(-6, 6)), (x + width + 4, y + width), (x + 3, y + width + 4)]
        pen.polygon(corners, fill=b.near((235, 235, 235), 8))
        for line in range(5, width, 6):
            pen.line((x + 5, y + line, x + width - 4, y + line), fill=(190, 190, 195))


PAINTERS: dict[str, Callable[[Brush], None]] = {
    "snow": paint_snow, "street": paint_street, "kitchen": paint_kitchen,
    "beach": paint_beach, "farm": paint_farm, "desk": paint_desk,
}
