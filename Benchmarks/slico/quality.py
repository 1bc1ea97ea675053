"""How well a segmentation keeps to the outlines of a reference segmentation."""

import numpy as np
from scipy.ndimage import distance_transform_edt


def outlines(labels: np.ndarray) -> np.ndarray:
    """The pixels that differ from the pixel to the right or below."""
    edges = np.zeros(labels.shape, bool)
    edges[:, :-1] |= labels[:, :-1] != labels[:, 1:]
    edges[:-1] |= labels[:-1] != labels[1:]
    return edges


def boundary_recall(labels: np.ndarray, reference: np.ndarray) -> float:
    """The share of the reference's outline pixels with an outline pixel nearby.

    Nearby is within 0.0025 of the picture's diagonal, as in the Berkeley benchmark: 2 pixels at 640x480.
    """
    reach = max(1, round(0.0025 * np.hypot(*labels.shape)))
    return float((distance_transform_edt(~outlines(labels)) <= reach)[outlines(reference)].mean())


def undersegmentation_error(labels: np.ndarray, reference: np.ndarray) -> float:
    """The share of pixels that spill over the reference's segments.

    Neubert and Protzel, "Superpixel Benchmark and Comparison", 2012, equation 3: of a superpixel on both sides
    of a segment's outline, the smaller part counts.
    """
    pairs = reference.astype(np.int64) * (int(labels.max()) + 1) + labels
    found, sizes = np.unique(pairs, return_counts=True)
    outside = np.bincount(labels.ravel())[found % (int(labels.max()) + 1)] - sizes
    return float(np.minimum(sizes, outside).sum() / labels.size)


def quality(labels: np.ndarray, reference: np.ndarray) -> dict[str, float]:
    return {
        "boundary_recall": boundary_recall(labels, reference),
        "undersegmentation_error": undersegmentation_error(labels, reference),
    }
