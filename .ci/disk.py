#!/usr/bin/env python3
"""Measures a library on disk: its first index, a start, and questions.

    python3 .ci/big_library.py /tmp/library 1000 100
    python3 .ci/disk.py target/release/clausebot /tmp/library

Prints wall-clock and processor seconds and the peak of resident memory of `clausebot index`; of `ask` with one
question, the median of five starts; and p50 and p99 of 1,000 questions in one process: of the
first round, when clauses come from the disk, and of the median of five.
"""

import json
import os
import pathlib
import random
import shutil
import subprocess
import sys
import time


ROUNDS = 5


def measured(arguments, text=""):
    """Output, seconds, processor seconds and MB; by way of files, so that the child can be waited for by hand."""
    with open("/tmp/clausebot-disk-in", "w", encoding="utf-8") as file:
        file.write(text)
    start = time.monotonic()
    with open("/tmp/clausebot-disk-in", encoding="utf-8") as given, open("/tmp/clausebot-disk-out", "w") as taken:
        child = subprocess.Popen(arguments, stdin=given, stdout=taken, stderr=subprocess.DEVNULL)
        _, status, used = os.wait4(child.pid, 0)
    child.returncode = status
    took = time.monotonic() - start
    output = pathlib.Path("/tmp/clausebot-disk-out").read_text(encoding="utf-8")
    return output, took, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def questions(library, n):
    """Words, fragments, names, amounts and numbers of clauses."""
    chance = random.Random(3)
    documents = sorted(it for it in library.iterdir() if (it / "en.txt").exists())
    asked = []
    while len(asked) < n:
        document = chance.choice(documents)
        language = chance.choice(["zh", "en"])
        lines = (document / f"{language}.txt").read_text(encoding="utf-8").splitlines()
        title, line = lines[0], chance.choice([it for it in lines[2:] if len(it) > 30])
        number, _, words = line.partition(" ")
        kind = chance.randrange(5)
        if kind == 0:
            asked.append(f"{title} {number}")
        elif kind == 1:
            asked.append(f"clause {number} of {title}")
        elif language == "en":
            words = words.split()
            at = chance.randrange(max(1, len(words) - 6))
            asked.append(" ".join(words[at : at + chance.randint(1, 6)]))
        else:
            at = chance.randrange(max(1, len(words) - 12))
            asked.append(words[at : at + chance.randint(2, 12)])
    return asked


def main():
    program, library = sys.argv[1], pathlib.Path(sys.argv[2])
    if "--keep" not in sys.argv:
        shutil.rmtree(library / ".clausebot", ignore_errors=True)
        said, took, cpu, mb = measured([program, "--library", str(library), "index"])
        print(f"index: {took:.1f} s, {cpu:.1f} CPU s, {mb:.0f} MB; {said.strip()}")
        size = (library / ".clausebot" / "library.index").stat().st_size / 1e6
        print(f"on disk: {size:.1f} MB")
    asked = questions(library, 1000)
    starts = sorted(measured([program, "--library", str(library), "ask", asked[-1]])[1:] for _ in range(5))
    print("start to first answer: {:.0f} ms, {:.0f} CPU ms, {:.0f} MB".format(*(starts[2][0] * 1e3, starts[2][1] * 1e3, starts[2][2])))
    line = [json.dumps({"id": str(n), "q": q}, ensure_ascii=False) + "\n" for n, q in enumerate(asked)]
    output, took, cpu, mb = measured([program, "--library", str(library), "ask", "--jsonl"], "".join(line * ROUNDS))
    answers = [json.loads(it) for it in output.splitlines()]
    rounds = [answers[at :: len(asked)] for at in range(len(asked))]
    for name, of in [("first round", lambda it: it[0]), (f"median of {ROUNDS}", lambda it: sorted(it)[ROUNDS // 2])]:
        times = sorted(of([it["elapsed_us"] for it in answers]) for answers in rounds)
        p50, p99 = times[len(times) // 2], times[len(times) * 99 // 100]
        print(f"{len(times)} questions, {name}: p50 {p50 / 1e3:.2f} ms, p99 {p99 / 1e3:.2f} ms, {mb:.0f} MB")
    if "--slowest" in sys.argv:
        medians = [(sorted(it["elapsed_us"] for it in answers)[ROUNDS // 2], answers[0]) for answers in rounds]
        for time_us, answer in sorted(medians, key=lambda it: -it[0])[:20]:
            print(time_us, answer["kind"], len(answer["matches"]), asked[int(answer["id"])])


if __name__ == "__main__":
    main()
