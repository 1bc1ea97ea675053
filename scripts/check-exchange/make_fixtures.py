"""Writes the files of Tests/ExchangeTests/Fixtures by the real packages.

    python3 -m venv .venv-exchange
    .venv-exchange/bin/pip install -r scripts/check-exchange/requirements.txt
    .venv-exchange/bin/pip install --no-deps lmms-eval==0.7.3 ms-vlmeval==0.0.20
    .venv-exchange/bin/python scripts/check-exchange/make_fixtures.py

Ours are the questions and the replies, hostile ones among them. lmms-eval (PyPI lmms-eval 0.7.3) judges them by
`pope_process_results` and writes them by `EvaluationTracker.save_results_samples`; VLMEvalKit (PyPI ms-vlmeval 0.0.20,
ModelScope's wheel of OpenCompass's package) writes them by `dump`. expected.json has their own numbers for the same replies.
"""

import hashlib
import json
import pathlib
import shutil
import tempfile

import pandas

import packages

FOLDER = pathlib.Path(__file__).resolve().parents[2] / "Tests/ExchangeTests/Fixtures"
MODEL = "tiny/llava-1.5"
SUFFIX = "\nAnswer the question using a single word or phrase."

# Image, object, label, splits, reply.
ROWS = [
    ("COCO_val2014_000000000001.jpg", "dog", "yes", "random,popular,adversarial", "Yes"),
    ("COCO_val2014_000000000001.jpg", "apple", "no", "random", "No"),
    ("COCO_val2014_000000000001.jpg", "chair", "no", "popular,adversarial", "yes "),
    ("COCO_val2014_000000000001.jpg", "wine glass", "yes", "random,popular,adversarial", "Yes, there is a \"wine\tglass\"."),
    ("COCO_val2014_000000000002.jpg", "spoon", "no", "random,popular", "Yes.\nA spoon\r\nlies there."),
    ("COCO_val2014_000000000002.jpg", "cat", "yes", "random,popular,adversarial", "No"),
    ("COCO_val2014_000000000002.jpg", "car", "no", "adversarial", "=HYPERLINK(\"http://x\",\"no\")"),
    ("COCO_val2014_000000000002.jpg", "bird", "yes", "random,popular,adversarial", ""),
    ("COCO_val2014_000000000003.jpg", "bus", "no", "random", "\u202eno <b>&amp;</b> \x1b[31mred"),
    ("COCO_val2014_000000000003.jpg", "person", "yes", "random,popular,adversarial", "Да, yes 😀"),
    ("COCO_val2014_000000000003.jpg", "tie", "no", "popular", "I'm not sure"),
    ("COCO_val2014_000000000003.jpg", "orange", "yes", "random,popular,adversarial", "yes"),
]


def question(thing):
    article = "an" if thing[0] in "aeiou" else "a"
    return f"Is there {article} {thing} in the image?"


def probes():
    return [
        {"question_id": number, "image": image, "text": question(thing), "label": label, "object": thing,
         "splits": splits.split(",")}
        for number, (image, thing, label, splits, _) in enumerate(ROWS, 1)
    ]


def samples(rows):
    for doc_id, (number, (image, thing, label, splits, reply)) in enumerate(rows):
        doc = {"id": str(number), "question_id": str(number), "question": question(thing), "answer": label,
               "image_source": pathlib.Path(image).stem, "category": splits}
        prompt = packages.POPE.pope_doc_to_text(doc, {"pre_prompt": "", "post_prompt": SUFFIX})
        # The keys that lmms_eval/evaluator.py puts together for each document.
        yield {
            "doc_id": doc_id, "doc": doc, "target": label, "arguments": (prompt,), "resps": [[reply]],
            "filtered_resps": [reply], "token_counts": [{"output_tokens": len(reply.split())}],
            "doc_hash": hashlib.sha256(json.dumps(doc, indent=2).encode()).hexdigest(),
            **packages.POPE.pope_process_results(doc, [reply]),
        }


def main():
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    (FOLDER / "probes.jsonl").write_text("".join(json.dumps(row) + "\n" for row in probes()))

    numbered = list(enumerate(ROWS, 1))
    popular = [row for row in numbered if "popular" in row[1][3]]
    numbers = {}
    for task, rows in [("pope", numbered), ("pope_pop", popular)]:
        file = packages.write_samples(FOLDER / "lmms-eval", MODEL, task, list(samples(rows)))
        numbers[task] = packages.lmms_eval_numbers([json.loads(line) for line in file.read_text().splitlines()])

    # As vlmeval/inference.py leaves it: the dataset's columns without the picture, and the prediction.
    frame = pandas.DataFrame([
        {"index": place, "image_path": image, "question": question(thing), "answer": label.capitalize(),
         "category": splits, "prediction": "Failed to obtain answer via API." if thing == "tie" else reply}
        for place, (image, thing, label, splits, reply) in enumerate(ROWS)
    ])
    folder = FOLDER / "vlmevalkit"
    folder.mkdir()
    packages.dump(frame, str(folder / "tiny-llava_POPE.tsv"))
    packages.dump(frame, str(folder / "tiny-llava_POPE.json"))
    packages.dump(frame.drop(columns=["image_path"]), str(folder / "tiny-llava_no-images.tsv"))
    with tempfile.TemporaryDirectory() as scratch:
        numbers["vlmevalkit"] = packages.vlmevalkit_numbers(shutil.copy(folder / "tiny-llava_POPE.tsv", scratch))
    (FOLDER / "expected.json").write_text(json.dumps(numbers, indent=2, sort_keys=True) + "\n")
    print(f"stand-ins for {', '.join(sorted(packages.FINDER.used))}; {FOLDER} written")


if __name__ == "__main__":
    main()
