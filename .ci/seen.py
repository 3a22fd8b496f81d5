"""Fault runs: a disk without room, and what the bot shows of itself."""
import contextlib
import itertools
import json
import os
import re
import resource
import shutil
import subprocess
import threading
import time

from fault_world import NotRun, ask_http, needs_root
from playing import TOKEN, equal, expect, has, wait_for
from proxies import Way, free_port

# The size of the disk that is filled.
DISK = "6M"

# How long the Bot API may say nothing before the bot is not ready (src/telegram/monitor.rs).
SILENCE = 100


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


# --- what is shown


SAMPLE = re.compile(
    r'(?P<name>[a-z][a-z0-9_]*)(\{(?P<labels>[a-z_]+="[^"\\\n]*"(,[a-z_]+="[^"\\\n]*")*)\})? '
    r"(?P<value>-?[0-9.]+(e-?[0-9]+)?|\+Inf|NaN)"
)
SUFFIXES = {
    "counter": ["_total"],
    "gauge": [""],
    "histogram": ["_bucket", "_count", "_sum"],
}


def open_metrics(text):
    """What is in a text of OpenMetrics, read strictly: kinds of names, and values."""
    lines = text.splitlines()
    equal(lines[-1], "# EOF", "the last line")
    expect(text.endswith("# EOF\n"), "a line break at the end", text[-20:])
    kinds, values, now = {}, {}, None
    for line in lines[:-1]:
        if line.startswith("# "):
            word, name, rest = line[2:].split(" ", 2)
            expect(word in ["HELP", "TYPE", "UNIT"], "HELP, TYPE or UNIT", line)
            if word == "TYPE":
                expect(name not in kinds, "each type once", line)
                expect(rest in SUFFIXES, "a known type", line)
                kinds[name] = rest
            elif word == "HELP":
                now = name
            equal(name, now, "the name of a block:")
            continue
        sample = SAMPLE.fullmatch(line)
        expect(sample, "a sample", line)
        name = sample["name"]
        kind = kinds[now]
        expect(name in [now + it for it in SUFFIXES[kind]], f"a name of {kind} {now}", line)
        key = line.rpartition(" ")[0]
        expect(key not in values, "each sample once", line)
        values[key] = float(sample["value"])
    for name, kind in kinds.items():
        if kind == "histogram":
            buckets = [it for key, it in values.items() if key.startswith(f"{name}_bucket")]
            expect(buckets == sorted(buckets), "buckets that grow", buckets)
            equal(buckets[-1], values[f"{name}_count"], "the last bucket")
    return kinds, values


def command(w, bot, *arguments):
    """Exit code of the program, and what it prints."""
    done = subprocess.run(
        [w.program, *arguments], env=bot.environment, capture_output=True, text=True, timeout=60
    )
    return done.returncode, done.stdout + done.stderr


def seen_from_outside(w):
    """/healthz, /readyz, /metrics, and the commands that look."""
    way = w.stopped_later(Way(w.stand.port))
    bot = w.bot()
    bot.command[bot.command.index(w.stand.url)] = way.url
    bot.environment["CLAUSEBOT_API_URL"] = way.url
    way.refuse()
    bot.launch()
    wait_for("/healthz", lambda: ask_http(bot.monitor, "/healthz")[0] == 200)
    status, said = ask_http(bot.monitor, "/readyz")
    equal((status, json.loads(said)["telegram"]), (503, False), "/readyz before Telegram is reached")
    equal(command(w, bot, "health")[0], 0, "clausebot health")
    equal(command(w, bot, "health", "--ready")[0], 1, "clausebot health --ready")
    began = time.time()
    way.listen()
    bot.taking(began)
    wait_for("/readyz", lambda: ask_http(bot.monitor, "/readyz")[0] == 200)
    status, said = ask_http(bot.monitor, "/readyz")
    equal(json.loads(said), dict.fromkeys(["ready", "index", "store", "telegram"], True), "/readyz")
    equal(command(w, bot, "health", "--ready")[0], 0, "clausebot health --ready")
    for path, wanted in {"/": 404, "/metrics": 200, "/healthz": 200}.items():
        equal(ask_http(bot.monitor, path)[0], wanted, f"{path}:")

    _, before = open_metrics(ask_http(bot.monitor, "/metrics")[1])
    english, chinese, group = w.chat(), w.chat(language="zh-hans"), w.chat("supergroup")
    english.ask("3.6")
    english.ask("submarine volcano")
    chinese.ask("3.6")
    group.ask("/ask contents")
    w.stand.fault("sendMessage", english, times=1, code=429, retry_after=1)
    english.ask("1.1")
    bot.until("inbox_depth", 0)
    text = ask_http(bot.monitor, "/metrics")[1]
    kinds, after = open_metrics(text)
    grown = {it: n - before.get(it, 0) for it, n in after.items() if n != before.get(it, 0)}
    wanted = {
        'clausebot_updates_total{kind="message"}': 5,
        "clausebot_answer_seconds_count": 5,
        "clausebot_floods_total": 1,
        "clausebot_retries_total": 1,
    }
    for name, n in wanted.items():
        equal(grown.get(name), n, f"{name} grows by")
    answers = [it for it in grown if it.startswith("clausebot_answers_total")]
    equal(sum(grown[it] for it in answers), 5, "answers")
    expect(len(answers) >= 3, "answers by kind and locale", answers)
    expect("submarine" not in text and TOKEN not in text, "neither question nor token", text)
    for name in ["inbox_depth", "inbox_age_seconds", "panics", "put_aside", "reloads",
                 "index_clauses", "index_documents"]:
        expect(f"clausebot_{name}" in kinds, f"clausebot_{name}", list(kinds))
    moved = sorted({it.partition("{")[0].removeprefix("clausebot_") for it in grown})
    w.say(f"{len(kinds)} metrics, {len(after)} values; moved: {', '.join(moved)}")

    code, said = command(w, bot, "doctor", "--data-dir", bot.data, "--library", w.library)
    equal(code, 0, f"clausebot doctor ({said[-500:]}) exit code")
    expect(TOKEN not in said, "no token", said)
    silence(w, bot, way)
    bot.stop()
    equal(command(w, bot, "health")[0], 1, "clausebot health of a bot that does not run")
    code, said = command(w, bot, "doctor", "--api-url", f"http://127.0.0.1:{free_port()}")
    expect(code not in (0, -6), "a fault that the doctor finds", f"{code}: {said}")
    expect(TOKEN not in said, "no token", said)


def silence(w, bot, way):
    """Not ready once the Bot API has said nothing for long."""
    if w.is_quick:
        w.say(f"NOT RUN, because quick: the Bot API says nothing for {SILENCE} s")
        return
    way.refuse()
    began = time.monotonic()

    def is_unready():
        return ask_http(bot.monitor, "/readyz")[0] == 503

    wait_for("/readyz 503", is_unready, timeout=SILENCE + 40)
    w.say(f"/readyz 503 after {time.monotonic() - began:.0f} s without the Bot API")
    equal(ask_http(bot.monitor, "/healthz")[0], 200, "/healthz")
    way.listen()
    wait_for("/readyz 200", lambda: ask_http(bot.monitor, "/readyz")[0] == 200)


def logs_are_discreet(w):
    """No question, no name and no token in any log, of either format; JSON is JSON."""
    # What is wrong with a document is said at the start, by the same rules.
    flawed = w.scratch / "flawed" / "plan"
    shutil.copytree(w.library / "plan-of-construction", flawed)
    with open(flawed / "en.txt", "a", encoding="utf-8") as text:
        text.write("\n\n1.1 China will provide US$7 million to ASEAN countries again;\n")
    asked = ["submarine volcano 3.6", "烧芭海底火山", "1.1\nforged line", "/language xx‮forged"]
    for form, level in itertools.product(["text", "json"], ["info", "trace"]):
        bot = w.bot(environment={"CLAUSEBOT_LOG_FORMAT": form, "RUST_LOG": level})
        bot.command[bot.command.index(w.library)] = flawed.parent
        bot.start()
        chat = w.chat()
        chat.speaker["first_name"] = "Zephyrine"
        for text in asked:
            chat.ask(text)
        group = w.chat("supergroup")
        group.about["title"] = "Zephyrine"
        w.stand.fault("sendMessage", group, times=1, code=500)
        group.ask("/ask submarine volcano 3.7")
        bot.end_well()
        log = bot.said()
        lines = log.splitlines()
        expect(len(lines) > 3, "a log", log)
        words = [TOKEN, TOKEN.split(":")[1], "volcano", "海底", "forged", "Zephyrine"]
        for word in words:
            found = [it for it in lines if word in it]
            expect(not found, f"no “{word}” in the log ({form}, {level})", found[:1])
        if form == "json":
            for line in lines:
                try:
                    entry = json.loads(line)
                except ValueError:
                    entry = None
                expect(isinstance(entry, dict), "a line of JSON", line)
                expect({"timestamp", "level"} <= set(entry), "when and how grave", line)
        w.say(f"{form}, {level}: {len(lines)} lines")


RUNS = [
    disk_full,
    log_on_a_full_disk,
    log_that_nobody_reads,
    files_that_may_not_grow,
    seen_from_outside,
    logs_are_discreet,
]
