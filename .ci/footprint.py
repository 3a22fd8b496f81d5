#!/usr/bin/env python3
"""Measure how long `ask` takes from its start and how much memory it needs.

usage: footprint.py PROGRAM

Prints medians of ten runs. Fails over 100 MB only: times depend on the machine.
"""
import os
import statistics
import subprocess
import sys
import time

QUESTIONS = ["3.6", "How much will China import from ASEAN farmers?", "中国向东盟提供多少剂新冠疫苗？"]
LIMIT_MB = 100


def run(program, question):
    start = time.perf_counter()
    child = subprocess.Popen([program, "ask", question], stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    took_ms = (time.perf_counter() - start) * 1000
    assert os.waitstatus_to_exitcode(status) == 0, question
    return took_ms, usage.ru_maxrss / 1024


def main():
    program = sys.argv[1]
    print(f"program: {os.path.getsize(program) / 1e6:.1f} MB")
    for question in QUESTIONS:
        runs = [run(program, question) for _ in range(10)]
        took_ms = statistics.median(it[0] for it in runs)
        peak_mb = max(it[1] for it in runs)
        print(f"{question}: {took_ms:.0f} ms from start to end, {peak_mb:.0f} MB at the peak")
        if peak_mb > LIMIT_MB:
            raise SystemExit(f"over {LIMIT_MB} MB")


main()
