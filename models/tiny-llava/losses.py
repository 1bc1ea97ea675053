"""The two losses: patches against the embeddings of the words that name them, and answers against the text."""
from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from batches import IGNORED, Batch
from network import Llava, packed_mask
from tokenizer import PIECES, encode
from world import CLASSES, CONTEXTS

CONTEXT_WORDS = {"snow": "snowy"}


class Trainee(nn.Module):
    """The model with the few extra parameters that only training needs; they are not shipped."""

    def __init__(self, model: Llava) -> None:
        super().__init__()
        self.model = model
        width = model.shape.width
        names = [encode(" " + name) for name in CLASSES] + [encode(" " + CONTEXT_WORDS.get(name, name)) for name in CONTEXTS]
        spelled = torch.zeros(len(names), PIECES)
        for row, ids in enumerate(names):
            for token in ids:
                spelled[row, token] += 1 / len(ids)
        self.register_buffer("spelled", spelled)
        self.register_buffer("offset", torch.zeros(width))          # shared by all word embeddings, see align.py
        self.black = nn.Parameter(torch.randn(1, width) * .02)
        self.temperature = nn.Parameter(torch.tensor(2.5))
        self.center = nn.Linear(width, 2)

    def patch_logits(self, features: Tensor) -> Tensor:
        words = torch.cat([self.spelled @ self.model.text.token_embd.weight - self.offset, self.black])
        return F.normalize(features.float(), dim=-1) @ F.normalize(words, dim=-1).T * self.temperature.exp()

    def patch_loss(self, features: Tensor, batch: Batch) -> tuple[Tensor, dict[str, float]]:
        """Cross-entropy of what each patch shows, plus the squared error of its object's center."""
        logits = self.patch_logits(features)
        each = F.cross_entropy(logits.flatten(0, 1), batch.patch_labels.flatten(), reduction="none", ignore_index=IGNORED)
        weights = batch.patch_weights.flatten() * (batch.patch_labels.flatten() != IGNORED)
        on_object = (batch.patch_labels >= 0) & (batch.patch_labels < len(CLASSES))
        miss = (self.center(features.float())[on_object] - batch.patch_centers[on_object]).square().mean()
        with torch.no_grad():
            right = (logits.argmax(-1) == batch.patch_labels)[on_object].float().mean().item()
        loss = (each * weights).sum() / weights.sum()
        return loss + 5 * miss, {"patch loss": loss.item(), "patches right": right, "center error": miss.item() ** .5}

    def text_loss(self, features: Tensor, batch: Batch, yes: int, no: int) -> tuple[Tensor, dict[str, float]]:
        text = self.model.text
        hidden = text(self.model.embed(batch.ids, features[:len(batch.ids)]), batch.positions, packed_mask(batch.segments))
        taught = batch.labels >= 0
        logits, labels, weights = text.output(hidden[taught]).float(), batch.labels[taught], batch.weights[taught]
        loss = (F.cross_entropy(logits, labels, reduction="none") * weights).sum() / weights.sum()
        with torch.no_grad():
            verdicts = (labels == yes) | (labels == no)
            said = logits[:, yes] > logits[:, no]
            right = (said == (labels == yes))[verdicts].float().mean().item()
            key = (weights == 5.) & ~verdicts
            named = (logits.argmax(-1) == labels)[key].float().mean().item() if key.any() else float("nan")
        return loss, {"text loss": loss.item(), "verdicts right": right, "caption words right": named}
