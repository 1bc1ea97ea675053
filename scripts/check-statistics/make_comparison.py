"""Computes by numpy, scipy and statsmodels what comparing two audits needs, into comparison.json.

    python3 -m venv .venv-statistics
    .venv-statistics/bin/pip install numpy==2.4.6 scipy==1.17.1 statsmodels==0.15.0
    .venv-statistics/bin/python scripts/check-statistics/make_comparison.py

Tests/ProbingTests/ComparisonNumbersTests.swift reads the result. Data are drawn with fixed seeds, so a run with these
versions writes the same file again.
"""

import json
import pathlib

import numpy as np
from make_expected import RESAMPLES, SplitMix64, percentile
from scipy import stats
from statsmodels.stats.contingency_tables import mcnemar

NUMBERS = ("accuracy", "precision", "recall", "f1", "yes_ratio", "specificity", "balanced_accuracy", "d_prime", "criterion")


def draw(rng, images, probes, shift):
    """Probes that two models answer: the second errs where the first does, mostly, and more often by `shift`."""
    rows = []
    for image in range(images):
        error = rng.beta(1, 6)
        for question in range(probes):
            label = "yes" if question % 2 == 0 else "no"
            other = "no" if label == "yes" else "yes"
            before = other if rng.random() < error else label
            after = before if rng.random() < 0.8 else (other if rng.random() < error + shift else label)
            if rng.random() < 0.02:
                before = None
            if rng.random() < 0.02:
                after = None
            rows.append({"image": f"{image:04d}.png", "question": f"q{question}", "label": label,
                         "before": before, "after": after})
    return rows


def tests(first, second):
    """McNemar's p-values from statsmodels; mid-p as half the outcome's weight less, by its definition."""
    table = [[0, first], [second, 0]]
    exact = float(mcnemar(table, exact=True).pvalue)
    n, k = first + second, min(first, second)
    if n == 0:
        return {"exact": 1.0, "mid": 1.0}
    mid = 2 * (stats.binom.cdf(k, n, 0.5) - 0.5 * stats.binom.pmf(k, n, 0.5))
    return {"exact": min(1.0, exact), "mid": float(min(1.0, mid))}


def numbers(label, answer):
    """The numbers of one side by their definitions; a reply that cannot be read is 0 in `answer`, no is -1."""
    yes, no = label == 1, label == -1
    tp, fp = (yes & (answer == 1)).sum(), (no & (answer == 1)).sum()
    tn = (no & (answer == -1)).sum()
    precision = tp / (tp + fp) if tp + fp else None
    recall = tp / yes.sum() if yes.any() else None
    specificity = tn / no.sum() if no.any() else None
    both = yes.any() and no.any() and (answer != 0).any()
    zh = stats.norm.ppf((tp + 0.5) / (yes.sum() + 1)) if both else 0
    zf = stats.norm.ppf((fp + 0.5) / (no.sum() + 1)) if both else 0
    return {
        "accuracy": (tp + tn) / len(label), "precision": precision, "recall": recall,
        "f1": 2 * tp / (tp + fp + yes.sum()) if tp + fp + yes.sum() else None,
        "yes_ratio": (tp + fp) / len(label), "specificity": specificity,
        "balanced_accuracy": (recall + specificity) / 2 if both else None,
        "d_prime": zh - zf if both else None, "criterion": -(zh + zf) / 2 if both else None,
    }


def differences(rows):
    code = {"yes": 1, "no": -1, None: 0}
    label, before, after = (np.array([code[r[k]] for r in rows]) for k in ("label", "before", "after"))
    one, two = numbers(label, before), numbers(label, after)
    return one, two, {k: None if one[k] is None or two[k] is None else two[k] - one[k] for k in NUMBERS}


def bootstrap(rows, seed):
    """Images drawn as ours are, each with both answers to all its probes."""
    images = sorted({r["image"] for r in rows})
    groups = {i: [r for r in rows if r["image"] == i] for i in images}
    generator, values = SplitMix64(seed), {k: [] for k in NUMBERS}
    for _ in range(RESAMPLES):
        drawn = [images[generator.index(len(images))] for _ in images]
        _, _, changes = differences([r for i in drawn for r in groups[i]])
        for k, v in changes.items():
            if v is not None:
                values[k].append(v)
    return {k: percentile(v) for k, v in values.items()}


def main():
    rng = np.random.default_rng(20261130)
    pairs = []
    for seed, (images, probes, shift) in enumerate([(10, 4, 0.1), (60, 6, 0.05)]):
        rows = draw(rng, images, probes, shift)
        one, two, changes = differences(rows)
        right = [(r["before"] == r["label"], r["after"] == r["label"]) for r in rows]
        false_yes = [(r["label"] == "no" and r["before"] == "yes", r["label"] == "no" and r["after"] == "yes") for r in rows]
        lost, won = right.count((True, False)), right.count((False, True))
        vanished, new = false_yes.count((True, False)), false_yes.count((False, True))
        pairs.append({
            "seed": seed, "rows": rows, "lost": lost, "won": won, "correctness": tests(lost, won),
            "vanished": vanished, "new": new, "falseYes": tests(vanished, new),
            "before": {k: float(v) for k, v in one.items()}, "after": {k: float(v) for k, v in two.items()},
            "changes": {k: float(v) for k, v in changes.items()}, "intervals": bootstrap(rows, seed),
        })
    counts = [(0, 0), (1, 0), (0, 1), (1, 1), (5, 5), (3, 9), (40, 22), (22, 40), (120, 90), (0, 60), (700, 800), (2500, 2400)]
    expected = {"mcnemar": [{"first": b, "second": c, **tests(b, c)} for b, c in counts], "pairs": pairs}
    path = pathlib.Path(__file__).with_name("comparison.json")
    path.write_text("{\n" + ",\n".join(f"{json.dumps(k)}: {json.dumps(v)}" for k, v in expected.items()) + "\n}\n")


if __name__ == "__main__":
    main()
