#!/usr/bin/env python3
"""Checks the triggers of an audit from outside: other code, other requests, the same model.

    python3 check_triggers.py audits/log.sqlite --audit 1 --probes probes/bundled \
        --server http://127.0.0.1:8080

Every trigger that the log calls found is checked: the masked pictures are composed here, from the
logged picture, label map and set, and the server is asked afresh. README.md says what each line of the
result means. Exit status: 1 when a set does not do what it claims or is not 1-minimal, else 0.
"""

import argparse
import base64
import io
import json
import math
import pathlib
import sys
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from PIL import Image

from audit_log import cause_masks, read_triggers

OWN_SHARE = 0.1  # a region is the cause's own when this share of its pixels is the cause


class Server:
    """An OpenAI-compatible server; answers are greedy, with the candidates of the first token."""

    def __init__(self, url, model):
        self.url = url.rstrip("/").removesuffix("/v1") + "/v1/chat/completions"
        self.model = model

    def answers(self, trigger, visible):
        """The answers to a trigger's question with only these pixels of its picture visible."""
        pictures = [trigger.image * pixels[:, :, None].astype(np.uint8) for pixels in visible]
        with ThreadPoolExecutor(4) as pool:
            return list(pool.map(lambda picture: self.answer(picture, trigger.prompt), pictures))

    def answer(self, picture, prompt):
        file = io.BytesIO()
        Image.fromarray(picture).save(file, "PNG")
        url = "data:image/png;base64," + base64.b64encode(file.getvalue()).decode()
        image = {"type": "image_url", "image_url": {"url": url}}
        content = [image, {"type": "text", "text": prompt}]
        body = {"model": self.model, "messages": [{"role": "user", "content": content}]}
        body |= {"max_tokens": 32, "temperature": 0, "logprobs": True, "top_logprobs": 20}
        headers = {"Content-Type": "application/json"}
        request = urllib.request.Request(self.url, json.dumps(body).encode(), headers)
        with urllib.request.urlopen(request, timeout=120) as reply:
            choice = json.load(reply)["choices"][0]
        share = {"yes": 0.0, "no": 0.0}
        for entry in choice["logprobs"]["content"][0]["top_logprobs"]:
            if word(entry["token"]) in share:
                share[word(entry["token"])] += math.exp(entry["logprob"])
        return Answer(choice["message"]["content"], share["yes"], share["no"])


@dataclass
class Answer:
    """What the server said about one picture."""

    text: str
    yes: float  # probability of all spellings of yes at the first token
    no: float

    def margin(self, said):
        """How much likelier the first token is the answer said than its opposite, in nats."""
        lead = math.log(max(self.yes, 1e-12) / max(self.no, 1e-12))
        return lead if said == "yes" else -lead

    def is_said(self, said):
        """Whether the answer is given, by the first token and in words; None when they differ."""
        spoken = word(self.text.strip().partition(" ")[0])
        likelier = "yes" if self.yes > self.no else "no"
        return spoken == said if spoken == likelier else None


def word(text):
    return "".join(letter for letter in text if letter.isalpha()).lower()


def visible(trigger, pixels):
    """What is shown to test whether these pixels do what the trigger claims to do."""
    return pixels if trigger.side == "sufficient" else ~pixels


def do_it(trigger, answers):
    """For each answer: whether it is gone (necessary), or there (sufficient); None when unclear."""
    wanted = trigger.side == "sufficient"
    said = [answer.is_said(trigger.said) for answer in answers]
    return [None if is_said is None else is_said is wanted for is_said in said]


@dataclass
class Proof:
    """How a trigger fared."""

    does_it: bool
    is_minimal: bool
    drift: float  # the most that a margin differs from the logged one, in nats
    nearest: float  # the margin nearest to zero, in nats

    @property
    def holds(self):
        return self.does_it and self.is_minimal


def prove(trigger, server):
    """Asks about the set, and about the set without each of its regions."""
    smaller = [[r for r in trigger.regions if r != left_out] for left_out in trigger.regions]
    sets = [trigger.pixels(regions) for regions in [trigger.regions, *smaller]]
    answers = server.answers(trigger, [visible(trigger, pixels) for pixels in sets])
    whole, *parts = do_it(trigger, answers)
    margins = [answer.margin(trigger.said) for answer in answers]
    return Proof(
        does_it=whole is True,
        is_minimal=all(part is False for part in parts),
        drift=max(abs(a - b) for a, b in zip(margins, trigger.margins, strict=True)),
        nearest=min(map(abs, margins)),
    )


@dataclass
class Aim:
    """How a trigger lies to the planted cause; what "does it" is asked of the model."""

    touches: bool
    touches_moved: bool
    holds_main_region: bool
    area_ratio: float
    cause_does_it: bool
    cause_moved_does_it: bool
    trigger_moved_does_it: bool


def aim(trigger, cause, server, random):
    sizes = np.bincount(trigger.labels.ravel())
    cause_sizes = np.bincount(trigger.labels[cause], minlength=len(sizes))
    own_size = sizes[cause_sizes >= OWN_SHARE * sizes].sum()
    pixels = trigger.pixels(trigger.regions)
    trigger_moved, cause_moved = moved(pixels, random), moved(cause, random)
    tested = [visible(trigger, pixels) for pixels in (cause, cause_moved, trigger_moved)]
    done = [it is True for it in do_it(trigger, server.answers(trigger, tested))]
    return Aim(
        bool((pixels & cause).any()),
        bool((trigger_moved & cause).any()),
        int(cause_sizes.argmax()) in trigger.regions,
        pixels.sum() / own_size if own_size else math.nan,
        *done,
    )


def moved(pixels, random):
    """The same shape at a random place; what leaves at one edge comes in at the other."""
    return np.roll(pixels, [int(random.integers(side)) for side in pixels.shape], axis=(0, 1))


def wilson(hits, n, z=1.959964):
    """The 95 % interval of a share (Wilson 1927)."""
    share, square = hits / n, z * z
    center = (share + square / (2 * n)) / (1 + square / n)
    half = z / (1 + square / n) * math.sqrt(share * (1 - share) / n + square / (4 * n * n))
    return max(center - half, 0.0), min(center + half, 1.0)


def print_share(name, values):
    hits, n = sum(values), len(values)
    low, high = wilson(hits, n)
    print(f"  {name:<48} {hits:>4} of {n:<4} {hits / n:.3f} [{low:.3f}, {high:.3f}]")


def print_proofs(side, proofs):
    print(f"\n{side}: {len(proofs)} triggers")
    claim = "removed, the answer flips" if side == "necessary" else "shown alone, the answer stays"
    print_share(claim, [proof.does_it for proof in proofs])
    print_share("1-minimal", [proof.is_minimal for proof in proofs])
    print(f"  margins differ from the log by at most {max(p.drift for p in proofs):.1e} nats")
    print(f"  the margin nearest to zero is {min(p.nearest for p in proofs):.1e} nats")


def print_aims(side, aims):
    does_it = "flips the answer" if side == "necessary" else "keeps the answer"
    verb = "removing" if side == "necessary" else "showing only"
    print(f"{side}, planted: {len(aims)} triggers")
    print_share("touches the cause", [a.touches for a in aims])
    print_share("- the same shape at a random place", [a.touches_moved for a in aims])
    print_share("holds the region with most of the cause", [a.holds_main_region for a in aims])
    print_share(f"{verb} the cause's pixels {does_it}", [a.cause_does_it for a in aims])
    print_share("- the same shape at a random place", [a.cause_moved_does_it for a in aims])
    print_share("- the trigger's shape at a random place", [a.trigger_moved_does_it for a in aims])
    low, median, high = np.nanquantile([a.area_ratio for a in aims], [0.25, 0.5, 0.75])
    print(f"  area / area of the cause's regions: median {median:.2f} [{low:.2f}, {high:.2f} quartiles]")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("log", type=pathlib.Path, help="the audit log")
    parser.add_argument("--audit", type=int, required=True, help="the audit's number")
    parser.add_argument("--probes", type=pathlib.Path, required=True, help="the probe set's folder")
    parser.add_argument("--server", required=True, help="base URL of an OpenAI-compatible server")
    parser.add_argument("--seed", type=int, default=0, help="of the random places (default: 0)")
    arguments = parser.parse_args()

    model, triggers = read_triggers(arguments.log, arguments.audit)
    if not triggers:
        raise SystemExit(f"audit {arguments.audit} has no trigger that was found")
    print(f"model {model['name']} {model['fingerprint']}")
    server = Server(arguments.server, model["name"])
    causes = cause_masks(arguments.probes)
    random = np.random.default_rng(arguments.seed)

    failed = 0
    for side in ("necessary", "sufficient"):
        group = [trigger for trigger in triggers if trigger.side == side]
        proofs = [prove(trigger, server) for trigger in group]
        aims = [aim(t, causes[t.cause], server, random) for t in group if t.cause in causes]
        if proofs:
            print_proofs(side, proofs)
        if aims:
            print_aims(side, aims)
        for trigger, proof in zip(group, proofs):
            if not proof.holds:
                failed += 1
                print(f"  NOT AS CLAIMED: finding {trigger.finding} {trigger.regions} {proof}")
    print(f"\n{len(triggers) - failed} of {len(triggers)} triggers are what they claim")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
