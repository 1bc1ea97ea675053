#!/usr/bin/env python3
"""Tables of what audit logs of several sizes cost, with each figure over that of the smallest log."""

import argparse
import json
import pathlib
import subprocess
import sys
import tempfile
import time

arguments = argparse.ArgumentParser(description=__doc__)
arguments.add_argument("programs", type=pathlib.Path, help="the folder with log-bench, and with hallux where memory of a whole command counts")
arguments.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000, 1_000_000], help="how many findings")
arguments.add_argument("--per-audit", type=int, default=10_000, help="how many findings an audit has")
arguments.add_argument("--evaluations", type=int, default=200_000, help="how many are inserted")
arguments.add_argument("--folder", type=pathlib.Path, help="where the logs are made, and kept; those that are there are taken as they are")
arguments.add_argument("--json", type=pathlib.Path, help="a file for the figures")
arguments = arguments.parse_args()
bench = arguments.programs / "log-bench"


def run(*words):
    output = subprocess.run([bench, *map(str, words)], check=True, stdout=subprocess.PIPE, text=True).stdout
    return [json.loads(line) for line in output.splitlines()]


def table(title, head, rows):
    print(f"\n{title}\n")
    widths = [max(len(str(row[i])) for row in [head, *rows]) for i in range(len(head))]
    for row in [head, *rows]:
        print("  ".join(str(cell).ljust(w) if i == 0 else str(cell).rjust(w) for i, (cell, w) in enumerate(zip(row, widths))).rstrip())


def growth(values):
    return f"{values[-1] / values[0]:.1f}x" if values[0] else "-"


def peak(command):
    """The most memory a command held, in megabytes, and how long it took; what it prints is thrown away."""
    start = time.monotonic()
    words = ["python3", "-c", "import resource,subprocess,sys\nsubprocess.run(sys.argv[1:],check=True,stdout=subprocess.DEVNULL)\n"
             "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)", *map(str, command)]
    kibibytes = int(subprocess.run(words, check=True, stdout=subprocess.PIPE, text=True).stdout)
    return kibibytes * 1024 / 1e6, time.monotonic() - start


def measure(folder):
    figures = []
    for size in arguments.sizes:
        log = folder / f"{size}.sqlite"
        if not log.exists():
            start = time.monotonic()
            subprocess.run([bench, "make", log, str(size), str(arguments.per_audit)], check=True, stderr=subprocess.DEVNULL)
            print(f"made {size} findings in {time.monotonic() - start:.0f} s", file=sys.stderr)
        figures.append({"size": run("size", log)[0], "queries": run("query", log), "resume": run("resume", log)[0]})
        program = arguments.programs / "hallux"
        if program.exists():
            commands = {"--limit 50": ["--limit", "50"], "every finding, --csv": ["--csv"], "every finding, --table": [],
                        "every finding by influence, --jsonl": ["order by influence desc", "--jsonl"]}
            figures[-1]["commands"] = {name: peak([program, "query", "--log", log, *words]) for name, words in commands.items()}
    return figures


with tempfile.TemporaryDirectory() as temporary:
    folder = arguments.folder or pathlib.Path(temporary)
    folder.mkdir(parents=True, exist_ok=True)
    figures = measure(folder)
    inserted = run("insert", pathlib.Path(temporary) / "insert", arguments.evaluations)

sizes = [f"{one['size']['findings']:,}" for one in figures]
rows = []
for index, query in enumerate(figures[0]["queries"][:-1]):
    work = [one["queries"][index]["processor_ms"] for one in figures]
    times = [one["queries"][index]["median_ms"] for one in figures]
    rows.append([f"{query['what']}: {query['expression'] or 'all'}", *[f"{ms:.2f} ({of:.2f})" for ms, of in zip(times, work)], growth(work)])
table("Queries, warm: median ms by the clock (of which a processor works); growth of the work", ["query", *sizes, "growth"], rows)
rows = [["memory of all of them, MB", *[one["queries"][-1]["peak_mb"] for one in figures], growth([one["queries"][-1]["peak_mb"] for one in figures])]]
for name in figures[0].get("commands", {}):
    peaks = [one["commands"][name][0] for one in figures]
    rows.append([f"hallux query, {name}: MB", *[f"{mb:.1f}" for mb in peaks], growth(peaks)])
table("Memory", ["what", *sizes, "growth"], rows)
names = {"to_first_request_ms": "to the first request, ms", "to_first_request_processor_ms": "of which a processor works, ms",
         "whole_ms": "to the end of the audit, ms", "whole_processor_ms": "of which a processor works, ms", "peak_mb": "memory, MB",
         "peak_before_mb": "of which the probes as read from their file, MB", "probes_of_audit": "probes of the audit"}
table("Resuming the last audit", ["what", *sizes, "growth"],
      [[text, *[one["resume"][name] for one in figures], growth([one["resume"][name] for one in figures])] for name, text in names.items()])
tables = sorted(figures[-1]["size"]["tables"], key=lambda name: -figures[-1]["size"]["tables"][name])
rows = [["all", *[one["size"]["bytes_per_finding"] for one in figures], growth([one["size"]["bytes_per_finding"] for one in figures])]]
for name in tables:
    values = [one["size"]["tables"].get(name, 0) for one in figures]
    rows.append([name, *values, growth(values)])
table("Bytes of the file per finding", ["table", *sizes, "growth"], rows)
table("Evaluations recorded, one by one", ["in flight", "a second", "over one"],
      [[one["in_flight"], f"{one['per_second']:,.0f}", f"{one['per_second'] / inserted[0]['per_second']:.2f}"] for one in inserted])
if arguments.json:
    arguments.json.write_text(json.dumps({"logs": figures, "insert": inserted}, indent=1) + "\n")
