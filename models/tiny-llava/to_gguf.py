"""Writes the trained weights as the two GGUF files that llama.cpp loads, in float32.

    python to_gguf.py build/final.pt --to .

llama.cpp's own converter refuses towers this small, so both files are written with gguf-py. What must be right for a chat
endpoint to agree with a direct forward pass: no space prefix, a template that begins with the BOS token, an assistant header equal
to the generation prompt, no class token, and `clip.vision.feature_layer` (without it the tower stops one block early).
"""
from __future__ import annotations

import argparse
from pathlib import Path

import gguf
import numpy as np
import torch

from network import PIXEL_DEVIATION, PIXEL_MEAN, SHAPE, Shape
from tokenizer import BOS, EOS, PAD, PIECES, pieces
from world import SIZE

HERE = Path(__file__).parent
NAME = "tiny-llava"
Weights = dict[str, np.ndarray]


def rope_order(matrix: np.ndarray, heads: int) -> np.ndarray:
    """Rows from the half-split rotary layout to llama.cpp's interleaved one."""
    rows, columns = matrix.shape
    return matrix.reshape(heads, 2, rows // heads // 2, columns).swapaxes(1, 2).reshape(rows, columns)


def write_text(weights: Weights, shape: Shape, path: Path) -> None:
    writer = gguf.GGUFWriter(path, "llama")
    writer.add_type("model")
    writer.add_name(NAME)
    writer.add_license("apache-2.0")
    writer.add_file_type(gguf.LlamaFileType.ALL_F32)
    writer.add_block_count(shape.blocks)
    writer.add_context_length(shape.context)
    writer.add_embedding_length(shape.width)
    writer.add_feed_forward_length(shape.hidden)
    writer.add_head_count(shape.heads)
    writer.add_head_count_kv(shape.heads)
    writer.add_rope_freq_base(shape.rope_base)
    writer.add_rope_dimension_count(shape.width // shape.heads)
    writer.add_layer_norm_rms_eps(shape.epsilon)
    writer.add_vocab_size(PIECES)
    add_tokenizer(writer)
    for name, value in weights.items():
        if name.endswith(("attn_q.weight", "attn_k.weight")):
            value = rope_order(value, shape.heads)
        writer.add_tensor(name, value)
    finish(writer)


def add_tokenizer(writer: gguf.GGUFWriter) -> None:
    model = pieces()
    def kind(index: int) -> int:
        if model.is_unknown(index):
            return int(gguf.TokenType.UNKNOWN)
        if model.is_control(index):
            return int(gguf.TokenType.CONTROL)
        return int(gguf.TokenType.BYTE if model.is_byte(index) else gguf.TokenType.NORMAL)
    writer.add_tokenizer_model("llama")
    writer.add_tokenizer_pre("default")
    writer.add_token_list([model.id_to_piece(index).encode() for index in range(PIECES)])
    writer.add_token_scores([model.get_score(index) for index in range(PIECES)])
    writer.add_token_types([kind(index) for index in range(PIECES)])
    writer.add_bos_token_id(BOS)
    writer.add_eos_token_id(EOS)
    writer.add_unk_token_id(0)
    writer.add_pad_token_id(PAD)
    writer.add_add_bos_token(True)
    writer.add_add_eos_token(False)
    writer.add_add_space_prefix(False)
    writer.add_chat_template((HERE / "chat_template.jinja").read_text().rstrip("\n"))


def write_tower(weights: Weights, shape: Shape, path: Path) -> None:
    writer = gguf.GGUFWriter(path, "clip")
    writer.add_string("general.type", "mmproj")
    writer.add_name(NAME)
    writer.add_license("apache-2.0")
    writer.add_file_type(gguf.LlamaFileType.ALL_F32)
    writer.add_bool("clip.has_vision_encoder", True)
    writer.add_bool("clip.has_llava_projector", True)
    writer.add_string("clip.projector_type", "mlp")
    writer.add_bool("clip.use_gelu", True)
    sizes = {"image_size": SIZE, "patch_size": shape.patch, "embedding_length": shape.tower_width,
             "feed_forward_length": shape.tower_hidden, "projection_dim": shape.width, "block_count": shape.tower_blocks,
             "attention.head_count": shape.tower_heads}
    for key, size in sizes.items():
        writer.add_uint32(f"clip.vision.{key}", size)
    writer.add_float32("clip.vision.attention.layer_norm_epsilon", shape.tower_epsilon)
    writer.add_array("clip.vision.feature_layer", [shape.tower_blocks])
    writer.add_array("clip.vision.image_mean", [float(value) for value in PIXEL_MEAN])
    writer.add_array("clip.vision.image_std", [float(value) for value in PIXEL_DEVIATION])
    for name, value in weights.items():
        if name == "patch_embd.weight":
            value = value.reshape(shape.tower_width, 3, shape.patch, shape.patch)
        name = {"position_embd": "position_embd.weight"}.get(name, name)
        writer.add_tensor(name if name.startswith("mm.") else f"v.{name}", value)
    finish(writer)


def finish(writer: gguf.GGUFWriter) -> None:
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def part(state: dict[str, torch.Tensor], prefix: str) -> Weights:
    return {name.removeprefix(prefix): np.ascontiguousarray(value.float().numpy())
            for name, value in state.items() if name.startswith(prefix)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("--to", type=Path, default=HERE)
    options = parser.parse_args()
    state = torch.load(options.checkpoint, map_location="cpu")
    text, tower = options.to / "tiny-llava-text.gguf", options.to / "tiny-llava-mmproj.gguf"
    write_text(part(state, "model.text."), SHAPE, text)
    write_tower(part(state, "model.tower."), SHAPE, tower)
    for path in (text, tower):
        print(f"wrote {path} ({path.stat().st_size / 1e6:.1f} MB)")


if __name__ == "__main__":
    main()
