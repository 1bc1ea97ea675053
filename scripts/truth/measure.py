"""What is measured of one finding: where its trigger lies, and what the model says when pixels are taken away."""

import zlib

import numpy as np

import asking
from findings import mentions

RANDOM_DRAWS = 5


class Measuring:
    def __init__(self, server, scenes, seed):
        self.server, self.scenes, self.seed = server, scenes, seed

    def row(self, finding):
        """Everything about a finding, as JSON has it."""
        random = self.generator(finding)
        draws = [random_regions(finding, random) for _ in range(RANDOM_DRAWS)] if finding.trigger else []
        row = {
            "finding": finding.id, "image": finding.image_name, "object": finding.name, "rule": finding.rule,
            "kind": finding.kind, "status": finding.status, "regions": finding.regions, "trigger": finding.trigger,
            "trigger_runs": runs(finding.pixels(finding.trigger)),
            "size": len(finding.trigger), "area": finding.area(finding.trigger) if finding.trigger else None,
            "trigger_evaluations": finding.trigger_evaluations,
            "diagnosis": finding.diagnosis, "root": finding.root, "diagnosed_root": finding.diagnosed_root,
        }
        if finding.cause is not None:
            row["aim"] = aim(finding, finding.pixels(finding.trigger))
            row["random_aims"] = [aim(finding, finding.pixels(regions)) for regions in draws]
        return row | {"gone": self.gone(finding, draws), "baselines": {}}

    def gone(self, finding, draws):
        """Whether the object is not named any more, by what was taken away."""
        nothing = np.zeros_like(finding.labels, bool)
        gone = {"nothing": self.is_gone(finding, nothing)}
        if finding.trigger:
            gone["trigger"] = self.is_gone(finding, finding.pixels(finding.trigger))
            gone["random"] = [self.is_gone(finding, finding.pixels(regions)) for regions in draws]
        if finding.cause is not None:
            gone["cause"] = self.is_gone(finding, finding.cause)
            gone["cause_regions"] = self.is_gone(finding, finding.pixels(finding.cause_regions()))
        if finding.root:
            gone["text"] = self.is_gone_without_root(finding)
        return gone

    def is_gone(self, finding, pixels):
        """The question is asked again, or the whole caption written anew, about the picture with these pixels black."""
        picture = asking.without(finding.image, pixels)
        if finding.caption is None:
            return self.server.says_yes(picture, finding.prompt) is False
        caption = self.server.caption(picture, finding.prompt)
        return finding.name not in mentions(caption, self.scenes.names.values())

    def is_gone_without_root(self, finding):
        """The caption goes on from before the mention, without the sentence that holds the rule's first word."""
        before = finding.caption.encode()[:finding.start].decode()
        sentences = [sentence + "." for sentence in before.split(".")[:-1]]
        kept = [sentence for sentence in sentences
                if finding.root not in mentions(sentence, self.scenes.names.values())]
        sentence = self.server.next_sentence(finding.image, finding.prompt, "".join(kept))
        return finding.name not in mentions(sentence, self.scenes.names.values())

    def random_orders(self, finding):
        """The least area that flips an answer along random orders, for as many evaluations as the search took; 1 for none."""
        random = self.generator(finding)
        best, spent = None, 0
        while spent < finding.trigger_evaluations:
            order = random.permutation(finding.regions).tolist()
            # A later order is only followed while it could end with fewer regions.
            longest = min(finding.trigger_evaluations - spent, len(best) - 1 if best else finding.regions)
            if longest < 1:
                break
            size = self.walk(finding, order[:longest])
            spent += size or longest
            best = order[:size] if size else best
        return {"area": finding.area(best) if best else 1.0, "size": len(best) if best else None, "evaluations": spent}

    def walk(self, finding, order):
        """Takes regions away along an order until the answer flips: how many, or none."""
        for size in range(1, len(order) + 1):
            picture = asking.without(finding.image, finding.pixels(order[:size]))
            yes, no, _ = self.server.first_token(picture, finding.prompt)
            if no > yes:
                return size
        return None

    def published(self, finding, order, evaluations):
        """The published procedure's set: what is taken from the order's back until the answer is the correct one."""
        back = order[::-1]
        size = self.walk(finding, back)
        result = {"size": size, "area": finding.area(back[:size]) if size else 1.0, "evaluations": evaluations}
        if finding.cause is not None:
            result["aim"] = aim(finding, finding.pixels(back[:size] if size else []))
        return result

    def generator(self, finding):
        """A generator of the finding's own, so that figures do not depend on the order of asking."""
        words = f"{finding.image_name} {finding.name} {finding.start}"
        return np.random.default_rng([self.seed, zlib.crc32(words.encode())])


def runs(pixels):
    """The lengths of the runs of a mask, row by row, the first of pixels that are out."""
    flat = pixels.ravel()
    bounds = [0, *(np.flatnonzero(np.diff(flat)) + 1).tolist(), flat.size]
    return [0] * int(flat[0]) + np.diff(bounds).tolist()


def random_regions(finding, random):
    """Any regions, drawn at random until their area is as near to the trigger's as the next would leave it."""
    sizes = np.bincount(finding.labels.ravel())
    wanted = sizes[finding.trigger].sum()
    drawn, area = [], 0
    for region in random.permutation(finding.regions).tolist():
        after = area + sizes[region]
        if drawn and abs(after - wanted) >= abs(area - wanted):
            break
        drawn.append(region)
        area = after
    return drawn


def aim(finding, pixels):
    """How some pixels lie to the planted cause."""
    cause, own = finding.cause, finding.pixels(finding.cause_regions())
    return {
        "of_cause": float((pixels & cause).sum() / cause.sum()),
        "on_cause": float((pixels & cause).sum() / max(pixels.sum(), 1)),
        "on_own": float((pixels & own).sum() / max(pixels.sum(), 1)),
        "iou": float((pixels & own).sum() / (pixels | own).sum()),
        "own_area": float(own.mean()),
    }
