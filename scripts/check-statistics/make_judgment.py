"""Computes by numpy, scipy, statsmodels and scikit-learn what judging probes needs, into judgment.json.

    python3 -m venv .venv-statistics
    .venv-statistics/bin/pip install numpy==2.4.6 scipy==1.17.1 statsmodels==0.15.0 scikit-learn==1.9.1
    .venv-statistics/bin/python scripts/check-statistics/make_judgment.py

Tests/ProbingTests/JudgmentNumbersTests.swift reads the result. Data are drawn with fixed seeds, so a run with
these versions writes the same file again.
"""

import json
import pathlib

import numpy as np
from make_expected import RESAMPLES, SplitMix64, percentile
from scipy import stats
from sklearn.metrics import balanced_accuracy_score, brier_score_loss, f1_score, roc_auc_score
from statsmodels.stats.multitest import multipletests

SPLITS = ("random", "popular", "adversarial")


def draw(rng, images, probes):
    """Probes with a p(yes) that is informative, coarse enough for ties, and worse in some images."""
    rows = []
    for image in range(images):
        skill = rng.normal(1.2, 0.8)
        for question in range(probes):
            label = question % 2 == 0
            logit = (skill if label else -skill) + rng.normal(0.3, 1)
            missing = float(np.round(rng.beta(1, 30), 3))
            yes = float(np.round((1 - missing) / (1 + np.exp(-logit)), 2))
            no = float(np.round(max(1 - missing - yes, 0), 3))
            rows.append({
                "image": f"{image:04d}.png", "question": f"q{question}", "label": bool(label),
                "yes": yes, "no": no, "isBounded": bool(rng.random() < 0.05),
                "answer": bool(yes > no), "object": ("cup", "dog", "cow", "spoon")[question % 4],
                "splits": [s for s in SPLITS if label or rng.random() < 0.6] or ["random"],
            })
    return rows


def dprime(hits, positives, alarms, negatives):
    zh = stats.norm.ppf((hits + 0.5) / (positives + 1))
    zf = stats.norm.ppf((alarms + 0.5) / (negatives + 1))
    return [float(zh - zf), float(-(zh + zf) / 2)]


def detection(rows):
    label = np.array([r["label"] for r in rows])
    answer = np.array([r["answer"] for r in rows])
    if label.all() or not label.any():
        return None
    d, c = dprime((label & answer).sum(), label.sum(), (~label & answer).sum(), (~label).sum())
    return [float(balanced_accuracy_score(label, answer)), d, c]


def exact(rows):
    rows = [r for r in rows if not r["isBounded"] and r["yes"] + r["no"] > 0]
    return (np.array([r["label"] for r in rows]),
            np.array([r["yes"] / (r["yes"] + r["no"]) for r in rows]))


def roc(rows):
    label, p = exact(rows)
    if not len(label) or label.all() or not label.any():
        return None
    return [float(roc_auc_score(label, p)), float(brier_score_loss(label, p))]


def ece(rows):
    label, p = exact(rows)
    bins = np.minimum((p * 10).astype(int), 9)
    return float(sum((bins == b).mean() * abs(label[bins == b].mean() - p[bins == b].mean())
                     for b in range(10) if (bins == b).any()))


def split_mean(rows):
    means = []
    for split in SPLITS:
        part = [r for r in rows if split in r["splits"]]
        if not part:
            return None
        label = [r["label"] for r in part]
        answer = [r["answer"] for r in part]
        means.append([np.mean(np.array(label) == np.array(answer)), f1_score(label, answer, zero_division=0)])
    return [float(x) for x in np.mean(means, axis=0)]


def bootstrap(rows, seed, statistic):
    """Images drawn as ours are, each with all its rows."""
    images = sorted({r["image"] for r in rows})
    groups = {i: [r for r in rows if r["image"] == i] for i in images}
    generator, values = SplitMix64(seed), []
    for _ in range(RESAMPLES):
        drawn = [images[generator.index(len(images))] for _ in images]
        value = statistic([r for i in drawn for r in groups[i]])
        if value is not None:
            values.append(value)
    return [percentile([v[k] for v in values]) for k in range(len(values[0]))]


def main():
    rng = np.random.default_rng(20261125)
    sets = []
    for seed, (images, probes) in enumerate([(12, 4), (40, 6)]):
        rows = draw(rng, images, probes)
        sets.append({
            "seed": seed, "rows": rows,
            "detection": detection(rows), "detectionIntervals": bootstrap(rows, seed, detection),
            "roc": roc(rows), "rocIntervals": bootstrap(rows, seed, roc), "ece": ece(rows),
            "splitMean": split_mean(rows), "splitMeanIntervals": bootstrap(rows, seed, split_mean),
            "bounded": sum(r["isBounded"] for r in rows),
            "missing": [float(np.mean([max(0, 1 - r["yes"] - r["no"]) for r in rows])),
                        float(np.max([max(0, 1 - r["yes"] - r["no"]) for r in rows]))],
        })
    pvalues = [[float(p) for p in rng.beta(0.5, 2, n)] for n in (1, 2, 5, 80)]
    pvalues.append([0.01, 0.01, 0.5, 1.0, 1.0])
    tables = [[3, 20, 10, 200], [0, 20, 5, 100], [20, 20, 0, 100], [7, 25, 7, 25], [1, 1, 0, 1],
              [40, 300, 200, 4700], [1, 40, 2, 4000]]
    expected = {
        "sets": sets,
        "quantiles": [[p, float(stats.norm.ppf(p))]
                      for p in (1e-12, 1e-6, 0.001, 0.025, 0.3, 0.5, 0.7, 0.975, 0.999, 1 - 1e-9)],
        "dPrime": [[*t, *dprime(*t)] for t in ((0, 5, 0, 5), (5, 5, 0, 5), (3, 7, 6, 6), (1400, 1500, 90, 1500))],
        "fisher": [[*t, float(stats.fisher_exact([[t[0], t[1] - t[0]], [t[2], t[3] - t[2]]],
                                                 alternative="greater")[1])] for t in tables],
        "fdr": [{"p": p, "q": [float(q) for q in multipletests(p, method="fdr_bh")[1]]} for p in pvalues],
    }
    path = pathlib.Path(__file__).with_name("judgment.json")
    path.write_text("{\n" + ",\n".join(f"{json.dumps(k)}: {json.dumps(v)}" for k, v in expected.items()) + "\n}\n")


if __name__ == "__main__":
    main()
