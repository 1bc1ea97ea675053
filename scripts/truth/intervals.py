"""95 % intervals: Wilson's for shares of independent trials, a bootstrap over images for everything else."""

import math

import numpy as np

DRAWS = 2000


def wilson(hits, n, z=1.959964):
    """Low and high end of a share."""
    share, square = hits / n, z * z
    center = (share + square / (2 * n)) / (1 + square / n)
    half = z / (1 + square / n) * math.sqrt(share * (1 - share) / n + square / (4 * n * n))
    return max(center - half, 0.0), min(center + half, 1.0)


def share(values):
    """A share of yes among true and false values."""
    values = [bool(value) for value in values]
    if not values:
        return None
    low, high = wilson(sum(values), len(values))
    return {"value": sum(values) / len(values), "low": low, "high": high, "hits": sum(values), "n": len(values)}


def mean(values, images, seed=1):
    """A mean whose values of one image go together: images are drawn with replacement."""
    if not len(values):
        return None
    names, cluster = np.unique(images, return_inverse=True)
    sums = np.bincount(cluster, values, len(names))
    counts = np.bincount(cluster, minlength=len(names))
    drawn = np.random.default_rng(seed).integers(len(names), size=(DRAWS, len(names)))
    low, high = np.quantile(sums[drawn].sum(1) / counts[drawn].sum(1), [0.025, 0.975])
    return {"value": float(np.mean(values)), "low": float(low), "high": float(high), "n": len(values), "images": len(names)}
