"""Computes by numpy, scipy and statsmodels what the Probing module must compute, into expected.json.

    python3 -m venv .venv-statistics
    .venv-statistics/bin/pip install numpy==2.4.6 scipy==1.17.1 statsmodels==0.15.0
    .venv-statistics/bin/python scripts/check-statistics/make_expected.py

Tests/ProbingTests/StatisticsTests.swift reads the result. Data are drawn with fixed seeds, so a run
with these versions writes the same file again.
"""

import json
import pathlib

import numpy as np
import statsmodels.api as sm
from scipy import stats
from statsmodels.stats.proportion import proportion_confint

RESAMPLES = 2000
MASK = (1 << 64) - 1


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


def wilson(successes, trials):
    return [float(x) for x in proportion_confint(successes, trials, 0.05, "wilson")]


def cluster_robust(shares):
    """The sandwich interval of a proportion: regression on a constant, errors clustered by image."""
    y = np.concatenate([[1.0] * x + [0.0] * (n - x) for x, n in shares])
    groups = np.repeat(np.arange(len(shares)), [n for _, n in shares])
    fit = sm.OLS(y, np.ones_like(y)).fit(
        cov_type="cluster", cov_kwds={"groups": groups}, use_t=True
    )
    low, high = fit.conf_int()[0]
    return [max(0.0, float(low)), min(1.0, float(high))]


def percentile(ratios):
    return [float(x) for x in np.quantile(ratios, [0.025, 0.975])]


def bootstrap(shares, seed):
    """The same resamples as ours, drawn by the same generator, and numpy's quantiles."""
    generator, a = SplitMix64(seed), np.array(shares)
    ratios, degenerate = [], 0
    for _ in range(RESAMPLES):
        x, n = a[[generator.index(len(a)) for _ in range(len(a))]].sum(axis=0)
        if n == 0:
            degenerate += 1
        else:
            ratios.append(x / n)
    return {"interval": percentile(ratios), "degenerate": degenerate}


def independent_bootstrap(shares):
    """Numpy's own generator and ten times the resamples: what any right bootstrap must come near to."""
    rng, a = np.random.default_rng(1), np.array(shares)
    sums = a[rng.integers(0, len(a), (10 * RESAMPLES, len(a)))].sum(axis=1)
    sums = sums[sums[:, 1] > 0]
    return percentile(sums[:, 0] / sums[:, 1])


def clustered_mean(images, seed):
    """The mean over all values, and its bootstrap over images, each drawn with all its values."""
    generator = SplitMix64(seed)
    sums = np.array([[sum(values), len(values)] for values in images])
    means = []
    for _ in range(RESAMPLES):
        total, n = sums[[generator.index(len(sums)) for _ in range(len(sums))]].sum(axis=0)
        means.append(total / n)
    return {"value": float(np.mean(np.concatenate(images))), "interval": percentile(means)}


def draw_shares(rng, images, most, spread):
    """Images with 1 ... most probes each, whose success rate differs from image to image."""
    sizes = rng.integers(1, most + 1, images)
    rates = rng.beta(0.8 / spread, 0.2 / spread, images)
    return [[int(rng.binomial(n, p)), int(n)] for n, p in zip(sizes, rates)]


def draw_verdicts(rng, images):
    """Six probes an image, half of them labeled yes; a harder image is wrong, and mute, more often."""
    verdicts = []
    for image in range(images):
        error, mute = rng.beta(1, 5), rng.beta(1, 20)
        for question in range(6):
            label = "yes" if question % 2 == 0 else "no"
            other = "no" if label == "yes" else "yes"
            answer = None if rng.random() < mute else other if rng.random() < error else label
            verdicts.append(
                {"image": f"{image:04d}.png", "question": str(question), "label": label, "answer": answer}
            )
    return verdicts


def metrics(verdicts, seed):
    """The five numbers by their definitions, and their intervals."""
    images = sorted({v["image"] for v in verdicts})

    def shares(numerator, denominator):
        return [
            [sum(int(f(v)) for v in verdicts if v["image"] == i) for f in (numerator, denominator)]
            for i in images
        ]

    def true_positive(v):
        return v["label"] == v["answer"] == "yes"

    def said_yes(v):
        return v["answer"] == "yes"

    def labeled_yes(v):
        return v["label"] == "yes"

    def result(a, interval):
        x, n = np.array(a).sum(axis=0)
        return {"numerator": int(x), "denominator": int(n), "interval": interval(a)}

    def boot(a):
        return bootstrap(a, seed)["interval"]

    return {
        "accuracy": result(shares(lambda v: v["label"] == v["answer"], lambda v: 1), cluster_robust),
        "yesRatio": result(shares(said_yes, lambda v: 1), cluster_robust),
        "precision": result(shares(true_positive, said_yes), boot),
        "recall": result(shares(true_positive, labeled_yes), boot),
        "f1": result(
            shares(lambda v: 2 * true_positive(v), lambda v: said_yes(v) + labeled_yes(v)), boot
        ),
    }


def main():
    rng = np.random.default_rng(20261122)
    clusters = [draw_shares(rng, g, m, s) for g, m, s in [
        (2, 6, 0.3), (3, 6, 0.3), (10, 6, 0.5), (60, 6, 0.2), (500, 6, 0.2), (200, 1, 0.1), (40, 30, 1.0),
    ]]
    clusters.append([[1, 2], [0, 0], [0, 0], [1, 3]])  # images without a part in the ratio
    verdicts = draw_verdicts(rng, 60)
    expected = {
        "wilson": [
            [s, n, *wilson(s, n)]
            for n in (1, 2, 5, 20, 100, 3000, 5127, 1_000_000)
            for s in sorted({0, 1, n // 3, n // 2, n - 1, n})
        ],
        "studentT": [
            [df, float(stats.t.ppf(0.975, df))]
            for df in (1, 2, 3, 4, 5, 9, 10, 30, 59, 60, 499, 500, 40503)
        ],
        "splitMix64": {
            "seed": 42,
            "values": [str(v) for g in [SplitMix64(42)] for v in (g.next() for _ in range(5))],
            "indices": [v for g in [SplitMix64(42)] for v in (g.index(1000) for _ in range(5))],
        },
        "clusters": [
            {
                "shares": shares,
                "clusterRobust": cluster_robust(shares),
                "seed": seed,
                "bootstrap": bootstrap(shares, seed),
                "independentBootstrap": independent_bootstrap(shares),
            }
            for seed, shares in enumerate(clusters)
        ],
        "metrics": {"seed": 7, "verdicts": verdicts, "expected": metrics(verdicts, 7)},
    }
    # Their own generator: what was drawn before stays as it was.
    rng = np.random.default_rng(20261125)
    expected["means"] = []
    for seed, (count, most) in enumerate([(2, 3), (5, 1), (30, 6), (200, 12)]):
        images = [
            [round(float(x), 6) for x in rng.normal(rng.normal(), 0.5, rng.integers(1, most + 1))]
            for _ in range(count)
        ]
        expected["means"].append({"images": images, "seed": seed, **clustered_mean(images, seed)})
    path = pathlib.Path(__file__).with_name("expected.json")
    lines = [f"{json.dumps(k)}: {json.dumps(v)}" for k, v in expected.items()]
    path.write_text("{\n" + ",\n".join(lines) + "\n}\n")


if __name__ == "__main__":
    main()
