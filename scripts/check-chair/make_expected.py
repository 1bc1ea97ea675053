"""Runs the published CHAIR on seeded and published captions, into expected.json.

    python3 -m venv .venv-chair
    .venv-chair/bin/pip install nltk==3.9.1
    .venv-chair/bin/pip install --no-deps llama-index-core==0.12.52
    .venv-chair/bin/python scripts/check-chair/make_expected.py \\
        --hallucination CHECKOUT --pattern CHECKOUT --pope CHECKOUT

CHECKOUT are checkouts of LisaAnne/Hallucination 6e4d33c, clips/pattern d25511f and RUCAIBox/POPE 3df3ba1.
What runs is theirs: `__init__` and `caption_to_words` of utils/chair.py, data/synonyms.txt, `singularize`
of pattern/text/en/inflect.py and NLTK's word_tokenize with the punkt tables of the pinned wheel. Ours are
the captions, the ground truth and the three ratios. Tests/ProbingTests/OfficialCHAIRTests.swift reads the
result; a run with these versions writes the same file again. --all FILE writes every published caption
too, a larger file in the same form, which the tests read when HALLUX_CHAIR_EXPECTED names it.
"""

import argparse
import ast
import json
import os
import pathlib
import random
import site

import nltk

NOTICE = (
    "The captions marked \"published\" are from caption_data of RUCAIBox/POPE (commit 3df3ba1), "
    "MIT License, Copyright (c) 2024 Yifan Li; see docs/third-party.md."
)


def find_punkt():
    """Points NLTK at the punkt tables inside the installed llama-index-core."""
    for folder in site.getsitepackages():
        cache = pathlib.Path(folder) / "llama_index/core/_static/nltk_cache"
        if (cache / "tokenizers/punkt_tab/english").is_dir():
            nltk.data.path.insert(0, str(cache))
            return
    raise SystemExit("llama-index-core==0.12.52 is not installed in this environment")


def load_singularize(checkout):
    """The singularize of pattern.en, without the rest of the package and what that imports."""
    source = (pathlib.Path(checkout) / "pattern/text/en/inflect.py").read_text(encoding="utf-8")
    wanted = {
        "plural_prepositions", "singular_rules", "singular_uninflected", "singular_uncountable",
        "singular_ie", "singular_irregular", "singularize",
    }
    kept = [
        node
        for node in ast.parse(source).body
        if (isinstance(node, ast.FunctionDef) and node.name in wanted)
        or (isinstance(node, ast.Assign) and getattr(node.targets[0], "id", None) in wanted)
    ]
    import re

    names = {"re": re, "NOUN": "NN"}
    exec(compile(ast.Module(body=kept, type_ignores=[]), "inflect.py", "exec"), names)
    return names["singularize"]


def load_reader(checkout, singularize):
    """CHAIR of utils/chair.py up to caption_to_words; the rest of the file is Python 2."""
    source = (pathlib.Path(checkout) / "utils/chair.py").read_text(encoding="utf-8")
    start = source.index("class CHAIR(object)")
    end = source.index("    def get_annotations_from_segments")
    names = {"nltk": nltk, "singularize": singularize}
    exec(compile(source[start:end], "chair.py", "exec"), names)
    os.chdir(checkout)  # it opens data/synonyms.txt
    return names["CHAIR"]([], "")


QUIRKS = """
A bus is parked next to two buses and a minibus.
An airbus and a seaplane at the gate; the bus stop is empty.
A man swings a tennis racket at a tennis ball.
Two tennis rackets and three sports balls.
A sports ball on the grass.
A motor bike and a motor cycle, then two motor bikes.
A slice of cheesecake and a coffeecake.
Someone holds an iPhone.
Two men wear ties and one wears a bow tie; bow ties are fine.
A tie, a black tie.
Pies, cookies and hoagies.
A stove top oven beside the stovetop.
The seat of the toilet is up.
A toilet seat, a seat and a toilet.
The seats near the toilet.
A baby elephant and an adult zebra; a baby cries.
Baby birds and adult cows graze.
A passenger train passes a passenger jet with passengers.
A wine glass, two wine glasses, and a glass of wine.
Hot dogs and a hot dog and a hot-dog.
Teddy bears and a teddy bear beside a bear.
The train tracks by the train; a train track.
Home plate, a plate and the home plates.
The dogs' bowls and the dog's bone.
The mothers-in-law and the men-at-arms sat on chairs-on-wheels.
"A cat," she said, "is on the mat."
'Tis a dog; 'twas a cat.
I can't see a dog, don't you? You cannot. I'll, we're, they've, he'd, I'm.
Gimme the kite, lemme go, gonna, gotta, wanna see, d'ye more'n that.
A dog... and a cat. . . and a bird
The clock reads 3:30, costs $4.50 (or 5,000 yen) & more; 50% off!
Really?! Yes. No! A dog.
The time is 3. The bus left at 5. A dog barks.
He lives in the U.S. with a dog. She met Dr. Smith and Mr. Jones in St. Louis.
A t.v. on a stand. A T.V. is on. It is 9 a.m. now. It is 9 p.m.
A man (with a dog.) He smiles.
A man said "a dog." He smiles.
A dog [brown] {small} <br> <b>cat</b>
A dog -- no, a cat - maybe a well-known bird--or two.
A man's best friend: the dog, isn't it?
The leaves, loaves, knives, wolves, halves, lives, scarves, calves and hooves.
Oxen, geese, mice, lice, dice, teeth, feet, children, women, people, men.
Four hours of our opera; taxes and axes; data, pasta, pizza and a panda.
Ears and years; shears, scissors and skis; sheep, salmon and tuna.
Potatoes, tomatoes, heroes, shoes, horseshoes and toes.
Boxes, benches, dishes, glasses, dresses, waltzes and quizzes.
Crises, axes, tests, analyses, bases, theses, hypotheses, synopses, roses, hoses, noses, doses.
The bookcases and vases hold books; the series of movies and news.
A dog!A cat.A bird,a horse
Two dogs:a black one and a white one,running.
A plate of carrots & broccoli * 2 #food @home
Der Hund läuft. “A dog” and ‘a cat’ — «un chat» …
狗 and 猫。A dog。
A dog 🐕 and a cat🐈.
'a dog' ''a cat'' ``a bird''
A dog's. A cat's
""" + "\n".join(["", " ", ".", "...", "'", "''", "\"", "Mr.", "a.", "dogs.", "1.", "no. 5 is a dog."]) + "\n"

TEMPLATES = [
    "A {0} next to a {1} and the {2}.",
    "There are {0}, {1} and {2} in the image. The scene is calm.",
    "The image shows a {0} on a {1}; in the background a {2} is visible.",
    "A photo of {0} (and {1}), with \"{2}\" nearby!",
    "{0} {1} {2}",
    "A small {0}'s view of the {1}.\nThere is also a {2}.",
]


def plural(word):
    """A plain plural; its quality does not matter, the published code reads what is there."""
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("s", "x", "ch", "sh")) else "s")


def seeded_captions(checkout, generator):
    lines = (pathlib.Path(checkout) / "data/synonyms.txt").read_text(encoding="utf-8").splitlines()
    forms = sorted({form.strip() for line in lines for form in line.split(",")})
    pool = forms + [plural(form) for form in forms]
    for double in ["baby", "adult"]:
        pool += [f"{double} {animal}" for animal in
                 "bird cat dog horse sheep cow elephant bear zebra giraffe animal cub".split()]
    pool += ["passenger jet", "passenger train", "train track", "home plate", "toilet seat"]
    generator.shuffle(pool)
    captions = []
    for start in range(0, len(pool), 3):
        chosen = (pool[start:start + 3] + pool[:3])[:3]
        captions.append(generator.choice(TEMPLATES).format(*chosen))
    return captions


def published_captions(checkout):
    captions = []
    for path in sorted((pathlib.Path(checkout) / "caption_data").glob("*.json")):
        text = path.read_text(encoding="utf-8")
        decoder, position = json.JSONDecoder(), 0
        while position < len(text):
            if text[position].isspace() or text[position] in "[],":
                position += 1
                continue
            record, position = decoder.raw_decode(text, position)
            captions.append(record["text"])
    return captions


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--hallucination", required=True, type=os.path.abspath)
    parser.add_argument("--pattern", required=True, type=os.path.abspath)
    parser.add_argument("--pope", required=True, type=os.path.abspath)
    parser.add_argument("--all", type=os.path.abspath)
    options = parser.parse_args()
    output = pathlib.Path(__file__).resolve().parent / "expected.json"

    find_punkt()
    singularize = load_singularize(options.pattern)
    reader = load_reader(options.hallucination, singularize)
    generator = random.Random(20260729)

    seeded = [line for line in QUIRKS.split("\n")] + seeded_captions(options.hallucination, generator)
    everything = published_captions(options.pope)
    published = generator.sample(everything, 100)
    words = sorted({token for caption in seeded for token in nltk.word_tokenize(caption.lower())})
    seen = sorted({token for caption in everything for token in nltk.word_tokenize(caption.lower())}
                  - set(words))
    words += generator.sample(seen, min(len(seen), 3500 - len(words)))
    write(output, seeded, published, words, reader, singularize, generator)
    if options.all:
        write(pathlib.Path(options.all), [], everything, seen, reader, singularize, generator)


def write(output, seeded, published, words, reader, singularize, generator):
    heads = sorted(set(reader.inverse_synonym_dict.values()))
    truth = [sorted(generator.sample(heads, generator.randint(0, 12)))
             for _ in range(40)]
    captions, counts = [], dict.fromkeys(
        ["captions", "hallucinatedCaptions", "mentions", "hallucinated", "recalled", "objects"], 0)
    for index, caption in enumerate(seeded + published):
        found, nodes, _, merged = reader.caption_to_words(caption)
        image = index % len(truth)
        objects = set(truth[image])
        wrong = [node for node in nodes if node not in objects]
        counts["captions"] += 1
        counts["hallucinatedCaptions"] += bool(wrong)
        counts["mentions"] += len(nodes)
        counts["hallucinated"] += len(wrong)
        counts["recalled"] += len(objects & set(nodes))
        counts["objects"] += len(objects)
        captions.append({
            "source": "seeded" if index < len(seeded) else "published", "caption": caption,
            "image": image, "words": "\t".join(merged), "found": "\t".join(found),
            "nodes": "\t".join(nodes)})

    rows = lambda values: ",\n".join(json.dumps(value, ensure_ascii=False) for value in values)
    singulars = rows([f"{word}\t{singularize(word)}" for word in words])
    with output.open("w", encoding="utf-8") as file:
        file.write(f'{{"notice": {json.dumps(NOTICE)},\n"nltk": "{nltk.__version__}",\n')
        file.write(f'"counts": {json.dumps(counts)},\n"truth": [\n{rows(truth)}\n],\n')
        file.write(f'"captions": [\n{rows(captions)}\n],\n"singulars": [\n{singulars}\n]}}\n')
    print(output, counts, len(words), "words")


if __name__ == "__main__":
    main()
