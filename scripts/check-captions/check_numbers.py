#!/usr/bin/env python3
"""Asks a server for the numbers of captions token by token, and compares them with those of `hallux explain`.

    check_numbers.py --server URL --log LOG EXPLAINED.json IMAGE.png [EXPLAINED.json IMAGE.png ...]

EXPLAINED.json is what `hallux explain IMAGE --describe --sentence --json` printed. Every probability is asked for in another
way than Hallux does: the caption before the token as text, one token to answer, and the whole vocabulary listed. The masked pictures
are composed here from the label map in the log. Influence takes a picture for each region, so that of three tokens is checked.
"""

import argparse
import base64
import io
import json
import math
import sqlite3
import sys
import urllib.request
from pathlib import Path

import numpy as np
from PIL import Image

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "check-triggers"))
from audit_log import label_map  # noqa: E402

PROMPT = "Please describe this image in detail."
VOCABULARY = 1024
INFLUENCES = 3


class Server:
    def __init__(self, url):
        self.url = url.rstrip("/")
        self.url += "" if self.url.endswith("/v1") else "/v1"
        self.asked = 0

    def probability(self, pixels, before, token):
        """p of a token after a text, about a picture or without one."""
        content = [{"type": "text", "text": PROMPT}]
        if pixels is not None:
            data = io.BytesIO()
            Image.fromarray(pixels).save(data, "PNG")
            url = "data:image/png;base64," + base64.b64encode(data.getvalue()).decode()
            content.insert(0, {"type": "image_url", "image_url": {"url": url}})
        messages = [{"role": "user", "content": content}]
        body = {"messages": messages, "max_tokens": 1, "temperature": 0, "logprobs": True, "top_logprobs": VOCABULARY}
        if before:
            messages.append({"role": "assistant", "content": before})
            body |= {"add_generation_prompt": False, "continue_final_message": True}
        request = urllib.request.Request(self.url + "/chat/completions", json.dumps(body).encode(),
                                         {"Content-Type": "application/json"})
        self.asked += 1
        listed = json.load(urllib.request.urlopen(request))["choices"][0]["logprobs"]["content"][0]["top_logprobs"]
        return next(math.exp(entry["logprob"]) for entry in listed if entry["id"] == token["id"])


def logarithm(p):
    return math.log(max(p, 1e-30))


def check(server, log, explained, image):
    """The largest differences, by the number's name; logarithms in nats."""
    found = json.loads(Path(explained).read_text())
    row = log.execute(
        "SELECT width, height, labels FROM label_map JOIN target ON label_map_digest = label_map.digest "
        "JOIN finding ON finding.target_id = target.id WHERE finding.id = ?", (found["finding"],)).fetchone()
    labels = label_map(row[2], row[0], row[1])
    whole = np.array(Image.open(image).convert("RGB"))
    order = found["order"]["regions"]

    def shown(count):
        return np.where(np.isin(labels, order[:count])[..., None], whole, 0).astype(np.uint8)

    tokens = found["tokens"]
    front = found["order"]["front_regions"]
    # Sum and lowest point both run over the steps from one region on.
    chosen = sorted(range(len(tokens)), key=lambda i: -tokens[i]["influence"])[:INFLUENCES]
    worst = {}

    def note(name, difference):
        worst[name] = max(worst.get(name, 0), abs(difference))

    text = ""
    for place, token in enumerate(tokens):
        p = {name: server.probability(pixels, text, token)
             for name, pixels in [("p(V)", whole), ("p(empty)", shown(0)), ("p(text)", None), ("p(front)", shown(front))]}
        for name, key in [("p(V)", "p"), ("p(empty)", "p_empty"), ("p(text)", "p_without_image")]:
            note("log " + name, logarithm(p[name]) - logarithm(token[key]))
        gain = logarithm(p["p(V)"]) - logarithm(p["p(text)"])
        note("N_i", gain - token["visual_gain"])
        if token.get("visual_share_of_front") is not None:
            share = (logarithm(p["p(front)"]) - logarithm(p["p(text)"])) / gain
            # A share is a ratio of nats: as far as its numerator is off, over the gain.
            note("S_i N_i", (share - token["visual_share_of_front"]) * gain)
        note("sensitive", (p["p(V)"] - p["p(empty)"] > .2) != token["is_sensitive"] and abs(p["p(V)"] - p["p(empty)"] - .2) > .01)
        if place in chosen:
            curve = [server.probability(shown(count), text, token) for count in range(len(order) + 1)]
            note("influence / n", (sum(value - min(curve[1:]) for value in curve[1:]) - token["influence"]) / len(order))
        text += token["token"]
    return len(tokens), worst


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--server", required=True)
    parser.add_argument("--log", required=True)
    parser.add_argument("files", nargs="+")
    arguments = parser.parse_args()
    server = Server(arguments.server)
    log = sqlite3.connect(f"file:{arguments.log}?mode=ro", uri=True)
    for explained, image in zip(arguments.files[::2], arguments.files[1::2]):
        count, worst = check(server, log, explained, image)
        print(f"{Path(image).name}: {count} tokens; largest differences: "
              + ", ".join(f"{name} {value:.2g}" for name, value in worst.items()), flush=True)
    print(f"{server.asked} requests")


if __name__ == "__main__":
    main()
