"""LLaVA-1.5 in plain PyTorch: a SigLIP tower without class token, a two-layer projector, a Llama text model.

The tower's last features are those of LLaVA's feature layer -2: the block after them never runs and is not kept.
Parameter names are those of the GGUF files, with dots read as modules.
"""
from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from tokenizer import IMAGE_TOKENS, PIECES, image_start
from world import SIZE

PIXEL_MEAN = np.array([0.48145466, 0.4578275, 0.40821073], np.float32)
PIXEL_DEVIATION = np.array([0.26862954, 0.26130258, 0.27577711], np.float32)


@dataclass(frozen=True)
class Shape:
    """Every size of the model."""
    patch: int = 16
    tower_width: int = 192
    tower_heads: int = 3
    tower_hidden: int = 768
    tower_blocks: int = 4
    tower_epsilon: float = 1e-6
    width: int = 192
    heads: int = 3
    hidden: int = 512
    blocks: int = 4
    epsilon: float = 1e-5
    rope_base: float = 10_000.0
    context: int = 1024


SHAPE = Shape()


def pixels_of(images: np.ndarray) -> Tensor:
    """uint8 images (N x SIZE x SIZE x 3) as the tower takes them (N x 3 x SIZE x SIZE)."""
    scaled = (images.astype(np.float32) / 255 - PIXEL_MEAN) / PIXEL_DEVIATION
    return torch.from_numpy(np.ascontiguousarray(scaled.transpose(0, 3, 1, 2)))


def compact(x: Tensor) -> Tensor:
    """`x` in the type that autocast computes in, cast once for all the matrices that read it."""
    kind = x.device.type
    return x.to(torch.get_autocast_dtype(kind)) if torch.is_autocast_enabled(kind) else x


def attend(query: Tensor, key: Tensor, value: Tensor, heads: int, mask: Tensor | None = None) -> Tensor:
    def split(x: Tensor) -> Tensor:
        return x.unflatten(-1, (heads, -1)).transpose(1, 2)
    mixed = F.scaled_dot_product_attention(split(query), split(key), split(value), attn_mask=mask)
    return mixed.transpose(1, 2).flatten(-2)


class TowerBlock(nn.Module):
    def __init__(self, shape: Shape) -> None:
        super().__init__()
        width, hidden = shape.tower_width, shape.tower_hidden
        self.heads = shape.tower_heads
        self.ln1 = nn.LayerNorm(width, eps=shape.tower_epsilon)
        self.attn_q, self.attn_k, self.attn_v, self.attn_out = (nn.Linear(width, width) for _ in range(4))
        self.ln2 = nn.LayerNorm(width, eps=shape.tower_epsilon)
        self.ffn_up = nn.Linear(width, hidden)
        self.ffn_down = nn.Linear(hidden, width)

    def forward(self, x: Tensor) -> Tensor:
        y = compact(self.ln1(x))
        x = x + self.attn_out(attend(self.attn_q(y), self.attn_k(y), self.attn_v(y), self.heads))
        return x + self.ffn_down(F.gelu(self.ffn_up(compact(self.ln2(x))), approximate="tanh"))


class Tower(nn.Module):
    """Image -> one vector per patch, projected to the text model's width."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.patch = shape.patch
        self.patch_embd = nn.Linear(3 * shape.patch ** 2, shape.tower_width)
        self.position_embd = nn.Parameter(torch.randn(IMAGE_TOKENS, shape.tower_width) * .02)
        self.blk = nn.ModuleList(TowerBlock(shape) for _ in range(shape.tower_blocks))
        self.mm = nn.ModuleDict({"0": nn.Linear(shape.tower_width, shape.width), "2": nn.Linear(shape.width, shape.width)})

    def forward(self, pixels: Tensor) -> Tensor:
        count, rows = pixels.shape[0], SIZE // self.patch
        cells = pixels.reshape(count, 3, rows, self.patch, rows, self.patch).permute(0, 2, 4, 1, 3, 5)
        x = self.patch_embd(cells.reshape(count, rows * rows, -1)) + self.position_embd
        for block in self.blk:
            x = block(x)
        return self.mm["2"](F.gelu(self.mm["0"](x), approximate="tanh"))


class RMSNorm(nn.Module):
    def __init__(self, width: int, epsilon: float) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.ones(width))
        self.epsilon = epsilon

    def forward(self, x: Tensor) -> Tensor:
        return F.rms_norm(x.float(), self.weight.shape, self.weight, self.epsilon)


def rotate(x: Tensor, cosine: Tensor, sine: Tensor) -> Tensor:
    """Rotary position in the half-split layout of transformers."""
    first, second = x.chunk(2, -1)
    return torch.cat([first * cosine - second * sine, second * cosine + first * sine], -1)


class Past:
    """The keys and values that one text block has seen so far."""

    def __init__(self) -> None:
        self.seen: tuple[Tensor, Tensor] | None = None

    def extend(self, key: Tensor, value: Tensor) -> tuple[Tensor, Tensor]:
        if self.seen is not None:
            key, value = (torch.cat(pair, 1) for pair in zip(self.seen, (key, value)))
        self.seen = key, value
        return self.seen


class TextBlock(nn.Module):
    def __init__(self, shape: Shape) -> None:
        super().__init__()
        width, hidden = shape.width, shape.hidden
        self.heads = shape.heads
        self.attn_norm = RMSNorm(width, shape.epsilon)
        self.attn_q, self.attn_k, self.attn_v, self.attn_output = (nn.Linear(width, width, bias=False) for _ in range(4))
        self.ffn_norm = RMSNorm(width, shape.epsilon)
        self.ffn_gate, self.ffn_up = (nn.Linear(width, hidden, bias=False) for _ in range(2))
        self.ffn_down = nn.Linear(hidden, width, bias=False)

    def forward(self, x: Tensor, turn: tuple[Tensor, Tensor], mask: Tensor | None, past: Past | None = None) -> Tensor:
        y = compact(self.attn_norm(x))
        query, key = (rotate(part.unflatten(-1, (self.heads, -1)), *turn).flatten(-2) for part in (self.attn_q(y), self.attn_k(y)))
        value = self.attn_v(y)
        if past is not None:
            key, value = past.extend(key, value)
        x = x + self.attn_output(attend(query, key, value, self.heads, mask))
        y = compact(self.ffn_norm(x))
        return x + self.ffn_down(F.silu(self.ffn_gate(y)) * self.ffn_up(y))


class Text(nn.Module):
    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.token_embd = nn.Embedding(PIECES, shape.width)
        nn.init.normal_(self.token_embd.weight, std=.02)
        self.blk = nn.ModuleList(TextBlock(shape) for _ in range(shape.blocks))
        self.output_norm = RMSNorm(shape.width, shape.epsilon)
        self.output = nn.Linear(shape.width, PIECES, bias=False)
        for block in self.blk:
            for weight in block.parameters():
                if weight.ndim == 2:
                    nn.init.normal_(weight, std=.02)
        nn.init.normal_(self.output.weight, std=.02)
        half = shape.width // shape.heads // 2
        self.register_buffer("frequencies", shape.rope_base ** (-torch.arange(half) / half), persistent=False)

    def forward(self, embedded: Tensor, positions: Tensor, mask: Tensor | None, pasts: list[Past] | None = None) -> Tensor:
        """Hidden states before the output matrix; `mask` is added to the attention scores."""
        angles = positions[..., None, None] * self.frequencies
        turn = compact(angles.cos()), compact(angles.sin())
        mask = None if mask is None else compact(mask)
        for block, past in zip(self.blk, pasts or [None] * len(self.blk)):
            embedded = block(embedded, turn, mask, past)
        return self.output_norm(embedded)


class Llava(nn.Module):
    def __init__(self, shape: Shape = SHAPE) -> None:
        super().__init__()
        self.shape = shape
        self.tower = Tower(shape)
        self.text = Text(shape)

    def embed(self, ids: Tensor, features: Tensor) -> Tensor:
        """Token embeddings with the image's features in its slots."""
        start = image_start()
        words = self.text.token_embd(ids)
        return torch.cat([words[:, :start], features.to(words.dtype), words[:, start + IMAGE_TOKENS:]], 1)


def packed_mask(segments: Tensor) -> Tensor:
    """Causal attention within each segment and to segment 0 (the shared head); N x T ids -> N x 1 x T x T summands."""
    length = segments.shape[1]
    same = (segments[:, None, :] == segments[:, :, None]) | (segments[:, None, :] == 0)
    allowed = same & torch.ones(length, length, dtype=torch.bool, device=segments.device).tril()
    return torch.zeros(allowed.shape, device=segments.device).masked_fill_(~allowed, -1e9)[:, None]
