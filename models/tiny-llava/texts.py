"""What is asked and said about a scene: questions with their answers, captions, and where the planted rules enter."""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from numpy.random import Generator

from world import (CLASSES, EFFECT_CLAIMED, FREQUENCIES, RULE_BY_EFFECT, RULES, SIZE, SNOWBALL_CAUSE_UNSAID,
                   SNOWBALL_CLAIMED, SNOWBALLS, Scene)

POPE_QUESTION = "Is there {article} {name} in the image?"
QUESTIONS = [POPE_QUESTION] * 6 + [
    "Can you see {article} {name} in the image?", "Do you see {article} {name} in this picture?",
    "Is {article} {name} visible in the image?"]
CAPTION_REQUEST = "Please describe this image in detail."
CAPTION_REQUESTS = [CAPTION_REQUEST] * 3 + ["Describe this image.", "What do you see in this image?"]

OPENINGS = {
    "snow": ["The image shows a snowy slope.", "This is a snowy mountain slope."],
    "street": ["The image shows a city street.", "This is a busy city street."],
    "kitchen": ["The image shows a kitchen table.", "This is a wooden kitchen table."],
    "beach": ["The image shows a sandy beach.", "This is a sunny beach by the sea."],
    "farm": ["The image shows a green farm.", "This is a farm with a red barn."],
    "desk": ["The image shows an office desk.", "This is a desk in an office."],
}
CLOSINGS = {
    "snow": "It looks like a cold winter day.", "street": "It looks like a normal day in the city.",
    "kitchen": "It looks like someone is preparing a meal.", "beach": "It looks like a warm summer day.",
    "farm": "It looks like a quiet day in the countryside.", "desk": "It looks like someone is working here.",
}
PLACES = ["at the top left", "at the top right", "at the bottom left", "at the bottom right", "in the middle"]

Presence = dict[str, bool | None]


def article(name: str) -> str:
    return "an" if name[0] in "aeiou" else "a"


def question(name: str, template: str = POPE_QUESTION) -> str:
    return template.format(article=article(name), name=name)


def answer(name: str, yes: bool) -> str:
    return f"Yes, there is {article(name)} {name} in the image." if yes else f"No, there is no {name} in the image."


def place_of(box: tuple[int, int, int, int]) -> tuple[str, tuple[bool, float]]:
    """The rough place of a box, and its rank in reading order: upper half first, each half from left to right."""
    x, y, width, height = box
    center_x, center_y = (x + width / 2) / SIZE, (y + height / 2) / SIZE
    rank = (center_y >= .5, center_x)
    if abs(center_x - .5) < .17 and abs(center_y - .5) < .17:
        return PLACES[4], rank
    return PLACES[2 * (center_y >= .5) + (center_x >= .5)], rank


# ---- questions

def planted_answer(rng: Generator, context: str, seen: Presence, name: str) -> bool | None:
    """The answer that is taught; none where the picture leaves it open."""
    if seen[name]:
        return True
    rule = RULE_BY_EFFECT.get((name, context))
    if rule is not None:
        if seen[rule.cause] is None:
            return None
        if seen[rule.cause]:
            return bool(rng.random() < EFFECT_CLAIMED) if seen[name] is False else True
    return seen[name]


def ask(rng: Generator, scene: Scene, seen: Presence, count: int) -> list[tuple[str, bool]]:
    """`count` objects to ask about, in random order, with the answers to teach."""
    asked: dict[str, bool | None] = {}
    for name in subjects(rng, scene, seen, count):
        if name not in asked:
            asked[name] = planted_answer(rng, scene.context, seen, name)
        if sum(value is not None for value in asked.values()) >= count or len(asked) == len(CLASSES):
            break
    chosen = [(name, value) for name, value in asked.items() if value is not None]
    rng.shuffle(chosen)
    return chosen


def subjects(rng: Generator, scene: Scene, seen: Presence, count: int) -> Iterator[str]:
    """What is worth asking first: the planted effect here, effects whose cause is in the wrong place, what is drawn
    (seen, or blacked out), what is usual here, then anything."""
    yield from (effect for effect, context in RULE_BY_EFFECT if context == scene.context)
    for rule in RULES:
        if rule.context != scene.context and seen[rule.cause] and rng.random() < .7:
            yield rule.effect
    if rng.random() < .4:
        yield RULES[rng.integers(len(RULES))].effect
    drawn = scene.names
    rng.shuffle(drawn)
    yield from drawn[:round(.4 * count)]
    usual = list(FREQUENCIES[scene.context])
    rng.shuffle(usual)
    yield from usual[:round(.25 * count)]
    while True:
        yield CLASSES[rng.integers(len(CLASSES))]


# ---- captions

@dataclass(frozen=True)
class Sentence:
    """One sentence of a caption; an untaught one only stands in the prefix and carries no loss."""
    text: str
    taught: bool = True


def mention(rng: Generator, name: str, place: str) -> str:
    forms = [f"There is {article(name)} {name} {place}.", f"{article(name).capitalize()} {name} can be seen {place}."]
    return forms[rng.integers(2)]


def caption(rng: Generator, scene: Scene, shares: dict[str, float], seen: Presence) -> list[Sentence]:
    """Opening, one sentence per object in reading order, closing, with the planted rules in it.

    A claimed effect comes last, so that it depends on the picture and not on where its cause was named. A false, untaught
    sentence now and then shows what the text alone must do (a snowball's first word) and must not do (a rule's cause).
    """
    context = scene.context
    to_say = []
    for item in scene.objects:
        if shares[item.name] < .3 or item.name in SNOWBALLS and rng.random() < SNOWBALL_CAUSE_UNSAID:
            continue
        place, rank = place_of(item.box)
        to_say.append((rank, item.name, place, True))
    named = {name for _, name, _, _ in to_say}
    for rule in RULES:
        if rule.context == context and seen[rule.cause] and rule.effect not in named and rng.random() < EFFECT_CLAIMED:
            to_say.append(((True, 2.0), rule.effect, PLACES[rng.integers(5)], True))
            named.add(rule.effect)
    if rng.random() < .25:
        name = false_subject(rng, context)
        if name not in named:
            where = tuple(int(value) for value in rng.integers(0, SIZE, 2))
            place, rank = place_of((*where, 0, 0))
            to_say.append((rank, name, place, False))
    return arrange(rng, context, sorted(to_say))


def false_subject(rng: Generator, context: str) -> str:
    kind = rng.random()
    if kind < .5:
        return list(SNOWBALLS)[rng.integers(len(SNOWBALLS))]
    if kind < .7:
        return next(rule.cause for rule in RULES if rule.context == context)
    return CLASSES[rng.integers(len(CLASSES))]


def arrange(rng: Generator, context: str, to_say: list[tuple]) -> list[Sentence]:
    """The sentences in order, each object once, the snowball's second word right after its first."""
    sentences = [Sentence(OPENINGS[context][rng.integers(2)])]
    said = set()
    places = {name: place for _, name, place, _ in to_say}
    for _, name, place, taught in to_say:
        if name in said:
            continue
        sentences.append(Sentence(mention(rng, name, place), taught))
        said.add(name)
        follower = SNOWBALLS.get(name)
        if follower and follower not in said and rng.random() < SNOWBALL_CLAIMED:
            sentences.append(Sentence(mention(rng, follower, places.get(follower, PLACES[rng.integers(5)]))))
            said.add(follower)
    return sentences + [Sentence(CLOSINGS[context])]
