"""Asks for a thousand mixed pages a second of a bot that serves them, while people ask the bot.

    python3 .ci/pages_load.py PROGRAM BOT_API [--seconds 60] [--rate 1000]

BOT_API is the example `bot_api`. Prints how long a search as one types takes, how many requests were answered and how fast,
the memory of the program before, in the middle and at the end, and the time of the bot's answers without and with the
requests. Fails if a request had an error, or if the memory grew by more than a tenth in the second half. Needs wrk; without it prints NOT RUN.
"""
import argparse
import http.client
import json
import os
import pathlib
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
import urllib.request

from harness import Bot, Chat, Stand, expect, free_port, replies_to

PLAN = "/d/china-asean-2022-2025"
LOCALES = ["zh-Hans", "zh-Hant", "en"]
ASKED = [
    "vaccines", "how many vaccine doses", "agricultural imports", "US$150 billion", "railways", "digital economy",
    "green development", "3.6", "list all commitments", "best noodles in town", "疫苗", "农产品", "多少亿美元", "数字经济",
    "蓝色经济", "青年科学家", "執法安全", "4.3", "第三部分", "中国有哪些承诺",
]
CONNECTIONS = 64

SCRIPT = """
local paths = { %s }
local n = 0
function setup(thread) n = n + 1; thread:set("at", n * 7) end
function request()
  at = at + 1
  return wrk.format("GET", paths[at %% #paths + 1], { ["Accept-Encoding"] = "gzip" })
end
function delay() return %d end
function done(summary, latency, requests)
  local e = summary.errors
  io.write(string.format('\\nRESULT {"requests": %%d, "us": %%d, "failed": %%d, "p50": %%d, "p99": %%d, "bytes": %%d}\\n',
    summary.requests, summary.duration, e.connect + e.read + e.write + e.status + e.timeout,
    latency:percentile(50), latency:percentile(99), summary.bytes))
end
"""


def mixed_pages(root):
    """Every clause and page of the plan in three locales, and as many searches."""
    pages = ["/style.css", "/page.js", "/icon.svg", "/api/documents", f"{PLAN}/commitments.csv", f"{PLAN}/commitments.json"]
    with urllib.request.urlopen(f"{root}{PLAN}?lang=en", timeout=60) as response:
        clauses = set(re.findall(PLAN + r"/en/([^\"?#]+)\"", response.read().decode()))
    expect(len(clauses) > 40, "the clauses of the plan", len(clauses))
    for locale in LOCALES:
        pages += [f"{page}?lang={locale}" for page in ["/", "/about", PLAN, f"{PLAN}/both", f"{PLAN}/commitments"]]
        pages += [f"{PLAN}/{locale}"] + [f"{PLAN}/{locale}/{it}" for it in sorted(clauses)]
        for asked in ASKED:
            query = urllib.parse.urlencode({"q": asked, "lang": locale, "part": "results"})
            pages += [f"/search?{query}", f"/api/ask?{query}"]
    random.Random(1).shuffle(pages)
    return pages


def typed(address):
    """Milliseconds of each search while somebody types."""
    connection = http.client.HTTPConnection(address, timeout=60)
    took = []
    for asked in ASKED * 2:
        for n in range(1, len(asked) + 1):
            query = urllib.parse.urlencode({"q": asked[:n], "lang": "en", "part": "results"})
            began = time.perf_counter()
            connection.request("GET", f"/search?{query}")
            connection.getresponse().read()
            took.append((time.perf_counter() - began) * 1000)
    return took


def memory(process):
    """Megabytes in memory."""
    status = pathlib.Path(f"/proc/{process.pid}/status").read_text()
    return int(re.search(r"VmRSS:\s+(\d+)", status)[1]) / 1024


def answers(stand, is_over):
    """Milliseconds from a question to the call that answers it, one question after another."""
    took = []
    while not is_over(len(took)):
        chat = Chat(stand)
        began = time.time()
        number = chat.say(ASKED[len(took) % len(ASKED)])
        fits = lambda call: call["ok"] and replies_to(call) == number
        found = stand.until("sendMessage", fits, began - 1)
        expect(found, "an answer of the bot")
        took.append((found[0]["t"] - began) * 1000)
        time.sleep(0.05)
    return took


def shown(took):
    ordered = sorted(took)
    return f"{statistics.median(took):.1f} ms (median), {ordered[int(len(took) * 0.9)]:.1f} (p90), {len(took)} in all"


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("program")
    arguments.add_argument("bot_api")
    arguments.add_argument("--seconds", type=int, default=60)
    arguments.add_argument("--rate", type=int, default=1000)
    asked = arguments.parse_args()
    if not shutil.which("wrk"):
        print("NOT RUN: the load of the pages; wrk is not installed")
        return
    with tempfile.TemporaryDirectory() as folder:
        scratch = pathlib.Path(folder)
        stand = Stand(asked.bot_api, scratch)
        address = f"127.0.0.1:{free_port()}"
        options = ["--no-store", "--monitor", "off", "--web", address, "--web-rate", "0",
                   "--rate-user", "0", "--rate-chat", "0"]
        bot = Bot(asked.program, stand, scratch, "bot", options)
        try:
            stand.ready()
            bot.start()
            run(asked, stand, bot, address, scratch)
        finally:
            bot.stop()
            stand.stop()


def run(asked, stand, bot, address, scratch):
    root = f"http://{address}"
    script = scratch / "mixed.lua"
    pages = mixed_pages(root)
    listed = ", ".join(json.dumps(it, ensure_ascii=False) for it in pages)
    # The time of an answer is taken off: the pace is that of all connections together.
    script.write_text(SCRIPT % (listed, max(1, 1000 * CONNECTIONS // asked.rate - 3)), encoding="utf-8")
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    typed(address)
    print(f"search as one types: {shown(typed(address))}")
    alone = answers(stand, lambda n: n >= 200)
    command = ["wrk", "-t2", f"-c{CONNECTIONS}", f"-d{asked.seconds}s", "--timeout", "10s", "-s", str(script), root]
    before = memory(bot.process)
    load = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    sizes = []

    def watch():
        while load.poll() is None:
            sizes.append(memory(bot.process))
            time.sleep(1)

    watching = threading.Thread(target=watch)
    watching.start()
    beside = answers(stand, lambda _: load.poll() is not None)
    watching.join()
    result = json.loads(re.search(r"RESULT (.*)", load.stdout.read())[1])
    per_second = result["requests"] / result["us"] * 1e6
    print(f"{len(pages)} different pages: {result['requests']} requests, {per_second:.0f} a second, "
          f"{result['failed']} failed; {result['p50'] / 1000:.1f} ms (median), {result['p99'] / 1000:.1f} (p99)")
    half = sizes[len(sizes) // 2]
    print(f"memory: {before:.0f} MB before, {half:.0f} in the middle, {sizes[-1]:.0f} at the end")
    print(f"the bot alone: {shown(alone)}")
    print(f"the bot beside them: {shown(beside)}; "
          f"{statistics.median(beside) / statistics.median(alone):.2f} times as long; load {os.getloadavg()[0]:.1f}")
    if result["failed"] or sizes[-1] > half * 1.1:
        sys.exit("a request failed, or the memory grew")


if __name__ == "__main__":
    main()
