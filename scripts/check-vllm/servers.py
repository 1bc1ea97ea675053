"""The two servers that are compared, started on free loopback ports and ended with the block that uses them."""
from __future__ import annotations

import base64
import contextlib
import io
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).resolve().parents[2]
START_LIMIT = 600  # seconds; a first start on a busy machine of two cores took about one minute


@dataclass(frozen=True)
class Server:
    """A chat server by its address and what its model is called there."""

    name: str
    address: str
    model: str

    def post(self, path: str, body: dict) -> dict:
        request = urllib.request.Request(self.address + path, json.dumps(body).encode(), {"Content-Type": "application/json"})
        try:
            with urllib.request.urlopen(request, timeout=300) as reply:
                return json.load(reply)
        except urllib.error.HTTPError as error:
            raise RuntimeError(f"{self.name}: HTTP {error.code}: {error.read().decode(errors='replace')[:300]}") from error

    def chat(self, image: Image.Image, prompt: str, prefix: str, **fields: object) -> dict:
        """Asks about an image, with the answer so far; the fields are those of the request."""
        messages = [{"role": "user", "content": [{"type": "image_url", "image_url": {"url": data_url(image)}},
                                                  {"type": "text", "text": prompt}]}]
        body = {"model": self.model, "messages": messages, "max_tokens": 1, "temperature": 0, **fields}
        if prefix:
            messages.append({"role": "assistant", "content": prefix})
            body |= {"continue_final_message": True, "add_generation_prompt": False}
        return self.post("/v1/chat/completions", body)

    def forced(self, image: Image.Image, prompt: str, prefix: str, token: int) -> float:
        """The log-probability of one token, forced by `logit_bias`: the request that Hallux sends."""
        reply = self.chat(image, prompt, prefix, logprobs=True, top_logprobs=20, logit_bias={str(token): 100},
                          return_tokens_as_token_ids=True)
        entry = reply["choices"][0]["logprobs"]["content"][0]
        said = entry["id"] if "id" in entry else int(entry["token"].removeprefix("token_id:"))
        assert said == token, f"{self.name} said {said} instead of {token}"
        return entry["logprob"]

    def read(self, image: Image.Image, prompt: str, tokens: list[int], text: str) -> list[float]:
        """The log-probabilities of a whole answer in one request: by a grammar of ids, or read as part of the prompt."""
        if self.name == "vLLM":
            reply = self.chat(image, prompt, text, prompt_logprobs=0, return_token_ids=True)
            assert reply["prompt_token_ids"][-len(tokens):] == tokens, f"{text!r} is read as other tokens"
            scores = reply["prompt_logprobs"][-len(tokens):]
            return [score[str(token)]["logprob"] for score, token in zip(scores, tokens)]
        grammar = "root ::= " + " ".join(f"<[{token}]>" for token in tokens)
        reply = self.chat(image, prompt, "", logprobs=True, top_logprobs=1, grammar=grammar, max_tokens=len(tokens))
        entries = reply["choices"][0]["logprobs"]["content"]
        assert [entry["id"] for entry in entries] == tokens, f"the grammar did not hold: {text!r}"
        return [entry["logprob"] for entry in entries]


def data_url(image: Image.Image) -> str:
    buffer = io.BytesIO()
    image.save(buffer, "BMP")
    return "data:image/bmp;base64," + base64.b64encode(buffer.getvalue()).decode()


@contextlib.contextmanager
def llama() -> Iterator[Server]:
    """llama.cpp on the bundled GGUF files, as Hallux starts it."""
    folder = ROOT / "models" / "tiny-llava"
    process = subprocess.Popen(
        [ROOT / ".venv" / "bin" / "python", ROOT / "scripts" / "serve-bundled.py", "--model", folder / "tiny-llava-text.gguf",
         "--mmproj", folder / "tiny-llava-mmproj.gguf", "--threads", "1"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    try:
        mark, address = process.stdout.readline().split()
        assert mark == "READY"
        yield Server("llama.cpp", address, "tiny-llava")
    finally:
        process.stdin.close()  # the server ends with its input
        process.wait(30)


@contextlib.contextmanager
def vllm(checkpoint: Path, log: Path) -> Iterator[Server]:
    """vLLM on a checkpoint, in float32 and with its default, raw log-probabilities."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = os.environ | {"VLLM_CPU_KVCACHE_SPACE": "1", "VLLM_CPU_OMP_THREADS_BIND": "nobind", "HF_HUB_OFFLINE": "1",
                                "VLLM_NO_USAGE_STATS": "1", "DO_NOT_TRACK": "1"}
    command = [Path(sys.executable).parent / "vllm", "serve", checkpoint, "--host", "127.0.0.1", "--port", str(port), "--dtype",
               "float32", "--enforce-eager", "--max-model-len", "1024", "--max-logprobs", "20", "--logprobs-mode", "raw_logprobs",
               "--served-model-name", checkpoint.name, "--limit-mm-per-prompt", '{"image": 1, "video": 0}',
               "--mm-processor-cache-gb", "0"]
    with log.open("w") as output:
        # A session of its own: the engine is a child of the child, and must end too.
        process = subprocess.Popen(command, env=environment, stdout=output, stderr=output, start_new_session=True)
    try:
        address = f"http://127.0.0.1:{port}"
        wait_until_healthy(process, address, log)
        yield Server("vLLM", address, checkpoint.name)
    finally:
        end(process)


def wait_until_healthy(process: subprocess.Popen, address: str, log: Path) -> None:
    for _ in range(START_LIMIT):
        if process.poll() is not None:
            tail = "".join(f"  {line}\n" for line in log.read_text(errors="replace").splitlines()[-15:])
            sys.exit(f"check-vllm: vLLM ended before it could be asked; the end of {log}:\n{tail}")
        with contextlib.suppress(OSError), urllib.request.urlopen(address + "/health", timeout=5):
            return
        time.sleep(1)
    sys.exit(f"check-vllm: vLLM was not healthy after {START_LIMIT} s; see {log}")


def end(process: subprocess.Popen) -> None:
    for sign in (signal.SIGTERM, signal.SIGKILL):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, sign)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(30)
    process.wait()
