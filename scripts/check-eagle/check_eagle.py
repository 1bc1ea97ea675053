#!/usr/bin/env python3
"""Compares our greedy order with that of EAGLE's published code, finding by finding, on one server.

    python check_eagle.py upstream findings/ --server http://127.0.0.1:8080 --out results/

Upstream's class runs as it is, from the clone; only its model is ours: an object that asks the server
for the probability of the explained token. A finding is a JSON file, made by export_findings.py:

    {"image": "x.png", "question": "...", "token": " Yes", "token_id": 123 or null,
     "labels": [[0, 0, 1, ...], ...], "superpixels": "slico-opencv/25", "fill": "black",
     "order": [...], "smdl_scores": [...], "noise_floor": 0.00002}

`image` is relative to the file, `labels` the region of each pixel, `order` and `smdl_scores` what hallux
found, `noise_floor` how much its margin strayed, in nats. README.md has the whole procedure. Exit
status: 0 when every order is equal or differs by no more than the server's noise, else 1.
"""

import argparse
import base64
import contextlib
import importlib.util
import io
import json
import math
import pathlib
import sys
import urllib.request

import numpy as np
import torch
from PIL import Image


class Server:
    """An OpenAI-compatible server."""

    def __init__(self, base_url, model):
        self.base_url = base_url.rstrip("/").removesuffix("/v1")
        self.model = model or self.request("GET", "/v1/models")["data"][0]["id"]

    def request(self, method, path, body=None):
        data = None if body is None else json.dumps(body).encode()
        headers = {"Content-Type": "application/json"}
        request = urllib.request.Request(self.base_url + path, data, headers, method=method)
        with urllib.request.urlopen(request, timeout=120) as reply:
            return json.load(reply)

    def token_probability(self, rgb, question, token, token_id):
        """p(token) at the first position of the answer about an H×W×3 picture of 8-bit RGB."""
        file = io.BytesIO()
        Image.fromarray(rgb, "RGB").save(file, "BMP")
        url = "data:image/bmp;base64," + base64.b64encode(file.getvalue()).decode()
        content = [{"type": "image_url", "image_url": {"url": url}}, {"type": "text", "text": question}]
        body = {
            "model": self.model,
            "messages": [{"role": "user", "content": content}],
            "max_tokens": 1,
            "temperature": 0,
            "logprobs": True,
            "top_logprobs": 20,
        }
        if token_id is not None:
            body["logit_bias"] = {str(token_id): 100}
        reply = self.request("POST", "/v1/chat/completions", body)
        first = reply["choices"][0]["logprobs"]["content"][0]
        if token_id is not None:
            if first["token"].strip() != token.strip():
                raise SystemExit(f"the server answered {first['token']!r}, not the forced {token!r}")
            return math.exp(first["logprob"])
        listed = [math.exp(e["logprob"]) for e in first["top_logprobs"] if e["token"] == token]
        if not listed:
            raise SystemExit(f"{token!r} is not among the server's candidates: give its token_id")
        return sum(listed)


class Model:
    """What upstream's class takes for a multimodal model: a masked picture in, a probability out."""

    device = "cpu"

    def __init__(self, server, finding):
        self.server = server
        self.finding = finding
        self.known = {}

    def __call__(self, image):
        """Upstream works on pictures as cv2 reads them: the channels are blue, green, red."""
        rgb = np.ascontiguousarray(image.numpy().astype(np.uint8)[:, :, ::-1])
        return torch.tensor([self.probability(rgb)], dtype=torch.float64)

    def probability(self, rgb):
        key = rgb.tobytes()
        if key not in self.known:
            self.known[key] = self.ask(rgb)
        return self.known[key]

    def ask(self, rgb):
        finding = self.finding
        return self.server.token_probability(
            rgb, finding["question"], finding["token"], finding["token_id"]
        )


class Upstream:
    """EAGLE's greedy search and regions, from their files alone: the package imports models."""

    def __init__(self, clone):
        search = self.load(clone, "interpretation/submodular_vision.py")
        self.search = search.MLLMSubModularExplanationVision
        self.divide = self.load(clone, "utils.py").SubRegionDivision

    @staticmethod
    def load(clone, file):
        path = pathlib.Path(clone) / file
        spec = importlib.util.spec_from_file_location(path.stem, path)
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        return module

    def order(self, model, rgb, regions):
        """The regions in upstream's order, and the scores that it saves."""
        with contextlib.redirect_stdout(None):  # it prints the name of its device
            search = self.search(model, lambda1=1.0, lambda2=1.0)
        return search(rgb[:, :, ::-1].copy(), regions)

    def labels(self, rgb, count):
        """Upstream's own regions, for as many as its scripts' --division-number asks for."""
        size = int((rgb.shape[0] * rgb.shape[1] / count) ** 0.5)  # as in those scripts
        masks = self.divide(rgb[:, :, ::-1].copy(), mode="slico", region_size=size)
        return np.argmax([mask[:, :, 0] for mask in masks], axis=0)


def check(finding, rgb, model, upstream):
    """Runs upstream's search and compares; returns what is to be written."""
    if finding["fill"] != "black":
        raise SystemExit(f"upstream fills with black, not with {finding['fill']}")
    labels = np.array(finding["labels"])
    method, _, count = finding["superpixels"].partition("/")
    if method == "slico-opencv" and (labels != upstream.labels(rgb, int(count))).any():
        return {"verdict": "differs", "summary": "the regions are not upstream's"}
    regions = [(labels == r).astype(np.uint8)[:, :, None] for r in range(labels.max() + 1)]
    number = {id(region): index for index, region in enumerate(regions)}
    chosen, saved = upstream.order(model, rgb, regions)
    theirs, ours = [number[id(region)] for region in chosen], finding["order"]
    result = {"order": theirs, "smdl_scores": saved["smdl_score"], "evaluations": len(model.known)}

    same = next((i for i, (a, b) in enumerate(zip(theirs, ours)) if a != b), len(theirs))
    scores = zip(saved["smdl_score"][:same], finding["smdl_scores"])
    result["equal_steps"] = same
    result["largest_score_difference"] = max((abs(a - b) for a, b in scores), default=0.0)
    # The objective is two probabilities, and either moves by a quarter of what the margin does.
    result["noise"] = noise = max(2 * spread(model, rgb), finding["noise_floor"] / 2)
    result["verdict"] = "equal"
    if same < len(theirs):
        candidates = {"theirs": theirs[same], "ours": ours[same]}
        values = {
            who: objective(model, rgb, np.isin(labels, theirs[:same] + [region]))
            for who, region in candidates.items()
        }
        # Upstream computes in 32-bit floats: nearer than one step of them is a tie to it.
        tie = max(noise, float(np.spacing(np.float32(values["theirs"]))))
        close = abs(values["theirs"] - values["ours"]) <= tie
        result["verdict"] = "differs inside the noise" if close else "differs"
        result["first_difference"] = {"step": same, "regions": candidates, "objective": values}
    result["summary"] = (
        f"{same} of {len(theirs)} steps equal, scores within "
        f"{result['largest_score_difference']:.2g}, noise {noise:.2g}"
    )
    return result


def objective(model, rgb, shown):
    """F of the pixels shown: p with them alone, plus 1 - p without them."""
    keep = shown[:, :, None].astype(np.uint8)
    return model.probability(rgb * keep) + 1 - model.probability(rgb * (1 - keep))


def spread(model, rgb, repeats=8):
    """How far the probability of one picture strays when it is asked again and again."""
    values = [model.ask(rgb) for _ in range(repeats)]
    return max(values) - min(values)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("upstream", help="a clone of github.com/RuoyuChen10/EAGLE")
    parser.add_argument("findings", type=pathlib.Path, help="a folder of findings as JSON")
    parser.add_argument("--server", required=True, help="base URL of an OpenAI-compatible server")
    parser.add_argument("--model", help="the model's name; the server's first by default")
    parser.add_argument("--out", type=pathlib.Path, required=True, help="where the results go")
    arguments = parser.parse_args()

    server = Server(arguments.server, arguments.model)
    upstream = Upstream(arguments.upstream)
    arguments.out.mkdir(parents=True, exist_ok=True)
    paths = sorted(arguments.findings.glob("*.json"))
    if not paths:
        raise SystemExit(f"{arguments.findings} holds no finding")
    failed = 0
    for path in paths:
        finding = json.loads(path.read_text())
        rgb = np.array(Image.open(path.parent / finding["image"]).convert("RGB"))
        result = check(finding, rgb, Model(server, finding), upstream)
        (arguments.out / path.name).write_text(json.dumps(result, indent=1) + "\n")
        print(f"{path.name}: {result['verdict']}, {result['summary']}", flush=True)
        if "first_difference" in result:
            print(f"  {json.dumps(result['first_difference'])}")
        failed += result["verdict"] == "differs"
    print(f"{len(paths) - failed} of {len(paths)} findings agree with the published code")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
