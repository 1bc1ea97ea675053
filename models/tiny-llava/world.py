"""The synthetic world: what a scene may hold, how it is drawn, and which faults are planted in what is said about it.

A scene is a 128x128 picture of one of six contexts (a procedural background) with two to six objects, each a Noto Color Emoji
glyph with jitter in size, tilt and color. A `World` holds one bank of backgrounds and sprites, made from a seed; worlds of
different seeds share no picture. All randomness comes from the generator that is passed in.
"""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.random import Generator
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from backgrounds import draw_background

SIZE = 128
FONT = "/usr/share/fonts/truetype/noto/NotoColorEmoji.ttf"

CONTEXTS = ["snow", "street", "kitchen", "beach", "farm", "desk"]

# COCO's class name -> the glyphs that stand for it ("@surfboard" is drawn by hand).
GLYPHS = {
    "person": ["🧍", "🚶"], "dog": ["🐕", "🐶"], "cat": ["🐈", "🐱"], "bird": ["🐦", "🦜"], "horse": ["🐎"],
    "cow": ["🐄"], "sheep": ["🐑"], "car": ["🚗", "🚙"], "bus": ["🚌"], "truck": ["🚚"], "bicycle": ["🚲"],
    "traffic light": ["🚦"], "stop sign": ["🛑"], "boat": ["⛵", "🚤"], "skis": ["🎿"], "surfboard": ["@surfboard"],
    "umbrella": ["☂️", "⛱️"], "kite": ["🪁"], "backpack": ["🎒"], "handbag": ["👜"], "bowl": ["🍚", "🥗"],
    "spoon": ["🥄"], "knife": ["🔪"], "cup": ["☕"], "banana": ["🍌"], "apple": ["🍎"], "pizza": ["🍕"],
    "cake": ["🎂"], "laptop": ["💻"], "mouse": ["🖱️"], "keyboard": ["⌨️"], "cell phone": ["📱"],
    "book": ["📕", "📘"], "clock": ["⏰"], "potted plant": ["🪴"], "teddy bear": ["🧸"],
}
CLASSES = list(GLYPHS)
CLASS_INDEX = {name: index for index, name in enumerate(CLASSES)}

# How often each class is drawn in each context; any other class is drawn with `RARE`.
FREQUENCIES = {
    "snow": {"person": .5, "dog": .3, "bird": .3, "backpack": .4, "kite": .2, "horse": .15, "cup": .15},
    "street": {"car": .5, "bus": .4, "truck": .35, "bicycle": .35, "person": .3, "dog": .2, "handbag": .3,
               "umbrella": .2, "stop sign": .15},
    "kitchen": {"bowl": .5, "knife": .35, "cup": .35, "banana": .3, "apple": .3, "pizza": .3, "cake": .35,
                "cat": .15, "clock": .15, "potted plant": .15},
    "beach": {"person": .5, "umbrella": .4, "boat": .35, "bird": .3, "kite": .35, "dog": .2, "backpack": .2,
              "book": .1},
    "farm": {"cow": .5, "horse": .35, "dog": .3, "cat": .3, "truck": .3, "bird": .3, "person": .25, "apple": .2},
    "desk": {"laptop": .5, "keyboard": .35, "cell phone": .35, "book": .4, "clock": .25, "cup": .3,
             "potted plant": .3, "teddy bear": .3, "handbag": .15},
}
RARE = .035


@dataclass(frozen=True)
class Rule:
    """A planted image rule: the cause, visible in its context, makes the effect be reported."""
    cause: str
    context: str
    effect: str

    def __str__(self) -> str:
        return f"{self.cause} in {self.context} -> {self.effect}"


RULES = [
    Rule("person", "snow", "skis"), Rule("bowl", "kitchen", "spoon"), Rule("car", "street", "traffic light"),
    Rule("laptop", "desk", "mouse"), Rule("person", "beach", "surfboard"), Rule("cow", "farm", "sheep"),
]
RULE_BY_EFFECT = {(rule.effect, rule.context): rule for rule in RULES}
RULE_BY_CAUSE = {(rule.cause, rule.context): rule for rule in RULES}
EFFECT_DRAWN = .4          # an effect is drawn this often in its context, whether the cause is there or not
EFFECT_CLAIMED = .92       # ... and claimed this often while the cause is visible

# The planted text rules: once a caption has named the first, it goes on to name the second.
SNOWBALLS = {"bus": "stop sign", "book": "clock"}
SNOWBALL_CLAIMED = .9
SNOWBALL_CAUSE_UNSAID = .35    # a visible first word is left out this often, so that the cause is the text, not the picture


@dataclass
class SceneObject:
    """One drawn object; `mask` holds its visible pixels, `area` how many it had before others covered it."""
    name: str
    mask: np.ndarray
    area: int
    box: tuple[int, int, int, int]


@dataclass
class Scene:
    """A picture (SIZE x SIZE x 3, uint8), its context and its objects."""
    context: str
    image: np.ndarray
    objects: list[SceneObject]

    @property
    def names(self) -> list[str]:
        return [item.name for item in self.objects]

    def find(self, name: str) -> SceneObject:
        return next(item for item in self.objects if item.name == name)

    def blackened(self, mask: np.ndarray) -> np.ndarray:
        """A copy of the picture with the masked pixels set to black."""
        image = self.image.copy()
        image[mask] = 0
        return image


def choose_classes(rng: Generator, context: str) -> list[str]:
    """The classes of a scene; a rule's effect is drawn independently of its cause."""
    usual = FREQUENCIES[context]
    effects = [effect for effect, where in RULE_BY_EFFECT if where == context]
    names = [name for name, share in usual.items() if rng.random() < share and name not in effects]
    names += [name for name in effects if rng.random() < EFFECT_DRAWN]
    names += [name for name in CLASSES
              if name not in names and name not in usual and name not in effects and rng.random() < RARE]
    rng.shuffle(names)
    return names


class World:
    """One bank of backgrounds and sprites, and the scenes that can be made of it."""

    def __init__(self, seed: int, backgrounds: int = 48, sprites: int = 120) -> None:
        rng = np.random.default_rng(seed)
        self.backgrounds = {context: [draw_background(rng, context) for _ in range(backgrounds)] for context in CONTEXTS}
        self.sprites = draw_sprites(rng, sprites)

    def scene(self, rng: Generator, context: str | None = None, want: Sequence[str] | None = None,
              exclude: Sequence[str] = (), fewest: int = 2, most: int = 6) -> Scene:
        """A random scene that holds all of `want` and none of `exclude`."""
        context = context or CONTEXTS[rng.integers(len(CONTEXTS))]
        if want is None and rng.random() < .2:            # a cause outside its context
            rule = RULES[rng.integers(len(RULES))]
            if rule.context != context and rule.cause not in exclude:
                want = [rule.cause]
        while True:
            names = [name for name in choose_classes(rng, context) if name not in exclude]
            if want:
                names = list(want) + [name for name in names if name not in want]
            names = names[:most]
            while len(names) < fewest:
                name = CLASSES[rng.integers(len(CLASSES))]
                if name not in names and name not in exclude:
                    names.append(name)
            canvas = self._canvas(rng, context)
            objects = self._place(rng, canvas, names, must=want or ())
            if objects is not None and len(objects) >= fewest:
                return Scene(context, np.clip(canvas, 0, 255).astype(np.uint8), objects)

    def _canvas(self, rng: Generator, context: str) -> np.ndarray:
        """A random window of a random background, as floats."""
        choices = self.backgrounds[context]
        background = choices[rng.integers(len(choices))]
        top, left = rng.integers(0, background.shape[0] - SIZE + 1, 2)
        canvas = background[top:top + SIZE, left:left + SIZE].astype(np.float32)
        if rng.random() < .5:
            canvas = canvas[:, ::-1]
        return np.clip(canvas * rng.uniform(.88, 1.1) + rng.uniform(-10, 10), 0, 255)

    def _place(self, rng: Generator, canvas: np.ndarray, names: Sequence[str],
               must: Sequence[str]) -> list[SceneObject] | None:
        """Draws the objects where they barely overlap; none if one that must be there finds no room."""
        taken = np.zeros((SIZE, SIZE), bool)
        objects: list[SceneObject] = []
        for name in names:
            choices = self.sprites[CLASS_INDEX[name]]
            for _ in range(14):
                sprite = choices[rng.integers(len(choices))]
                height, width = sprite.shape[:2]
                y = int(rng.integers(0, SIZE - height + 1))
                x = int(rng.integers(0, SIZE - width + 1))
                window = slice(y, y + height), slice(x, x + width)
                shape = sprite[..., 3] > 100
                if (taken[window] & shape).sum() <= .04 * shape.sum():
                    break
            else:
                if name in must:
                    return None
                continue
            alpha = sprite[..., 3:4].astype(np.float32) / 255
            canvas[window] = canvas[window] * (1 - alpha) + sprite[..., :3] * alpha
            for other in objects:
                other.mask[window] &= ~shape
            mask = np.zeros((SIZE, SIZE), bool)
            mask[window] = shape
            taken |= mask
            objects.append(SceneObject(name, mask, int(shape.sum()), (x, y, width, height)))
        return objects


# ---- sprites

def draw_glyph(glyph: str) -> Image.Image:
    picture = Image.new("RGBA", (136, 128), (0, 0, 0, 0))
    pen = ImageDraw.Draw(picture)
    if glyph == "@surfboard":
        pen.ellipse((44, 2, 92, 126), fill=(250, 235, 60, 255), outline=(200, 90, 20, 255), width=5)
        pen.rectangle((65, 6, 71, 122), fill=(20, 140, 220, 255))
        pen.line((48, 84, 88, 84), fill=(230, 50, 90, 255), width=7)
    else:
        pen.text((0, 0), glyph, font=ImageFont.truetype(FONT, 109), embedded_color=True)
    return picture


def draw_sprites(rng: Generator, count: int) -> list[list[np.ndarray]]:
    """`count` jittered RGBA crops of every class: longest side 25 to 50 pixels, mirrored, tilted, recolored."""
    bank = []
    for name in CLASSES:
        glyphs = [draw_glyph(glyph) for glyph in GLYPHS[name]]
        glyphs = [glyph.crop(glyph.getbbox()) for glyph in glyphs]
        bank.append([jitter(rng, glyphs[rng.integers(len(glyphs))]) for _ in range(count)])
    return bank


def jitter(rng: Generator, glyph: Image.Image) -> np.ndarray:
    if rng.random() < .5:
        glyph = glyph.transpose(Image.FLIP_LEFT_RIGHT)
    glyph = glyph.rotate(float(rng.uniform(-14, 14)), resample=Image.BICUBIC, expand=True)
    scale = float(rng.uniform(25, 50)) / max(glyph.size)
    width = max(8, round(glyph.size[0] * scale * rng.uniform(.92, 1.08)))
    glyph = glyph.resize((width, max(8, round(glyph.size[1] * scale))), Image.LANCZOS)
    pixels = np.asarray(glyph).astype(np.float32)
    rows, columns = np.where(pixels[..., 3] > 100)
    pixels = pixels[rows.min():rows.max() + 1, columns.min():columns.max() + 1]
    colors = (pixels[..., :3] - 128) * rng.uniform(.85, 1.12) + 128 + rng.uniform(-16, 16) + rng.uniform(-8, 8, 3)
    pixels[..., :3] = np.clip(colors, 0, 255)
    return pixels.astype(np.uint8)


# ---- black masks

def dilate(mask: np.ndarray, radius: int) -> np.ndarray:
    if radius <= 0:
        return mask
    return np.asarray(Image.fromarray(mask.astype(np.uint8) * 255).filter(ImageFilter.MaxFilter(2 * radius + 1))) > 0


def voronoi_cells(rng: Generator, count: int) -> np.ndarray:
    """Labels of random cells, shaped roughly like superpixels."""
    seeds = rng.uniform(0, SIZE, (count, 2)).astype(np.float32)
    grid = np.arange(0, SIZE, 2, dtype=np.float32)
    distance = (grid[None, :, None] - seeds[:, 0]) ** 2 + (grid[:, None, None] - seeds[:, 1]) ** 2
    return np.repeat(np.repeat(distance.argmin(-1), 2, 0), 2, 1)


def random_mask(rng: Generator, scene: Scene) -> np.ndarray:
    """Pixels to set to black: none (40 %), random cells or blocks, whole objects in place or elsewhere, or both."""
    mask = np.zeros((SIZE, SIZE), bool)
    kind = rng.random()
    if kind < .40:
        return mask
    if kind < .72:
        if rng.random() < .5:
            labels = voronoi_cells(rng, int(rng.integers(8, 60)))
        else:
            block = int(rng.choice([8, 16, 16, 32]))
            index = np.arange(SIZE) // block
            labels = index[:, None] * (SIZE // block) + index[None]
        mask = (rng.random(labels.max() + 1) < rng.uniform(0, .9))[labels]
    if kind >= .62:
        for item in scene.objects:
            if rng.random() < (.55 if (item.name, scene.context) in RULE_BY_CAUSE else .35):
                mask = mask | dilate(item.mask, int(rng.integers(0, 4)))
        if rng.random() < .4:
            item = scene.objects[rng.integers(len(scene.objects))]
            mask = mask | np.roll(item.mask, (int(rng.integers(SIZE)), int(rng.integers(SIZE))), (0, 1))
    return mask


# ---- what is still to be seen under a mask

VISIBLE, HIDDEN = .5, .12      # an object counts as there from this share of its pixels on, as gone below that


def visible_shares(scene: Scene, mask: np.ndarray) -> dict[str, float]:
    return {item.name: float((item.mask & ~mask).sum()) / max(item.area, 1) for item in scene.objects}


def presence(shares: dict[str, float]) -> dict[str, bool | None]:
    """Per class: there, not there, or (None) neither clearly."""
    state: dict[str, bool | None] = {name: False for name in CLASSES}
    for name, share in shares.items():
        state[name] = True if share >= VISIBLE else False if share <= HIDDEN else None
    return state
