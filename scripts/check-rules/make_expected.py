"""Reads replies by every parse rule, written anew from what the rules' sources do, into expected.json.

    python3 scripts/check-rules/make_expected.py

Tests/ProbingTests/ParseRuleTableTests.swift reads the result. The rules are those of Sources/Probing/ParseRules,
which name their sources; Python's own string functions make the slips here that Swift has to copy. The random
replies are drawn with a fixed seed, so a run writes the same file again (Python 3.8 or later, nothing else).
It also prints the table of docs/parse-rules.md.

expected.json: `rules`, the names; `replies`, for each its text and, rule by rule, what is read for a probe
labeled yes and for one labeled no: y, n, or - where the rule can read neither.
"""

import json
import pathlib
import random
import re

SEED = 20261125
RANDOM_REPLIES = 500


def hallux(text):
    """The first word, unless taken back at once; else the only one of yes and no among the words."""
    idioms, joiners = {"doubt", "question", "idea", "clue"}, "-'\u2019"
    words, word = [], ""
    for c in text.lower() + " ":
        # Newer versions of Unicode let the invisible joiners into identifiers; they are no letters.
        if ("a" + c).isidentifier() and c not in "\u200c\u200d" or c in joiners:
            word += c
        else:
            words, word = words + [word.strip(joiners)], ""
    words = [w for w in words if w]

    def says(i):
        if i >= len(words):
            return None
        if words[i] == "no":
            return None if words[i + 1 : i + 2] and words[i + 1] in idioms else "no"
        return "yes" if words[i] == "yes" else None

    first = says(0)
    if first is None:
        found = {says(i) for i in range(len(words))} - {None}
        return found.pop() if len(found) == 1 else None
    after = 2 if words[1:2] and words[1] in ("and", "or") else 1
    return None if says(after) not in (None, first) else first


def pope(text):
    words = text.partition(".")[0].replace(",", "").split(" ")
    return "no" if {"No", "no", "not"} & set(words) else "yes"


def opera(text):
    words = text.translate({ord("."): None, ord(","): None}).split(" ")
    return "no" if any(w in ("No", "NO", "no", "not") or w.endswith("n't") for w in words) else "yes"


def vcd(text, label):
    other = {"yes": "no", "no": "yes"}[label]
    return label if label in text.lower().strip() else other


def substring(text):
    text = text.lower()
    return "yes" if "yes" in text else "no" if "no" in text else None


def lmms_eval(text):
    text = text.lower().strip()
    return text if text in ("yes", "no") else None


def vlmevalkit(text):
    text = text.lower()
    gone, blank = "", ""
    for mark in ';/[]"{}()=+\\_-><@`,?!':
        beside_a_space = mark + " " in text or " " + mark in text
        if beside_a_space or re.search(r"\d,\d", text):
            gone += mark
        else:
            blank += mark
    text = text.translate({**{ord(m): None for m in gone}, **{ord(m): " " for m in blank}})
    # Thirty-two: the source hands re.UNICODE to the parameter that is the count.
    words = set(re.sub(r"(?<!\d)\.(?!\d)", "", text, count=int(re.UNICODE)).split())
    found = words & {"yes", "no"}
    return found.pop() if len(found) == 1 else None


def evalscope(text, label):
    other = {"yes": "no", "no": "yes"}[label]
    return label if label.upper() in text.strip().upper() else other


def amber(text):
    return {"Yes": "yes", "No": "no"}.get(text)


def first_token(text):
    """Nothing: the text says nothing about probabilities."""
    return None


RULES = {
    "hallux": hallux, "pope": pope, "opera": opera, "vcd": vcd, "repope": substring, "dash-b": substring,
    "lmms-eval": lmms_eval, "vlmevalkit": vlmevalkit, "evalscope": evalscope, "amber": amber,
    "first-token": first_token,
}  # fmt: skip
LABELED = {"vcd", "evalscope"}

# The replies of the table in docs/parse-rules.md.
TABLE = [
    "Yes", "YES", " yes", "Yes.", "Yes, there is a dog.", "Yes and no", "Yes. There is no cat.", "No", "NO",
    "No!", "No, there isn't", "There is no dog", "There isn't a dog", "There isn\u2019t a dog", "No.Yes",
    "No\nNone", "No:", "not sure", "I know", "cannot", "nothing", "Unknown", "yesterday", "There is a dog.", "",
    "Failed to obtain answer via API.",
]  # fmt: skip

EDGES = [
    "Failed to obtain answer", "yes no", "yes,no", "yes, no", "yes/no", "yes/ no", "no-one", "no- one - none",
    "2,000 no/ne", "2,000 no-", "\u0665,\u0665 no/yes", "3.no", "no.3", "no. 3", "3.-no", "3-.no", "3 .no", ".no",
    "no" + "." * 32, "no" + "." * 33, "yes" + "." * 40 + "no", ".no" * 40, "n.o", "n,o", "n, o", "N'T", "n't",
    "isn't.", "isn't\n", "isn.'t", "\tNo", "No\t", "no\u00a0", "\u3000yes\u3000", "\x1cyes\x1f", "\x85no",
    "yes\u200b", "\ufeffyes", "no\u0301", "n\u00f3", "y\u0435s", "ye\u00df", "ye\u017f", "ye\ufb06", "\u0149o",
    "\uff2e\uff2f", "\u0130no", "\u039f\u03a3 no", "No\u0130", "NOT", "Not", "not.", "eyes", "snow", "noyes", "yesno",
    "no doubt", "No idea.", "no, no doubt", "yes or no", "yes, and no", "'No'", "*No*", "\"No\"", "`yes`", "(no)",
    "no_", "_yes_", "no?yes!", "no? yes!", "no\r\nyes", "yes\u2028", "no\u2060", "\U0001f436 no \U0001f436",
    "\U0001f436no", "\U0001f469\u200d\U0001f467no", "no\u200d", "no\u20e3", "yes-man", "-no-", "no\u2019",
    "Yes\x00", "No.", ".Yes", "..", " ", "\n", "  No  ",
]  # fmt: skip

PIECES = [
    "yes", "Yes", "YES", "yEs", "no", "No", "NO", "nO", "not", "Not", "NOT", "n't", "N'T", "isn't", "isn\u2019t",
    "don't", "none", "nothing", "know", "unknown", "yesterday", "eyes", "cannot", "maybe", "there", "is", "a", "dog",
    "and", "or", "doubt", "idea", "question", "clue", "1", "2,000", "3.5", "\u0663", "\uff15,\uff15", ".", ",", "!",
    "?", ":", ";", "-", "/", "_", "*", "\"", "'", "(", ")", "[", "]", "=", "`", ".." * 8, " ", "  ", "\n", "\t",
    "\r\n", "\u00a0", "\u3000", "\u200b", "\x1c", "\x1f", "\x85", "\u2028", "\u00e9", "\u0301", "\u00df", "\u017f",
    "\ufb06", "\u0149", "\u0130", "\u03a3", "\u039f\u0394\u039f\u03a3", "\uff4e\uff4f", "\u041d\u041e", "\u212a",
    "\U0001f436", "\U0001f469\u200d\U0001f467", "\ufeff",
]  # fmt: skip
ANSWERS = ["yes", "Yes", "YES", "no", "No", "NO", "not", "isn't", "."]


def draw_reply(rng):
    """Up to eight pieces, a third of them a yes, a no or a stop, half of the seams with a space."""
    reply = ""
    for _ in range(rng.randint(1, 8)):
        pool = ANSWERS if rng.random() < 1 / 3 else PIECES
        reply += pool[int(rng.random() * len(pool))]
        reply += " " if rng.random() < 0.5 else ""
    return reply


def read(rule, text):
    """What is read for a probe labeled yes and for one labeled no."""
    function = RULES[rule]
    return [function(text, label) if rule in LABELED else function(text) for label in ("yes", "no")]


def row(text):
    letters = {"yes": "y", "no": "n", None: "-"}
    return [text, " ".join("".join(letters[a] for a in read(rule, text)) for rule in RULES)]


def table():
    rules = [rule for rule in RULES if rule != "first-token"]
    words = {"yes": "yes", "no": "no", None: "\u2013"}
    yield "| reply | " + " | ".join(rules) + " |"
    yield "|---" * (len(rules) + 1) + "|"
    for text in TABLE:
        cells = []
        for rule in rules:
            answers = [words[a] for a in read(rule, text)]
            cells.append("/".join(answers if rule in LABELED else answers[:1]))
        yield "| `" + json.dumps(text) + "` | " + " | ".join(cells) + " |"


def main():
    rng = random.Random(SEED)
    replies = TABLE + EDGES + [draw_reply(rng) for _ in range(RANDOM_REPLIES)]
    lines = [json.dumps(row(text)) for text in replies]
    path = pathlib.Path(__file__).with_name("expected.json")
    path.write_text(
        '{\n"rules": ' + json.dumps(list(RULES)) + ',\n"replies": [\n' + ",\n".join(lines) + "\n]\n}\n"
    )
    print("\n".join(table()))


if __name__ == "__main__":
    main()
