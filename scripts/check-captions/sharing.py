#!/usr/bin/env python3
"""What it costs to explain five mentions of one caption together, and one by one.

    sharing.py HALLUX FOLDER [COUNT]

FOLDER is what models/tiny-llava/make_scenes.py wrote. For COUNT (3) images whose caption claims five objects, all five are called
absent in the annotations, then each alone; the evaluations are those of the audits' own summaries. HALLUX_HOME must be set.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

MENTIONS = 5


def run(hallux, work, annotations, images, *options):
    path = Path(work) / "truth.json"
    path.write_text(json.dumps(annotations))
    log = Path(work) / "log.sqlite"
    for file in Path(work).glob("log.sqlite*"):
        file.unlink()
    result = subprocess.run([hallux, "audit", "--captions", "--images", images, "--caption-truth", path, "--log", log,
                             "--quiet", "--json", *options], check=True, capture_output=True, text=True)
    return json.loads(result.stdout), log


def main():
    hallux, folder, count = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]) if len(sys.argv) > 3 else 3
    truth = json.loads((folder / "annotations.json").read_text())
    ids = {category["name"]: category["id"] for category in truth["categories"]}
    with tempfile.TemporaryDirectory() as work:
        _, log = run(hallux, work, truth, folder / "images", "--explain", "none")
        captions = json.loads(subprocess.run([hallux, "captions", "--log", log, "--json"], check=True,
                                             capture_output=True, text=True).stdout)
        found = 0
        for caption in captions:
            objects = [m["object"] for m in caption["mentions"] if m["standing"] != "no-claim" and m["object"] in ids]
            if len(objects) != MENTIONS or len(set(objects)) != MENTIONS or found == count:
                continue
            found += 1
            one = Path(work) / "one"
            one.mkdir(exist_ok=True)
            for file in one.iterdir():
                file.unlink()
            (one / caption["image"]).write_bytes((folder / "images" / caption["image"]).read_bytes())

            def evaluations(absent):
                present = [{"id": n, "image_id": 1, "category_id": ids[name], "bbox": [0, 0, 1, 1], "area": 1,
                            "iscrowd": 0} for n, name in enumerate(objects, 1) if name not in absent]
                image = {"id": 1, "file_name": caption["image"], "width": 128, "height": 128}
                summary, _ = run(hallux, work, {"images": [image], "annotations": present,
                                                "categories": truth["categories"]}, one)
                assert summary["explained"] == len(absent), summary
                return summary["evaluations"]

            together = evaluations(objects)
            alone = [evaluations([name]) for name in objects]
            print(f"{caption['image']}: five together {together}, one by one {sum(alone)} ({', '.join(map(str, alone))}); "
                  f"together {together / (sum(alone) / MENTIONS):.2f} times one", flush=True)


if __name__ == "__main__":
    main()
