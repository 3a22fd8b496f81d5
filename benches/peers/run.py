#!/usr/bin/env python3
"""Compare clausebot with other search engines on the same documents and questions.

usage: run.py [--passes N] [--tools FOLDER] [COLLECTION...]

A collection is a folder as for `clausebot eval --collection`. Without one, the shipped plan is the only
collection; it is measured in any case. The peers are installed into a temporary folder, or into
`--tools`, which is kept. Each pass runs every engine in a process of its own, one after the other; medians
of the passes are printed.
"""
import argparse
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
REPOSITORY = HERE.parent.parent
MINISEARCH = "minisearch@7.2.0"
RUST = ["clausebot", "tantivy-words", "tantivy-bigrams", "tantivy-characters"]
PYTHON = ["sqlite-trigram", "bm25s-jieba", "whoosh"]
# On the plan only: with its glossaries and expected questions.
SHIPPED = "clausebot-shipped"
KINDS = {"topic", "paraphrase", "quantity", "entity", "typo"}
COLUMNS = [
    ("hit_1", "hit@1", "{:.3f}"),
    ("questions_per_cpu_s", "questions/CPU s", "{:.0f}"),
    ("build_us_per_clause", "build µs/clause", "{:.0f}"),
    ("resident_mb", "MB", "{:.0f}"),
    ("peak_mb", "peak MB", "{:.0f}"),
]


def plan(folder):
    """Write the shipped plan and the questions of the repository as a collection."""
    docs = []
    for language in ["zh", "en"]:
        source = REPOSITORY / f"seeds/china-asean-2022-2025/{language}.txt"
        # A clause begins with its number, and goes on to the next number.
        parts = re.split(r"^(\d+\.(?:\d+)?)[ \u3000]", source.read_text(), flags=re.M)
        for number, text in zip(parts[1::2], parts[2::2]):
            if not number.endswith("."):
                docs.append({"id": f"{language}-{number}", "text": " ".join(text.split()), "lang": language})
    ids = {it["id"] for it in docs}
    queries, qrels = [], []
    for name in ["tune", "held", "unseen"]:
        for line in (REPOSITORY / f"tests/questions/{name}.jsonl").read_text().splitlines():
            it = json.loads(line)
            gold = [f"{language}-{at}" for at in it["gold"] + it["also_ok"] for language in ["zh", "en"]]
            gold = [at for at in gold if at in ids]
            if it["kind"] in KINDS and gold:
                queries.append({"id": f"{name}-{it['id']}", "text": it["q"], "lang": it["lang"]})
                qrels += [{"qid": f"{name}-{it['id']}", "did": at, "rel": 1} for at in gold]
    folder.mkdir()
    for name, lines in [("docs", docs), ("queries", queries), ("qrels", qrels)]:
        text = "".join(json.dumps(it, ensure_ascii=False) + "\n" for it in lines)
        (folder / f"{name}.jsonl").write_text(text)


def install(tools):
    """Install the peers, unless they are there; return the path of Python and of the bench."""
    tools.mkdir(parents=True, exist_ok=True)
    python = tools / "venv/bin/python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", tools / "venv"], check=True)
        requirements = HERE / "requirements.txt"
        subprocess.run([python, "-m", "pip", "install", "--quiet", "-r", requirements], check=True)
    if not (tools / "node_modules").exists():
        subprocess.run(["npm", "install", "--silent", "--no-fund", "--no-audit", MINISEARCH], cwd=tools, check=True)
    build = ["cargo", "bench", "--no-default-features", "--bench", "peers", "--no-run"]
    build.append("--message-format=json-render-diagnostics")
    built = subprocess.run(build, cwd=REPOSITORY, check=True, stdout=subprocess.PIPE, text=True)
    messages = [json.loads(it) for it in built.stdout.splitlines()]
    [bench] = [it["executable"] for it in messages if it.get("executable") and it["target"]["name"] == "peers"]
    return python, bench


def commands(python, bench, is_plan):
    rust = [SHIPPED, *RUST] if is_plan else RUST
    return {
        **{it: [bench, it] for it in rust},
        **{it: [python, HERE / "python_engines.py", it] for it in PYTHON},
        "minisearch": ["node", HERE / "minisearch.mjs"],
    }


def measure(command, collection, tools):
    # One thread: BLAS would start its own.
    environment = {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    run = subprocess.run(
        [*command, collection], cwd=tools, env=environment, check=True, stdout=subprocess.PIPE, text=True
    )
    return json.loads(run.stdout.splitlines()[-1])


def table(name, runs):
    print(f"\n{name}")
    print("| engine | " + " | ".join(it[1] for it in COLUMNS) + " |")
    print("|---" * (len(COLUMNS) + 1) + "|")
    for engine, measured in runs.items():
        median = [form.format(statistics.median(it[key] for it in measured)) for key, _, form in COLUMNS]
        print(f"| {engine} | " + " | ".join(median) + " |", flush=True)


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--passes", type=int, default=3)
    arguments.add_argument("--tools", type=Path)
    arguments.add_argument("collections", nargs="*", type=Path)
    asked = arguments.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        scratch = Path(scratch)
        tools = (asked.tools or scratch / "tools").resolve()
        python, bench = install(tools)
        plan(scratch / "plan")
        for collection in [scratch / "plan", *asked.collections]:
            engines = commands(python, bench, is_plan=collection.parent == scratch)
            runs = {it: [] for it in engines}
            for _ in range(asked.passes):
                for engine, command in engines.items():
                    runs[engine].append(measure(command, collection.resolve(), tools))
            table(collection.name, runs)


main()
