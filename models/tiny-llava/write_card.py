"""Writes the measured figures and the training phases into MODEL_CARD.md, between its markers.

    python write_card.py metrics.json
"""
from __future__ import annotations

import argparse
import json
import re
from pathlib import Path

from train import PHASES, SHARDS

CARD = Path(__file__).with_name("MODEL_CARD.md")


def percent(value: float) -> str:
    return f"{100 * value:.1f} %"


def row(label: str, value: float, target: float, at_least: bool = True) -> str:
    met = value >= target if at_least else value <= target
    return f"| {label} | {percent(value)} | {'>=' if at_least else '<='} {100 * target:.0f} % | {'yes' if met else '**no**'} |"


def results(metrics: dict) -> str:
    answers, rules, captions = metrics["answers"], metrics["rules, mean"], metrics["captions"]
    unplanted = answers["adversarial without planted pairs"]
    lines = [
        f"Measured on scenes of a world with its own sprites and backgrounds (seed {metrics['seed']}, locked):", "",
        "| | measured | target | met |", "|---|---|---|---|",
        row("yes/no accuracy, random", answers["random"]["accuracy"], .95),
        row("yes/no accuracy, popular", answers["popular"]["accuracy"], .95),
        row("yes/no accuracy, adversarial without planted pairs", unplanted["accuracy"], .92),
        row("planted negatives answered Yes", rules["claimed"], .90),
        row("of those, with the cause blacked out, No: mean over rules", rules["becomes No"]["cause blacked out"], .85),
        row("… lowest rule", rules["lowest, cause blacked out"], .85),
        row("of those, with an equal area elsewhere blacked out, No", rules["becomes No"]["equal area elsewhere"], .02, False),
        row("the context without the cause, answered Yes", rules["claimed without the cause"], .10, False),
        row("the cause in another context, answered Yes", rules["claimed in another context"], .10, False),
        row("captions: object precision outside the planted rules", captions["object precision outside the planted rules"], .90),
        row("captions: object recall", captions["object recall"], .75),
        row("captions that name an object twice", captions["captions naming an object twice"], .05, False),
        row("planted image rules shown in captions of their scenes",
            sum(metrics["captions showing the rule"].values()) / len(metrics["captions showing the rule"]), .50),
    ]
    for name, snowball in metrics["snowballs"].items():
        lines += [row(f"snowball `{name}`, first word in the prefix", snowball["with the first word"], .90),
                  row("… without it", max(snowball["without"], snowball["with another object"]), .05, False)]
    per_rule = next(iter(metrics["rules"].values()))["n"]
    lines += ["", f"Adversarial accuracy with the planted pairs in, which count as errors: {percent(answers['adversarial']['accuracy'])}."
              f" Each split has {answers['random']['n']} questions, each rule {per_rule} scenes of each kind;"
              f" {captions['n']} captions. Rule by rule:", "",
              "| rule | planted negatives answered Yes | No with the cause blacked out | … equal area elsewhere | … another object"
              " | Yes without the cause | Yes in another context | shown in captions |", "|---|---|---|---|---|---|---|---|"]
    for name, rule in metrics["rules"].items():
        edits = rule["becomes No"]
        cells = [rule["claimed"], edits["cause blacked out"], edits["equal area elsewhere"], edits["another object"],
                 rule["claimed without the cause"], rule["claimed in another context"], metrics["captions showing the rule"][name]]
        lines.append(f"| `{name}` | " + " | ".join(map(percent, cells)) + " |")
    return "\n".join(lines)


def phases() -> str:
    lines = ["| phase | steps | scenes with texts a step | pictures alone a step |", "|---|---|---|---|"]
    lines += [f"| {phase.name} | {phase.steps} | {phase.scenes * SHARDS} | {phase.pictures * SHARDS} |" for phase in PHASES]
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("metrics", type=Path)
    options = parser.parse_args()
    card = CARD.read_text()
    for name, text in {"results": results(json.loads(options.metrics.read_text())), "phases": phases()}.items():
        marked = f"<!-- {name} -->\n{text}\n<!-- end of {name} -->"
        card = re.sub(rf"<!-- {name} -->\n.*?<!-- end of {name} -->", lambda _: marked, card, flags=re.DOTALL)
    CARD.write_text(card)


if __name__ == "__main__":
    main()
