#!/usr/bin/env python3
"""Makes the numbers that the differential tests of Attribution compare with.

An implementation of its own, from the paper's definitions (arXiv 2509.22496) and nothing of ours: a small
label map, a formula in the model's place, and what greedy search, single-round ranking and the curve
metrics make of them. Needs numpy alone.

    python3 reference_numbers.py > ../../Tests/AttributionTests/Fixtures/reference_numbers.json
"""

import json

import numpy as np

# Nine regions of unequal area on 12x8 pixels.
LABELS = np.array(
    [
        [0, 0, 0, 1, 1, 1, 1, 1, 2, 2, 2, 2],
        [0, 0, 0, 1, 1, 1, 1, 1, 2, 2, 2, 2],
        [0, 0, 0, 0, 1, 1, 1, 2, 2, 2, 2, 2],
        [3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 5],
        [3, 3, 3, 4, 4, 4, 4, 4, 5, 5, 5, 5],
        [3, 3, 3, 3, 4, 4, 4, 4, 7, 7, 5, 5],
        [6, 6, 6, 3, 7, 7, 7, 7, 7, 8, 8, 8],
        [6, 6, 6, 7, 7, 7, 7, 7, 8, 8, 8, 8],
    ]
)


def main():
    regions = int(LABELS.max()) + 1
    tokens = 3
    random = np.random.default_rng(20251)
    # The last token is said with or without an image: it must not count as sensitive.
    bias = np.round(random.normal([-1.0, -1.0, 6.0], 0.7), 3)
    weight = np.round(random.normal(0.3, 0.9, (tokens, regions)), 3)
    # Pairs of regions that help or hurt each other make the formula neither monotone nor submodular.
    pair = np.round(random.normal(0, 0.8, (regions, regions)), 3)
    pair[np.tril_indices(regions)] = 0

    def logits(shown):
        x = np.zeros(regions)
        x[list(shown)] = 1
        return bias + weight @ x + x @ pair @ x

    def probabilities(shown):
        return 1 / (1 + np.exp(-logits(shown)))

    def margin(shown):
        return float(logits(shown)[0])

    everything = frozenset(range(regions))

    def objective(shown):
        shown = frozenset(shown)
        return float(probabilities(shown).mean() + (1 - probabilities(everything - shown)).mean())

    def greedy():
        order = []
        while len(order) < regions:
            left = [r for r in range(regions) if r not in order]
            scores = [objective(order + [r]) for r in left]
            order.append(left[int(np.argmax(scores))])
        return order

    def single_round():
        def score(r):
            contrast = margin([r]) - margin(everything - {r})
            return objective([r]) + 0.01 * contrast / (1 + abs(contrast))

        return sorted(range(regions), key=lambda r: (-score(r), r))

    area = np.bincount(LABELS.ravel()) / LABELS.size

    def walk(order):
        x = np.concatenate([[0], np.cumsum(area[order])])
        shown = [order[:r] for r in range(regions + 1)]
        insertion = np.array([probabilities(s) for s in shown])
        deletion = np.array([probabilities(everything - set(s)) for s in shown])
        score = [objective(s) for s in shown]
        sensitive = np.flatnonzero(insertion[-1] - insertion[0] > 0.2)

        def metrics(columns):
            up, down = insertion[:, columns].mean(1), deletion[:, columns].mean(1)
            return {
                "insertionAUC": float(np.trapezoid(up, x)),
                "deletionAUC": float(np.trapezoid(down, x)),
                "highest": float(up.max()),
            }

        def influence(curve):
            return {
                "influence": float((curve[1:] - curve[1:].min()).sum()),
                "influence_auc": float(np.trapezoid(curve, x) - curve.min()),
            }

        return {
            "order": [int(r) for r in order],
            "scores": score,
            "gains": np.diff(score).tolist(),
            "area": x.tolist(),
            "insertion": insertion.tolist(),
            "deletion": deletion.tolist(),
            "metrics": metrics(list(range(tokens))),
            "sensitiveTokens": sensitive.tolist(),
            "sensitiveMetrics": metrics(sensitive.tolist()) if len(sensitive) else None,
            "influences": [influence(insertion[:, i]) for i in range(tokens)],
            "meanInfluence": influence(insertion.mean(1)),
        }

    print(
        json.dumps(
            {
                "labels": LABELS.tolist(),
                "bias": bias.tolist(),
                "weight": weight.tolist(),
                "pair": pair.tolist(),
                "greedy": walk(greedy()),
                "singleRound": walk(single_round()),
            },
            indent=1,
        )
    )


main()
