#!/usr/bin/env python3
"""Compares searches and triggers with EAGLE's published procedure, on the same findings in the same run.

    Benchmarks/searches.py PROGRAM [--findings N] [--timed N] [--searches A,B,...] [--skip-counter] [--log FILE]
                           [--server URL] [--json FILE]

1. The first false positives of the bundled probes are audited: trigger, certificate, the default order.
2. The same findings are ordered by exhaustive greedy search and by every other search (`hallux evaluate --search`).
3. The reference procedure for the trigger: greedy order of the counter-token, removed from its back until the answer is
   the correct one (`hallux audit --counter --search greedy`). --skip-counter leaves it out.
4. A few findings are explained once more with each search alone in a log of its own, for the seconds a finding, its trigger
   included.

Evaluations are distinct masked images, curves included: a server prices them the same everywhere. They are counted by each
search for itself, so that searches may share what the log holds; with --log an earlier run's evaluations are used again.
Seconds are of this machine and this run, to be compared with each other only.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import mean

root = Path(__file__).resolve().parent.parent
bundled = root / "probes" / "bundled"
OTHERS = [
    "single-round", "window", "lazy", "efficient", "efficient-8-4-10", "efficient-6-4-15",
    "phase-window", "leave-one-out", "center-first", "random",
]


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program", type=Path)
    parser.add_argument("--findings", type=int, default=2)
    parser.add_argument("--timed", type=int, default=1, help="findings that each search orders alone, for the seconds")
    parser.add_argument("--searches", default=",".join(OTHERS), help="beside greedy and the default")
    parser.add_argument("--skip-counter", action="store_true", help="leave out the reference procedure")
    parser.add_argument("--log", type=Path, help="a log to use again; a temporary one by default")
    parser.add_argument("--server", help="another server than the embedded one")
    parser.add_argument("--json", type=Path, help="write the numbers here, too")
    return parser.parse_args()


class Hallux:
    """The program on one log."""

    def __init__(self, program, log, server):
        self.program, self.log = program.resolve(), log
        self.server = ["--server", server] if server else []

    def __call__(self, *words):
        command = [self.program, *words, "--log", self.log, "--quiet", "--json", *self.server]
        done = subprocess.run(command, stdout=subprocess.PIPE)
        if done.returncode not in (0, 5):
            sys.exit(f"{' '.join(map(str, command))} ended with {done.returncode}")
        return json.loads(done.stdout) if done.stdout else None

    def audit(self, probes, *words):
        return self("audit", probes, "--images", bundled / "images", *words)["audit"]

    def evaluate(self, audit, *searches):
        return self("evaluate", str(audit), *[word for name in searches for word in ("--search", name)])


def false_positives(program, server, count, folder):
    """The probe lines that the model answers Yes though the label says no; they are audited without explanations."""
    hallux = Hallux(program, folder / "asked.sqlite", server)
    hallux.audit(bundled / "probes.jsonl", "--explain", "none")
    done = subprocess.run(
        [hallux.program, "query", "--kind", "false-positive", "--jsonl", "--log", hallux.log],
        stdout=subprocess.PIPE, check=True)
    wrong = {(row["image"], row["question"]) for row in map(json.loads, done.stdout.splitlines())}
    lines = [
        line for line in (bundled / "probes.jsonl").open()
        if (json.loads(line)["image"], json.loads(line)["text"]) in wrong
    ]
    path = folder / "probes.jsonl"
    path.write_text("".join(lines[:count]))
    timed = folder / "timed.jsonl"
    return path, timed, lines


def percentile(values, share):
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, -(-len(ordered) * share // 100) - 1)]


def orders(figures, seconds):
    """A row for each search against greedy."""
    by_search = {}
    for figure in figures:
        by_search.setdefault(figure["search"], {})[(figure["image"], figure["finding"])] = figure
    greedy = by_search["greedy"]
    rows = []
    for name, found in by_search.items():
        shared = [key for key in found if key in greedy]
        contrast = {key: found[key]["insertion_auc"] - found[key]["deletion_auc"] for key in shared}
        reference = {key: greedy[key]["insertion_auc"] - greedy[key]["deletion_auc"] for key in shared}
        spent = [found[key]["evaluations"] for key in shared]
        rows.append({
            "search": name, "findings": len(shared), "evaluations": mean(spent), "p95": percentile(spent, 95),
            "max": max(spent), "of_greedy": mean(spent) / mean(greedy[key]["evaluations"] for key in shared),
            "rounds": mean(found[key]["rounds"] for key in shared),
            "contrast": mean(contrast.values()), "kept": mean(contrast.values()) / mean(reference.values()),
            "worst_loss": max(reference[key] - contrast[key] for key in shared),
            "seconds": seconds.get(name),
        })
    return sorted(rows, key=lambda row: -row["evaluations"])


def print_orders(rows):
    print(f"{'order by':20}{'evaluations':>12}{'p95':>7}{'max':>7}{'of greedy':>11}{'rounds':>8}"
          f"{'Ins - Del':>11}{'kept':>9}{'worst loss':>12}{'seconds':>9}")
    for row in rows:
        seconds = f"{row['seconds']:.1f}" if row["seconds"] is not None else "-"
        print(f"{row['search']:20}{row['evaluations']:12.0f}{row['p95']:7}{row['max']:7}{row['of_greedy']:11.1%}"
              f"{row['rounds']:8.0f}{row['contrast']:11.3f}{row['kept']:9.1%}{row['worst_loss']:12.3f}{seconds:>9}")


def triggers(default, counter):
    """The necessary sets beside those of the reference procedure, joined by image and question."""
    theirs = {(f["image"], f["question"]): f for f in counter["findings"] if f["search"] == "greedy"}
    pairs = []
    for figure in {f["finding"]: f for f in default["findings"]}.values():
        other = theirs.get((figure["image"], figure["question"]))
        if other:
            pairs.append((figure, other))
    sizes = [(ours["trigger_size"] or ours["regions"], theirs["order_size"] or theirs["regions"])
             for ours, theirs in pairs]
    areas = [(ours["trigger_area"] or 1, theirs["order_area"] or 1) for ours, theirs in pairs]
    return {
        "findings": len(pairs),
        "evaluations": mean(ours["trigger_evaluations"] for ours, _ in pairs),
        "evaluations_p95": percentile([ours["trigger_evaluations"] for ours, _ in pairs], 95),
        "evaluations_max": max(ours["trigger_evaluations"] for ours, _ in pairs),
        "reference_evaluations": mean(theirs["evaluations"] for _, theirs in pairs),
        "size": mean(ours for ours, _ in sizes), "reference_size": mean(theirs for _, theirs in sizes),
        "smaller": sum(ours < theirs for ours, theirs in sizes),
        "equal": sum(ours == theirs for ours, theirs in sizes),
        "larger": sum(ours > theirs for ours, theirs in sizes),
        "area": mean(ours for ours, _ in areas), "reference_area": mean(theirs for _, theirs in areas),
    }


def print_triggers(row):
    share = row["evaluations"] / row["reference_evaluations"]
    print(f"\n{'necessary trigger':30}{'evaluations':>12}{'p95':>7}{'max':>7}{'regions':>9}{'area':>9}")
    print(f"{'search with certificate':30}{row['evaluations']:12.0f}{row['evaluations_p95']:7}{row['evaluations_max']:7}"
          f"{row['size']:9.2f}{row['area']:9.2%}")
    print(f"{'greedy on the counter-token':30}{row['reference_evaluations']:12.0f}{'':14}{row['reference_size']:9.2f}"
          f"{row['reference_area']:9.2%}")
    print(f"{share:.1%} of the evaluations ({1 / share:.0f} times fewer); set smaller in {row['smaller']}, equal in "
          f"{row['equal']}, larger in {row['larger']} of {row['findings']} findings")


def main():
    options = arguments()
    names = [name for name in options.searches.split(",") if name]
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        probes, timed, lines = false_positives(options.program, options.server, options.findings, folder)
        hallux = Hallux(options.program, options.log or folder / "log.sqlite", options.server)
        audit = hallux.audit(probes)
        default = hallux.evaluate(audit, "greedy", *names)
        seconds = {}
        if options.timed:
            timed.write_text("".join(lines[:options.timed]))
            for name in {figure["search"] for figure in default["findings"]}:
                alone = Hallux(options.program, folder / f"{name}.sqlite", options.server)
                alone.audit(timed, "--explain", "none")
                start = time.monotonic()
                alone.audit(timed, "--search", name)
                seconds[name] = (time.monotonic() - start) / options.timed
        result = {"orders": orders(default["findings"], seconds)}
        print(f"{options.findings} false positives of the bundled model\n")
        print_orders(result["orders"])
        if not options.skip_counter:
            counter = hallux.evaluate(hallux.audit(probes, "--counter", "--search", "greedy"))
            result["triggers"] = triggers(default, counter)
            print_triggers(result["triggers"])
        if options.json:
            options.json.write_text(json.dumps(result, indent=1) + "\n")


main()
