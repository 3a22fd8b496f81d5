#!/usr/bin/env python3
"""Measure how long `ask` takes from its start and how much memory it needs.

usage: footprint.py PROGRAM [RUNS]

Prints medians of the runs, which are interleaved, so that a machine that gets slower does so for
all; `--version` shows what any start costs. Fails over the limit of memory only: times depend on the machine.
"""
import os
import statistics
import subprocess
import sys
import time

CASES = [
    ("--version", ["--version"]),
    ("a number", ["ask", "3.6"]),
    ("English", ["ask", "How much will China import from ASEAN farmers?"]),
    ("Chinese", ["ask", "中国向东盟提供多少剂新冠疫苗？"]),
]
LIMIT_MB = 45


def run(program, arguments):
    start = time.perf_counter()
    child = subprocess.Popen([program, *arguments], stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    took_ms = (time.perf_counter() - start) * 1000
    assert os.waitstatus_to_exitcode(status) == 0, arguments
    return took_ms, (usage.ru_utime + usage.ru_stime) * 1000, usage.ru_maxrss * 1024 / 1e6


def main():
    program = sys.argv[1]
    n_runs = int(sys.argv[2]) if len(sys.argv) > 2 else 20
    print(f"program: {os.path.getsize(program) / 1e6:.1f} MB")
    runs = {name: [] for name, _ in CASES}
    for _ in range(n_runs):
        for name, arguments in CASES:
            runs[name].append(run(program, arguments))
    print(f"{'':10} {'ms':>6} {'more':>6} {'CPU ms':>6} {'peak MB':>7}")
    least_ms = statistics.median(it[0] for it in runs["--version"])
    for name, _ in CASES:
        took_ms, cpu_ms, peak_mb = (statistics.median(it) for it in zip(*runs[name]))
        print(f"{name:10} {took_ms:6.1f} {took_ms - least_ms:6.1f} {cpu_ms:6.1f} {peak_mb:7.1f}")
        if peak_mb > LIMIT_MB:
            raise SystemExit(f"over {LIMIT_MB} MB")


main()
