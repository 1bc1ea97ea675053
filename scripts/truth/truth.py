#!/usr/bin/env python3
"""Does Hallux find real causes? Measures triggers and diagnoses against what was planted in the bundled model.

    truth.py PROGRAM --to FOLDER [--seed N] [--scenes N] [--published N] [--random N]

1. New scenes are drawn, and the program audits the bundled model on them: yes/no questions, and captions.
2. EAGLE's published procedure is run on some of the same findings: greedy order of the counter-token, walked from its back.
3. The model's server is asked again, by this script: without the cause, without the trigger, without random areas.

FOLDER/rows.json has a row for every finding; page.py makes the tables of them. docs/truth.md says what each means.
A run that was stopped goes on with the same command.
"""

import argparse
import json
import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np

import asking
from findings import Scenes, evaluation_count, orders, read_findings
from measure import Measuring

QUESTIONS, CAPTIONS, PUBLISHED = "questions.sqlite", "captions.sqlite", "published.sqlite"
# The trigger is found before the order, whatever its search; this one costs little and is a baseline.
AUDIT_SEARCH = ["--search", "leave-one-out"]
GREEDY = ["--counter", "--search", "greedy"]  # as published


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program", type=Path)
    parser.add_argument("--to", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=90110001)
    parser.add_argument("--scenes", type=int, default=204)
    parser.add_argument("--published", type=int, default=12, help="findings for EAGLE's published procedure")
    parser.add_argument("--random", type=int, default=48, help="findings for random orders")
    return parser.parse_args()


def say(text):
    print(time.strftime("%H:%M:%S"), text, flush=True)


class Run:
    def __init__(self, options):
        self.options, self.folder = options, options.to
        self.images = self.folder / "scenes" / "images"
        self.probes = self.folder / "scenes" / "probes.jsonl"
        self.annotations = self.folder / "scenes" / "annotations.json"

    def hallux(self, log, *words):
        """What the program prints, on one of the logs."""
        command = [self.options.program.resolve(), *words, "--log", self.folder / log, "--json", "--quiet"]
        done = subprocess.run(command, stdout=subprocess.PIPE)
        if done.returncode not in (0, 5):
            sys.exit(f"{' '.join(map(str, command))} ended with {done.returncode}")
        return json.loads(done.stdout)

    def draw(self):
        if not self.probes.exists():
            make = asking.ROOT / "models" / "tiny-llava" / "make_scenes.py"
            subprocess.run([sys.executable, make, "--seed", str(self.options.seed), "--scenes", str(self.options.scenes),
                            "--to", self.folder / "scenes"], check=True)

    def chosen(self, findings, count, number):
        """Some of the findings, drawn at random."""
        findings = sorted(findings, key=lambda finding: (finding.image_name, finding.name))
        random = np.random.default_rng([self.options.seed, number])
        drawn = random.choice(len(findings), min(count, len(findings)), replace=False)
        return [findings[place] for place in sorted(drawn)]

    def probes_of(self, findings, name):
        """A file of the questions of some findings."""
        wanted = {(finding.image_name, finding.name) for finding in findings}
        path = self.folder / f"{name}.jsonl"
        path.write_text("".join(
            line for line in self.probes.open() if (json.loads(line)["image"], json.loads(line)["object"]) in wanted))
        return path

    def published(self, findings):
        """The order and the evaluations of EAGLE's procedure, by finding."""
        probes = self.probes_of(findings, "published")
        number = self.hallux(PUBLISHED, "audit", probes, "--images", self.images, *GREEDY)["audit"]
        return {f"{image} {name}": order for (image, name), order in orders(self.folder / PUBLISHED, number, "greedy").items()}

    def seconds(self, finding):
        """What one finding takes, one way after the other: the default with order and curves, and the published one."""
        probes = self.probes_of([finding], "timed")
        result = {}
        for name, words in [("ours", []), ("published", GREEDY)]:
            for old in self.folder.glob(f"timed-{name}.sqlite*"):
                old.unlink()
            command = [f"timed-{name}.sqlite", "audit", probes, "--images", self.images]
            self.hallux(*command, "--explain", "none")  # so that asking and examining the server are not counted
            start = time.monotonic()
            evaluations = self.hallux(*command, *words)["evaluations"]
            result[name] = {"seconds": time.monotonic() - start, "evaluations": evaluations}
        return result

    def stage(self, name, make):
        """What a stage measured: read where it is done, else made and written."""
        path = self.folder / f"{name}.json"
        if not path.exists():
            result = make()
            path.write_text(json.dumps(result) + "\n")
            say(f"{name}: done")
        return json.loads(path.read_text())

    def findings(self, log, *words):
        """An audit's number and its findings; those that were explained before are not asked about again."""
        number = self.hallux(log, "audit", *words, *AUDIT_SEARCH)["audit"]
        say(f"{log}: audited")
        return number, *read_findings(self.folder / log, number, Scenes(self.folder / "scenes"))


def add_leave_one_out(rows, evaluated):
    """How far the order by leave-one-out must be walked; the program's own audit made it."""
    figures = {figure["finding"]: figure for figure in evaluated["findings"] if figure["search"] == "leave-one-out"}
    for row in rows:
        if figure := figures.get(row["finding"]):
            size = figure.get("order_size")
            row["baselines"]["leave_one_out"] = {"area": figure.get("order_area") or 1.0, "size": size,
                                                 "evaluations": row["regions"] + (size or row["regions"])}


def main():
    options = arguments()
    for name in ["OPENAI_BASE_URL", "OPENAI_API_KEY", "HALLUX_AUDIT_LOG"]:
        os.environ.pop(name, None)
    os.environ["HALLUX_HOME"] = str(asking.ROOT)
    options.to.mkdir(parents=True, exist_ok=True)
    run = Run(options)
    run.draw()
    questions, asked, problems = run.findings(QUESTIONS, run.probes, "--images", run.images)
    captions, named, more = run.findings(
        CAPTIONS, "--captions", "--images", run.images, "--caption-truth", run.annotations)
    for_random, for_published = run.chosen(asked, options.random, 3), run.chosen(asked, options.published, 2)
    published = run.stage("published", lambda: run.published(for_published) if for_published else {})
    seconds = run.stage("seconds", lambda: run.seconds(for_published[0]) if for_published else None)

    with asking.bundled_server() as server, ThreadPoolExecutor(8) as pool:
        measuring = Measuring(server, Scenes(run.folder / "scenes"), options.seed)
        rows = {
            "questions": run.stage("answers", lambda: list(pool.map(measuring.row, asked))),
            "captions": run.stage("mentions", lambda: list(pool.map(measuring.row, named))),
        }
        walked = run.stage("random-orders", lambda: {
            finding.id: figures for finding, figures in zip(for_random, pool.map(measuring.random_orders, for_random))})
        theirs = run.stage("published-walks", lambda: {
            finding.id: measuring.published(finding, *published[f"{finding.image_name} {finding.name}"])
            for finding in for_published})
    add_leave_one_out(rows["questions"], run.hallux(QUESTIONS, "evaluate", str(questions)))
    add_leave_one_out(rows["captions"], run.hallux(CAPTIONS, "evaluate", str(captions)))
    for row in rows["questions"]:
        number = str(row["finding"])
        if number in walked:
            row["baselines"]["random_orders"] = walked[number]
        if number in theirs:
            row["published"] = theirs[number]
    result = {"seed": options.seed, "scenes": options.scenes, "problems": problems + more, "seconds": seconds,
              "evaluations": sum(map(evaluation_count, run.folder.glob("*.sqlite"))), **rows}
    (run.folder / "rows.json").write_text(json.dumps(result) + "\n")
    say(f"wrote {run.folder / 'rows.json'}")


if __name__ == "__main__":
    main()
