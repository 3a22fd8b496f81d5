"""Playing the users of a bot at a Bot API stand: the stand, the bot, its chats.

For the scripts beside it; `clean` is the environment that the bot gets.
"""
import html
import itertools
import json
import os
import re
import socket
import subprocess
import sys
import time
import urllib.parse
import urllib.request

TOKEN = "123456:TEST"
USERNAME = "stand_bot"
BOT = {"id": 666, "is_bot": True, "first_name": "Stand", "username": USERNAME}

# Ids of people and chats, and of messages that the stand does not number.
ids = itertools.count(1001)
numbers = itertools.count(700_001)


class Failed(Exception):
    """What was expected, and what came."""


def expect(holds, wanted, came=None):
    if not holds:
        raise Failed(f"expected {str(wanted)[:400]}; came {str(came)[:400]}")


def equal(came, wanted, what):
    expect(came == wanted, f"{what} {wanted!r}", repr(came))


def has(shown, *words):
    """The words can be read in what is shown."""
    for word in words:
        expect(word in shown.plain, f"“{word}”", shown.plain)


def lacks(shown, *words):
    for word in words:
        expect(word not in shown.plain, f"no “{word}”", shown.plain)


def wait_for(what, ready, timeout=30):
    """What `ready` gives once it gives something. For what is no call of the bot."""
    end = time.monotonic() + timeout
    while not (found := ready()):
        expect(time.monotonic() < end, f"{what} within {timeout} s", "nothing")
        time.sleep(0.05)
    return found


def utf16_len(text):
    return len(text.encode("utf-16-le")) // 2


def person(language="en", name="Ann"):
    return {"id": next(ids), "is_bot": False, "first_name": name, "language_code": language}


class Stand:
    """A Bot API server that plays users."""

    def __init__(self, python, folder, scratch):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = open(scratch / f"stand-{self.port}.log", "wb")
        program = [python, folder / "botapi_stand.py", "--port", str(self.port)]
        self.process = subprocess.Popen(program, stdout=self.log, stderr=self.log)

    def ready(self):
        def answers():
            expect(self.process.poll() is None, "a stand that runs", "one that ended")
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
        """The ended calls of `method` that fit, once there are `n` or time is over."""
        end = time.monotonic() + timeout
        while True:
            ended = [it for it in self.calls(since, method) if "ok" in it]
            found = [it for it in ended if fits(it)]
            left = end - time.monotonic()
            if len(found) >= n or left <= 0:
                return found
            more = {"n": len(ended) + 1, "since": since, "timeout": min(left, 5)}
            self.get("/sim/wait", method=method, **more)

    def stop(self):
        self.process.kill()
        self.process.wait()
        self.log.close()


class Bot:
    """The program, serving at a stand."""

    def __init__(self, program, stand, scratch, name, options=(), environment=None):
        self.stand, self.scratch, self.name = stand, scratch, name
        self.log, self.data = scratch / f"{name}.log", scratch / name
        kept = [] if "--no-store" in options else ["--data-dir", self.data]
        self.command = [program, "serve", "--api-url", stand.url, *kept, *options]
        self.environment = clean(scratch) | {"TELOXIDE_TOKEN": TOKEN} | (environment or {})
        self.process = None

    def launch(self):
        """Starts it, and waits for nothing."""
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(
                self.command, env=self.environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log
            )

    def start(self):
        """Starts it, and waits until it asks for updates."""
        began = time.time()
        self.launch()

        def polls():
            expect(self.process.poll() is None, "a bot that runs", self.said())
            return self.stand.calls(began, "getUpdates")

        wait_for("a bot that polls", polls)

    def end(self, number, timeout=30):
        """Sends a signal; the exit code."""
        self.process.send_signal(number)
        return self.process.wait(timeout)

    def said(self):
        return self.log.read_text(errors="replace") if self.log.exists() else ""

    def stop(self):
        if self.process and self.process.poll() is None:
            self.process.kill()
            self.process.wait()


class Shown:
    """A text that the bot shows, with its buttons."""

    def __init__(self, call):
        self.call, self.body = call, call["body"]
        self.html = self.body.get("text") or ""
        self.plain = readable(self.html)
        self.t = call["t"]
        answer = call["answer"]
        self.id = answer["message_id"] if isinstance(answer, dict) else None

    @property
    def rows(self):
        return (self.body.get("reply_markup") or {}).get("inline_keyboard", [])

    @property
    def buttons(self):
        return [it for row in self.rows for it in row]

    @property
    def labels(self):
        return [it["text"] for it in self.buttons]

    def button(self, label):
        """The button with this label, or else the first that has it in its label."""
        found = [it for it in self.buttons if it["text"] == label]
        found += [it for it in self.buttons if label in it["text"]]
        expect(found, f"a button “{label}”", self.labels)
        return found[0]

    def kinds(self, kind):
        """The buttons whose data says that they do this."""
        data = [(it, it.get("callback_data") or "") for it in self.buttons]
        return [it for it, says in data if says.startswith(f"1:{kind}")]

    @property
    def folded(self):
        """What stands in quotations that are folded."""
        return readable(
            "\n".join(re.findall(r"<blockquote expandable>(.*?)</blockquote>", self.html, re.S))
        )

    @property
    def quoted(self):
        """What stands in quotations that are open."""
        return readable("\n".join(re.findall(r"<blockquote>(.*?)</blockquote>", self.html, re.S)))

    @property
    def emphasised(self):
        quotes = re.findall(r"<blockquote>(.*?)</blockquote>", self.html, re.S)
        return re.findall(r"<b>(.*?)</b>", "\n".join(quotes), re.S)

    @property
    def payloads(self):
        """What the links of the text start the bot with."""
        return re.findall(rf"https://t\.me/{USERNAME}\?start=([A-Za-z0-9_-]+)", self.html)


def readable(text):
    return html.unescape(re.sub(r"<[^>]*>", "", text))


class Chat:
    """A chat, and somebody who speaks there."""

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
        """Says something; the number of the message. `edit` takes the number of another."""
        message = {"text": text, "chat": self.about, "from": speaker or self.speaker}
        message |= {"extra": extra or {}, **more}
        return self.stand.post("/sim/message", message)["message_id"]

    def send(self, kind="message", **fields):
        """Sends what the stand cannot play: a message that is no text."""
        message = {"message_id": next(numbers), "date": int(time.time()), "chat": self.about}
        if self.kind != "channel":
            message["from"] = self.speaker
        message |= fields
        self.stand.post("/sim/update", {kind: message})
        return message["message_id"]

    def calls(self, since=None, method=""):
        """The calls that have to do with this chat."""
        calls = self.stand.calls(self.since if since is None else since, method)
        # Updates that the stand brings are listed as well; they have no body.
        return [it for it in calls if it.get("body", {}).get("chat_id") == self.id]

    def replies(self, to):
        """The messages that reply to a message."""
        return [it for it in self.calls(method="sendMessage") if replies_to(it) == to]

    def answer(self, to, thread=None, timeout=8):
        """The answer to a message, which is as every answer is."""

        def fits(call):
            return call["ok"] and call["body"]["chat_id"] == self.id and replies_to(call) == to

        found = self.stand.until("sendMessage", fits, self.since, timeout)
        expect(found, f"an answer in chat {self.id} to message {to}", self.calls()[-2:])
        shown = Shown(found[0])
        reply = shown.body["reply_parameters"]
        equal(reply.get("allow_sending_without_reply"), True, "allow_sending_without_reply")
        equal(shown.body.get("message_thread_id"), thread, "message_thread_id")
        return shown

    def ask(self, text, thread=None, **more):
        if thread:
            more["thread"] = thread
        return self.answer(self.say(text, **more), thread)

    def edited(self, shown, since, timeout=8):
        """The edit of what was shown."""

        def fits(call):
            place = call["body"].get("chat_id"), call["body"].get("message_id")
            return call["ok"] and place == (self.id, shown.id)

        found = self.stand.until("editMessageText", fits, since, timeout)
        expect(found, f"an edit of message {shown.id}", self.calls(since)[-2:])
        return Shown(found[0])

    def press(self, shown, label=None, data=None, speaker=None, alert=False):
        """Presses a button: what it turns the message into, and the word that comes.

        Without an edit, the first is None. `alert`: whether the word has to be closed.
        """
        began = time.time()
        data = data or shown.button(label)["callback_data"]
        tap = {"chat_id": self.id, "message_id": shown.id, "data": data}
        tap["from"] = speaker or self.speaker
        word = acknowledged(self.stand, self.stand.post("/sim/tap", tap)["id"], began)
        came = f"after “{label or data}” “{word.get('text')}”, in an alert"
        equal(bool(word.get("show_alert")), alert, came)
        edits = [it for it in self.calls(began) if it["method"].startswith("editMessage")]
        edits = [Shown(it) for it in edits if it.get("ok")]
        return edits[-1] if edits else None, word.get("text")

    def turn(self, shown, label=None, data=None, **more):
        """Presses a button that turns the message into another page."""
        page, _ = self.press(shown, label, data, **more)
        expect(page is not None, f"another page after “{label or data}”", "no edit")
        equal(page.id, shown.id, "the edit of message")
        return page

    def silent(self, act, heard="/ask 疫苗", thread=None):
        """Nothing comes of what `act` does: the question after it is answered first."""
        began = time.time()
        act()
        self.ask(heard, thread)
        calls = self.calls(began)
        came = [(it["method"], it["body"].get("text")) for it in calls]
        expect(len(calls) == 1, "silence", came[:-1])

    def delete(self, shown):
        """Somebody deletes a message."""
        body = {"chat_id": self.id, "message_id": shown.id}
        self.stand.post(f"/bot{TOKEN}/deleteMessage", body)

    def add_admin(self, user):
        member = {"chat_id": self.id, "user_id": user["id"], "status": "administrator"}
        self.stand.post("/sim/member", member)


def replies_to(call):
    return (call["body"].get("reply_parameters") or {}).get("message_id")


def acknowledged(stand, query, since):
    """The word that ends the waiting of a button."""
    found = stand.until(
        "answerCallbackQuery", lambda it: it["body"]["callback_query_id"] == query, since
    )
    expect(found, "an answer to the button", "none")
    return found[0]["body"]


def inline(stand, query, offset="", speaker=None):
    """Types after the bot's name; what is listed."""
    typed = {"query": query, "offset": offset, "from": speaker or person()}
    began = time.time()
    number = stand.post("/sim/inline", typed)["id"]
    found = stand.until(
        "answerInlineQuery", lambda it: it["body"]["inline_query_id"] == number, began
    )
    expect(found and found[0]["ok"], f"results for “{query}”", found)
    return found[0]["body"]


def content(result):
    """What a result becomes in a chat."""
    message = result["input_message_content"]
    equal(message.get("parse_mode"), "HTML", "parse_mode of a result")
    equal(message["link_preview_options"]["is_disabled"], True, "no preview:")
    body = {"text": message["message_text"], "reply_markup": result.get("reply_markup")}
    return Shown({"body": body, "t": 0, "answer": None})


def printed(w, *arguments, codes=(0,)):
    """What the program prints."""
    run = subprocess.run(
        [w.program, *arguments], env=clean(w.scratch), capture_output=True, text=True, timeout=20
    )
    expect(run.returncode in codes, f"exit code {codes}", f"{run.returncode}: {run.stderr}")
    return run.stdout


def clean(scratch):
    """The environment without settings of whoever runs this."""
    return {"PATH": os.environ.get("PATH", ""), "HOME": str(scratch), "LANG": "en_US.UTF-8"}


def python_with_requirements(folder, scratch):
    """A Python of its own for the stand."""
    print("installing the stand's requirements", flush=True)
    subprocess.run([sys.executable, "-m", "venv", scratch / "venv"], check=True)
    python = scratch / "venv" / "bin" / "python"
    install = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*install, "-r", folder / "requirements.txt"], check=True)
    return python
