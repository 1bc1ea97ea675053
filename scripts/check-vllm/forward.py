"""Asks the bundled model directly, in float64 and without any server: what both servers ought to say.

Imported by check.py; as a program it prints the likeliest first tokens of one question.

    python forward.py CHECKPOINT IMAGE "Is there a spoon in the image?" [PREFIX]
"""
from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from PIL import Image
from tokenizers import Tokenizer
from transformers import LlavaForConditionalGeneration

IMAGE_TOKEN, PLACES = 3, 64  # `<image>`, and how many of the prompt's tokens one picture takes


@dataclass(frozen=True)
class Case:
    """One token of one answer about one picture."""

    image: Image.Image
    prompt: str
    prefix: str
    token: int


class HalfPrecisionGELU(torch.nn.Module):
    """GELU as llama.cpp looks it up: in a table from 16-bit numbers to 16-bit numbers."""

    def forward(self, values: torch.Tensor) -> torch.Tensor:
        return torch.nn.functional.gelu(values.half().float(), approximate="tanh").half().to(values.dtype)


class DirectModel:
    """The checkpoint in transformers; with the three roundings to 16 bits that llama.cpp makes in the vision tower, or without.

    They are in its GELU, and in its convolution of the patches: of the pixels and of the weights.
    """

    def __init__(self, checkpoint: Path, as_llama: bool = False) -> None:
        torch.set_num_threads(1)
        self.model = LlavaForConditionalGeneration.from_pretrained(checkpoint, dtype=torch.float64).eval()
        self.as_llama = as_llama
        if as_llama:
            self.round_weights()
        self.tokenizer = Tokenizer.from_file(str(checkpoint / "tokenizer.json"))
        preprocessor = json.loads((checkpoint / "preprocessor_config.json").read_text())
        self.mean, self.deviation = (np.array(preprocessor[key]) for key in ("image_mean", "image_std"))
        self.size = self.model.config.vision_config.image_size

    def round_weights(self) -> None:
        for name, weight in self.model.named_parameters():
            if name.endswith("patch_embedding.weight"):
                weight.data = weight.data.half().double()
        # The tower's blocks and the projector have GELU; the language model, under the name `act_fn`, has none.
        for module in list(self.model.modules()):
            for name in ("activation_fn", "act"):
                if isinstance(getattr(module, name, None), torch.nn.Module):
                    setattr(module, name, HalfPrecisionGELU())

    def encode(self, text: str) -> list[int]:
        return self.tokenizer.encode(text, add_special_tokens=False).ids

    def prompt(self, text: str, prefix: str) -> list[int]:
        """The ids that the chat template makes; what stands on each side of the picture is tokenized by itself."""
        return [1, *self.encode(" USER: "), *[IMAGE_TOKEN] * PLACES, *self.encode(f"{text} ASSISTANT:{prefix}")]

    def pixels(self, image: Image.Image) -> torch.Tensor:
        """A picture of the tower's size as the tower takes it, shape [1, 3, height, width]. Nothing is resized here."""
        assert image.size == (self.size, self.size) and image.mode == "RGB"
        values = (np.asarray(image) / 255 - self.mean) / self.deviation
        pixels = torch.from_numpy(values).permute(2, 0, 1)[None]
        return pixels.half().double() if self.as_llama else pixels

    def logprobs(self, image: Image.Image, text: str, prefix: str) -> torch.Tensor:
        """The log-probabilities of every token after the prefix; shape [vocabulary]."""
        return self.all_logprobs(image, self.prompt(text, prefix))[-1]

    def answer_logprobs(self, image: Image.Image, text: str, answer: list[int]) -> list[float]:
        """The log-probability of each of the answer's tokens after those before it, from one pass."""
        ids = self.prompt(text, "") + answer
        table = self.all_logprobs(image, ids)
        start = len(ids) - len(answer)
        return [table[start + place - 1, token].item() for place, token in enumerate(answer)]

    def all_logprobs(self, image: Image.Image, ids: list[int]) -> torch.Tensor:
        with torch.no_grad():
            logits = self.model(input_ids=torch.tensor([ids]), pixel_values=self.pixels(image),
                                attention_mask=torch.ones(1, len(ids), dtype=torch.long)).logits[0]
        return logits.log_softmax(-1)


def main() -> None:
    checkpoint, image, text = sys.argv[1:4]
    model = DirectModel(Path(checkpoint))
    logprobs = model.logprobs(Image.open(image).convert("RGB"), text, "".join(sys.argv[4:5]))
    for value, token in zip(*logprobs.topk(5)):
        print(f"{value.item():9.4f}  {token.item():5d}  {model.tokenizer.id_to_token(token.item())}")


if __name__ == "__main__":
    main()
