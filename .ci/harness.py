"""Simulates the users of a bot at the Bot API of tests/support (the example `bot_api`).

The other scripts of .ci import it.
"""
import html
import itertools
import json
import os
import re
import socket
import subprocess
import time
import urllib.parse
import urllib.request

TOKEN = "123456:TEST"

# Ids of people and chats, and of messages that the Bot API does not number.
ids = itertools.count(1001)
numbers = itertools.count(700_001)


class Failed(Exception):
    """A failed expectation: the expected and the actual value."""


def expect(holds, wanted, came=None):
    if not holds:
        raise Failed(f"expected {str(wanted)[:400]}; came {str(came)[:400]}")


def equal(came, wanted, what):
    expect(came == wanted, f"{what} {wanted!r}", repr(came))


def has(shown, *words):
    """Check that a shown text contains the words."""
    for word in words:
        expect(word in shown.plain, f"“{word}”", shown.plain)


def wait_for(what, ready, timeout=30):
    """Wait until `ready` returns a value."""
    end = time.monotonic() + timeout
    while not (found := ready()):
        expect(time.monotonic() < end, f"{what} within {timeout} s", "nothing")
        time.sleep(0.05)
    return found


# Ports of `free_port`, bound for as long as this process lives. Nobody else gets one while its program is down, as
# a server of another test that would take this test's updates. A program can listen there all the same: neither
# socket minds the other (SO_REUSEADDR), and these never listen.
kept_ports = []


def free_port():
    kept = socket.socket()
    kept.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    kept.bind(("127.0.0.1", 0))
    kept_ports.append(kept)
    return kept.getsockname()[1]


def person(language="en", name="Ann"):
    return {"id": next(ids), "is_bot": False, "first_name": name, "language_code": language}


class Process:
    """A child process, stopped at the end."""

    process = None

    def stop(self):
        if self.process and self.process.poll() is None:
            self.process.kill()
            self.process.wait()


class Stand(Process):
    """A Bot API server with simulated users."""

    def __init__(self, bot_api, scratch):
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        with open(scratch / f"stand-{self.port}.log", "wb") as log:
            self.process = subprocess.Popen([bot_api, str(self.port)], stdout=log, stderr=log)

    def ready(self):
        def answers():
            expect(self.process.poll() is None, "a running stand", "one that ended")
            try:
                return self.get("/sim/problems") == []
            except OSError:
                return False

        wait_for("the stand", answers, timeout=90)

    def get(self, path, **query):
        address = f"{self.url}{path}?{urllib.parse.urlencode(query)}"
        with urllib.request.urlopen(address, timeout=60) as response:
            return json.load(response)

    def post(self, path, body):
        data = json.dumps(body).encode()
        request = urllib.request.Request(
            self.url + path, data, {"content-type": "application/json"}
        )
        with urllib.request.urlopen(request, timeout=60) as response:
            return json.load(response)

    def fault(self, method, chat=None, **fault):
        where = {"chat_id": chat.id} if chat else {}
        self.post("/sim/fault", {"method": method, **where, **fault})

    def calls(self, since=0, method=""):
        return self.get("/sim/calls", since=since, method=method)

    def until(self, method, fits, since=0, timeout=8, n=1):
        """Wait for `n` finished calls of `method` that fit; return those found."""
        end = time.monotonic() + timeout
        while True:
            ended = [it for it in self.calls(since, method) if "ok" in it]
            found = [it for it in ended if fits(it)]
            left = end - time.monotonic()
            if len(found) >= n or left <= 0:
                return found
            more = {"n": len(ended) + 1, "since": since, "timeout": min(left, 5)}
            self.get("/sim/wait", method=method, **more)


class Bot(Process):
    """The program, serving at a stand."""

    # The call that shows that the program receives updates.
    ready_call = "getUpdates"

    def __init__(self, program, stand, scratch, name, options=(), environment=None):
        self.stand, self.scratch, self.name = stand, scratch, name
        self.log, self.data = scratch / f"{name}.log", scratch / name
        kept = [] if "--no-store" in options else ["--data-dir", self.data]
        self.command = [program, "serve", "--api-url", stand.url, *kept, *options]
        self.environment = clean_environment(scratch) | {"TELOXIDE_TOKEN": TOKEN} | (environment or {})

    def launch(self):
        """Start the program without waiting."""
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(
                self.command, env=self.environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log
            )

    def start(self):
        """Start the program; wait until it receives updates."""
        began = time.time()
        self.launch()

        def is_ready():
            expect(self.process.poll() is None, "a running bot", self.log_text()[-600:])
            calls = self.stand.calls(began, self.ready_call)
            return [it for it in calls if it.get("ok") is not False]

        wait_for("a bot that receives updates", is_ready, timeout=60)

    def log_text(self):
        return self.log.read_text(errors="replace") if self.log.exists() else ""


class Shown:
    """A text of the bot."""

    def __init__(self, call):
        text = call["body"].get("text") or ""
        self.plain = html.unescape(re.sub(r"<[^>]*>", "", text))


class Chat:
    """A chat and a user who writes in it."""

    def __init__(self, stand, kind="private", speaker=None, title="Group", **more):
        self.stand, self.kind = stand, kind
        self.speaker = speaker or person()
        self.since = time.time()
        if kind == "private":
            about = {"id": self.speaker["id"], "type": kind, "first_name": "Ann"}
        else:
            number = next(ids)
            number = -number if kind == "group" else -1_000_000_000_000 - number
            about = {"id": number, "type": kind, "title": title, **more}
        self.about, self.id = about, about["id"]

    def say(self, text, speaker=None, extra=None, **more):
        """Send a message, or edit the message with the number `edit`; return its number."""
        message = {"text": text, "chat": self.about, "from": speaker or self.speaker}
        message |= {"extra": extra or {}, **more}
        return self.stand.post("/sim/message", message)["message_id"]

    def calls(self, since=None, method=""):
        """The calls for this chat."""
        calls = self.stand.calls(self.since if since is None else since, method)
        # Webhook deliveries are listed too; they have no body.
        return [it for it in calls if it.get("body", {}).get("chat_id") == self.id]

    def replies(self, to):
        """The messages that reply to a message."""
        return [it for it in self.calls(method="sendMessage") if replies_to(it) == to]

    def answer(self, to, timeout=8):
        """The answer to a message."""

        def fits(call):
            return call["ok"] and call["body"]["chat_id"] == self.id and replies_to(call) == to

        found = self.stand.until("sendMessage", fits, self.since, timeout)
        expect(found, f"an answer in chat {self.id} to message {to}", self.calls()[-2:])
        return Shown(found[0])

    def ask(self, text):
        return self.answer(self.say(text))


def replies_to(call):
    return (call["body"].get("reply_parameters") or {}).get("message_id")


def clean_environment(scratch):
    """An environment without settings of the caller."""
    return {"PATH": os.environ.get("PATH", ""), "HOME": str(scratch), "LANG": "en_US.UTF-8"}
