#!/usr/bin/env python3
"""Makes the numbers that the differential tests of Attribution compare with.

An implementation of its own, from the paper's definitions (arXiv 2509.22496), the behavior of the reference
code's cheaper search, and nothing of ours: a small label map, a formula in the model's place, and what greedy
search, the cheaper search, single-round ranking, a surrogate and the curve metrics make of them; and a
formula of 64 regions, where the published settings ask their published number of questions. Needs numpy alone.

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

# Scope, pending and resort step of the cheaper search.
SETTINGS = [(10, 8, 5), (8, 4, 10), (6, 4, 15)]
# Nine regions would never leave the scope of those.
SMALL_SETTINGS = [(3, 2, 2), (2, 3, 4), (4, 1, 3)]


def cheaper(regions, objective, scope, pending, resort_step):
    """The order from both ends, and the number of questions: two for each set that is scored."""
    queue = list(range(regions))
    front, back = [], []
    questions = 2  # everything and nothing, asked before the first step
    for step in range(regions):
        if len(queue) <= 1:
            front += queue
            break
        considered = queue if step % resort_step == 0 else queue[:scope]
        scores = {r: objective(front + [r]) for r in considered}
        questions += 2 * len(scores)
        if considered is queue:
            queue.sort(key=lambda r: (-scores[r], r))
            best = queue[0]
        else:
            best = min(considered, key=lambda r: (-scores[r], r))
        front.append(best)
        queue.remove(best)
        if step == 0:
            back.append(queue.pop())
        elif len(queue) > pending:
            kept = front + queue
            without = {r: objective([k for k in kept if k != r]) for r in queue[-pending:]}
            questions += 2 * len(without)
            worst = max(without, key=lambda r: (without[r], r))
            back.append(worst)
            queue.remove(worst)
    return front + back[::-1], questions


def large():
    """A formula of 64 regions: what the three published settings make of it."""
    regions = 64
    random = np.random.default_rng(20252)
    weight = np.round(random.normal(0.05, 0.5, regions), 3)
    pair = np.round(random.normal(0, 0.1, (regions, regions)), 3)
    pair[np.tril_indices(regions)] = 0

    def probability(shown):
        x = np.zeros(regions)
        x[list(shown)] = 1
        return 1 / (1 + np.exp(1 - weight @ x - x @ pair @ x))

    everything = set(range(regions))

    def objective(shown):
        return float(probability(shown) + (1 - probability(everything - set(shown))))

    found = [cheaper(regions, objective, *setting) for setting in SETTINGS]
    return {
        "bias": -1,
        "weight": weight.tolist(),
        "pair": pair.tolist(),
        "efficient": [
            {"setting": setting, "order": order, "questions": questions}
            for setting, (order, questions) in zip(SETTINGS, found)
        ],
    }


def surrogate(regions, probability):
    """Gaussian-process guesses after a first round, along the order that they favor."""
    nothing = np.zeros(regions)
    rounds = [nothing, 1 - nothing, *np.eye(regions), *(1 - np.eye(regions))]
    known = np.unique(np.array(rounds), axis=0)
    values = np.array([probability(np.flatnonzero(x)) for x in known])
    y = np.log(values / (1 - values))
    mean, scale = y.mean(), y.std()
    target = (y - mean) / scale
    signs = 2 * known - 1
    share = abs(np.linalg.solve(signs.T @ signs + 10 * np.eye(regions), signs.T @ target))
    step = 1 + share / share.max()
    step /= step.mean()

    def likeness(one, other):
        distance = np.array([[step[a != b].sum() for b in other] for a in one])
        return 1 + (1 - 2 * distance / regions) + 0.9**distance

    weight = np.linalg.solve(likeness(known, known) + 0.01 * np.eye(len(known)), target)

    def guess(x):
        return float(mean + scale * (likeness([x], known) @ weight)[0])

    def merit(x):
        shown, hidden = guess(x), guess(1 - x)
        return 1 / (1 + np.exp(-shown)) + 1 - 1 / (1 + np.exp(-hidden)) + 0.002 * shown

    walk, front = [], nothing
    for _ in range(regions):
        left = [r for r in range(regions) if not front[r]]
        steps = [front + np.eye(regions)[r] for r in left]
        best = int(np.argmax([merit(x) for x in steps]))
        front = steps[best]
        walk.append({"region": left[best], "shown": guess(front), "hidden": guess(1 - front)})
    return walk


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
                "efficient": [
                    {"setting": setting, "questions": questions, "walk": walk(order)}
                    for setting in SMALL_SETTINGS
                    for order, questions in [cheaper(regions, objective, *setting)]
                ],
                "surrogate": surrogate(regions, lambda shown: probabilities(shown).mean()),
                "large": large(),
            },
            indent=1,
        )
    )


main()
