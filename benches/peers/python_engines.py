"""Measure one peer that runs in Python on a retrieval collection.

usage: python_engines.py ENGINE DIRECTORY

Prints one line of JSON, with the figures of `engines.rs`.
"""
import json
import os
import re
import resource
import sys
import time
from pathlib import Path

N_FOUND = 10
LEAST_S = 2.0
HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]")
WORD = re.compile(r"\w+")


def read(directory):
    def lines(name):
        return [json.loads(it) for it in (Path(directory) / name).read_text().splitlines()]

    relevant = {}
    for it in lines("qrels.jsonl"):
        if it["rel"] > 0:
            relevant.setdefault(it["qid"], set()).add(it["did"])
    docs = [(it["id"], "\n".join(filter(None, [it.get("title"), it["text"]]))) for it in lines("docs.jsonl")]
    queries = [(it["id"], it["text"]) for it in lines("queries.jsonl") if it["id"] in relevant]
    return docs, queries, relevant


def sqlite_trigram(docs):
    import sqlite3

    base = sqlite3.connect(":memory:")
    base.execute("CREATE VIRTUAL TABLE clause USING fts5(body, tokenize='trigram')")
    base.executemany("INSERT INTO clause (rowid, body) VALUES (?, ?)", [(at, it[1]) for at, it in enumerate(docs)])

    def search(query):
        runs = WORD.findall(query.lower())
        grams = dict.fromkeys(run[at : at + 3] for run in runs for at in range(len(run) - 2))
        if not grams:
            return []
        match = " OR ".join(f'"{it}"' for it in grams)
        sql = "SELECT rowid FROM clause WHERE clause MATCH ? ORDER BY rank LIMIT ?"
        return [it[0] for it in base.execute(sql, (match, N_FOUND))]

    return search


def bm25s_jieba(docs):
    import bm25s
    import jieba
    from bm25s.stopwords import STOPWORDS_EN

    jieba.setLogLevel("ERROR")

    def tokens(text):
        text = text.lower()
        if HAN.search(text):
            return [it for it in jieba.cut(text) if WORD.match(it)]
        return [it for it in WORD.findall(text) if it not in STOPWORDS_EN]

    index = bm25s.BM25()
    index.index([tokens(it[1]) for it in docs], show_progress=False)
    n_found = min(N_FOUND, len(docs))

    def search(query):
        # A query without a known token is an error there.
        wanted = [it for it in tokens(query) if it in index.vocab_dict]
        if not wanted:
            return []
        return index.retrieve([wanted], k=n_found, show_progress=False, n_threads=0)[0][0].tolist()

    return search


def whoosh(docs):
    import jieba
    from jieba.analyse import ChineseAnalyzer
    from whoosh.analysis import StemmingAnalyzer
    from whoosh.fields import NUMERIC, TEXT, Schema
    from whoosh.filedb.filestore import RamStorage
    from whoosh.query import Or, Term

    jieba.setLogLevel("ERROR")
    is_chinese = any(HAN.search(it[1]) for it in docs)
    analyzer = ChineseAnalyzer() if is_chinese else StemmingAnalyzer()
    index = RamStorage().create_index(Schema(place=NUMERIC(stored=True), body=TEXT(analyzer=analyzer)))
    writer = index.writer()
    for at, it in enumerate(docs):
        writer.add_document(place=at, body=it[1])
    writer.commit()
    searcher = index.searcher()

    def search(query):
        terms = dict.fromkeys(token.text for token in analyzer(query, mode="query"))
        found = searcher.search(Or([Term("body", it) for it in terms]), limit=N_FOUND)
        return [it["place"] for it in found]

    return search


ENGINES = {"sqlite-trigram": sqlite_trigram, "bm25s-jieba": bm25s_jieba, "whoosh": whoosh}


def main():
    engine, directory = sys.argv[1:]
    docs, queries, relevant = read(directory)
    start = time.process_time()
    search = ENGINES[engine](docs)
    build_s = time.process_time() - start
    first = [(qid, search(query)[:1]) for qid, query in queries]
    n_right = sum(docs[it[0]][0] in relevant[qid] for qid, it in first if it)
    start, n_asked = time.process_time(), 0
    while time.process_time() - start < LEAST_S:
        for _, query in queries:
            search(query)
        n_asked += len(queries)
    took_s = time.process_time() - start
    resident = int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    measured = {
        "engine": engine,
        "hit_1": n_right / len(queries),
        "questions_per_cpu_s": n_asked / took_s,
        "build_us_per_clause": build_s * 1e6 / len(docs),
        "resident_mb": resident / 1e6,
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6,
    }
    print(json.dumps(measured))


main()
