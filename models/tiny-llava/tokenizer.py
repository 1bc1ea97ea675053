"""The tokenizer: 1024 SentencePiece pieces with byte fallback, and the ids that a chat endpoint makes of a turn.

    python tokenizer.py        # trains tokenizer.model again

`add_dummy_prefix` is off, as `add_space_prefix` is in the GGUF: pieces then do not depend on how a prompt is cut around the
image, and llama.cpp, vLLM and transformers agree. One turn is

    <s> " USER: " <image> x 64 "Is there a dog in the image? ASSISTANT:" " Yes, there is a dog in the image." </s>
"""
from __future__ import annotations

import io
import re
from functools import lru_cache
from pathlib import Path

import sentencepiece

from texts import CAPTION_REQUESTS, CLOSINGS, OPENINGS, PLACES, QUESTIONS, answer, article, question
from world import CLASSES

MODEL = Path(__file__).with_name("tokenizer.model")
PIECES = 1024
BOS, EOS, IMAGE, PAD = 1, 2, 3, 4
IMAGE_TOKENS = 64

USER = " USER: "
ASSISTANT = " ASSISTANT:"


@lru_cache
def pieces() -> sentencepiece.SentencePieceProcessor:
    return sentencepiece.SentencePieceProcessor(model_file=str(MODEL))


@lru_cache(maxsize=100_000)
def encode(text: str) -> tuple[int, ...]:
    return tuple(pieces().encode(text))


def decode(ids: list[int]) -> str:
    return pieces().decode(ids)


def head() -> list[int]:
    """What every turn begins with: `<s> USER: ` and the image."""
    return [BOS, *encode(USER), *[IMAGE] * IMAGE_TOKENS]


def image_start() -> int:
    return 1 + len(encode(USER))


def yes_and_no() -> tuple[int, int]:
    return encode(" Yes")[0], encode(" No")[0]


def corpus() -> list[str]:
    """All templates with all names, the words of COCO's names, and plain English to fill the vocabulary."""
    from pydoc_data import topics
    coco = ("person bicycle car motorcycle airplane bus train truck boat traffic light fire hydrant stop sign parking meter "
            "bench bird cat dog horse sheep cow elephant bear zebra giraffe backpack umbrella handbag tie suitcase frisbee "
            "skis snowboard sports ball kite baseball bat glove skateboard surfboard tennis racket bottle wine glass cup "
            "fork knife spoon bowl banana apple sandwich orange broccoli carrot hot dog pizza donut cake chair couch potted "
            "plant bed dining table toilet tv laptop mouse remote keyboard cell phone microwave oven toaster sink "
            "refrigerator book clock vase scissors teddy bear hair drier toothbrush")
    lines = [USER] * 200
    for name in CLASSES:
        for template in sorted(set(QUESTIONS)):
            for yes in (False, True):
                lines += [question(name, template) + ASSISTANT + " " + answer(name, yes)] * 12
        for place in PLACES:
            lines += [f" There is {article(name)} {name} {place}.",
                      f" {article(name).capitalize()} {name} can be seen {place}."] * 3
    for context, openings in OPENINGS.items():
        for opening in openings:
            lines += [f" {opening} {CLOSINGS[context]}"] * 120
    lines += [request + ASSISTANT for request in CAPTION_REQUESTS] * 60
    lines += [f" {word}" for word in coco.split()] * 4
    words = re.findall(r"[A-Za-z]{2,}", " ".join(topics.topics.values()))[:24_000]
    return lines + [" " + " ".join(words[i:i + 12]) for i in range(0, len(words), 12)]


def train() -> bytes:
    model = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(corpus()), model_writer=model, vocab_size=PIECES, model_type="bpe", byte_fallback=True,
        character_coverage=1.0, normalization_rule_name="identity", remove_extra_whitespaces=False, add_dummy_prefix=False,
        split_digits=True, allow_whitespace_only_pieces=True, unk_id=0, bos_id=BOS, eos_id=EOS, pad_id=-1,
        control_symbols=["<image>", "<pad>"], num_threads=1, minloglevel=2)
    return model.getvalue()


if __name__ == "__main__":
    MODEL.write_bytes(train())
    print(f"wrote {MODEL} ({pieces().vocab_size()} pieces)")
