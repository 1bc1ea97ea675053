"""Checks that llama.cpp's chat endpoint and a direct forward pass agree on every token's log-probability.

    python check_parity.py [--cases 60] [--tolerance 5e-3]

The server loads the GGUF files; the forward pass runs transformers in float64 on the Hugging Face form made from them. Each case
is a picture (some with parts blacked out), a request, and nothing, a few words or a whole sentence of the reply before the token.
Compared are the twenty likeliest tokens and Yes and No. Also checked: the endpoint's ids are the ones that the model was trained on.
"""
from __future__ import annotations

import argparse
import base64
import io
import json
import math
import os
import sys
import tempfile
import urllib.request
from dataclasses import dataclass
from pathlib import Path

os.environ.setdefault("OMP_WAIT_POLICY", "passive")      # else two threads spin on a busy machine

import numpy as np
import torch
import xllamacpp
from PIL import Image
from transformers import AutoTokenizer, LlavaForConditionalGeneration

from gguf_to_hf import convert
from network import pixels_of
from texts import CAPTION_REQUEST, OPENINGS, question
from tokenizer import ASSISTANT, encode, head
from world import CLASSES, World, random_mask

HERE = Path(__file__).parent
PREFIXES = ["", " Yes", " Yes, there is", " No, there is no"]


@dataclass(frozen=True)
class Case:
    image: np.ndarray
    request: str
    prefix: str


class ChatServer:
    """llama.cpp in this process on a free loopback port, as exact as it gets: float32 cache, no flash attention."""

    def __init__(self, text: Path, mmproj: Path) -> None:
        params = xllamacpp.CommonParams()
        params.model.path, params.mmproj.path = str(text), str(mmproj)
        params.hostnames, params.port = ["127.0.0.1"], 0
        params.n_parallel, params.n_ctx = 1, 1024
        params.cpuparams.n_threads = params.cpuparams_batch.n_threads = 1
        params.warmup, params.fit_params, params.ui, params.verbosity, params.cache_ram_mib = False, False, False, 1, 0
        params.cache_type_k = params.cache_type_v = xllamacpp.ggml_type.GGML_TYPE_F32
        params.flash_attn_type = xllamacpp.llama_flash_attn_type.LLAMA_FLASH_ATTN_TYPE_DISABLED
        self.server = xllamacpp.Server(params)
        self.address = self.server.listening_address

    def post(self, path: str, body: dict) -> dict:
        request = urllib.request.Request(self.address + path, json.dumps(body).encode(), {"Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=120) as reply:
            return json.load(reply)

    def token_logprobs(self, case: Case) -> tuple[dict[int, float], int]:
        """Log-probabilities of the twenty likeliest next tokens and of Yes and No, and the number of prompt tokens."""
        messages = [{"role": "user", "content": [{"type": "image_url", "image_url": {"url": data_url(case.image)}},
                                                  {"type": "text", "text": case.request}]}]
        body = {"messages": messages, "max_tokens": 1, "temperature": 0, "logprobs": True, "top_logprobs": 20}
        if case.prefix:
            messages.append({"role": "assistant", "content": case.prefix})
            body |= {"continue_final_message": True, "add_generation_prompt": False}
        found: dict[int, float] = {}
        for forced in (" Yes", " No"):
            reply = self.post("/v1/chat/completions", body | {"logit_bias": {str(encode(forced)[0]): 100}})
            entry = reply["choices"][0]["logprobs"]["content"][0]
            found |= {each["id"]: each["logprob"] for each in [*entry["top_logprobs"], entry]}
        return found, reply["usage"]["prompt_tokens"]


def data_url(image: np.ndarray) -> str:
    buffer = io.BytesIO()
    Image.fromarray(image).save(buffer, "PNG")
    return "data:image/png;base64," + base64.b64encode(buffer.getvalue()).decode()


def make_cases(count: int, seed: int = 20261201) -> list[Case]:
    rng = np.random.default_rng(seed)
    world = World(seed, backgrounds=4, sprites=8)
    cases = []
    for index in range(count):
        scene = world.scene(rng)
        image = scene.blackened(random_mask(rng, scene))
        if index % 4 == 3:
            opening = " " + OPENINGS[scene.context][rng.integers(2)]
            cases.append(Case(image, CAPTION_REQUEST, ["", opening, opening + " There is a"][rng.integers(3)]))
        else:
            cases.append(Case(image, question(CLASSES[rng.integers(len(CLASSES))]), PREFIXES[rng.integers(len(PREFIXES))]))
    return cases


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--text", type=Path, default=HERE / "tiny-llava-text.gguf")
    parser.add_argument("--mmproj", type=Path, default=HERE / "tiny-llava-mmproj.gguf")
    parser.add_argument("--cases", type=int, default=60)
    parser.add_argument("--tolerance", type=float, default=5e-3)
    options = parser.parse_args()
    torch.set_num_threads(1)
    server = ChatServer(options.text, options.mmproj)
    with tempfile.TemporaryDirectory() as folder:
        convert(options.text, options.mmproj, Path(folder))
        model = LlavaForConditionalGeneration.from_pretrained(folder, dtype=torch.float64).eval()
        tokenizer = AutoTokenizer.from_pretrained(folder)
    worst, likely_worst = 0., 0.
    for case in make_cases(options.cases):
        tail = case.request + ASSISTANT + case.prefix
        ids = [*head(), *encode(tail)]
        served = server.post("/tokenize", {"content": tail, "add_special": False})["tokens"]
        assert served == list(encode(tail)) == tokenizer(tail, add_special_tokens=False)["input_ids"], tail
        found, prompt_tokens = server.token_logprobs(case)
        assert prompt_tokens == len(ids), f"the endpoint made {prompt_tokens} tokens of {tail!r}, not {len(ids)}"
        with torch.no_grad():
            logits = model(input_ids=torch.tensor([ids]), pixel_values=pixels_of(case.image[None]).double(),
                           attention_mask=torch.ones(1, len(ids), dtype=torch.long)).logits[0, -1]
        expected = logits.log_softmax(-1)
        for token, value in found.items():
            difference = abs(value - expected[token].item())
            worst = max(worst, difference)
            if expected[token] > math.log(1e-3):
                likely_worst = max(likely_worst, difference)
    print(f"{options.cases} cases: largest difference {worst:.1e} nats, {likely_worst:.1e} where p > 0.001"
          f" (tolerance {options.tolerance:.0e})")
    return 0 if worst <= options.tolerance else 1


if __name__ == "__main__":
    sys.exit(main())
