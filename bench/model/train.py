#!/usr/bin/env python3
"""Trains the model that tells an article's blocks from the rest of a page.

    python3 -m venv venv && venv/bin/pip install -r bench/model/requirements.txt
    cargo build --release -p isnad-eval
    venv/bin/python bench/model/train.py DATA/pages/news DATA/pages/clean

What it learns from is what `isnad-eval blocks` prints of every block of the gold pages; a block is the
article's when most of its runs of four words stand in the gold. It writes
crates/isnad/src/recover/model.txt, and model-text.txt from the same pages without their tags. For both it
prints two kinds of figures: over the pages as a whole, and held out, where the model that judges a page
has seen no page of the same publisher. The second is what to expect of other pages.

Pages whose gold is far shorter or far longer than what stands in them (gold cut at a paywall, say) would
teach that articles end anywhere. They count a tenth; which they are is found by a first, held-out round.
"""
import collections
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import urllib.parse

import lightgbm
import numpy

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
PROGRAM = ROOT / "target/release/isnad-eval"
MODELS = ROOT / "crates/isnad/src/recover"

FOLDS = 8
ROUNDS = 100
# The models, how their pages are read, and the probability from which on they keep a block. Below one
# half, because the score of a page is a harmonic mean: a lost paragraph costs more than a line too many.
FORMS = (("model.txt", [], 0.4), ("model-text.txt", ["--as-text"], 0.35))
PARAMETERS = {
    "objective": "binary",
    "learning_rate": 0.06,
    "num_leaves": 16,
    "min_data_in_leaf": 40,
    "feature_fraction": 0.3,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "seed": 1,
    "num_threads": 2,
    "deterministic": True,
    "force_row_wise": True,
    "verbose": -1,
}
# Score (precision or recall) below which the gold of a page is not trusted, and what it counts then.
DOUBTFUL = 0.6
DOUBTFUL_WEIGHT = 0.1

WORD = re.compile(r"\w+")
# Second-level domains that are not a publisher's own.
SHARED = {"co", "com", "org", "net", "gov", "ac", "gob"}


class Page:
    """A gold page with its blocks: features, words, and which of them are the article's."""

    def __init__(self, collection, row, blocks):
        self.collection = collection
        self.publisher = publisher(row.get("url") or row["id"])
        lines = [WORD.findall(line) for part in row["body"] for line in part.split("\n")]
        self.gold = [word for line in lines for word in line]
        self.words = [WORD.findall(block["text"]) for block in blocks]
        self.features = numpy.array([block["features"] for block in blocks], dtype=numpy.float32)
        self.labels = labels(lines, self.gold, self.words)
        share = numpy.array([(len(words) + 1) / max(40, len(self.gold)) for words in self.words])
        # Long blocks matter more, short ones still matter, and every page counts about the same.
        self.weights = numpy.minimum(share, 0.5) * 50 + 0.05
        self.trust = 1.0


def publisher(url):
    parts = (urllib.parse.urlsplit(url).hostname or url).split(".")
    keep = 3 if len(parts) > 2 and parts[-2] in SHARED and len(parts[-1]) == 2 else 2
    return ".".join(parts[-keep:])


def shingles(words):
    if len(words) < 4:
        return collections.Counter([tuple(words)] if words else [])
    return collections.Counter(tuple(words[at : at + 4]) for at in range(len(words) - 3))


def labels(lines, gold, blocks):
    known, whole = set(shingles(gold)), collections.Counter(map(tuple, lines))
    found = numpy.zeros(len(blocks))
    for at, words in enumerate(blocks):
        if tuple(words) in whole and words:
            found[at] = 1
        elif len(words) >= 4:
            own = [tuple(words[start : start + 4]) for start in range(len(words) - 3)]
            found[at] = sum(one in known for one in own) / len(own)
    found = (found >= 0.5).astype(int)
    # What stands on the page more often than in the gold is the article's where its neighbours are.
    places = collections.defaultdict(list)
    for at, words in enumerate(blocks):
        if found[at]:
            places[tuple(words)].append(at)
    sums = numpy.concatenate([[0], numpy.cumsum(found)])
    company = lambda at: sums[min(len(found), at + 7)] - sums[max(0, at - 6)]
    for words, where in places.items():
        where.sort(key=lambda at: (-company(at), at))
        for at in where[max(1, whole[words]) :]:
            found[at] = 0
    return found


def match(page, keeps):
    """Precision and recall of a page's shingles, and whether they are the gold's."""
    kept = [word for words, keep in zip(page.words, keeps) if keep for word in words]
    gold, found = shingles(page.gold), shingles(kept)
    both = sum((gold & found).values())
    exact = gold == found
    return (
        1.0 if exact else both / max(1, sum(found.values())),
        1.0 if exact else both / max(1, sum(gold.values())),
        exact,
    )


def report(name, pages, probabilities, keep):
    for collection in sorted({page.collection for page in pages}):
        scores = [
            match(page, row >= keep)
            for page, row in zip(pages, probabilities)
            if page.collection == collection
        ]
        precision, recall, exact = numpy.mean(numpy.array(scores, dtype=float), axis=0)
        f1 = 2 * precision * recall / (precision + recall)
        print(
            f"{name:<10} {collection:<8} n={len(scores)} f1={f1:.4f} precision={precision:.4f}"
            f" recall={recall:.4f} exact={exact:.4f}",
            flush=True,
        )


def load(folder, form):
    folder = pathlib.Path(folder)
    with tempfile.NamedTemporaryFile(suffix=".jsonl") as file:
        subprocess.run([PROGRAM, "blocks", folder, "--out", file.name, *form], check=True, stdout=subprocess.DEVNULL)
        lines = open(file.name, encoding="utf-8").read().splitlines()
    names = json.loads(lines[0])["names"]
    blocks = collections.defaultdict(list)
    for line in map(json.loads, lines[1:]):
        blocks[line["page"]].append(line)
    rows = map(json.loads, (folder / "manifest.jsonl").read_text("utf-8").splitlines())
    return names, [Page(folder.name, row, blocks[row["id"]]) for row in rows if blocks[row["id"]]]


def fit(pages):
    data = lightgbm.Dataset(
        numpy.concatenate([page.features for page in pages]),
        numpy.concatenate([page.labels for page in pages]),
        weight=numpy.concatenate([page.weights * page.trust for page in pages]),
    )
    return lightgbm.train(PARAMETERS, data, ROUNDS)


def folds(pages):
    """The fold of each page; a publisher is in one fold, and folds are of about one size."""
    sizes = collections.Counter(page.publisher for page in pages)
    of, load = {}, [0] * FOLDS
    for name in sorted(sizes, key=lambda name: (-sizes[name], name)):
        of[name] = load.index(min(load))
        load[of[name]] += sizes[name]
    return [of[page.publisher] for page in pages]


def held_out(pages):
    fold = folds(pages)
    found = [None] * len(pages)
    for one in range(FOLDS):
        model = fit([page for page, other in zip(pages, fold) if other != one])
        for at, page in enumerate(pages):
            if fold[at] == one:
                found[at] = model.predict(page.features)
    return found


def prefix(node):
    """A tree as words, each split before its two sides: `column:threshold` or `=value`."""
    if "leaf_value" in node:
        return f"={node['leaf_value']:.5g}"
    left, right = prefix(node["left_child"]), prefix(node["right_child"])
    return f"{node['split_feature']}:{numpy.float32(node['threshold']):.8g} {left} {right}"


def write(model, names, name, keep):
    trees = [prefix(tree["tree_structure"]) for tree in model.dump_model()["tree_info"]]
    (MODELS / name).write_text(
        "# Gradient-boosted trees that tell an article's blocks from the rest of a page, written by\n"
        "# bench/model/train.py. A tree is a line: a split `column:threshold` (not above: the first side)\n"
        "# before its two sides, a leaf `=value`; the sum of the leaves is the logarithm of the odds.\n"
        f"keep {keep}\n"
        f"columns {' '.join(names)}\n" + "".join(f"tree {tree}\n" for tree in trees),
        "utf-8",
    )


def train(folders, name, form, keep):
    loaded = [load(folder, form) for folder in folders]
    names, pages = loaded[0][0], [page for _, pages in loaded for page in pages]
    for page, found in zip(pages, held_out(pages)):
        precision, recall, _ = match(page, found >= keep)
        page.trust = DOUBTFUL_WEIGHT if min(precision, recall) < DOUBTFUL else 1.0
    print(f"{sum(page.trust < 1 for page in pages)} of {len(pages)} pages have doubtful gold")
    report("held out", pages, held_out(pages), keep)
    model = fit(pages)
    report("whole", pages, [model.predict(page.features) for page in pages], keep)
    write(model, names, name, keep)


def main():
    if len(sys.argv) < 2:
        print(__doc__, file=sys.stderr)
        return 2
    for name, form, keep in FORMS:
        print(name)
        train(sys.argv[1:], name, form, keep)
    return 0


if __name__ == "__main__":
    sys.exit(main())
