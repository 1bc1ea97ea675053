"""Makes tiny checkpoints of two other model families, with random weights and a tokenizer of their own: vLLM serves them, nothing is loaded.

    python families.py FOLDER

Writes FOLDER/qwen2.5-vl and FOLDER/internvl, some 2 MB each. What they answer means nothing; how their chat templates, image tokens and
byte-level tokenizers go through the server is what real checkpoints of the family do.
"""
from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import torch
from tokenizers import AddedToken, Tokenizer, decoders, models, pre_tokenizers, trainers
from transformers import (InternVLConfig, InternVLForConditionalGeneration, Qwen2_5_VLConfig, Qwen2_5_VLForConditionalGeneration,
                          Qwen2Config)

ROOT = Path(__file__).resolve().parents[2]
WORDS = 1024  # pieces of the tokenizer, without the marks below
QWEN_MARKS = ["<|endoftext|>", "<|im_start|>", "<|im_end|>", "<|vision_start|>", "<|vision_end|>", "<|image_pad|>", "<|video_pad|>"]
INTERN_MARKS = ["<|endoftext|>", "<|im_start|>", "<|im_end|>", "<img>", "</img>", "<IMG_CONTEXT>", "<video>"]
TEMPLATE = """{% for message in messages %}{{ '<|im_start|>' + message['role'] + '\\n' }}{% if message['content'] is string %}\
{{ message['content'] }}{% else %}{% for part in message['content'] %}{% if part['type'] == 'text' %}{{ part['text'] }}{% else %}\
{{ 'IMAGE' }}{% endif %}{% endfor %}{% endif %}{{ '<|im_end|>\\n' }}{% endfor %}{% if add_generation_prompt %}\
{{ '<|im_start|>assistant\\n' }}{% endif %}"""


def tokenizer(marks: list[str]) -> Tokenizer:
    """A byte-level tokenizer as both families have it, learnt from this project's own documents."""
    result = Tokenizer(models.BPE())
    result.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    result.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(vocab_size=WORDS, initial_alphabet=pre_tokenizers.ByteLevel.alphabet(), show_progress=False)
    texts = [ROOT / "probes" / "bundled" / "probes.jsonl", *sorted((ROOT / "docs").glob("*.md"))]
    result.train([str(path) for path in texts], trainer)
    result.add_special_tokens([AddedToken(mark, special=True, normalized=False) for mark in marks])
    return result


def write(folder: Path, files: dict[str, dict | str]) -> None:
    for name, content in files.items():
        (folder / name).write_text(content if isinstance(content, str) else json.dumps(content, indent=1) + "\n")


def save(model: torch.nn.Module, words: Tokenizer, folder: Path) -> None:
    """Writes weights that are far enough from equal for the tokens to differ in probability.

    Only whole words can be likely: loose bytes would not become the same tokens again when the answer's text is sent back.
    """
    with torch.no_grad():
        for name, weight in model.named_parameters():
            if weight.dim() > 1:
                weight.normal_(0, 0.6 / weight.shape[-1] ** 0.5 if "embed" not in name else 1.0)
        head = model.get_output_embeddings().weight
        for word, index in words.get_vocab().items():
            if not re.fullmatch("Ġ[a-z]{2,}", word):
                head[index] = 0
    folder.mkdir(parents=True, exist_ok=True)
    model.float().save_pretrained(folder)
    words.save(str(folder / "tokenizer.json"))


def text_fields(words: Tokenizer) -> dict:
    return {"vocab_size": words.get_vocab_size(), "hidden_size": 128, "intermediate_size": 256, "num_hidden_layers": 2,
            "num_attention_heads": 2, "num_key_value_heads": 1, "max_position_embeddings": 2048, "tie_word_embeddings": False,
            "bos_token_id": words.token_to_id("<|endoftext|>"), "eos_token_id": words.token_to_id("<|im_end|>")}


def tokenizer_fields(extra: dict[str, str]) -> dict:
    return {"tokenizer_class": "PreTrainedTokenizerFast", "eos_token": "<|im_end|>", "pad_token": "<|endoftext|>",
            "model_max_length": 2048, "clean_up_tokenization_spaces": False, "extra_special_tokens": extra, **extra}


def make_qwen(folder: Path) -> None:
    words = tokenizer(QWEN_MARKS)
    config = Qwen2_5_VLConfig(
        text_config={**text_fields(words), "rope_parameters": {"rope_type": "default", "rope_theta": 1e6, "mrope_section": [8, 12, 12]}},
        vision_config={"depth": 2, "hidden_size": 128, "num_heads": 2, "intermediate_size": 256, "out_hidden_size": 128, "patch_size": 14,
                       "spatial_merge_size": 2, "temporal_patch_size": 2, "window_size": 112, "fullatt_block_indexes": [1]},
        image_token_id=words.token_to_id("<|image_pad|>"), video_token_id=words.token_to_id("<|video_pad|>"),
        vision_start_token_id=words.token_to_id("<|vision_start|>"), vision_end_token_id=words.token_to_id("<|vision_end|>"))
    save(Qwen2_5_VLForConditionalGeneration(config), words, folder)
    template = TEMPLATE.replace("IMAGE", "<|vision_start|><|image_pad|><|vision_end|>")
    pixels = {"min_pixels": 3136, "max_pixels": 200704, "patch_size": 14, "temporal_patch_size": 2, "merge_size": 2,
              "image_mean": [0.48145466, 0.4578275, 0.40821073], "image_std": [0.26862954, 0.26130258, 0.27577711]}
    write(folder, {
        "chat_template.jinja": template,
        "tokenizer_config.json": tokenizer_fields({"image_token": "<|image_pad|>", "video_token": "<|video_pad|>"}),
        "preprocessor_config.json": {"image_processor_type": "Qwen2VLImageProcessor", "processor_class": "Qwen2_5_VLProcessor", **pixels},
        "video_preprocessor_config.json": {"video_processor_type": "Qwen2VLVideoProcessor", **pixels},
        "processor_config.json": {"processor_class": "Qwen2_5_VLProcessor"}})


def make_internvl(folder: Path) -> None:
    words = tokenizer(INTERN_MARKS)
    size, patch = 112, 14
    places = (size // patch // 2) ** 2
    config = InternVLConfig(
        text_config=Qwen2Config(**text_fields(words), rope_parameters={"rope_type": "default", "rope_theta": 1e6}).to_dict(),
        vision_config={"hidden_size": 128, "num_hidden_layers": 2, "num_attention_heads": 2, "intermediate_size": 256,
                       "image_size": [size, size], "patch_size": [patch, patch], "attention_bias": True},
        image_token_id=words.token_to_id("<IMG_CONTEXT>"), image_seq_length=places, downsample_ratio=0.5, tie_word_embeddings=False)
    save(InternVLForConditionalGeneration(config), words, folder)
    pixels = {"size": {"height": size, "width": size}, "image_mean": [0.485, 0.456, 0.406], "image_std": [0.229, 0.224, 0.225],
              "do_resize": True, "do_rescale": True, "do_normalize": True, "do_convert_rgb": True}
    write(folder, {
        "chat_template.jinja": TEMPLATE.replace("IMAGE", "<IMG_CONTEXT>\\n"),
        "tokenizer_config.json": tokenizer_fields({
            "start_image_token": "<img>", "end_image_token": "</img>", "context_image_token": "<IMG_CONTEXT>", "video_token": "<video>"}),
        "preprocessor_config.json": {"image_processor_type": "GotOcr2ImageProcessor", "processor_class": "InternVLProcessor",
                                     "crop_to_patches": True, "min_patches": 1, "max_patches": 4, **pixels},
        "video_preprocessor_config.json": {"video_processor_type": "InternVLVideoProcessor", **pixels},
        "processor_config.json": {"processor_class": "InternVLProcessor", "image_seq_length": places}})


def main() -> None:
    folder = Path(sys.argv[1])
    torch.manual_seed(20261125)
    make_qwen(folder / "qwen2.5-vl")
    make_internvl(folder / "internvl")


if __name__ == "__main__":
    main()
