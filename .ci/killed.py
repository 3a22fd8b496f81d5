"""Fault runs: the bot is killed while many ask, alone and as one of two."""
import contextlib
import json
import sqlite3
import threading
import time

from crowd import windows
from fault_world import Redis, needs
from playing import equal, expect, numbers, wait_for
from proxies import Balancer

# Messages that Telegram took and the bot did not live to note, for each kill. Between
# the two there is one commit.
MOST_AGAIN_PER_KILL = 2

# Nothing comes for so long: nothing will come. Telegram's limits make groups wait.
PATIENCE = 75


class Killer(threading.Thread):
    """Kills a bot at random moments, and starts it again at once."""

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


def hold_up(w, crowd, n):
    """Has Telegram make some chats wait, so that kills find something open."""
    for it in w.rng.sample(crowd.questions, n):
        wait = w.rng.randint(1, 3)
        w.stand.fault("sendMessage", it.chat, times=1, code=429, retry_after=wait)


def count_again(w, again, kills):
    """Counts what was sent twice, and holds it against what is allowed."""
    by_kill, others = windows(again, kills)
    n_again, most = sum(by_kill.values()), MOST_AGAIN_PER_KILL * len(kills)
    w.say(f"{n_again} messages sent twice after {len(kills)} kills (at most {most})")
    equal(others[:3], [], f"{len(others)} messages sent twice, and no kill between them:")
    twice = [it for it in by_kill.items() if it[1] > 1]
    equal(twice[:3], [], "more than one message of a chat sent twice after one kill:")
    expect(n_again <= most, f"at most {most} messages sent twice", n_again)


def killed(w, is_hooked):
    w.calm()
    n_chats, seconds, n_kills = (40, 20, 5) if w.is_quick else (200, 60, 20)
    bot = w.bot(hook=is_hooked)
    bot.start()
    secret = bot.secret() if is_hooked else None
    crowd = w.crowd(n_chats, 10, seconds, hooked=is_hooked)
    hold_up(w, crowd, n_kills * 3)
    killer = Killer(bot, w.rng, n_kills, seconds)
    crowd.start()
    killer.start()
    crowd.settle(PATIENCE, deliver=lambda it: bot.knock(it, secret) if is_hooked else None)
    killer.join()
    w.say(f"{n_kills} kills: {crowd.summary()}")
    crowd.fails()
    equal(killer.died, [], "ends that nobody asked for:")
    bot.until("inbox_depth", 0)
    # What comes late would come now.
    time.sleep(1)
    crowd.look()
    count_again(w, crowd.again(), bot.kills)
    ended_under_load(w, bot, is_hooked)


def ended_under_load(w, bot, is_hooked):
    """SIGTERM while people ask, some of whom Telegram makes wait for longer than that."""
    crowd = w.crowd(60, 2, 1.0, hooked=is_hooked)
    for it in crowd.questions[::20]:
        w.stand.fault("sendMessage", it.chat, times=1, code=429, retry_after=20)
    crowd.start()
    time.sleep(0.7)
    took = bot.end_well()
    crowd.look()
    n_before = len(crowd.delays())
    crowd.thread.join()
    bot.start()
    crowd.settle(PATIENCE)
    w.say(f"SIGTERM under load: ended after {took:.1f} s, {n_before} answered before; then "
          f"{crowd.summary()}")
    crowd.fails()
    equal(crowd.again()[:3], [], "messages sent twice:")
    bot.until("inbox_depth", 0)


def killed_while_polling(w):
    """Kills while updates are fetched."""
    killed(w, is_hooked=False)


def killed_with_a_webhook(w):
    """Kills while updates are brought."""
    killed(w, is_hooked=True)


def killed_while_the_disk_is_slow(w):
    """A commit takes long, and the bot does not live to see its end.

    One message of each chat may be sent again: the next one of the chat has to wait
    until the one before it is noted.
    """
    w.calm()
    bot = w.bot()
    bot.start()
    crowd = w.crowd(10, 5, 0.1)
    for it in crowd.questions:
        it.edit, it.presses = "", False
    chats = {it.chat.id: it.chat for it in crowd.questions}.values()
    for chat in chats:
        w.stand.fault("sendMessage", chat, times=1, code=429, retry_after=2)
    crowd.start()
    crowd.thread.join()
    bot.until("inbox_depth", len(crowd.questions), timeout=2)
    with contextlib.closing(sqlite3.connect(bot.data / "clausebot.sqlite3")) as slow:
        slow.execute("begin immediate")
        wait_for("an answer", lambda: crowd.look() or crowd.delays(), timeout=10)
        # Shorter than the bot waits for its database.
        time.sleep(0.5)
        bot.kill()
        slow.rollback()
    crowd.look()
    n_before = sum(len(it) for it in crowd.sent.values())
    bot.launch()
    crowd.settle(PATIENCE)
    n_again = len(crowd.again())
    w.say(f"{n_before} messages in {len(chats)} chats during a slow commit; {n_again} sent twice")
    crowd.fails()
    by_kill, others = windows(crowd.again(), bot.kills)
    equal(others, [], "sent twice, and no kill between them:")
    twice = {chat: n for (chat, _), n in by_kill.items() if n > 1}
    equal(twice, {}, "more than one message of a chat sent twice after one kill:")


# --- two replicas


def two_replicas(w):
    """Two bots and a Redis: one is killed, Redis ends, the other is started again."""
    needs("redis-server")
    w.calm()
    redis = w.stopped_later(Redis(w.scratch / f"redis-{w.n_bots}"))
    redis.start()
    balancer = w.stopped_later(Balancer([]))
    hook = f"{balancer.url}/telegram"
    pair = [w.bot(["--redis", redis.url], hook=hook) for _ in range(2)]
    for bot in pair:
        bot.start()
    balancer.bring_to([it.listen for it in pair])
    n_chats, seconds = (40, 40) if w.is_quick else (200, 66)
    crowd = w.crowd(n_chats, 10, seconds, hooked=True)
    crowd.start()
    script = Script(w, crowd, pair, redis, seconds)
    secret = pair[0].secret()
    crowd.settle(PATIENCE, deliver=lambda it: pair[0].knock(it, secret), check=script.step)
    script.finish()
    shares = " and ".join(str(balancer.brought[it.listen]) for it in pair)
    w.say(f"{crowd.summary()}; {shares} connections brought")
    w.say(script.claimed)
    crowd.fails()
    expect(min(balancer.brought.values()) > len(crowd.questions) / 8, "shares for both", shares)
    for bot in pair:
        bot.until("inbox_depth", 0)
    time.sleep(1)
    crowd.look()
    script.held.look()
    again = [*crowd.again(), *script.held.again()]
    count_again(w, again, pair[0].kills)
    settings_are_shared(w, pair, secret)
    for bot in pair:
        bot.end_well()


class Script:
    """What happens to two replicas, and when: step by step, while others look on."""

    def __init__(self, w, crowd, pair, redis, seconds):
        self.w, self.crowd, self.redis = w, crowd, redis
        self.killed, self.other = pair
        self.began, self.claimed, self.n_open = time.monotonic(), "", 0
        self.held = w.crowd(12, 2, 0.1, hooked=True)
        for it in self.held.questions:
            it.edit, it.presses = "", False
        # The killed one is away for 20 seconds.
        away = seconds * 0.1
        self.steps = [
            (away - 0.5, self.hold_up),
            (away, self.kill),
            (away + 20, self.back),
            (away + 20 + seconds * 0.12, self.restart_redis),
            (away + 20 + seconds * 0.3, self.restart_other),
        ]

    def step(self):
        """Does what is due."""
        while self.steps and time.monotonic() > self.began + self.steps[0][0]:
            self.steps.pop(0)[1]()

    def finish(self):
        for _, act in self.steps:
            act()
        self.steps = []

    def hold_up(self):
        """Twelve chats ask what is still open when the replica is killed."""
        for chat in {it.chat.id: it.chat for it in self.held.questions}.values():
            self.w.stand.fault("sendMessage", chat, times=1, code=429, retry_after=6)
        self.held.start()

    def kill(self):
        wait_for("updates brought", self.all_brought, timeout=5)
        self.killed.kill()
        self.n_open = sum(1 for it in self.held.questions if not it.replies)

    def all_brought(self):
        self.held.look()
        return all(it.update in self.held.delivered for it in self.held.questions)

    def back(self):
        """The killed one comes again; what it had is answered, or nobody took it over."""
        self.held.look()
        kill = self.killed.kills[0]
        took = [it.answered_at - kill for it in self.held.questions if it.replies]
        self.claimed = f"{self.n_open} open when one was killed; {len(took)} of "
        self.claimed += f"{len(self.held.questions)} answered by the other"
        self.claimed += f", the last {max(took, default=0):.1f} s after the kill"
        self.killed.launch()
        expect(self.n_open >= 12, "updates that are open when one is killed", self.n_open)
        self.held.fails()

    def restart_redis(self):
        self.redis.stop()
        time.sleep(0.5)
        self.redis.start()

    def restart_other(self):
        took = self.other.end_well()
        self.w.say(f"the other one ended after {took:.1f} s, and was started again")
        self.other.launch()


def settings_are_shared(w, pair, secret):
    """What is chosen at one replica holds at the other, at once."""
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
        # As Telegram does, until it is taken.
        body = json.dumps({"update_id": update, "message": message}).encode()
        equal(bot.knock(body, secret), 200, "an update brought to one replica:")
        return chat.answer(message["message_id"])

    for n, (chosen, word) in enumerate([("zh-Hant", "第3.6條"), ("en", "lause 3.6")] * 2):
        one, other = pair[n % 2], pair[1 - n % 2]
        ask_at(one, f"/language {chosen}")
        for bot in [other, one]:
            shown = ask_at(bot, "3.6").plain
            expect(word in shown, f"“{word}” after /language {chosen}", shown)
    w.say("/language at either replica holds at both")


RUNS = [
    killed_while_polling,
    killed_with_a_webhook,
    killed_while_the_disk_is_slow,
    two_replicas,
]
