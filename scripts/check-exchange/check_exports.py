"""Reads what `hallux export` wrote by the packages that the formats are of, and compares their numbers with ours.

    python check_exports.py HALLUX LOG AUDIT

POPE in the environment names a checkout of RUCAIBox/POPE (commit 3df3ba1), whose evaluate.py then reads our answers, too.
Ends with 1 at the first thing that does not agree. See run.sh.
"""

import json
import math
import os
import pathlib
import subprocess
import sys
import tempfile
import xml.etree.ElementTree

import packages
from inspect_ai.log import read_eval_log, write_eval_log
from inspect_ai.scorer import SampleScore, Score, accuracy, stderr, value_to_float

HALLUX, LOG, AUDIT = sys.argv[1:4]


def hallux(*arguments):
    return subprocess.run([HALLUX, *arguments, "--log", LOG], check=True, capture_output=True, text=True).stdout


def export(folder, name, form):
    path = pathlib.Path(folder, name)
    hallux("export", AUDIT, "--to", str(path), "--format", form)
    return path


def score(rule):
    return json.loads(hallux("score", AUDIT, "--rule", rule, "--json"))["scores"][0]


def same(what, theirs, ours):
    # A ratio of nothing is 0 to these packages, NaN to Inspect, and no number to us.
    if ours is None and (theirs == 0 or math.isnan(theirs)):
        return print(f"  {what}: {theirs}, undefined to hallux")
    if ours is None or not math.isclose(theirs, ours, abs_tol=1e-9):
        raise SystemExit(f"{what}: the package says {theirs}, hallux {ours}")
    print(f"  {what}: {theirs}")


def value(number):
    return number.get("value") if isinstance(number, dict) else number


def by_split(rule):
    """Our numbers of each split, or of all probes where there are none."""
    rows = score(rule)["metrics"]
    split = [(row["split"], row) for row in rows if row["split"] != "all"]
    return split or [(None, rows[0])]


def check_lmms_eval(folder):
    print("lmms-eval: its own aggregates over the exported samples, against --rule lmms-eval")
    samples = [json.loads(line) for line in export(folder, "samples.jsonl", "lmms-eval").read_text().splitlines()]
    numbers, ours = packages.lmms_eval_numbers(samples), score("lmms-eval")["as_source_counts"]
    same("accuracy", numbers["pope_accuracy"], ours.get("accuracy"))
    same("F1", numbers["pope_f1_score"], ours.get("f1"))


def check_pope(folder):
    if "POPE" not in os.environ:
        return print("POPE: left out, because POPE names no checkout")
    print("POPE: its evaluate.py on the exported answers, with themselves as label file, against --rule pope")
    answers = str(export(folder, "pope.jsonl", "pope"))
    script = pathlib.Path(os.environ["POPE"], "evaluate.py").read_text()
    for name in ["ans_file", "label_file"]:
        script = script.replace(f"{name} = ''", f"{name} = {answers!r}")
    printed = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True).stdout
    numbers = dict(line.split(": ") for line in printed.splitlines() if ": " in line)
    ours = score("pope")["as_source_counts"]
    same("accuracy", float(numbers["Accuracy"]), ours["accuracy"])
    same("F1", float(numbers["F1 score"]), ours["f1"])


def check_vlmevalkit(folder):
    print("VLMEvalKit: ImageYORNDataset.evaluate of the exported table, against --rule vlmevalkit")
    numbers = packages.vlmevalkit_numbers(export(folder, "tiny_POPE.tsv", "vlmevalkit-tsv"))
    for split, row in by_split("vlmevalkit"):
        for name in ["accuracy", "f1", "precision", "recall"]:
            same(f"{split or 'all'} {name}", numbers[split or "all"][name], value(row[name]))
    rows = packages.load(str(export(folder, "tiny_POPE.json", "vlmevalkit-json")))
    table = packages.load(str(folder / "tiny_POPE.tsv"))
    if [row["prediction"] for row in rows] != [text if isinstance(text, str) else "" for text in table["prediction"]]:
        raise SystemExit("the table and the JSON of VLMEvalKit differ")
    print(f"  vlmeval.smp.load reads {len(rows)} rows of either form, with the same predictions")


def check_inspect(folder):
    print("Inspect: read_eval_log of the exported log, and Inspect's own accuracy over its samples")
    log = read_eval_log(str(export(folder, "log.json", "inspect")))
    metrics = log.results.scores[0].metrics
    scorer = log.results.scores[0].name
    scored = [
        SampleScore(score=Score(value=value_to_float()(sample.scores[scorer].value)), sample_id=sample.id,
                    sample_metadata=sample.metadata)
        for sample in log.samples
        if sample.scores and sample.scores[scorer].value == sample.scores[scorer].value
    ]
    unscored = sum(1 for sample in log.samples if sample.scores and sample.scores[scorer].value != sample.scores[scorer].value)
    print(f"  {log.status}, {len(log.samples)} samples, {len(scored)} scored, {unscored} unscored (NaN)")
    same("accuracy of the readable", accuracy()(scored), metrics["accuracy_of_readable"].value)
    print(f"  standard error, clustered by image_id: {stderr(cluster='image_id')(scored):.6f}")
    for split, row in by_split(scorer):
        end = f"/{split}" if split else ""
        same(f"{split or 'all'} accuracy", metrics["accuracy" + end].value, value(row["accuracy"]))
        same(f"{split or 'all'} F1", metrics["f1" + end].value, value(row["f1"]))
    tokens = sum(1 for sample in log.samples for choice in sample.output.choices if choice.logprobs)
    print(f"  {tokens} samples with log-probabilities of their tokens")
    write_eval_log(log, str(folder / "log.eval"))
    again = read_eval_log(str(folder / "log.eval"))
    # That form sorts the samples by their ids.
    if {s.id: s.output.completion for s in again.samples} != {s.id: s.output.completion for s in log.samples}:
        raise SystemExit("Inspect's own .eval form of the log has other replies")
    print("  written as .eval by Inspect and read again: the same replies")


def check_plain(folder):
    print("JSON lines, POPE's answers, JUnit: by Python's own readers")
    lines = [json.loads(line) for line in export(folder, "lines.jsonl", "jsonl").read_text().splitlines()]
    answers = [json.loads(line) for line in export(folder, "answers.jsonl", "pope").read_text().splitlines()]
    replies = {line["question_id"]: line["reply"] for line in lines if "reply" in line}
    if any(replies[answer["question_id"]] != answer["answer"] for answer in answers):
        raise SystemExit("POPE's answers are not the replies")
    suites = xml.etree.ElementTree.parse(export(folder, "junit.xml", "junit")).getroot()
    failures = suites.findall(".//failure")
    if len(failures) != int(suites.get("failures")):
        raise SystemExit("JUnit's count of failures is not that of its cases")
    print(f"  {len(lines)} lines, {len(answers)} answers, {suites.get('tests')} cases with {len(failures)} failures")


with tempfile.TemporaryDirectory() as scratch:
    folder = pathlib.Path(scratch)
    check_lmms_eval(folder)
    check_pope(folder)
    check_vlmevalkit(folder)
    check_inspect(folder)
    check_plain(folder)
print("all agree")
