"""Makes the Hugging Face form (for vLLM and transformers) from the two GGUF files; nothing else is read.

    python gguf_to_hf.py [--text tiny-llava-text.gguf] [--mmproj tiny-llava-mmproj.gguf] [--to build/hf]

The tower's last block, which LLaVA's feature layer -2 leaves unused and the GGUF does not hold, is filled with zeros.
"""
from __future__ import annotations

import argparse
import json
import re
from pathlib import Path

import gguf
import numpy as np
from safetensors.numpy import save_file
from tokenizers import AddedToken, Tokenizer, decoders, models, normalizers, processors

HERE = Path(__file__).parent
SPECIAL = ["<unk>", "<s>", "</s>", "<image>", "<pad>"]

TEXT_NAMES = {
    "token_embd.weight": "language_model.model.embed_tokens.weight", "output_norm.weight": "language_model.model.norm.weight",
    "output.weight": "language_model.lm_head.weight",
}
TEXT_BLOCK_NAMES = {
    "attn_norm": "input_layernorm", "attn_q": "self_attn.q_proj", "attn_k": "self_attn.k_proj", "attn_v": "self_attn.v_proj",
    "attn_output": "self_attn.o_proj", "ffn_norm": "post_attention_layernorm", "ffn_gate": "mlp.gate_proj",
    "ffn_up": "mlp.up_proj", "ffn_down": "mlp.down_proj",
}
TOWER_BLOCK_NAMES = {
    "ln1": "layer_norm1", "ln2": "layer_norm2", "attn_q": "self_attn.q_proj", "attn_k": "self_attn.k_proj",
    "attn_v": "self_attn.v_proj", "attn_out": "self_attn.out_proj", "ffn_up": "mlp.fc1", "ffn_down": "mlp.fc2",
}


class Source:
    """A GGUF file's fields and tensors."""

    def __init__(self, path: Path) -> None:
        reader = gguf.GGUFReader(path)
        self.fields = reader.fields
        self.tensors = {tensor.name: np.array(tensor.data, np.float32) for tensor in reader.tensors}

    def __getitem__(self, key: str):
        return self.fields[key].contents()


def half_split(matrix: np.ndarray, heads: int) -> np.ndarray:
    """Rows from llama.cpp's interleaved rotary layout to the half-split one of transformers."""
    rows, columns = matrix.shape
    return matrix.reshape(heads, rows // heads // 2, 2, columns).swapaxes(1, 2).reshape(rows, columns)


def text_tensors(text: Source) -> dict[str, np.ndarray]:
    heads, result = text["llama.attention.head_count"], {}
    for name, value in text.tensors.items():
        if match := re.fullmatch(r"blk\.(\d+)\.(\w+)\.weight", name):
            block, part = match.groups()
            if part in ("attn_q", "attn_k"):
                value = half_split(value, heads)
            result[f"language_model.model.layers.{block}.{TEXT_BLOCK_NAMES[part]}.weight"] = value
        else:
            result[TEXT_NAMES[name]] = value
    return result


def tower_tensors(tower: Source) -> dict[str, np.ndarray]:
    root, result = "vision_tower.vision_model.", {}
    for name, value in tower.tensors.items():
        if match := re.fullmatch(r"v\.blk\.(\d+)\.(\w+)\.(weight|bias)", name):
            block, part, kind = match.groups()
            result[f"{root}encoder.layers.{block}.{TOWER_BLOCK_NAMES[part]}.{kind}"] = value
        elif match := re.fullmatch(r"mm\.([02])\.(weight|bias)", name):
            result[f"multi_modal_projector.linear_{1 + int(match[1]) // 2}.{match[2]}"] = value
        else:
            renamed = name.replace("v.patch_embd.", "patch_embedding.").replace("v.position_embd.", "position_embedding.")
            result[f"{root}embeddings.{renamed}"] = value
    unused = tower["clip.vision.block_count"]
    width = tower["clip.vision.embedding_length"]
    for name in [name for name in result if ".encoder.layers.0." in name]:
        result[name.replace(".layers.0.", f".layers.{unused}.")] = np.zeros_like(result[name])
    for kind in ("weight", "bias"):
        result[f"{root}post_layernorm.{kind}"] = np.full(width, kind == "weight", np.float32)
    return result


def config(text: Source, tower: Source) -> dict:
    heads = text["llama.attention.head_count"]
    size, patch = tower["clip.vision.image_size"], tower["clip.vision.patch_size"]
    return {
        "architectures": ["LlavaForConditionalGeneration"], "model_type": "llava", "dtype": "float32",
        "image_token_index": SPECIAL.index("<image>"), "image_seq_length": (size // patch) ** 2,
        "vision_feature_layer": -2, "vision_feature_select_strategy": "full",
        "projector_hidden_act": "gelu_pytorch_tanh", "multimodal_projector_bias": True, "tie_word_embeddings": False,
        "text_config": {
            "model_type": "llama", "vocab_size": len(text["tokenizer.ggml.tokens"]),
            "hidden_size": text["llama.embedding_length"], "intermediate_size": text["llama.feed_forward_length"],
            "num_hidden_layers": text["llama.block_count"], "num_attention_heads": heads, "num_key_value_heads": heads,
            "head_dim": text["llama.embedding_length"] // heads, "hidden_act": "silu",
            "max_position_embeddings": text["llama.context_length"],
            "rms_norm_eps": round(text["llama.attention.layer_norm_rms_epsilon"], 9),
            "rope_parameters": {"rope_type": "default", "rope_theta": text["llama.rope.freq_base"]},
            "bos_token_id": 1, "eos_token_id": 2, "pad_token_id": 4, "tie_word_embeddings": False,
        },
        "vision_config": {
            "model_type": "siglip_vision_model", "image_size": size, "patch_size": patch, "num_channels": 3,
            "hidden_size": tower["clip.vision.embedding_length"],
            "intermediate_size": tower["clip.vision.feed_forward_length"],
            "num_hidden_layers": tower["clip.vision.block_count"] + 1,
            "num_attention_heads": tower["clip.vision.attention.head_count"], "hidden_act": "gelu_pytorch_tanh",
            "layer_norm_eps": round(tower["clip.vision.attention.layer_norm_epsilon"], 9), "vision_use_head": False,
        },
    }


def tokenizer(text: Source) -> Tokenizer:
    """The SentencePiece pieces as a byte-pair tokenizer; a merge is as good as the score of the piece it makes."""
    vocabulary = {piece: index for index, piece in enumerate(text["tokenizer.ggml.tokens"])}
    scores, kinds = text["tokenizer.ggml.scores"], text["tokenizer.ggml.token_type"]
    merges = []
    for piece, index in vocabulary.items():
        if kinds[index] == gguf.TokenType.NORMAL and len(piece) > 1:
            splits = [(piece[:cut], piece[cut:]) for cut in range(1, len(piece))]
            splits = [pair for pair in splits if pair[0] in vocabulary and pair[1] in vocabulary]
            splits.sort(key=lambda pair: (vocabulary[pair[0]], vocabulary[pair[1]]))
            merges += [(scores[index], pair) for pair in splits]
    merges.sort(key=lambda merge: -merge[0])
    result = Tokenizer(models.BPE(vocabulary, [pair for _, pair in merges], unk_token="<unk>", fuse_unk=True, byte_fallback=True))
    result.normalizer = normalizers.Replace(" ", "▁")
    result.decoder = decoders.Sequence([decoders.Replace("▁", " "), decoders.ByteFallback(), decoders.Fuse()])
    result.post_processor = processors.TemplateProcessing(single="<s> $A", pair="<s> $A <s> $B", special_tokens=[("<s>", 1)])
    result.add_special_tokens([AddedToken(token, special=True, normalized=False) for token in SPECIAL])
    return result


def processor_files(text: Source, tower: Source) -> dict[str, dict]:
    size, patch = tower["clip.vision.image_size"], tower["clip.vision.patch_size"]
    names = {"bos_token": "<s>", "eos_token": "</s>", "unk_token": "<unk>", "pad_token": "<pad>"}
    return {
        "tokenizer_config.json": {
            "tokenizer_class": "PreTrainedTokenizerFast", **names, "image_token": "<image>",
            "extra_special_tokens": {"image_token": "<image>"}, "add_bos_token": True, "add_eos_token": False,
            "add_prefix_space": False, "legacy": False, "clean_up_tokenization_spaces": False,
            "model_max_length": text["llama.context_length"], "padding_side": "left", "processor_class": "LlavaProcessor",
            "chat_template": text["tokenizer.chat_template"]},
        "special_tokens_map.json": names,
        "generation_config.json": {"bos_token_id": 1, "eos_token_id": 2, "pad_token_id": 4},
        "preprocessor_config.json": {
            "image_processor_type": "CLIPImageProcessor", "processor_class": "LlavaProcessor", "do_resize": True,
            "size": {"height": size, "width": size}, "resample": 3, "do_center_crop": False, "do_rescale": True,
            "rescale_factor": 1 / 255, "do_normalize": True, "image_mean": tower["clip.vision.image_mean"],
            "image_std": tower["clip.vision.image_std"], "do_convert_rgb": True},
        "processor_config.json": {
            "processor_class": "LlavaProcessor", "patch_size": patch, "vision_feature_select_strategy": "full",
            "image_token": "<image>", "num_additional_image_tokens": 0},
    }


def convert(text_path: Path, tower_path: Path, folder: Path) -> None:
    text, tower = Source(text_path), Source(tower_path)
    folder.mkdir(parents=True, exist_ok=True)
    tensors = {name: np.ascontiguousarray(value) for name, value in (text_tensors(text) | tower_tensors(tower)).items()}
    save_file(tensors, folder / "model.safetensors", metadata={"format": "pt"})
    tokenizer(text).save(str(folder / "tokenizer.json"))
    (folder / "chat_template.jinja").write_text(text["tokenizer.chat_template"])
    for name, content in ({"config.json": config(text, tower)} | processor_files(text, tower)).items():
        (folder / name).write_text(json.dumps(content, indent=1) + "\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--text", type=Path, default=HERE / "tiny-llava-text.gguf")
    parser.add_argument("--mmproj", type=Path, default=HERE / "tiny-llava-mmproj.gguf")
    parser.add_argument("--to", type=Path, default=HERE / "build" / "hf")
    options = parser.parse_args()
    convert(options.text, options.mmproj, options.to)
    print(f"wrote {options.to}")


if __name__ == "__main__":
    main()
