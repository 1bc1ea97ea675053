#!/usr/bin/env python3
"""Compares Hallux's SLICO with OpenCV's on the same pictures in the same run: time, growth, labels, quality.

Called by run.sh. The pictures are five photographs that come inside scikit-image, cropped to 4:3 and resized.
Times are taken in turns, so that what else the machine does meets both; a ratio is OpenCV's median over ours.

The common reference is Felzenszwalb and Huttenlocher's graph segmentation at fixed parameters: it merges along
edge weights, without seeds, grid or k-means, so it favors neither implementation, and its outlines follow edges.
Its segments have at least a quarter of a grid cell, so that there are seldom more of them than superpixels.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

import cv2
import numpy as np
from skimage import data
from skimage.segmentation import felzenszwalb

from quality import outlines, quality

SIZES = [(320, 240), (640, 480), (2016, 1512)]
MODES = ["connected", "opencv"]
REGIONS = 64


def photographs() -> dict[str, np.ndarray]:
    return {
        "astronaut": data.astronaut(),
        "chelsea": data.chelsea(),
        "coffee": data.coffee(),
        "motorcycle": data.stereo_motorcycle()[0],
        "rocket": data.rocket(),
    }


def resized(rgb: np.ndarray, width: int, height: int) -> np.ndarray:
    """The middle of the picture in the shape of width x height."""
    scale = min(rgb.shape[1] / width, rgb.shape[0] / height)
    columns, rows = int(width * scale), int(height * scale)
    left, top = (rgb.shape[1] - columns) // 2, (rgb.shape[0] - rows) // 2
    kernel = cv2.INTER_AREA if scale > 1 else cv2.INTER_CUBIC
    return cv2.resize(rgb[top : top + rows, left : left + columns], (width, height), interpolation=kernel)


def opencv(bgr: np.ndarray) -> tuple[np.ndarray, float, float]:
    """OpenCV's labels without gaps, the seconds that they took, and those of all processors together."""
    size = int((bgr.shape[0] * bgr.shape[1] / REGIONS) ** 0.5)
    start, cpu_start = time.perf_counter(), time.process_time()
    superpixels = cv2.ximgproc.createSuperpixelSLIC(bgr, cv2.ximgproc.SLICO, size)
    superpixels.iterate(20)
    labels = superpixels.getLabels()
    seconds, cpu_seconds = time.perf_counter() - start, time.process_time() - cpu_start
    return np.unique(labels, return_inverse=True)[1].reshape(labels.shape), seconds, cpu_seconds


def ours(program: Path, mode: str, picture: Path, repeats: int) -> tuple[np.ndarray, float, float]:
    folder = picture.parent
    command = [program, mode, str(REGIONS), str(repeats), folder, picture]
    measured = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)[0]
    labels = np.fromfile(folder / f"{picture.stem}.{mode}.labels", "<i4")
    labels = labels.reshape(measured["height"], measured["width"])
    return labels, measured["medianSeconds"], measured["medianCPUSeconds"]


def compare(program: Path, name: str, rgb: np.ndarray, folder: Path, turns: int) -> dict:
    height, width = rgb.shape[:2]
    picture = folder / f"{name}-{width}x{height}.ppm"
    picture.write_bytes(b"P6 %d %d 255\n" % (width, height) + rgb.tobytes())
    bgr = np.ascontiguousarray(rgb[:, :, ::-1])
    seconds, cpu_seconds, labels = {}, {}, {}
    for _ in range(turns):
        for who in ["OpenCV", *MODES]:
            found = opencv(bgr) if who == "OpenCV" else ours(program, who, picture, repeats=3)
            labels[who] = found[0]
            seconds.setdefault(who, []).append(found[1])
            cpu_seconds.setdefault(who, []).append(found[2])
    reference = felzenszwalb(rgb, scale=200, sigma=0.8, min_size=width * height // (4 * REGIONS))
    row = {
        "picture": name,
        "width": width,
        "height": height,
        "seconds": {who: median(values) for who, values in seconds.items()},
        "cpu_seconds": {who: median(values) for who, values in cpu_seconds.items()},
        "regions": {who: int(found.max()) + 1 for who, found in labels.items()},
        "outline_share": {who: float(outlines(found).mean()) for who, found in labels.items()},
        "reference_segments": int(reference.max()) + 1,
        "equal_labels": float((labels["opencv"] == labels["OpenCV"]).mean()),
        "against_reference": {who: quality(found, reference) for who, found in labels.items()},
        "against_opencv": {mode: quality(labels[mode], labels["OpenCV"]) for mode in MODES},
        "opencv_against": {mode: quality(labels["OpenCV"], labels[mode]) for mode in MODES},
    }
    for kind in ("seconds", "cpu_seconds"):
        row[f"{kind}_ratio"] = {mode: row[kind]["OpenCV"] / row[kind][mode] for mode in MODES}
    return row


def growth(rows: list[dict], who: str) -> float:
    """The exponent b of seconds ~ pixels^b, by least squares over all pictures and sizes."""
    pixels = [np.log(row["width"] * row["height"]) for row in rows]
    return float(np.polyfit(pixels, [np.log(row["cpu_seconds"][who]) for row in rows], 1)[0])


def summary(rows: list[dict]) -> dict:
    def both(values: list[float], worst) -> dict[str, float]:
        return {"median": median(values), "worst": worst(values)}

    def mean_quality(who: str, what: str) -> float:
        return float(np.mean([row["against_reference"][who][what] for row in rows]))

    whos = ["OpenCV", *MODES]
    return {
        "time_ratio": {m: both([r["seconds_ratio"][m] for r in rows], min) for m in MODES},
        "cpu_time_ratio": {m: both([r["cpu_seconds_ratio"][m] for r in rows], min) for m in MODES},
        "growth_with_pixels": {who: growth(rows, who) for who in whos} if len({r["width"] for r in rows}) > 1 else {},
        "equal_labels": both([r["equal_labels"] for r in rows], min),
        "boundary_recall": {who: mean_quality(who, "boundary_recall") for who in whos},
        "undersegmentation_error": {who: mean_quality(who, "undersegmentation_error") for who in whos},
    }


def print_tables(rows: list[dict], total: dict) -> None:
    print("OpenCV's time / ours (wall, then processor time); equal: pixels with OpenCV's labels in mode opencv")
    print(f"{'picture':<12}{'size':>10}{'OpenCV s':>10}{'connected':>16}{'opencv':>16}{'equal':>10}")
    for row in rows:
        ratios = "".join(
            f"{row['seconds_ratio'][mode]:8.1f}{row['cpu_seconds_ratio'][mode]:8.1f}" for mode in MODES)
        print(
            f"{row['picture']:<12}{row['width']:>5}x{row['height']:<4}{row['seconds']['OpenCV']:10.3f}"
            f"{ratios}{row['equal_labels']:10.3%}")
    for what in ("median", "worst"):
        ratios = "".join(
            f"{total['time_ratio'][mode][what]:8.1f}{total['cpu_time_ratio'][mode][what]:8.1f}" for mode in MODES)
        print(f"{what:<32}{ratios}{total['equal_labels'][what]:10.3%}")
    if total["growth_with_pixels"]:
        exponents = ", ".join(f"{who} {value:.2f}" for who, value in total["growth_with_pixels"].items())
        print(f"processor time grows as pixels to the power of: {exponents}")

    print("\nagainst the common reference: boundary recall (more is better), undersegmentation error (less is better)")
    whos = ["OpenCV", *MODES]
    print(f"{'picture':<12}{'size':>10}" + "".join(f"{who + ' BR':>14}{'UE':>8}{'regions':>9}" for who in whos))
    for row in rows:
        line = "".join(
            f"{row['against_reference'][who]['boundary_recall']:14.3f}"
            f"{row['against_reference'][who]['undersegmentation_error']:8.4f}{row['regions'][who]:9}"
            for who in whos)
        print(f"{row['picture']:<12}{row['width']:>5}x{row['height']:<4}{line}")
    means = "".join(
        f"{total['boundary_recall'][who]:14.3f}{total['undersegmentation_error'][who]:8.4f}{'':9}" for who in whos)
    print(f"{'mean':<22}{means}")

    print("\nagainst each other: ours with OpenCV's as the reference, then the other way round")
    for row in rows:
        line = "   ".join(
            f"{mode}: BR {row['against_opencv'][mode]['boundary_recall']:.3f} {row['opencv_against'][mode]['boundary_recall']:.3f}"
            f" UE {row['against_opencv'][mode]['undersegmentation_error']:.4f}"
            f" {row['opencv_against'][mode]['undersegmentation_error']:.4f}"
            for mode in MODES)
        print(f"{row['picture']:<12}{row['width']:>5}x{row['height']:<4}  {line}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program", type=Path, help="the built slico-bench")
    parser.add_argument("--json", type=Path, help="where to write all figures")
    parser.add_argument("--turns", type=int, default=3, help="how often each implementation has its turn")
    parser.add_argument("--sizes", nargs="+", help="such as 640x480; all three when left out")
    arguments = parser.parse_args()
    sizes = [tuple(map(int, size.split("x"))) for size in arguments.sizes or []] or SIZES

    rows = []
    with tempfile.TemporaryDirectory() as folder:
        for name, rgb in photographs().items():
            for width, height in sizes:
                rgb_of_size = np.ascontiguousarray(resized(rgb[:, :, :3], width, height))
                rows.append(compare(arguments.program, name, rgb_of_size, Path(folder), arguments.turns))
                print(f"slico: {name} {width}x{height}", file=sys.stderr)
    total = summary(rows)
    print_tables(rows, total)
    if arguments.json:
        about = {"opencv": cv2.__version__, "opencv_threads": cv2.getNumThreads(), "regions_asked": REGIONS}
        arguments.json.write_text(json.dumps({"about": about, "summary": total, "rows": rows}, indent=2) + "\n")


if __name__ == "__main__":
    main()
