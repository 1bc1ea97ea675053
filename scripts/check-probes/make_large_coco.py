"""Writes a synthetic COCO file of any size, on one line as the published ones are.

    python3 scripts/check-probes/make_large_coco.py 200 large.json

The size is in MB. Images have objects with outlines of the length that COCO's have on average; every twentieth is a
crowd with run lengths. Drawn from a fixed seed; Python 3.9 or later, nothing else.
"""

import json
import random
import sys

CATEGORIES = """person bicycle car motorcycle airplane bus train truck boat bench bird cat dog horse sheep cow elephant
bear zebra giraffe backpack umbrella handbag tie suitcase frisbee skis snowboard kite skateboard surfboard bottle cup
fork knife spoon bowl banana apple sandwich orange broccoli carrot pizza donut cake chair couch bed toilet tv laptop
mouse remote keyboard oven toaster sink refrigerator book clock vase scissors toothbrush""".split()


def annotation(rng, number, image):
    crowd = number % 20 == 0
    if crowd:
        runs = [rng.randrange(400) for _ in range(300)]
        runs.append(480 * 640 - sum(runs))
        shape = {"counts": runs, "size": [480, 640]}
    else:
        shape = [[round(rng.random() * 480, 2) for _ in range(2 * rng.randrange(4, 60))]]
    box = [round(rng.random() * 300, 2) for _ in range(4)]
    kind = min(int(rng.expovariate(0.08)), len(CATEGORIES) - 1)
    return {
        "segmentation": shape, "area": round(box[2] * box[3], 4), "iscrowd": int(crowd), "image_id": image,
        "bbox": box, "category_id": kind + 1, "id": number,
    }


def main():
    target = int(float(sys.argv[1]) * 1e6)
    rng = random.Random(7)
    written = 0
    number = images = 0
    with open(sys.argv[2], "w") as file:
        written += file.write('{"info": {"description": "synthetic"}, "annotations": [')
        while written < target:
            for _ in range(rng.randrange(1, 15)):
                separator = ", " if number else ""
                number += 1
                written += file.write(separator + json.dumps(annotation(rng, number, images + 1)))
            images += 1
            written += 170  # its entry among the images
        entries = (
            {
                "license": 3, "file_name": f"COCO_val2014_{n:012}.jpg",
                "coco_url": f"http://example.org/val2014/COCO_val2014_{n:012}.jpg", "height": 480, "width": 640, "id": n,
            }
            for n in range(1, images + 1)
        )
        file.write('], "images": [' + ", ".join(map(json.dumps, entries)))
        kinds = [{"supercategory": "thing", "id": n, "name": name} for n, name in enumerate(CATEGORIES, 1)]
        file.write('], "categories": ' + json.dumps(kinds) + "}")
    print(f"{number} annotations of {images} images -> {sys.argv[2]}")


if __name__ == "__main__":
    main()
