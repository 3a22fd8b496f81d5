"""Fault runs: a full disk, a file size limit, and a closed log pipe."""
import contextlib
import json
import os
import resource
import subprocess
import threading
import time

from fixture import NotRun, ask_http, require_root
from harness import equal, expect, has, wait_for

# Size of the disk that the runs fill.
DISK = "6M"


@contextlib.contextmanager
def small_disk(folder):
    require_root()
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={DISK}", "tmpfs", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        raise NotRun(f"no right to mount: {done.stderr.strip()}")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def fill(path):
    """Fill the disk to the last byte."""
    with open(path, "ab", buffering=0) as file:
        for size in [1 << 16, 1 << 12, 1 << 8, 1]:
            try:
                while file.write(b"\0" * size) == size:
                    pass
            except OSError:
                pass


def check_full_store(w, bot, limit, free):
    """Check that the bot answers from memory and reports it while the store refuses writes."""
    chat = w.chat()
    has(chat.ask("3.6"), "lause 3.6")
    bot.wait_for_metric("inbox_in_memory", 0)
    limit()
    for n in range(1, 11):
        has(chat.ask(f"3.{n}"), f"lause 3.{n}")
    bot.wait_for_metric("inbox_in_memory", 1)
    load = w.load(20, 2, 2)
    load.start()
    load.settle(30)
    load.check()
    has(chat.ask("/language zh-Hans"), "")
    ready, body = ask_http(bot.monitor, "/readyz")
    equal((ready, json.loads(body)["store"]), (503, False), "/readyz on a full disk")
    equal(ask_http(bot.monitor, "/healthz")[0], 200, "/healthz on a full disk")
    expect(bot.process.poll() is None, "a running bot", bot.log_text()[-300:])
    free()
    bot.wait_for_metric("inbox_in_memory", 0)
    equal(ask_http(bot.monitor, "/readyz")[0], 200, "/readyz with free space")
    check_restart(w, bot)
    w.say(f"on a full disk {load.summary()}")


def check_restart(w, bot):
    """Kill the bot with an unanswered question; it is answered after the restart."""
    chat = w.chat()
    w.stand.fault("sendMessage", chat, times=1, code=429, retry_after=30)
    to = chat.say("4.2")
    wait_for("an attempt", lambda: chat.calls(method="sendMessage"))
    bot.kill()
    bot.start()
    has(chat.answer(to), "lause 4.2")


def disk_full(w):
    """The disk with the data is full, then has free space."""
    w.record_answers()
    with small_disk(w.scratch / "disk") as disk:
        bot = w.bot()
        bot.command[bot.command.index(bot.data)] = disk / "data"
        bot.start()
        check_full_store(w, bot, lambda: fill(disk / "filler"), (disk / "filler").unlink)
        check_log(bot)
        bot.stop()


def log_on_full_disk(w):
    """The log is on the full disk too: a failed write to the log stops nothing."""
    w.record_answers()
    with small_disk(w.scratch / "log-disk") as disk:
        bot = w.bot(environment={"RUST_LOG": "debug"})
        bot.command[bot.command.index(bot.data)] = disk / "data"
        bot.log = disk / "log"
        bot.start()
        check_full_store(w, bot, lambda: fill(disk / "filler"), (disk / "filler").unlink)
        bot.stop()


def file_size_limit(w):
    """The system limits the file size: the signal SIGXFSZ does not end the bot."""
    w.record_answers()
    bot = w.bot()
    pipe_log(bot)
    bot.start()

    def allow(size):
        resource.prlimit(bot.process.pid, resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))

    check_full_store(w, bot, lambda: allow(1024), lambda: allow(resource.RLIM_INFINITY))
    check_log(bot)


def pipe_log(bot):
    """Write the log through a pipe, so that the limit does not apply to it."""
    ours, theirs = os.pipe()

    def copy():
        with open(bot.log, "ab", buffering=0) as log, open(ours, "rb", buffering=0) as pipe:
            while data := pipe.read(1 << 16):
                log.write(data)

    def launch():
        bot.process = subprocess.Popen(
            bot.command, env=bot.environment, stdin=subprocess.DEVNULL, stdout=theirs, stderr=theirs
        )

    threading.Thread(target=copy, daemon=True).start()
    bot.launch = launch


def log_pipe_closed(w):
    """The reader of the log has ended: the bot goes on."""
    w.record_answers()
    bot = w.bot(environment={"RUST_LOG": "debug"})
    ours, theirs = os.pipe()
    bot.process = subprocess.Popen(
        bot.command, env=bot.environment, stdin=subprocess.DEVNULL, stdout=theirs, stderr=theirs
    )
    os.close(theirs)
    began = time.time()
    while b"ready as" not in os.read(ours, 1 << 16):
        expect(time.time() < began + 30, "a bot that is ready", "none")
    os.close(ours)
    load = w.load(10, 2, 1)
    load.start()
    load.settle(20)
    w.say(load.summary())
    load.check()
    equal(bot.metric("panics_total"), 0, "panics:")
    bot.stop_gracefully()


def check_log(bot):
    log = bot.log_text()
    for words in ["refuses writes", "accepts writes again"]:
        expect(words in log, f"“{words}” in the log", log[-600:])
    n_lines = log.count("refuses writes")
    expect(n_lines < 20, "fewer than 20 lines", n_lines)


RUNS = [
    disk_full,
    log_on_full_disk,
    log_pipe_closed,
    file_size_limit,
]
