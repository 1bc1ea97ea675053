#!/usr/bin/env python3
"""Compares the requests that Hallux makes with bare load generators on the same bodies, server and machine.

    Benchmarks/requests/compare.py FOLDER-OF-BUILT-PROGRAMS [--rounds N] [--json FILE]

1. `requests-bench` asks a recording server about eight masked pictures of 640x480 pixels; what arrives are the bodies.
2. The same bodies are posted by a loop on libcurl (replay.c) and by wrk (replay.lua), and the same questions are asked by
   requests-bench, which composes, encodes and parses as well. They take turns, with 1, 16 and 64 requests in flight, against a
   server that answers at once, after 5 ms and after 50 ms. Ratios are taken in each round; their median counts.
3. The client's work without the wire, and how it grows with pixels, candidates and tokens.
4. Resident memory over 100,000 requests with a picture of 64x48 pixels.

The server (server.c) throws bodies away inside the kernel, so that it takes little of the cores that it shares with the clients.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path
from shutil import which
from statistics import median

here = Path(__file__).resolve().parent
IN_FLIGHT = [1, 16, 64]
DELAYS = {0: "at once", 5_000: "after 5 ms", 50_000: "after 50 ms"}
SIZES = ["160x120", "320x240", "640x480", "1280x960"]
VARIETY = 8  # the masked pictures of Questions.swift
UPLOAD_BUFFER = 65536  # libcurl's default, which Hallux keeps


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("programs", type=Path)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--memory-requests", type=int, default=100_000)
    parser.add_argument("--json", type=Path, help="write the numbers here, too")
    return parser.parse_args()


def chat_reply(token_count, candidate_count):
    """A reply as llama.cpp writes it, with the tokens that requests-bench forces."""
    def entry(number, text, logprob):
        return {"id": number, "token": text, "bytes": list(text.encode()), "logprob": logprob}

    positions = []
    for index in range(token_count):
        said = entry(1000 + index, "tok", -0.10536051565782628)
        others = [
            entry(2000 + rank, f" other{rank}", -2.3 - rank * 0.7310585786300049) for rank in range(candidate_count - 1)]
        positions.append(said | {"top_logprobs": [said, *others]})
    return json.dumps({
        "choices": [{
            "finish_reason": "length", "index": 0, "message": {"role": "assistant", "content": "tok" * token_count},
            "logprobs": {"content": positions}}],
        "created": 1764000000, "model": "recorded", "system_fingerprint": "b7000-abcdef0", "object": "chat.completion",
        "usage": {"completion_tokens": token_count, "prompt_tokens": 612, "total_tokens": 612 + token_count},
        "id": "chatcmpl-recorded"})


class Bench:
    """The programs, and a folder for what they exchange."""

    def __init__(self, programs, folder):
        self.ours, self.folder = programs.resolve() / "requests-bench", folder
        self.server, self.replay = folder / "server", folder / "replay"
        for name, libraries in (("server", []), ("replay", ["-lcurl"])):
            subprocess.run(["cc", "-O2", "-o", folder / name, here / f"{name}.c", *libraries], check=True)
        self.replies = {}
        for tokens in (1, 32):
            for candidates in (5, 20):
                path = folder / f"reply-{tokens}-{candidates}.json"
                path.write_text(chat_reply(tokens, candidates))
                self.replies[tokens, candidates] = path

    @contextmanager
    def serving(self, delay, *record):
        command = [self.server, self.replies[1, 20], str(delay), *record]
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as server:
            try:
                yield f"http://127.0.0.1:{int(server.stdout.readline())}"
            finally:
                server.stdin.close()

    def measured(self, *command):
        """The last line of what a program prints, and its processor seconds where it does not tell."""
        with subprocess.Popen(list(map(str, command)), stdout=subprocess.PIPE) as process:
            text = process.stdout.read()
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            sys.exit(f"{' '.join(map(str, command[:3]))} ended with {process.returncode}")
        numbers = {"user": usage.ru_utime, "system": usage.ru_stime} | json.loads(text.splitlines()[-1])
        if numbers.get("failed"):
            sys.exit(f"{command[0]}: {numbers['failed']} requests failed")
        return numbers | {
            "rate": numbers["requests"] / numbers["seconds"],
            "cpu_ms": 1000 * (numbers["user"] + numbers["system"]) / numbers["requests"]}

    def unsent(self, part, count, tokens=1, candidates=20, size="640x480", whole=False):
        return self.measured(
            self.ours, part, count, self.replies[tokens, candidates], "--size", size, "--forced", tokens,
            *["--whole"] * whole)


def recorded_bodies(bench):
    folder = bench.folder / "bodies"
    folder.mkdir()
    with bench.serving(0, folder) as address:
        bench.measured(bench.ours, "send", address, 1, VARIETY)
    # Before the questions that count, one is asked for every connection.
    return sorted(folder.iterdir(), key=lambda path: int(path.stem))[-VARIETY:]


def rounds(bench, bodies, delay, in_flight, count):
    """Everyone's measurements, a list each."""
    measured = {"ours": [], "libcurl": [], "wrk": []}
    with bench.serving(delay) as address:
        chat = address + "/v1/chat/completions"
        takes = {
            "ours": lambda n: bench.measured(bench.ours, "send", address, in_flight, n),
            "libcurl": lambda n: bench.measured(bench.replay, chat, in_flight, n, UPLOAD_BUFFER, *bodies),
            "wrk": lambda n: bench.measured(
                "wrk", "-t1", f"-c{in_flight}", "-d1s", "-s", here / "replay.lua", chat, "--", *bodies),
        }
        if not which("wrk"):
            del takes["wrk"], measured["wrk"]
        names = list(takes)
        for turn in range(count):
            # Who is first changes, so that a load that comes and goes favors nobody.
            for name in names[turn % len(names):] + names[:turn % len(names)]:
                measured[name].append(takes[name](requests_in_a_second(delay, in_flight)))
    return measured


def requests_in_a_second(delay, in_flight):
    return 1500 if delay == 0 else min(1500, in_flight * 1_000_000 // (delay + 500))


def compare(bench, bodies, count):
    rows = []
    for delay, name in DELAYS.items():
        for in_flight in IN_FLIGHT:
            measured = rounds(bench, bodies, delay, in_flight, count)
            row = {"delay": name, "in_flight": in_flight}
            for peer, numbers in measured.items():
                row[peer] = {
                    "rate": median(n["rate"] for n in numbers), "cpu_ms": median(n["cpu_ms"] for n in numbers)}
                if peer != "ours":
                    ratios = [own["rate"] / other["rate"] for own, other in zip(measured["ours"], numbers)]
                    row[peer]["ratio"] = median(ratios)
                    row[peer]["ratios"] = ratios
            rows.append(row)
            print_row(row)
    return rows


def print_row(row):
    peers = [name for name in ("libcurl", "wrk") if name in row]
    if row["delay"] == "at once" and row["in_flight"] == IN_FLIGHT[0]:
        print("| replies | in flight | requests/s | ", " | ".join(f"/ {name}'s" for name in peers), end=" | ")
        print("CPU ms a request | ", " | ".join(f"{name}'s" for name in peers), "|")
        print("|---" * (4 + 2 * len(peers)) + "|")
    print(
        f"| {row['delay']} | {row['in_flight']} | {row['ours']['rate']:.0f} | "
        + " | ".join(f"{row[name]['ratio']:.3f}" for name in peers)
        + f" | {row['ours']['cpu_ms']:.3f} | " + " | ".join(f"{row[name]['cpu_ms']:.3f}" for name in peers) + " |",
        flush=True)


def alone(bench):
    """CPU milliseconds without the wire; the median of three."""
    def cpu(part, count, **options):
        return median(bench.unsent(part, count, **options)["cpu_ms"] for _ in range(3))

    pixels = {size: cpu("write", 300, size=size) for size in SIZES}
    replies = {
        f"{tokens} x {candidates}": cpu("read", 3000 // tokens, tokens=tokens, candidates=candidates)
        for tokens in (1, 32) for candidates in (5, 20)}
    whole = {size: cpu("write", 200, size=size, whole=True) for size in SIZES}
    print("\nCPU ms without the wire: to compose and encode a picture, by pixels, and to parse a reply, by tokens x candidates")
    print("|  | " + " | ".join(SIZES) + " |\n" + "|---" * (1 + len(SIZES)) + "|")
    for title, numbers in (("masked picture", pixels), ("whole picture", whole)):
        print(f"| {title} | " + " | ".join(f"{value:.3f}" for value in numbers.values()) + " |")
    print("\n|  | " + " | ".join(replies) + " |\n" + "|---" * (1 + len(replies)) + "|")
    print("| reply | " + " | ".join(f"{value:.4f}" for value in replies.values()) + " |")
    return {"masked": pixels, "whole": whole, "read": replies}


def memory(bench, count):
    with bench.serving(0) as address:
        numbers = bench.measured(bench.ours, "send", address, 16, count, "--size", "64x48")
    print(
        f"\nResident memory after each tenth of {count} requests, 16 in flight, 64x48 pixels, in MB: "
        + " ".join(f"{kilobytes / 1024:.1f}" for kilobytes in numbers["residentKB"])
        + f"; most {numbers['peakKB'] / 1024:.1f}; {numbers['rate']:.0f} requests/s")
    return numbers


def main():
    options = arguments()
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(options.programs, Path(folder))
        bodies = recorded_bodies(bench)
        numbers = {
            "sent": compare(bench, bodies, options.rounds), "alone": alone(bench),
            "memory": memory(bench, options.memory_requests)}
    if options.json:
        options.json.write_text(json.dumps(numbers, indent=1))


main()
