"""Checks Hallux on real vLLM: see README.md. Run by run.sh, in its environment.

    python check.py --hallux .build/release/hallux --to FOLDER [--only llava|families]

Ends with 0 when every line that is asserted holds.
"""
from __future__ import annotations

import argparse
import os
import random
import signal
import subprocess
import sys
from pathlib import Path
from statistics import median

from PIL import Image

os.environ.setdefault("TQDM_DISABLE", "1")

import logs
from families import make_internvl, make_qwen
from forward import Case, DirectModel
from servers import ROOT, Server, llama, vllm

BETWEEN = 5e-3  # nats between the servers, at the first token of questions
VLLM, LLAMA, LLAMA_ROUNDED = 1e-3, 1e-2, 1e-3  # nats from a direct forward pass; the last with llama.cpp's own roundings
CASES, ANSWERS, PROBES = 200, 20, 24
CAPTION_REQUEST = "Please describe this image in detail."  # as Hallux asks with --describe
WORDS = ["cow", "spoon", "clock", "dog", "boat", "person", "cake", "bus"]

failures: list[str] = []


def report(holds: bool | None, line: str) -> None:
    """Prints a line; None asserts nothing."""
    print(f"{'    ' if holds is None else 'ok  ' if holds else 'FAIL'} {line}", flush=True)
    if holds is False:
        failures.append(line)


def table(title: str, differences: dict[str, tuple[list[float], float | None]]) -> None:
    print(f"\n{title}\n     {'':38}{'n':>6}{'max':>10}{'median':>10}{'limit':>9}")
    for name, (values, limit) in differences.items():
        numbers = f"{name:38}{len(values):6}{max(values, default=0):10.1e}{median(values or [0]):10.1e}"
        report(None if limit is None else bool(values) and max(values) <= limit, numbers + (f"{limit:9.0e}" if limit else ""))


# --- Hallux itself ---------------------------------------------------------------------------------------------------------------


class Hallux:
    """The program, with a log of its own for each server."""

    def __init__(self, program: Path, folder: Path) -> None:
        self.program, self.folder = program, folder
        self.environment = {key: value for key, value in os.environ.items() if not key.startswith("OPENAI_")} | {"HALLUX_HOME": str(ROOT)}

    def run(self, name: str, command: list[str], server: Server | None = None) -> bool:
        """Runs a command; without a server on the embedded llama.cpp. Prints its first and, where it fails, its last lines."""
        end = ["--log", str(self.log(name)), "--quiet"] + (["--server", server.address + "/v1"] if server else [])
        done = subprocess.run([self.program, *command, *end], env=self.environment, capture_output=True, text=True)
        (self.folder / f"{name}-{command[0]}.txt").write_text(done.stdout + done.stderr)
        report(done.returncode == 0, f"{name:10} hallux {' '.join(command)}: exit {done.returncode}".replace(str(ROOT) + "/", ""))
        for line in (done.stdout.splitlines()[:8] if done.returncode == 0 else (done.stdout + done.stderr).splitlines()[-8:]):
            print("       | " + line.replace(str(ROOT) + "/", "")[:120])
        return done.returncode == 0

    def log(self, name: str) -> Path:
        return self.folder / f"{name}.sqlite"


def audits(hallux: Hallux, server: Server) -> None:
    image = str(ROOT / "probes" / "bundled" / "images" / "scene_0001.png")
    commands = [
        ["audit", "--limit", str(PROBES)], ["explain", image, "--describe", "--word", "farm"],
        ["explain", image, "--describe", "--sentence", "--search", "single-round", "--regions", "16"]]
    for name, where in (("vllm", server), ("llama.cpp", None)):
        for command in commands:
            hallux.run(name, command, where)
    one, other = hallux.log("vllm"), hallux.log("llama.cpp")
    with_ids, all_tokens = logs.ids(one)
    report(with_ids == all_tokens, f"vllm gave ids for {with_ids} of {all_tokens} tokens")
    for name in ("vllm", "llama.cpp"):
        for line in logs.targets(hallux.log(name)):
            report(None, f"{name:10} {line}")
    differences, problems = logs.verdict_differences(one, other)
    report(not problems, f"verdicts equal on {PROBES} probes")
    for problem in problems:
        print("       | " + problem)
    table("hallux on vLLM against hallux on llama.cpp, nats", {
        "first token, yes and no": (differences, BETWEEN),
        "explained tokens, masked images": (logs.evaluation_differences(one, other), LLAMA)})


# --- Against a direct forward pass -----------------------------------------------------------------------------------------------


def pictures() -> list[Image.Image]:
    return [Image.open(path).convert("RGB") for path in sorted((ROOT / "probes" / "bundled" / "images").glob("*.png"))]


def masked(image: Image.Image, random_source: random.Random) -> Image.Image:
    """The picture with a random part black, as searches ask about it."""
    image = image.copy()
    left, top = random_source.randrange(96), random_source.randrange(96)
    image.paste((0, 0, 0), (left, top, left + random_source.randrange(8, 96), top + random_source.randrange(8, 96)))
    return image


def noise(size: tuple[int, int], random_source: random.Random) -> Image.Image:
    return Image.frombytes("RGB", size, random_source.randbytes(size[0] * size[1] * 3))


def answers(server: Server, images: list[Image.Image]) -> list[tuple[Image.Image, str, list[int]]]:
    """Greedy captions with the ids of their tokens."""
    found = []
    for image in images:
        choice = server.chat(image, CAPTION_REQUEST, "", max_tokens=40, return_token_ids=True)["choices"][0]
        tokens = choice["token_ids"][:-1] if choice["finish_reason"] == "stop" else choice["token_ids"]
        found.append((image, choice["message"]["content"], tokens))
    return found


def make_cases(model: DirectModel, captions: list[tuple[Image.Image, str, list[int]]], random_source: random.Random) -> list[Case]:
    """Random pictures (whole, masked, noise), requests, prefixes, and tokens from likely to impossible."""
    cases = []
    while len(cases) < CASES:
        image, text, _ = random_source.choice(captions)
        image = random_source.choice([image, masked(image, random_source), masked(image, random_source), noise(image.size, random_source)])
        if random_source.random() < 0.5:
            prompt, prefix = f"Is there a {random_source.choice(WORDS)} in the image?", random_source.choice(["", " Yes", " No, there is no"])
        else:
            words = text.split(" ")
            prompt, prefix = CAPTION_REQUEST, " ".join(words[:random_source.randrange(len(words))])
        likely = model.logprobs(image, prompt, prefix).topk(40).indices.tolist()
        # Ids 0-4 are marks, and 195-250 begin a character, which llama.cpp holds back: see the limits in README.md.
        token = random_source.choice([random_source.choice(likely), random_source.randrange(261, 1024)])
        if 261 <= token:
            cases.append(Case(image, prompt, prefix, token))
    return cases


def against_forward(model: DirectModel, rounded: DirectModel, here: Server, there: Server) -> None:
    random_source = random.Random(20261125)
    captions = answers(here, pictures()[:ANSWERS + 4])
    cases = make_cases(model, captions, random_source)
    away: dict[str, list[float]] = {here.name: [], there.name: []}
    between, as_rounded = [], []
    for case in cases:
        exact = model.logprobs(case.image, case.prompt, case.prefix)[case.token].item()
        values = [server.forced(case.image, case.prompt, case.prefix, case.token) for server in (here, there)]
        for server, value in zip((here, there), values):
            away[server.name].append(abs(value - exact))
        between.append(abs(values[0] - values[1]))
        as_rounded.append(abs(values[1] - rounded.logprobs(case.image, case.prompt, case.prefix)[case.token].item()))
    table(f"one forced token against a direct forward pass in float64, {len(cases)} random cases, nats", {
        "vLLM, float32": (away[here.name], VLLM), "llama.cpp": (away[there.name], LLAMA),
        "llama.cpp, its roundings in the pass": (as_rounded, LLAMA_ROUNDED), "one from the other": (between, None)})
    print(f"     llama.cpp is within 5e-3 nats in {sum(value <= 5e-3 for value in away[there.name])} of {len(cases)} cases")

    whole: dict[str, list[float]] = {}
    for image, text, tokens in captions:
        exact = model.answer_logprobs(image, CAPTION_REQUEST, tokens)
        for server in (here, there):
            at_once = server.read(image, CAPTION_REQUEST, tokens, text)
            one_by_one = [server.forced(image, CAPTION_REQUEST, spelled(model, text, tokens, place), token)
                          for place, token in enumerate(tokens)]
            whole.setdefault(f"{server.name}: one request, a request each", []).extend(abs(a - b) for a, b in zip(at_once, one_by_one))
            whole.setdefault(f"{server.name}: one request, direct", []).extend(abs(a - b) for a, b in zip(at_once, exact))
    table(f"every token of {len(captions)} captions, nats", {
        name: (values, VLLM if name.startswith("vLLM") else LLAMA) for name, values in whole.items()})


def spelled(model: DirectModel, text: str, tokens: list[int], count: int) -> str:
    """The text of an answer's first tokens."""
    prefix = model.tokenizer.decode(tokens[:count])
    assert text.startswith(prefix), (prefix, text)
    return prefix


def other_shapes(here: Server, there: Server) -> None:
    """What differs on pictures that must be resized; nothing is asserted."""
    differences: dict[str, tuple[list[float], None]] = {}
    source = pictures()[:6]
    for size in ((128, 128), (256, 256), (100, 100), (192, 128), (128, 192), (320, 128), (97, 131)):
        values = []
        for image in source:
            image = image.resize(size, Image.Resampling.NEAREST)
            for word, token in (("cow", 314), ("boat", 311)):
                prompt = f"Is there a {word} in the image?"
                values.append(abs(here.forced(image, prompt, "", token) - there.forced(image, prompt, "", token)))
        differences[f"{size[0]} x {size[1]}"] = (values, None)
    table("one server from the other on other sizes and shapes, nats: nothing is asserted", differences)


# --- The families ----------------------------------------------------------------------------------------------------------------


def family(hallux: Hallux, name: str, server: Server) -> None:
    image = str(ROOT / "probes" / "bundled" / "images" / "scene_0001.png")
    end = ["--regions", "9"]
    hallux.run(name, ["explain", image, "--ask", "Is there a spoon in the image?", *end], server)
    hallux.run(name, ["explain", image, "--ask", "Is there a spoon in the image?", "--tokens", "2-4", *end], server)
    with_ids, all_tokens = logs.ids(hallux.log(name))
    report(with_ids == all_tokens, f"{name} gave ids for {with_ids} of {all_tokens} tokens")
    for line in logs.targets(hallux.log(name)):
        report(None, f"{name:10} {line}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--hallux", type=Path, required=True)
    parser.add_argument("--to", type=Path, required=True)
    parser.add_argument("--only", choices=["llava", "families"])
    options = parser.parse_args()
    # Told to stop, end the servers too.
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: sys.exit(143))
    hallux = Hallux(options.hallux.resolve(), options.to)
    for old in options.to.glob("*.sqlite*"):
        old.unlink()
    if options.only != "families":
        print("LLaVA, the bundled weights", flush=True)
        with vllm(options.to / "llava", options.to / "vllm-llava.log") as here:
            audits(hallux, here)
            with llama() as there:
                direct, rounded = DirectModel(options.to / "llava"), DirectModel(options.to / "llava", as_llama=True)
                against_forward(direct, rounded, here, there)
                other_shapes(here, there)
    if options.only != "llava":
        for name, make in (("qwen2.5-vl", make_qwen), ("internvl", make_internvl)):
            print(f"\n{name}, random weights", flush=True)
            make(options.to / name)
            with vllm(options.to / name, options.to / f"vllm-{name}.log") as here:
                family(hallux, name, here)
    print(f"\n{len(failures)} of the asserted lines do not hold" if failures else "\nevery asserted line holds")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
