#!/usr/bin/env python3
"""Run the bot through bad days, and count whom they cost an answer.

usage: faults.py PROGRAM BOT_API [--only WORD] [--quick] [--seed N] [--keep]

Kills it again and again, alone and as one of two; lets the Bot API, Redis and the
disk fail. BOT_API is the example `bot_api`. Prints what was measured in each run and
fails if one does. --quick asks fewer questions and
kills less often; --only does the runs with WORD in their names; --seed repeats a
run's moments; --keep leaves logs and data. Runs that need more than there is (Redis,
the right to mount) are NOT RUN, and say so.
"""
import argparse
import pathlib
import random
import resource
import shutil
import signal
import sys
import tempfile
import time
import traceback

import bad_days
import full_disk
import killed
from fault_world import NotRun, World
from playing import Failed, Stand

RUNS = [*killed.RUNS, *bad_days.RUNS, *full_disk.RUNS]

# A run opens hundreds of connections at once.
N_FILES = 8192


def play(world, only):
    """Does the runs; how many passed, failed, and were not done."""
    counts = {"passed": 0, "failed": 0, "not run": 0}
    for function in RUNS:
        name = function.__name__.replace("_", " ")
        if only and only not in name:
            continue
        began = time.monotonic()
        world.begin(name)
        said = ""
        try:
            function(world)
            ended = "passed"
        except NotRun as reason:
            ended, said = "not run", str(reason)
        except Failed as failure:
            ended, said = "failed", " ".join(str(failure).split())
        except Exception as error:
            where = traceback.extract_tb(error.__traceback__)[-1]
            ended, said = "failed", f"{error!r}, line {where.lineno} of {where.name}"
        finally:
            world.end()
        counts[ended] += 1
        word = {"passed": "ok ", "failed": "FAILED", "not run": "NOT RUN"}[ended]
        line = f"{word} {name} ({time.monotonic() - began:.1f} s)"
        print(f"{line}: {said}" if said else line, flush=True)
    return counts


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program", type=pathlib.Path)
    parser.add_argument("bot_api", type=pathlib.Path)
    parser.add_argument("--only")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1_000_000))
    parser.add_argument("--keep", action="store_true")
    options = parser.parse_args()
    # Being told to end is no reason to leave processes behind.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = N_FILES if most == resource.RLIM_INFINITY else min(N_FILES, most)
    resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, most))
    began = time.monotonic()
    scratch = pathlib.Path(tempfile.mkdtemp(prefix="clausebot-faults-"))
    stand = None
    counts = {"passed": 0, "failed": 1}
    print(f"seed {options.seed}", flush=True)
    try:
        stand = Stand(options.bot_api.resolve(), scratch)
        stand.ready()
        world = World(options.program.resolve(), scratch, stand, options.quick, options.seed)
        counts = play(world, options.only)
    except Failed as failure:
        print(f"FAILED before there was a run: {failure}")
    finally:
        if stand:
            stand.stop()
        if options.keep:
            print(f"kept: {scratch}")
        else:
            shutil.rmtree(scratch, ignore_errors=True)
    ended = ", ".join(f"{n} {it}" for it, n in counts.items() if n or it != "not run")
    print(f"{ended}, {time.monotonic() - began:.0f} s (seed {options.seed})")
    return 1 if counts["failed"] else 0


if __name__ == "__main__":
    sys.exit(main())
