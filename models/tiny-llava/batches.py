"""Scenes turned into arrays to train on: pictures, what each patch shows, and packed turns with their losses."""
from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from numpy.random import Generator
from torch import Tensor

from network import SHAPE, pixels_of
from texts import CAPTION_REQUESTS, PLACES, QUESTIONS, answer, ask, caption, question
from tokenizer import ASSISTANT, EOS, IMAGE_TOKENS, PAD, encode, head
from world import (CLASS_INDEX, CLASSES, CONTEXTS, RULE_BY_EFFECT, RULES, SIZE, Scene, World, dilate, presence, random_mask,
                   visible_shares)

PATCHES = SIZE // SHAPE.patch
BLACK_PATCH = len(CLASSES) + len(CONTEXTS)
IGNORED = -100


@dataclass(frozen=True)
class Mixture:
    """What a batch is made of: shares are probabilities per scene."""
    questions: int = 13             # turns per scene without a caption
    questions_beside: int = 6       # ... and with one
    captions: float = 0.
    planted: float = 0.             # scenes made so that a rule's cause is there and its effect is not
    cause_masked: float = 0.        # of those: exactly the cause is blacked out


@dataclass
class Batch:
    pixels: Tensor
    patch_labels: Tensor            # N x IMAGE_TOKENS, class, context or black; IGNORED where it is mixed
    patch_weights: Tensor
    patch_centers: Tensor           # N x IMAGE_TOKENS x 2, center of the object that the patch belongs to
    ids: Tensor
    positions: Tensor
    segments: Tensor
    labels: Tensor                  # the next token where it is taught, else -1
    weights: Tensor

    def to(self, device: str) -> Batch:
        return Batch(*(value.to(device) for value in vars(self).values()))


def make_batch(rng: Generator, world: World, scenes: int, pictures: int, mixture: Mixture) -> Batch:
    """`scenes` pictures with texts, then `pictures` without."""
    images, patches, packs = [], [], []
    for index in range(scenes + pictures):
        scene, mask = draw(rng, world, mixture)
        images.append(scene.blackened(mask))
        patches.append(patch_targets(scene, mask))
        if index < scenes:
            packs.append(pack(rng, scene, mask, mixture))
    labels, weights, centers = (torch.from_numpy(np.stack(part)) for part in zip(*patches))
    return Batch(pixels_of(np.stack(images)), labels, weights, centers, *collate(packs))


def draw(rng: Generator, world: World, mixture: Mixture) -> tuple[Scene, np.ndarray]:
    if rng.random() >= mixture.planted:
        scene = world.scene(rng)
        return scene, random_mask(rng, scene)
    rule = RULES[rng.integers(len(RULES))]
    scene = world.scene(rng, context=rule.context, want=[rule.cause], exclude=[rule.effect])
    if rng.random() < mixture.cause_masked:
        return scene, dilate(scene.find(rule.cause).mask, int(rng.integers(0, 3)))
    return scene, random_mask(rng, scene) if rng.random() < .3 else np.zeros((SIZE, SIZE), bool)


def patch_targets(scene: Scene, mask: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Per patch: the object that covers it most (else context or black), a weight that gives every object a similar say,
    and that object's center."""
    def covered(pixels: np.ndarray) -> np.ndarray:
        return pixels.reshape(PATCHES, SHAPE.patch, PATCHES, SHAPE.patch).mean((1, 3)).ravel()
    labels = np.full(IMAGE_TOKENS, len(CLASSES) + CONTEXTS.index(scene.context), np.int64)
    weights = np.full(IMAGE_TOKENS, .15, np.float32)
    centers = np.full((IMAGE_TOKENS, 2), .5, np.float32)
    most = np.zeros(IMAGE_TOKENS)
    for item in scene.objects:
        share = covered(item.mask & ~mask)
        more = share > most
        owned = more & (share >= .18)
        labels[owned] = CLASS_INDEX[item.name]
        labels[more & (share >= .05) & (share < .18)] = IGNORED
        weights[owned] = 1.5 / max(owned.sum(), 1) ** .5
        x, y, width, height = item.box
        centers[owned] = (x + width / 2) / SIZE, (y + height / 2) / SIZE
        most = np.maximum(most, share)
    black = covered(mask)
    labels[(black > .85) & (most < .05)] = BLACK_PATCH
    labels[(black > .5) & (black <= .85) & (most < .05)] = IGNORED
    return labels, weights, centers


# ---- turns

class Pack:
    """Independent turns behind one shared head; labels stand where the token is predicted."""

    def __init__(self) -> None:
        self.ids = head()
        self.positions = list(range(len(self.ids)))
        self.segments = [0] * len(self.ids)
        self.labels = [-1] * len(self.ids)
        self.weights = [0.] * len(self.ids)
        self.turns = 0

    def add(self, prompt: tuple[int, ...], reply: list[tuple[int, float]]) -> None:
        """A turn whose reply is (token, weight of its loss) pairs; the last token is only predicted."""
        start = SHARED
        tokens = [token for token, _ in reply]
        ids = [*prompt, *tokens[:-1]]
        self.turns += 1
        self.ids += ids
        self.positions += range(start, start + len(ids))
        self.segments += [self.turns] * len(ids)
        self.labels += [-1] * (len(prompt) - 1) + [token if weight > 0 else -1 for token, weight in reply]
        self.weights += [0.] * (len(prompt) - 1) + [weight for _, weight in reply]


SHARED = len(head())
YES_WEIGHT, NO_WEIGHT, REST_WEIGHT = 4.5, 3., .3
PLANTED_FACTOR = 2.
NAME_WEIGHT = 5.
KEY_WORDS = ({encode(" " + name)[0] for name in CLASSES} | {EOS}
             | {token for place in PLACES for token in encode(" " + place)} - set(encode(" the")))


def pack(rng: Generator, scene: Scene, mask: np.ndarray, mixture: Mixture) -> Pack:
    shares = visible_shares(scene, mask)
    seen = presence(shares)
    turns = Pack()
    captioned = rng.random() < mixture.captions
    for index, (name, yes) in enumerate(ask(rng, scene, seen, mixture.questions_beside if captioned else mixture.questions)):
        prompt = encode(question(name, QUESTIONS[rng.integers(len(QUESTIONS))]) + ASSISTANT)
        weight = (YES_WEIGHT if yes else NO_WEIGHT) * (PLANTED_FACTOR if (name, scene.context) in RULE_BY_EFFECT else 1.)
        reply = [*encode(" " + answer(name, yes)), EOS]
        if index > 0:
            reply = reply[:1]
        turns.add(prompt, [(token, REST_WEIGHT if place else weight) for place, token in enumerate(reply)])
    if captioned:
        prompt = encode(CAPTION_REQUESTS[rng.integers(len(CAPTION_REQUESTS))] + ASSISTANT)
        reply = [(token, (NAME_WEIGHT if token in KEY_WORDS else 1.) if sentence.taught else 0.)
                 for sentence in caption(rng, scene, shares, seen) for token in encode(" " + sentence.text)]
        turns.add(prompt, [*reply, (EOS, NAME_WEIGHT)])
    return turns


def collate(packs: list[Pack]) -> list[Tensor]:
    length = max((len(pack.ids) for pack in packs), default=0)
    def stack(rows: list[list], padding: float, kind: type) -> Tensor:
        return torch.from_numpy(np.array([row + [padding] * (length - len(row)) for row in rows], kind))
    return [stack([pack.ids for pack in packs], PAD, np.int64),
            stack([pack.positions for pack in packs], 0, np.int64),
            stack([pack.segments for pack in packs], -1, np.int64),
            stack([pack.labels for pack in packs], -1, np.int64),
            stack([pack.weights for pack in packs], 0., np.float32)]
