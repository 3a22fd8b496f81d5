"""Fault runs: a disk without room, and a log that nobody reads."""
import contextlib
import json
import os
import resource
import subprocess
import threading
import time

from fault_world import NotRun, ask_http, needs_root
from playing import equal, expect, has, wait_for

# The size of the disk that is filled.
DISK = "6M"

# --- a disk without room


@contextlib.contextmanager
def small_disk(folder):
    needs_root()
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
    """Writes until there is no room, to the last byte."""
    with open(path, "ab", buffering=0) as file:
        for size in [1 << 16, 1 << 12, 1 << 8, 1]:
            try:
                while file.write(b"\0" * size) == size:
                    pass
            except OSError:
                pass


def goes_on(w, bot, limit, free):
    """Without room the bot answers from memory, and says so; with room it keeps again."""
    chat = w.chat()
    has(chat.ask("3.6"), "lause 3.6")
    bot.until("inbox_in_memory", 0)
    limit()
    for n in range(1, 11):
        has(chat.ask(f"3.{n}"), f"lause 3.{n}")
    bot.until("inbox_in_memory", 1)
    crowd = w.crowd(20, 2, 2)
    crowd.start()
    crowd.settle(30)
    crowd.fails()
    has(chat.ask("/language zh-Hans"), "")
    ready, said = ask_http(bot.monitor, "/readyz")
    equal((ready, json.loads(said)["store"]), (503, False), "/readyz without room")
    equal(ask_http(bot.monitor, "/healthz")[0], 200, "/healthz without room")
    expect(bot.process.poll() is None, "a bot that runs", bot.said()[-300:])
    free()
    bot.until("inbox_in_memory", 0)
    equal(ask_http(bot.monitor, "/readyz")[0], 200, "/readyz with room")
    survives(w, bot)
    w.say(f"without room {crowd.summary()}")


def survives(w, bot):
    """A question that is open when the bot is killed is answered by the next."""
    chat = w.chat()
    w.stand.fault("sendMessage", chat, times=1, code=429, retry_after=30)
    to = chat.say("4.2")
    wait_for("a try", lambda: chat.calls(method="sendMessage"))
    bot.kill()
    bot.start()
    has(chat.answer(to), "lause 4.2")


def disk_full(w):
    """The disk with the data is full, and has room again."""
    w.calm()
    with small_disk(w.scratch / "disk") as disk:
        bot = w.bot()
        bot.command[bot.command.index(bot.data)] = disk / "data"
        bot.start()
        goes_on(w, bot, lambda: fill(disk / "filler"), (disk / "filler").unlink)
        says_so(bot)
        bot.stop()


def log_on_a_full_disk(w):
    """The log is on the full disk, too: a line that cannot be written stops nothing."""
    w.calm()
    with small_disk(w.scratch / "log-disk") as disk:
        bot = w.bot(environment={"RUST_LOG": "debug"})
        bot.command[bot.command.index(bot.data)] = disk / "data"
        bot.log = disk / "log"
        bot.start()
        goes_on(w, bot, lambda: fill(disk / "filler"), (disk / "filler").unlink)
        bot.stop()


def files_that_may_not_grow(w):
    """The system allows no larger files: its signal (SIGXFSZ) ends nothing."""
    w.calm()
    bot = w.bot()
    log_by_pipe(bot)
    bot.start()

    def allow(size):
        resource.prlimit(bot.process.pid, resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))

    goes_on(w, bot, lambda: allow(1024), lambda: allow(resource.RLIM_INFINITY))
    says_so(bot)


def log_by_pipe(bot):
    """The limit is to hold for the data, and not for the log."""
    ours, theirs = os.pipe()

    def copy():
        with open(bot.log, "ab", buffering=0) as log, open(ours, "rb", buffering=0) as said:
            while data := said.read(1 << 16):
                log.write(data)

    def launch():
        bot.process = subprocess.Popen(
            bot.command, env=bot.environment, stdin=subprocess.DEVNULL, stdout=theirs, stderr=theirs
        )

    threading.Thread(target=copy, daemon=True).start()
    bot.launch = launch


def log_that_nobody_reads(w):
    """Whoever reads the log has ended: that is no reason to end, too."""
    w.calm()
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
    crowd = w.crowd(10, 2, 1)
    crowd.start()
    crowd.settle(20)
    w.say(crowd.summary())
    crowd.fails()
    equal(bot.metric("panics_total"), 0, "panics:")
    bot.end_well()


def says_so(bot):
    log = bot.said()
    for words in ["refuses writes", "accepts writes again"]:
        expect(words in log, f"“{words}” in the log", log[-600:])
    n_lines = log.count("refuses writes")
    expect(n_lines < 20, "no flood of lines", n_lines)


RUNS = [
    disk_full,
    log_on_a_full_disk,
    log_that_nobody_reads,
    files_that_may_not_grow,
]
