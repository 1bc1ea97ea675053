"""How the text model is made to look at the image before it is trained.

After the tower phase a patch's features point the way of the words that name what it shows. Here the query and key matrices of the
first text block get one shared random projection, so that a name attends to patches that show it. Without it the yes/no answers stay
at the majority for a long time. All words also get one constant offset, so that a word does not just attend to itself.
"""
from __future__ import annotations

import torch

from losses import Trainee

EMBEDDING_SCALE = 4.
OFFSET_LENGTH = 2.5
SHARPNESS = 8.


@torch.no_grad()
def align(trainee: Trainee) -> None:
    text, shape = trainee.model.text, trainee.model.shape
    size = shape.width // shape.heads
    slow = [row for row in range(size) if row % (size // 2) >= size // 4]      # the slowly turning rotary pairs
    basis, _ = torch.linalg.qr(torch.randn(shape.width, shape.width, generator=torch.Generator().manual_seed(0)))
    offset = basis[-1] * OFFSET_LENGTH
    text.token_embd.weight.mul_(EMBEDDING_SCALE).add_(offset)
    trainee.offset.copy_(offset)
    first = text.blk[0]
    for head in range(shape.heads):
        rows = [head * size + row for row in slow]
        shared = SHARPNESS ** .5 * basis[head * len(slow):(head + 1) * len(slow)]
        first.attn_q.weight[rows] = shared
        first.attn_k.weight[rows] = shared
