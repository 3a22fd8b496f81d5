#!/usr/bin/env python3
"""Run the bot under faults, and count the lost answers.

usage: faults.py PROGRAM BOT_API [--only WORD] [--quick] [--seconds N] [--seed N] [--keep]

Kills the bot repeatedly, as one instance and as one of two; makes the Bot API, Redis
and the disk fail; makes the Bot API hostile, for an hour or --seconds. BOT_API is the example `bot_api`. Prints the measurements of each run
and fails if a run fails. --quick asks fewer questions and kills less often; --only selects
the runs with WORD in their names; --seed repeats the random times; --keep keeps logs and
data. Runs without their requirements (Redis, the right to mount) print NOT RUN.
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

import crashes
import full_disk
import hostile
import outages
from fixture import Fixture, NotRun
from harness import Failed, Stand

RUNS = [*crashes.RUNS, *outages.RUNS, *full_disk.RUNS, *hostile.RUNS]

# A run opens hundreds of connections at once.
N_FILES = 8192


def run_all(fixture, only):
    """Do the runs; count the passed, failed and skipped ones."""
    counts = {"passed": 0, "failed": 0, "not run": 0}
    for function in RUNS:
        name = function.__name__.replace("_", " ")
        if only and only not in name:
            continue
        began = time.monotonic()
        fixture.begin(name)
        said = ""
        try:
            function(fixture)
            ended = "passed"
        except NotRun as reason:
            ended, said = "not run", str(reason)
        except Failed as failure:
            ended, said = "failed", " ".join(str(failure).split())
        except Exception as error:
            where = traceback.extract_tb(error.__traceback__)[-1]
            ended, said = "failed", f"{error!r}, line {where.lineno} of {where.name}"
        finally:
            fixture.end()
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
    parser.add_argument("--seconds", type=float)
    parser.add_argument("--keep", action="store_true")
    options = parser.parse_args()
    # SIGTERM raises an exception, so that `finally` stops the child processes.
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
        fixture = Fixture(options.program.resolve(), scratch, stand, options.quick, options.seed)
        fixture.seconds = options.seconds
        counts = run_all(fixture, options.only)
    except Failed as failure:
        print(f"FAILED before the first run: {failure}")
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
