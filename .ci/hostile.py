"""Fault runs: the other side is hostile. A Bot API, or a proxy before it, answers with redirects, bodies without
end, nonsense and waits that nobody means; a member of a group leaves a backlog that does not fit into memory.
"""
import collections
import contextlib
import json
import pathlib
import re
import sqlite3
import threading
import time

from harness import TOKEN, equal, expect, ids, person, wait_for
from outages import CUT, HTML, TIMEOUT, drop_first_flag
from proxies import Listener, Proxy, failure, parse_call, response, send

# Seconds of the run with the hostile Bot API; `--seconds` sets another time.
SECONDS, QUICK_SECONDS = 3600, 30

# Most resident memory beside a hostile Bot API, and with a backlog, in bytes.
MAX_MEMORY, LITTLE_MEMORY = 150_000_000, 128_000_000

# Bytes of an answer without end; the bot hangs up before.
ENDLESS = 64 << 20

# Share of the calls that are answered badly, and seconds of a phase of `getUpdates`.
SHARE, PHASE = 0.3, 5

DEEP = b'{"ok":true,"result":' + b"[" * 100_000


def wild(wait):
    body = {"ok": False, "error_code": 429, "description": "Too Many Requests"}
    return response(429, json.dumps(body | {"parameters": {"retry_after": wait}}).encode())


# Answers that leave it open whether the call succeeded, and those that say that it did not.
DOUBTFUL = [
    response(200, CUT), response(200, HTML, "text/html"), response(200, b""), response(200, DEEP),
    response(200, b'{"ok":"yes","result":[]}'), response(200, b'{"ok":true,"result":[[7,"x"],{}]}'),
    response(200, b"\xff\xfe\x00" * 1000), response(200, CUT, missing=400),
]
REFUSALS = [
    wild(10**18), wild(-1), wild("soon"), wild(1e300), wild(None), wild(1),
    failure(500, "Internal Server Error"), response(502, HTML, "text/html"), response(302, b""),
]
# Answers of `getUpdates` that bring nothing, at once.
HOT = [
    response(200, b'{"ok":true,"result":[]}'), response(200, b'{"ok":true,"result":[{"update_id":1}]}'),
    response(200, b'{"ok":true,"result":[{"no":"id"},5,null,"x"]}'),
    response(200, b'{"ok":true,"result":[{"update_id":9223372036854775808}]}'),
    response(200, b'{"ok":true,"result":{"update_id":3}}'), *DOUBTFUL,
]


class Thief(Listener):
    """Another host, to which the Bot API redirects; keeps all that it is sent."""

    def __init__(self):
        self.heard = b""
        super().__init__()

    async def through(self, reader, writer):
        while data := await reader.read(1 << 16):
            self.heard += data


class HostileProxy(Proxy):
    """A proxy before the Bot API that answers a share of the calls badly.

    An answer to a question is hindered once, and calls for hostile chats always: they move
    to other numbers again and again.
    """

    def __init__(self, port, thief, rng):
        self.thief, self.rng = thief, rng
        self.is_hostile, self.n_bad, self.n_hot = False, collections.Counter(), collections.Counter()
        self.hindered, self.moving, self.leaks = set(), set(), []
        self.began = time.monotonic()
        super().__init__(port)

    async def answer(self, head, body, writer):
        self.search(head, body)
        method, chat = parse_call(head, body)
        act = self.drawn(method, chat, body) if self.is_hostile else None
        return await (act or super().answer)(head, body, writer)

    def search(self, head, body):
        """Search what the bot sends for its token, which only the path of a call may have."""
        first, _, rest = head.partition(b"\r\n")
        if TOKEN.encode() in rest + body or first.count(TOKEN.encode()) != 1:
            self.leaks.append((head + body)[:400])

    def drawn(self, method, chat, body):
        """The way in which a call is answered; `None` for a fair one."""
        if method == "getUpdates":
            phase = int((time.monotonic() - self.began) / PHASE)
            if phase % 2:
                return None
            self.n_hot[phase] += 1
            return self.count("hot", self.saying(HOT))
        if chat in self.moving:
            to = -1_000_000_000_000 - next(ids)
            self.moving.add(to)
            return self.count("moved", self.saying([failure(400, "moved", migrate_to_chat_id=to)]))
        if self.rng.random() > SHARE:
            return None
        if method in ("sendMessage", "editMessageText"):
            said = json.loads(body)
            # The text, not its number: an answer of several messages is hindered once as well.
            key = chat, json.dumps(said.get("reply_parameters") or chat)
            if key in self.hindered:
                return None
            self.hindered.add(key)
        kind = self.rng.choice(["redirect", "endless", "heads", "doubtful", "refused"])
        act = {
            "redirect": self.redirect, "endless": self.endless, "heads": self.heads,
            "doubtful": self.saying(DOUBTFUL), "refused": self.saying(REFUSALS),
        }[kind]
        return self.count(kind, act)

    def count(self, kind, act):
        self.n_bad[kind] += 1
        return act

    def saying(self, answers):
        async def say(_head, _body, writer):
            answer, breaks = self.rng.choice(answers)
            await send(writer, answer)
            return breaks

        return say

    async def redirect(self, head, _body, writer):
        path = head.split(b" ")[1].decode()
        where = self.rng.choice([f"{self.thief.url}{path}", f"//127.0.0.1:{self.thief.port}/x", self.thief.url])
        code = self.rng.choice([301, 302, 303, 307, 308])
        await send(writer, f"HTTP/1.1 {code} Moved\r\nlocation: {where}\r\ncontent-length: 0\r\n\r\n".encode())
        return False

    async def endless(self, _head, _body, writer):
        writer.write(b'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n\r\n{"ok":true,"result":"')
        for _ in range(ENDLESS >> 16):
            await send(writer, b"x" * (1 << 16))
        return True

    async def heads(self, _head, _body, writer):
        writer.write(b"HTTP/1.1 200 OK\r\n")
        for n in range(100_000):
            await send(writer, f"x-{n}: {'y' * 1000}\r\n".encode())
        return True


class Memory(threading.Thread):
    """Watches the resident memory of a bot; kills it above a limit, if one is given."""

    def __init__(self, bot, limit=None):
        super().__init__(daemon=True)
        self.bot, self.limit, self.most, self.is_over = bot, limit, 0, False
        self.ended = threading.Event()

    def run(self):
        while not self.ended.wait(0.02):
            with contextlib.suppress(OSError, AttributeError):
                status = pathlib.Path(f"/proc/{self.bot.process.pid}/status").read_text()
                found = re.search(r"VmRSS:\s+(\d+) kB", status)
                self.most = max(self.most, int(found[1]) * 1024 if found else 0)
                if self.limit and self.most > self.limit:
                    self.is_over = True
                    self.bot.process.kill()

    def stop(self):
        self.ended.set()
        self.join()


def large_update(n, chat, speaker, text, at, thread=None):
    """An update of 85 KB, nearly all of which the bot does not read."""
    message = {"message_id": n, "date": int(at), "chat": chat, "from": speaker, "text": text}
    if thread:
        message |= {"message_thread_id": thread, "is_topic_message": True}
    return {"message": message | {"junk": "x" * 85_000}}


def flood(w, ended):
    """A member of a group posts large questions in fifteen topics, ten a second."""
    speaker, chat = person(), {"id": -1_000_000_000_000 - next(ids), "type": "supergroup", "title": "G"}
    for n in range(1, 1_000_000):
        if ended.wait(0.1):
            return
        update = large_update(n, chat, speaker, "/ask 3.6", time.time(), 1 + n % 15)
        w.stand.post("/sim/update", update)


def ask_for_ever(w, chats, ended):
    """Groups whose numbers change with each answer."""
    for n in range(1, 1_000_000):
        if ended.wait(1):
            return
        chats[n % len(chats)].say("/ask 3.6")


def a_hostile_bot_api(w):
    """A hostile Bot API beside a hundred honest chats: all are answered, and nothing leaks."""
    w.record_answers()
    thief = w.stop_at_end(Thief())
    proxy = w.stop_at_end(HostileProxy(w.stand.port, thief, w.rng))
    bot = w.bot(["--api-url", proxy.url])
    bot.command = drop_first_flag(bot.command, "--api-url")
    bot.start()
    hostile = [w.chat("supergroup") for _ in range(5)]
    proxy.moving = {it.id for it in hostile}
    ended = threading.Event()
    others = [
        threading.Thread(target=flood, args=(w, ended), daemon=True),
        threading.Thread(target=ask_for_ever, args=(w, hostile, ended), daemon=True),
    ]
    memory = Memory(bot)
    proxy.is_hostile = True
    for it in [*others, memory]:
        it.start()
    end = time.monotonic() + (w.seconds or (QUICK_SECONDS if w.is_quick else SECONDS))
    n_asked = n_rounds = 0
    try:
        while not n_rounds or time.monotonic() < end:
            load = w.load(100, 2, min(20, end - time.monotonic()) if n_rounds else 20)
            load.chats = {it.chat.id for it in load.questions}
            for it in load.questions:
                it.edit, it.presses = "", False
            load.start()
            load.settle(TIMEOUT)
            load.check()
            n_asked, n_rounds = n_asked + len(load.questions), n_rounds + 1
            expect(bot.process.poll() is None, "a running bot", bot.log_text()[-600:])
            expect(memory.most < MAX_MEMORY, f"at most {MAX_MEMORY} bytes", memory.most)
    finally:
        ended.set()
        for it in others:
            it.join()
        memory.stop()
    w.say(f"{n_asked} questions in {n_rounds} rounds; {memory.most / 1e6:.0f} MB at most; "
          f"calls answered badly: {dict(proxy.n_bad)}")
    most = max(proxy.n_hot.values(), default=0)
    expect(most <= PHASE * 20, f"at most {PHASE * 20} hot polls in {PHASE} s", most)
    equal(proxy.leaks[:1], [], "calls with the token elsewhere than in the path:")
    expect(not thief.heard, "nothing sent to another host", thief.heard[:400])
    expect(TOKEN not in bot.log_text() and TOKEN.split(":")[1] not in bot.log_text(), "no token in the log")
    proxy.is_hostile = False
    bot.stop_gracefully(limit=12)


def n_open(bot):
    with contextlib.closing(sqlite3.connect(bot.data / "clausebot.sqlite3", timeout=30)) as it:
        return it.execute("select count(*) from inbox").fetchone()[0]


def kills_with_little_memory(w):
    """Open updates of 85 KB that do not fit into memory, and kills: each start makes progress."""
    n_updates, n_kills = (4000, 3) if w.is_quick else (10_000, 10)
    bot = w.bot()
    bot.start()
    bot.stop_gracefully()
    member = person()
    group = {"id": -1_000_000_000_000 - next(ids), "type": "supergroup", "title": "G", "is_forum": True}
    with contextlib.closing(sqlite3.connect(bot.data / "clausebot.sqlite3")) as database:
        for n in range(1, n_updates + 1):
            at = time.time() - 3600
            if n % 2:
                update = large_update(n, group, member, "/ask 3.6", at, 1 + n % 15)
            else:
                asker = person()
                chat = {"id": asker["id"], "type": "private", "first_name": "Ann"}
                update = large_update(n, chat, asker, "3.6", at)
            row = (n, int(at * 1000), json.dumps({"update_id": n, **update}))
            database.execute("insert into inbox (id, received, body) values (?, ?, ?)", row)
        database.commit()
    memory = Memory(bot, LITTLE_MEMORY)
    memory.start()
    left = [n_updates]
    try:
        for _ in range(n_kills):
            # A fast program is done before the last kill.
            if left[-1] == 0:
                break
            bot.launch()
            wait_for("progress", lambda: memory.is_over or n_open(bot) < left[-1], timeout=60)
            time.sleep(w.rng.uniform(0, 0.2))
            expect(not memory.is_over, f"at most {LITTLE_MEMORY} bytes", f"{memory.most}, with {left} open")
            bot.kill()
            left.append(n_open(bot))
        bot.launch()
        wait_for("an empty inbox", lambda: memory.is_over or n_open(bot) == 0, timeout=1200)
    finally:
        memory.stop()
    w.say(f"open before each start: {left}; {memory.most / 1e6:.0f} MB at most")
    expect(not memory.is_over, f"at most {LITTLE_MEMORY} bytes", memory.most)
    equal(n_open(bot), 0, "open updates:")
    falls = [it > to for it, to in zip(left, left[1:])]
    expect(all(falls), "progress at every start", left)
    bot.stop_gracefully()


RUNS = [a_hostile_bot_api, kills_with_little_memory]
