"""Asks the bundled model through its HTTP server: whether an object is there, and for captions."""

import base64
import contextlib
import http.client
import io
import itertools
import json
import math
import os
import subprocess
import threading
import urllib.parse
from pathlib import Path

import numpy as np
from PIL import Image

ROOT = Path(__file__).resolve().parents[2]
LONGEST = 256  # tokens of a caption


class Server:
    """OpenAI-compatible servers of the same model; answers are greedy, a thread stays with one server."""

    def __init__(self, urls):
        self.hosts = itertools.cycle([urllib.parse.urlsplit(url).netloc for url in urls])
        self.mine = threading.local()
        self.lock = threading.Lock()
        self.requests = 0

    def says_yes(self, picture, question):
        """Whether the answer is yes, by the first token and in words; None when they differ."""
        yes, no, text = self.first_token(picture, question, tokens=4)
        spoken = word(text.strip().partition(" ")[0])
        likelier = "yes" if yes > no else "no"
        return spoken == "yes" if spoken == likelier else None

    def first_token(self, picture, question, tokens=1):
        """The probabilities of all spellings of yes and of no at the first token, and the answer's beginning."""
        choice = self._ask([{"role": "user", "content": [image_of(picture), text_of(question)]}],
                           max_tokens=tokens, logprobs=True, top_logprobs=20)
        share = {"yes": 0.0, "no": 0.0}
        for entry in choice["logprobs"]["content"][0]["top_logprobs"]:
            if word(entry["token"]) in share:
                share[word(entry["token"])] += math.exp(entry["logprob"])
        return share["yes"], share["no"], choice["message"]["content"]

    def caption(self, picture, request):
        choice = self._ask([{"role": "user", "content": [image_of(picture), text_of(request)]}], max_tokens=LONGEST)
        return choice["message"]["content"]

    def next_sentence(self, picture, request, before):
        """The sentence with which the model goes on after a beginning that it is given."""
        messages = [{"role": "user", "content": [image_of(picture), text_of(request)]},
                    {"role": "assistant", "content": before}]
        choice = self._ask(messages, max_tokens=48, add_generation_prompt=False, continue_final_message=True)
        text = choice["message"]["content"]
        text = text.removeprefix(before).strip()  # some servers repeat the beginning
        return text.partition(".")[0] + "."

    def _ask(self, messages, **options):
        body = json.dumps({"messages": messages, "temperature": 0, **options})
        with self.lock:
            self.requests += 1
            if not hasattr(self.mine, "connection"):
                self.mine.connection = http.client.HTTPConnection(next(self.hosts), timeout=300)
        try:
            status, data = self._post(body)
        except (http.client.RemoteDisconnected, ConnectionError):  # it closes connections that were idle, or served long
            self.mine.connection.close()
            status, data = self._post(body)
        if status != 200:
            raise RuntimeError(f"the server answers {status}: {data[:300]!r}")
        return json.loads(data)["choices"][0]

    def _post(self, body):
        self.mine.connection.request("POST", "/v1/chat/completions", body, {"Content-Type": "application/json"})
        reply = self.mine.connection.getresponse()
        return reply.status, reply.read()


def word(text):
    return "".join(letter for letter in text if letter.isalpha()).lower()


def image_of(picture):
    file = io.BytesIO()
    Image.fromarray(picture).save(file, "PNG", compress_level=1)
    return {"type": "image_url", "image_url": {"url": "data:image/png;base64," + base64.b64encode(file.getvalue()).decode()}}


def text_of(words):
    return {"type": "text", "text": words}


def without(picture, pixels):
    """The picture with some pixels black."""
    return np.where(pixels[..., None], 0, picture).astype(np.uint8)


@contextlib.contextmanager
def bundled_server():
    """As many processes as Hallux starts, one thread each; they end with the block."""
    model = ROOT / "models" / "tiny-llava" / "tiny-llava"
    command = [ROOT / ".venv" / "bin" / "python", ROOT / "scripts" / "serve-bundled.py", "--model", f"{model}-text.gguf",
               "--mmproj", f"{model}-mmproj.gguf", "--threads", "1"]
    count = min(4, len(os.sched_getaffinity(0)))
    children = [subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(count)]
    try:
        yield Server([child.stdout.readline().split()[1] for child in children])
    finally:
        for child in children:
            child.stdin.close()  # which is how they are told to end
            child.wait()
