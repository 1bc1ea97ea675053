"""What two audit logs of the same probes, one from each server, say differently."""
from __future__ import annotations

import json
import math
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

LIKELY = 1e-3  # smaller probabilities are in no explanation's sum to three digits


def rows(log: Path, query: str) -> list[tuple]:
    with closing(sqlite3.connect(f"file:{log}?mode=ro", uri=True)) as database:
        return database.execute(query).fetchall()


def verdicts(log: Path) -> dict[str, tuple[str, str, dict[str, float]]]:
    """By probe: the outcome, the reply's text, and the log-probabilities of Yes and No at the first token."""
    found = {}
    for name, question, outcome, text, tokens in rows(
            log, "SELECT image_name, question, outcome, text, tokens FROM probe JOIN verdict ON verdict.probe_id = probe.id"
                 " JOIN reply ON reply.key = verdict.reply_key ORDER BY position"):
        first = json.loads(tokens)[0]
        entries = [first, *first.get("top", [])]
        answers = {entry["token"].strip(): entry["logprob"] for entry in reversed(entries) if entry["token"].strip() in ("Yes", "No")}
        found[f"{name} {question}"] = (outcome, text, answers)
    return found


def verdict_differences(one: Path, other: Path) -> tuple[list[float], list[str]]:
    """The differences of log p(Yes) and log p(No), and the probes that were judged otherwise or lack a number."""
    first, second = verdicts(one), verdicts(other)
    differences, problems = [], []
    for probe in sorted(first.keys() | second.keys()):
        if probe not in first or probe not in second or first[probe][0] != second[probe][0]:
            problems.append(f"{probe}: {first.get(probe, '-')[0]} and {second.get(probe, '-')[0]}")
            continue
        for answer in ("Yes", "No"):
            if answer in first[probe][2] and answer in second[probe][2]:
                differences.append(abs(first[probe][2][answer] - second[probe][2][answer]))
            else:
                problems.append(f"{probe}: no log-probability of {answer}")
    return differences, problems


def evaluations(log: Path) -> Iterator[tuple[tuple, list[float]]]:
    """The probabilities of explained tokens on masked images, by what was explained and which regions were shown."""
    for *key, probabilities in rows(
            log, "SELECT image_digest, label_map_digest, fill, prompt, level, said, shown, probabilities"
                 " FROM target JOIN evaluation ON evaluation.target_id = target.id"):
        yield tuple(key), json.loads(probabilities)


def evaluation_differences(one: Path, other: Path) -> list[float]:
    """How far the two servers are apart, in nats, on the masked images that both were asked about."""
    known = dict(evaluations(one))
    return [
        abs(math.log(first) - math.log(second))
        for key, second_list in evaluations(other) if key in known
        for first, second in zip(known[key], second_list) if min(first, second) > LIKELY]


def targets(log: Path) -> list[str]:
    """What was explained, at which level and in which way of asking, and in how many requests."""
    return [
        f"{level} {said[:40]!r}: {way}, {count} masked images, {bounded} bounded"
        for level, said, way, count, bounded in rows(
            log, "SELECT level, said, way, count(*), sum(is_bounded) FROM target JOIN evaluation ON evaluation.target_id = target.id"
                 " GROUP BY target.id ORDER BY target.id")]


def ids(log: Path) -> tuple[int, int]:
    """How many of the said tokens have ids, and how many there are."""
    tokens = [token for (text,) in rows(log, "SELECT tokens FROM reply") for token in json.loads(text)]
    return sum(token.get("id") is not None for token in tokens), len(tokens)
