"""Fixture of the fault runs: bots with metrics, Redis, and plain HTTP requests."""
import http.client
import json
import os
import random
import re
import shutil
import signal
import socket
import subprocess
import time

import load
from harness import Bot, Chat, Failed, Process, equal, expect, free_port, person, wait_for


class NotRun(Exception):
    """The reason that a run cannot be done here."""


def ask_http(port, path, method="GET", body=None, headers=None, timeout=30):
    """Send a request on loopback; return status and body, `None` without a connection."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=timeout)
    try:
        connection.request(method, path, body, headers or {})
        answer = connection.getresponse()
        return answer.status, answer.read().decode(errors="replace")
    except (OSError, http.client.HTTPException):
        return None, ""
    finally:
        connection.close()


class MonitoredBot(Bot):
    """A bot with a metrics port and, optionally, a webhook."""

    def __init__(self, program, stand, scratch, name, options, environment, hook):
        self.monitor, self.listen = free_port(), free_port()
        more = {"CLAUSEBOT_MONITOR": f"127.0.0.1:{self.monitor}"} | (environment or {})
        super().__init__(program, stand, scratch, name, options, more)
        if hook:
            self.ready_call = "setWebhook"
            url = hook if isinstance(hook, str) else f"http://127.0.0.1:{self.listen}/telegram"
            self.command += ["--webhook", url, "--listen", f"127.0.0.1:{self.listen}"]
        # Times of its kills.
        self.kills = []

    def kill(self):
        self.kills.append(time.time())
        self.process.kill()
        self.process.wait()

    def stop_gracefully(self, limit=10):
        """Send SIGTERM; return how long the shutdown took."""
        began = time.monotonic()
        self.process.send_signal(signal.SIGTERM)
        try:
            code = self.process.wait(limit + 5)
        except subprocess.TimeoutExpired:
            raise Failed(f"expected an end within {limit} s; came {self.log_text()[-600:]}") from None
        took = time.monotonic() - began
        equal(code, 0, f"({self.log_text()[-300:]}) exit code")
        expect(took <= limit, f"an end within {limit} s", f"{took:.1f} s")
        return took

    def metric(self, name):
        """Read a metric without labels; `None` if it is missing."""
        _, text = ask_http(self.monitor, "/metrics")
        found = re.search(rf"^clausebot_{name} (.*)$", text, re.M)
        return found and float(found[1])

    def wait_for_metric(self, name, value, timeout=30):
        """Wait until a metric has a value."""
        last = []

        def is_there():
            last[:] = [self.metric(name)]
            return last[0] == value

        try:
            wait_for(f"{name} {value}", is_there, timeout)
        except Failed:
            raise Failed(f"expected {name} {value} within {timeout} s; came {last}") from None

    def print_state(self):
        """Print what a bot has counted, and the end of its log, to find the fault."""
        _, text = ask_http(self.monitor, "/metrics")
        counts = re.findall(r"^clausebot_(?!\w*(?:_bucket|_sum))(.* (?!0$).*)$", text, re.M)
        print(f"    {self.name}: {', '.join(counts)}")
        print("\n".join(f"    {it}" for it in self.log_text().splitlines()[-20:]))

    def post_webhook(self, update):
        """Post an update to the webhook; return the status."""
        secret = self.stand.calls(method="setWebhook")[-1]["body"]["secret_token"]
        headers = {"Content-Type": "application/json", "X-Telegram-Bot-Api-Secret-Token": secret}
        return ask_http(self.listen, "/telegram", "POST", json.dumps(update), headers)[0]


class Redis(Process):
    """A Redis server that writes every command to disk."""

    def __init__(self, folder):
        self.folder, self.port = folder, free_port()
        self.url = f"redis://127.0.0.1:{self.port}/0"
        folder.mkdir()

    def start(self):
        command = ["redis-server", "--port", str(self.port), "--bind", "127.0.0.1"]
        command += ["--dir", str(self.folder), "--save", "", "--appendonly", "yes"]
        command += ["--appendfsync", "always", "--logfile", str(self.folder / "log")]
        self.process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        wait_for("Redis", lambda: self.command("PING").startswith("+PONG"))

    def command(self, *words):
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=5) as there:
                there.sendall((" ".join(words) + "\r\n").encode())
                return there.recv(1 << 16).decode(errors="replace")
        except OSError:
            return ""


class Fixture:
    """The bots, the stand and the resources of a run."""

    def __init__(self, program, scratch, stand, is_quick, seed):
        self.program, self.scratch, self.stand = program, scratch, stand
        self.is_quick, self.seed = is_quick, seed
        # Seconds of the long run, if they are set.
        self.seconds = None
        self.library = scratch / "library"
        load.write_library(self.library / "plan-of-construction")
        self.rng, self.name, self.n_bots = random.Random(seed), "", 0
        self.resources, self.wants = [], None

    def begin(self, name):
        """Reset the stand and seed the random numbers of a run."""
        self.name, self.rng = name, random.Random(f"{self.seed} {name}")
        self.stand.post("/sim/reset", {})

    def end(self):
        while self.resources:
            self.resources.pop().stop()

    def stop_at_end(self, it):
        self.resources.append(it)
        return it

    def say(self, text):
        print(f"    {text}", flush=True)

    def bot(self, options=(), environment=None, hook=False):
        self.n_bots += 1
        name = re.sub(r"\W+", "-", self.name) + f"-{self.n_bots}"
        options = ["--library", self.library, *options]
        bot = MonitoredBot(
            self.program, self.stand, self.scratch, name, options, environment, hook
        )
        return self.stop_at_end(bot)

    def record_answers(self):
        """Record the answer to each question without faults. Each run calls this first."""
        if self.wants is None:
            bot = self.bot()
            bot.start()
            self.wants = load.reference_answers(self.stand)
            bot.stop()
            self.stand.post("/sim/reset", {})

    def load(self, n_chats, n_each, seconds, **more):
        return load.Load(self.stand, self.wants, self.rng, n_chats, n_each, seconds, **more)

    def chat(self, kind="private", language="en"):
        return Chat(self.stand, kind, person(language))


def require(program):
    if not shutil.which(program):
        raise NotRun(f"{program} is not installed")


def require_root():
    if os.geteuid() != 0:
        raise NotRun("only root may mount")
