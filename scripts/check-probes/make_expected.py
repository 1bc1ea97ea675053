"""Builds probe sets independently of the Probing module, into expected.json.

    python3 scripts/check-probes/make_expected.py
    python3 scripts/check-probes/make_expected.py --pope ../POPE

Python 3.9 or later, nothing else. Tests/ProbingTests/ProbeBuilderTests.swift reads the result. Object lists are
drawn with fixed seeds, so a run writes the same file again.

With --pope, a checkout of github.com/RUCAIBox/POPE, the very functions of its utils.py are run on the same
images, with their random.choice drawing from our generator, and every question must be the same; nothing is
written then.
"""

import argparse
import importlib.util
import json
import pathlib
import random
import sys
import tempfile
from collections import Counter

MASK = (1 << 64) - 1
STRATEGIES = ["random", "popular", "adversarial", "verified"]
WORDS = """person car bench bird cat dog horse sheep cow backpack umbrella tie skis kite bottle cup fork knife spoon
bowl banana apple orange carrot cake chair couch bed tv laptop mouse oven sink book clock vase scissors""".split()


class SplitMix64:
    """Vigna's splitmix64.c; index() takes the upper half of a 128-bit product."""

    def __init__(self, seed):
        self.state = seed

    def next(self):
        self.state = (self.state + 0x9E3779B97F4A7C15) & MASK
        z = self.state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
        return z ^ (z >> 31)

    def index(self, count):
        return (self.next() * count) >> 64

    def choice(self, values):
        return values[self.index(len(values))]


def choose(images, case):
    """The chosen images in the order of the file, and a generator for each strategy."""
    seeds = SplitMix64(case["seed"])
    draw = SplitMix64(seeds.next())
    eligible = [image for image in images if len(image["objects"]) >= case["per_image"]]
    places = list(range(len(eligible)))
    for i in range(case["image_count"]):
        j = i + draw.index(len(places) - i)
        places[i], places[j] = places[j], places[i]
    chosen = [eligible[i] for i in sorted(places[: case["image_count"]])]
    return chosen, {name: SplitMix64(seeds.next()) for name in STRATEGIES}


def ranked(counter):
    """Names by falling count; Counter keeps the order of first occurrence, most_common() is stable."""
    return [name for name, _ in counter.most_common()]


def absentees(strategy, chosen, per_image, generator):
    """For each chosen image its pairs of a present and an absent object, nothing twice in an image."""
    frequency = Counter(name for image in chosen for name in image["objects"])
    together = {}
    for image in chosen:
        for name in image["objects"]:
            together.setdefault(name, Counter()).update(o for o in image["objects"] if o != name)
    everything = list(frequency)
    for image in chosen:
        asked, pairs = set(), []
        for present in image["objects"][:per_image]:
            asked.add(present)
            taken = asked | set(image["objects"])
            preferred = {
                "random": [],
                "popular": ranked(frequency),
                "adversarial": ranked(together[present]),
                "verified": [],
            }[strategy]
            absent = next((name for name in preferred if name not in taken), None)
            if strategy == "verified":
                left = [name for name in image["verified_absent"] if name not in taken]
                absent = generator.choice(left) if left else None
            elif absent is None and any(name not in taken for name in everything):
                while absent is None or absent in taken:
                    absent = generator.choice(everything)
            asked.add(absent)
            pairs.append((present, absent))
        yield image, pairs


def build(case):
    chosen, generators = choose(case["images"], case)
    rows = {}  # (image, object) -> [label, splits], in the order in which they came
    by_image = {image["image"]: {} for image in chosen}
    for strategy in case["strategies"]:
        for image, pairs in absentees(strategy, chosen, case["per_image"], generators[strategy]):
            rows = by_image[image["image"]]
            for pair in pairs:
                for name, label in zip(pair, ["yes", "no"]):
                    if name is not None:
                        splits = rows.setdefault(name, [label, []])[1]
                        if strategy not in splits:
                            splits.append(strategy)
    return [
        [image, name, label, splits]
        for image, rows in by_image.items()
        for name, (label, splits) in rows.items()
    ]


def make_case(seed, image_count, per_image, vocabulary, largest, strategies, repeats=False):
    """Images whose lists have popular names more often; some are too short, some nearly the whole vocabulary."""
    rng = random.Random(seed)
    words = WORDS[:vocabulary]
    weights = [1 / (rank + 2) for rank in range(vocabulary)]
    images = []
    for number in range(image_count * 2 + 10):
        objects = []
        for name in rng.choices(words, weights, k=rng.randint(0, largest)):
            if repeats or name not in objects:
                objects.append(name)
        absent = [name for name in words if name not in objects]
        images.append(
            {
                "image": f"{number:03}.jpg",
                "objects": objects,
                "verified_absent": rng.sample(absent, min(len(absent), rng.randint(0, 5))),
            }
        )
    return {
        "seed": seed, "image_count": image_count, "per_image": per_image, "strategies": strategies, "images": images,
    }


def cases():
    yield make_case(1, 20, 3, 37, 12, STRATEGIES)
    yield make_case(2, 30, 3, 37, 9, STRATEGIES[:3])
    yield make_case(3, 12, 2, 8, 9, STRATEGIES)  # few words: fallbacks and nothing left
    yield make_case(4, 12, 3, 20, 30, STRATEGIES[:3], repeats=True)  # an object twice in a list
    yield make_case(5, 3, 1, 12, 4, STRATEGIES[1:3])  # one image may lack companions
    yield make_case(2**63 + 6, 15, 4, 30, 14, ["verified"])


def run_pope(folder, case):
    """POPE's own rows for the case's images, by strategy."""
    spec = importlib.util.spec_from_file_location("pope_utils", pathlib.Path(folder) / "utils.py")
    utils = importlib.util.module_from_spec(spec)
    sys.dont_write_bytecode = True
    spec.loader.exec_module(utils)
    chosen, generators = choose(case["images"], case)
    with tempfile.TemporaryDirectory() as save:
        truth = utils.generate_ground_truth_objects(chosen, save, "check")
        for strategy in case["strategies"]:
            if strategy == "verified":
                continue
            utils.random = generators[strategy]
            # A template without an "a" leaves the object alone as the question.
            utils.pope(truth, chosen, case["per_image"], "{}", strategy, save, "check")
            lines = pathlib.Path(save, f"check_pope_{strategy}.json").read_text().splitlines()
            yield strategy, [json.loads(line) for line in lines]


def compare_with_pope(folder):
    questions = 0
    for number, case in enumerate(cases(), 1):
        ends = all(  # POPE never ends where no absent object is left
            absent is not None
            for strategy in case["strategies"]
            if strategy != "verified"
            for _, pairs in absentees(
                strategy, choose(case["images"], case)[0], case["per_image"], SplitMix64(0))
            for _, absent in pairs
        )
        if not ends:
            print(f"case {number}: no absent object is left for some image, on which POPE does not end; left out")
            continue
        ours = build(case)
        for strategy, rows in run_pope(folder, case):
            theirs = list(dict.fromkeys((row["image"], row["text"], row["label"]) for row in rows))
            mine = [(image, name, label) for image, name, label, splits in ours if strategy in splits]
            # Of a pair that several strategies chose the line stands where the first one put it.
            assert sorted(mine) == sorted(theirs), (number, strategy)
            if case["strategies"][0] == strategy:
                assert mine == theirs, (number, strategy)
            questions += len(rows)
            print(f"case {number}, {strategy}: {len(rows)} questions, the same")
    assert questions > 0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pope", metavar="DIR", help="a checkout of POPE whose code must give the same")
    arguments = parser.parse_args()
    if arguments.pope:
        compare_with_pope(arguments.pope)
        return
    result = [dict(case, probes=build(case)) for case in cases()]
    target = pathlib.Path(__file__).with_name("expected.json")
    text = json.dumps(result).replace('}, {"image"', '},\n{"image"').replace('], ["', '],\n["')
    target.write_text(text + "\n")
    print(f"{sum(len(case['probes']) for case in result)} probes in {len(result)} sets -> {target.name}")


if __name__ == "__main__":
    main()
