"""Fault runs: the bot is killed under load, as one instance and as one of two."""
import contextlib
import sqlite3
import threading
import time

from fixture import Redis, require
from harness import equal, expect, numbers, wait_for
from load import duplicates_by_kill
from proxies import Balancer

# Most duplicates for each kill: messages that Telegram accepted and the bot had not
# recorded. One commit lies between the two.
MAX_DUPLICATES_PER_KILL = 2

# Seconds without progress before a run gives up. The send limits make groups wait.
TIMEOUT = 75


class Killer(threading.Thread):
    """Kills a bot at random times, and restarts it at once."""

    def __init__(self, bot, rng, n_times, seconds):
        super().__init__(daemon=True)
        self.bot = bot
        self.times = sorted(rng.uniform(0.5, seconds) for _ in range(n_times))
        self.died = []

    def run(self):
        began = time.monotonic()
        for at in self.times:
            time.sleep(max(0, began + at - time.monotonic()))
            if (code := self.bot.process.poll()) is not None:
                self.died.append(code)
            self.bot.kill()
            self.bot.launch()


def delay_chats(w, load, n):
    """Return 429 in some chats, so that kills find unfinished jobs."""
    for it in w.rng.sample(load.questions, n):
        wait = w.rng.randint(1, 3)
        w.stand.fault("sendMessage", it.chat, times=1, code=429, retry_after=wait)


def check_duplicates(w, again, kills):
    """Check that the number of duplicates is within the limit."""
    by_kill, others = duplicates_by_kill(again, kills)
    n_duplicates, most = sum(by_kill.values()), MAX_DUPLICATES_PER_KILL * len(kills)
    w.say(f"{n_duplicates} messages sent twice after {len(kills)} kills (at most {most})")
    equal(others[:3], [], f"{len(others)} messages sent twice without a kill between them:")
    twice = [it for it in by_kill.items() if it[1] > 1]
    equal(twice[:3], [], "more than one message of a chat sent twice after one kill:")
    expect(n_duplicates <= most, f"at most {most} messages sent twice", n_duplicates)


def run_kills(w, is_hooked):
    w.record_answers()
    n_chats, seconds, n_kills = (40, 20, 5) if w.is_quick else (200, 60, 20)
    bot = w.bot(hook=is_hooked)
    bot.start()
    load = w.load(n_chats, 10, seconds, hooked=is_hooked)
    delay_chats(w, load, n_kills * 3)
    killer = Killer(bot, w.rng, n_kills, seconds)
    load.start()
    killer.start()
    load.settle(TIMEOUT)
    killer.join()
    w.say(f"{n_kills} kills: {load.summary()}")
    load.check()
    equal(killer.died, [], "exits without a signal:")
    bot.wait_for_metric("inbox_depth", 0)
    # Wait for late duplicates.
    time.sleep(1)
    load.poll()
    check_duplicates(w, load.duplicates(), bot.kills)
    check_sigterm(w, bot, is_hooked)


def check_sigterm(w, bot, is_hooked):
    """Check SIGTERM under load; some chats have a `retry_after` longer than the shutdown."""
    load = w.load(60, 2, 1.0, hooked=is_hooked)
    for it in load.questions[::20]:
        w.stand.fault("sendMessage", it.chat, times=1, code=429, retry_after=20)
    load.start()
    time.sleep(0.7)
    took = bot.stop_gracefully()
    load.poll()
    n_before = len(load.delays())
    load.thread.join()
    bot.start()
    load.settle(TIMEOUT)
    w.say(f"SIGTERM under load: ended after {took:.1f} s, {n_before} answered before; then "
          f"{load.summary()}")
    load.check()
    equal(load.duplicates()[:3], [], "messages sent twice:")
    bot.wait_for_metric("inbox_depth", 0)


def kills_while_polling(w):
    """Kills with long polling."""
    run_kills(w, is_hooked=False)


def kills_with_a_webhook(w):
    """Kills with a webhook."""
    run_kills(w, is_hooked=True)


def kill_during_slow_commit(w):
    """The bot is killed during a slow commit.

    One message of each chat may be sent again: the next message of the chat waits
    until the previous one is recorded.
    """
    w.record_answers()
    bot = w.bot()
    bot.start()
    load = w.load(10, 5, 0.1)
    for it in load.questions:
        it.edit, it.presses = "", False
    chats = {it.chat.id: it.chat for it in load.questions}.values()
    for chat in chats:
        w.stand.fault("sendMessage", chat, times=1, code=429, retry_after=2)
    load.start()
    load.thread.join()
    bot.wait_for_metric("inbox_depth", len(load.questions), timeout=2)
    with contextlib.closing(sqlite3.connect(bot.data / "clausebot.sqlite3")) as slow:
        slow.execute("begin immediate")
        wait_for("an answer", lambda: load.poll() or load.delays(), timeout=10)
        # Shorter than the busy timeout of the database.
        time.sleep(0.5)
        bot.kill()
        slow.rollback()
    load.poll()
    n_before = sum(len(it) for it in load.sent.values())
    bot.launch()
    load.settle(TIMEOUT)
    n_duplicates = len(load.duplicates())
    w.say(f"{n_before} messages in {len(chats)} chats during a slow commit; {n_duplicates} sent twice")
    load.check()
    by_kill, others = duplicates_by_kill(load.duplicates(), bot.kills)
    equal(others, [], "sent twice without a kill between them:")
    twice = {chat: n for (chat, _), n in by_kill.items() if n > 1}
    equal(twice, {}, "more than one message of a chat sent twice after one kill:")


def two_replicas(w):
    """Two bots and a Redis: one bot is killed, Redis restarts, the other bot restarts."""
    require("redis-server")
    w.record_answers()
    redis = w.stop_at_end(Redis(w.scratch / f"redis-{w.n_bots}"))
    redis.start()
    balancer = w.stop_at_end(Balancer())
    hook = f"{balancer.url}/telegram"
    pair = [w.bot(["--redis", redis.url], hook=hook) for _ in range(2)]
    for bot in pair:
        bot.start()
    balancer.set_backends([it.listen for it in pair])
    n_chats, seconds = (40, 40) if w.is_quick else (200, 66)
    load = w.load(n_chats, 10, seconds, hooked=True)
    load.start()
    script = Script(w, load, pair, redis, seconds)
    load.settle(TIMEOUT, check=script.step)
    script.finish()
    shares = " and ".join(str(balancer.n_connections[it.listen]) for it in pair)
    w.say(f"{load.summary()}; {shares} connections")
    w.say(script.claimed)
    if load.unfinished():
        for bot in pair:
            bot.print_state()
    load.check()
    expect(min(balancer.n_connections.values()) > len(load.questions) / 8, "shares for both", shares)
    for bot in pair:
        bot.wait_for_metric("inbox_depth", 0)
    time.sleep(1)
    load.poll()
    script.held.poll()
    again = [*load.duplicates(), *script.held.duplicates()]
    check_duplicates(w, again, pair[0].kills)
    check_shared_settings(w, pair)
    for bot in pair:
        bot.stop_gracefully()


class Script:
    """The schedule of the faults of two replicas."""

    def __init__(self, w, load, pair, redis, seconds):
        self.w, self.load, self.redis = w, load, redis
        self.killed, self.other = pair
        self.began, self.claimed, self.n_open = time.monotonic(), "", 0
        self.held = w.load(12, 2, 0.1, hooked=True)
        for it in self.held.questions:
            it.edit, it.presses = "", False
        # The killed replica is down for 20 seconds.
        away = seconds * 0.1
        self.steps = [
            (away - 0.5, self.delay_chats),
            (away, self.kill),
            (away + 20, self.back),
            (away + 20 + seconds * 0.12, self.restart_redis),
            (away + 20 + seconds * 0.3, self.restart_other),
        ]

    def step(self):
        """Do the steps that are due."""
        while self.steps and time.monotonic() > self.began + self.steps[0][0]:
            self.steps.pop(0)[1]()

    def finish(self):
        for _, act in self.steps:
            act()
        self.steps = []

    def delay_chats(self):
        """Ask in twelve chats questions that are unanswered when the replica is killed."""
        for chat in {it.chat.id: it.chat for it in self.held.questions}.values():
            self.w.stand.fault("sendMessage", chat, times=1, code=429, retry_after=6)
        self.held.start()

    def kill(self):
        wait_for("delivered updates", self.all_delivered, timeout=5)
        self.killed.kill()
        self.n_open = sum(1 for it in self.held.questions if not it.replies)

    def all_delivered(self):
        self.held.poll()
        return all(it.update in self.held.delivered for it in self.held.questions)

    def back(self):
        """Restart the killed replica; the other one must have answered its updates."""
        self.held.poll()
        kill = self.killed.kills[0]
        took = [it.answered_at - kill for it in self.held.questions if it.replies]
        self.claimed = f"{self.n_open} unanswered when one was killed; {len(took)} of "
        self.claimed += f"{len(self.held.questions)} answered by the other"
        self.claimed += f", the last {max(took, default=0):.1f} s after the kill"
        self.killed.launch()
        expect(self.n_open >= 12, "unanswered updates when one is killed", self.n_open)
        self.held.check()

    def restart_redis(self):
        self.redis.stop()
        time.sleep(0.5)
        self.redis.start()

    def restart_other(self):
        took = self.other.stop_gracefully()
        self.w.say(f"the other one stopped after {took:.1f} s, and was restarted")
        self.other.launch()


def check_shared_settings(w, pair):
    """Check that a preference set at one replica holds at the other at once."""
    chat = w.chat()
    update = 5_000_000

    def ask_at(bot, text):
        nonlocal update
        update += 1
        message = {"message_id": next(numbers), "date": int(time.time()), "chat": chat.about}
        message |= {"from": chat.speaker, "text": text}
        if text.startswith("/"):
            entity = {"type": "bot_command", "offset": 0, "length": len(text.split()[0])}
            message["entities"] = [entity]
        body = {"update_id": update, "message": message}
        equal(bot.post_webhook(body), 200, "an update posted to one replica:")
        return chat.answer(message["message_id"])

    for n, (chosen, word) in enumerate([("zh-Hant", "第3.6條"), ("en", "lause 3.6")] * 2):
        one, other = pair[n % 2], pair[1 - n % 2]
        ask_at(one, f"/language {chosen}")
        for bot in [other, one]:
            shown = ask_at(bot, "3.6").plain
            expect(word in shown, f"“{word}” after /language {chosen}", shown)
    w.say("/language at either replica holds at both")


RUNS = [
    kills_while_polling,
    kills_with_a_webhook,
    kill_during_slow_commit,
    two_replicas,
]
