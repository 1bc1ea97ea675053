"""Asks a trained model: the probability of Yes for many objects at once, and greedy replies."""
from __future__ import annotations

from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from network import Llava, Past, packed_mask, pixels_of
from texts import CAPTION_REQUEST, question
from tokenizer import ASSISTANT, EOS, decode, encode, head, yes_and_no


class Speaker:
    def __init__(self, checkpoint: Path) -> None:
        self.device = "cuda" if torch.cuda.is_available() else "cpu"
        state = torch.load(checkpoint, map_location="cpu")
        self.model = Llava()
        self.model.load_state_dict({name.removeprefix("model."): value for name, value in state.items()
                                    if name.startswith("model.")})
        self.model.to(self.device).eval()

    @torch.no_grad()
    def look(self, images: list[np.ndarray]) -> Tensor:
        """Features of each picture."""
        chunks = [np.stack(images[start:start + 64]) for start in range(0, len(images), 64)]
        return torch.cat([self.model.tower(pixels_of(chunk).to(self.device)) for chunk in chunks])

    @torch.no_grad()
    def yes_probabilities(self, images: list[np.ndarray], names: list[str]) -> np.ndarray:
        """P(Yes) / (P(Yes) + P(No)) per picture and name; the questions share a picture and do not see each other."""
        ids, ends = head(), []
        positions, segments = list(range(len(ids))), [0] * len(ids)
        shared = len(ids)
        for number, name in enumerate(names, 1):
            prompt = encode(question(name) + ASSISTANT)
            ids += prompt
            positions += range(shared, shared + len(prompt))
            segments += [number] * len(prompt)
            ends.append(len(ids) - 1)
        row = torch.tensor([ids], device=self.device)
        mask = packed_mask(torch.tensor([segments], device=self.device))
        yes, no = yes_and_no()
        result = []
        for features in self.look(images).split(32):
            hidden = self.model.text(self.model.embed(row.expand(len(features), -1), features),
                                     torch.tensor([positions], device=self.device), mask)
            logits = self.model.text.output(hidden[:, ends])
            result.append((logits[..., yes] - logits[..., no]).sigmoid())
        return torch.cat(result).float().cpu().numpy()

    @torch.no_grad()
    def replies(self, images: list[np.ndarray], prefixes: list[str], request: str = CAPTION_REQUEST, longest: int = 140) -> list[str]:
        """Greedy continuations of `prefixes` (the reply's beginning, with its leading space), without the prefix."""
        prompts = [[*head(), *encode(request + ASSISTANT + prefix)] for prefix in prefixes]
        features = self.look(images)
        result = [""] * len(images)
        for length in sorted({len(prompt) for prompt in prompts}):
            rows = [row for row, prompt in enumerate(prompts) if len(prompt) == length]
            for start in range(0, len(rows), 64):
                some = rows[start:start + 64]
                for row, reply in zip(some, self._greedy([prompts[row] for row in some], features[some], longest)):
                    result[row] = reply
        return result

    def _greedy(self, prompts: list[list[int]], features: Tensor, longest: int) -> list[str]:
        text, count, length = self.model.text, len(prompts), len(prompts[0])
        pasts = [Past() for _ in text.blk]
        embedded = self.model.embed(torch.tensor(prompts, device=self.device), features)
        mask = packed_mask(torch.zeros(1, length, dtype=torch.long, device=self.device))
        hidden = text(embedded, torch.arange(length, device=self.device)[None], mask, pasts)
        said, open_ = [[] for _ in range(count)], [True] * count
        for step in range(longest):
            tokens = text.output(hidden[:, -1]).argmax(-1)
            for row, token in enumerate(tokens.tolist()):
                open_[row] = open_[row] and token != EOS
                if open_[row]:
                    said[row].append(token)
            if not any(open_):
                break
            position = torch.tensor([[length + step]], device=self.device)
            hidden = text(text.token_embd(tokens[:, None]), position, None, pasts)
        return [decode(ids) for ids in said]
