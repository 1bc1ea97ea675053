#!/usr/bin/env python3
"""A long audit that is disturbed in every way, held against one that is not.

    soak.py HALLUX FOLDER [--scenes N] [--seed N] [--share 0.01] [--stops N] [--explain KIND] [--max-evaluations N]

Draws N scenes (1,000: some 10,920 probes), audits the bundled model on them twice: once left alone, once through a
proxy that spoils one reply in a hundred (faulty_proxy.py), ended by SIGINT or SIGKILL at random moments and begun
again by the same command. `--explain` and `--max-evaluations` are those of `hallux audit`, and bound what it costs.
Both logs must then hold the same verdicts, findings and triggers, and the same evaluations but for what the server's
rounding does; the disturbed one must verify, and its processes must not grow. Exit code 1 where one of that fails.
"""

import argparse
import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MODEL = ROOT / "models" / "tiny-llava" / "tiny-llava"
# Numbers, keys and the order of rows are those of a run; content is what must agree.
SAME = {
    "verdicts": "SELECT probe.image_name, probe.question, verdict.rule, verdict.answer, verdict.outcome FROM verdict"
                " JOIN probe ON probe.id = verdict.probe_id",
    "findings": "SELECT probe.image_name, probe.question, finding.kind, finding.state FROM finding"
                " JOIN probe ON probe.id = finding.probe_id",
    "triggers": "SELECT probe.image_name, probe.question, trigger_set.side, trigger_set.status, hex(trigger_set.regions),"
                " trigger_set.minimality FROM trigger_set JOIN finding ON finding.id = trigger_set.finding_id"
                " JOIN probe ON probe.id = finding.probe_id",
}
EVALUATIONS = ("SELECT target.key, hex(evaluation.shown), evaluation.margin FROM evaluation"
               " JOIN target ON target.id = evaluation.target_id")
# A server that answers several at once rounds otherwise each time, by some 1e-6 nats. That turns no decision but a tie,
# and a tie in the order of one finding's regions asks about some other masked pictures.
WIDEST, MOST_OTHERS = 0.001, 0.001


class Child:
    """A program that prints READY and its address, and ends with us."""

    def __init__(self, *command, errors=None):
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors, text=True)
        word, self.url = self.process.stdout.readline().split()
        assert word == "READY", word

    def end(self):
        self.process.kill()
        self.process.wait()


def resident(pid):
    """Megabytes."""
    try:
        with open(f"/proc/{pid}/status") as status:
            return next(int(line.split()[1]) / 1000 for line in status if line.startswith("VmRSS"))
    except (OSError, StopIteration):
        return None


def audit(hallux, folder, log, url, limits, deadline=None, stop=signal.SIGKILL, samples=None):
    """One run of the command; ended by `stop` after `deadline` seconds. Returns its exit code and its last message."""
    command = [hallux, "audit", str(folder / "scenes" / "probes.jsonl"), "--server", url, "--log", str(log), "--quiet",
               *limits]
    environment = {key: value for key, value in os.environ.items() if not key.startswith("OPENAI_")}
    environment["HALLUX_HOME"] = str(ROOT)
    with open(folder / "messages.txt", "w+") as messages:
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=messages, env=environment)
        began = time.monotonic()
        while process.poll() is None:
            if deadline is not None and time.monotonic() - began > deadline:
                process.send_signal(stop)
                deadline = None
            if samples is not None and (size := resident(process.pid)):
                samples.append((time.monotonic() - began, size))
            time.sleep(0.2)
        messages.seek(0)
        lines = messages.read().strip().splitlines()
    return process.returncode, lines[-1] if lines else ""


def query(log, text):
    with sqlite3.connect(f"file:{log}?mode=ro", uri=True) as database:
        return database.execute(text).fetchall()


def rows(log, text):
    return sorted(map(repr, query(log, text)))


def compare_evaluations(clean, soak):
    """Prints how the evaluations of two logs differ; whether by more than the server's rounding."""
    first, second = ({tuple(row[:2]): row[2] for row in query(log, EVALUATIONS)} for log in (clean, soak))
    widest = max((abs(first[key] - second[key]) for key in first.keys() & second.keys()), default=0)
    others = first.keys() ^ second.keys()
    print(f"evaluations: {len(first)} and {len(second)}; margins differ by {widest:.1e} nats at most; {len(others)} masked"
          f" pictures of {len({key for key, _ in others})} findings only in one log")
    return widest > WIDEST or len(others) > MOST_OTHERS * len(first)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("hallux")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--scenes", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=70130001)
    parser.add_argument("--share", type=float, default=0.01)
    parser.add_argument("--stops", type=int, default=40)
    parser.add_argument("--explain")
    parser.add_argument("--max-evaluations")
    options = parser.parse_args()
    limits = [word for name in ["explain", "max_evaluations"] if (value := getattr(options, name)) is not None
              for word in ["--" + name.replace("_", "-"), value]]
    folder, chance = options.folder, random.Random(options.seed)
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.sqlite*"):
        old.unlink()
    subprocess.run([sys.executable, str(ROOT / "models/tiny-llava/make_scenes.py"), "--seed", str(options.seed),
                    "--scenes", str(options.scenes), "--to", str(folder / "scenes")], check=True)

    server = Child(str(ROOT / ".venv/bin/python"), str(ROOT / "scripts/serve-bundled.py"), "--model",
                   f"{MODEL}-text.gguf", "--mmproj", f"{MODEL}-mmproj.gguf")
    began, samples = time.monotonic(), []
    code, message = audit(options.hallux, folder, folder / "clean.sqlite", server.url, limits, samples=samples)
    clean_time = time.monotonic() - began
    print(f"clean: exit {code}, {clean_time:.0f} s {message}", flush=True)

    counts = open(folder / "faults.txt", "w+")
    proxy = Child(sys.executable, str(Path(__file__).with_name("faulty_proxy.py")), "--server", server.url, "--share",
                  str(options.share), "--seed", str(options.seed), errors=counts)
    began, ends, runs = time.monotonic(), {}, []
    while True:
        # Moments are spread so that some fall into the start of a run and some far into it.
        stopped = len(runs) < options.stops
        deadline = chance.expovariate(options.stops / clean_time) if stopped else None
        memory = []
        end = audit(options.hallux, folder, folder / "soak.sqlite", proxy.url, limits, deadline,
                    chance.choice([signal.SIGKILL, signal.SIGINT]), memory)
        ends[end[0]] = ends.get(end[0], 0) + 1
        runs.append(memory)
        if end[0] in (0, 2, 3, 6) or (end[0] in (4, 5) and len(runs) > 2 * options.stops):
            break
    proxy.process.send_signal(signal.SIGUSR1)
    time.sleep(0.5)
    counts.seek(0)
    print(f"soak: {len(runs)} runs, exit codes {ends}, {time.monotonic() - began:.0f} s; proxy: {counts.read().strip()}")

    failed = code != 0 or 0 not in ends
    for what, text in SAME.items():
        clean, soak = rows(folder / "clean.sqlite", text), rows(folder / "soak.sqlite", text)
        missing, extra = len(set(clean) - set(soak)), len(set(soak) - set(clean))
        twice = len(soak) - len(set(soak))
        print(f"{what}: {len(clean)} and {len(soak)}; {missing} only in the clean log, {extra} only in the other, {twice} twice")
        failed |= bool(missing or extra or twice)
    failed |= compare_evaluations(folder / "clean.sqlite", folder / "soak.sqlite")
    verify = subprocess.run([options.hallux, "log", "verify", "--log", str(folder / "soak.sqlite")], capture_output=True, text=True)
    print("log verify:", (verify.stdout + verify.stderr).strip().splitlines()[0], f"(exit {verify.returncode})")
    failed |= verify.returncode != 0
    for name, memory in [("clean", samples), ("longest disturbed run", max(runs, key=len))]:
        sizes = [size for _, size in memory]
        tenth = max(1, len(sizes) // 10)
        if len(sizes) >= 20:
            second, last = sorted(sizes[tenth:2 * tenth])[tenth // 2], sorted(sizes[-tenth:])[tenth // 2]
            print(f"memory, {name}: {second:.1f} MB in the second tenth, {last:.1f} in the last, {max(sizes):.1f} at most")
            failed |= last > 1.2 * second + 10
    proxy.end()
    server.end()
    print(json.dumps({"failed": failed}))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
