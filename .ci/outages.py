"""Fault runs: the Bot API is slow, returns errors, drops connections, or sends invalid responses.

Every question is answered in the end. A fault in one chat does not delay other chats.
"""
import contextlib
import statistics
import time

from harness import equal, expect
from proxies import FaultyProxy, failure, response

# Longest median delay of answers in chats without a fault, in seconds.
MAX_DELAY = 0.3

TIMEOUT = 75

HTML = b"<html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>"
CUT = b'{"ok":true,"result":{"message_id":77,"date":1700000000,"chat":{"id":1'
INVALID_RESPONSES = {
    "JSON that is cut off": response(200, CUT),
    "a page in HTML": response(200, HTML, "text/html"),
    "nothing": response(200, b""),
    "a body that breaks off": response(200, CUT, missing=400),
    "JSON that is something else": response(200, b'{"status":"ok"}'),
}


def bot_behind_proxy(w):
    """Start a bot behind a proxy that can inject faults."""
    w.record_answers()
    proxy = w.stop_at_end(FaultyProxy(w.stand.port))
    bot = w.bot(["--api-url", proxy.url])
    bot.command = drop_first_flag(bot.command, "--api-url")
    bot.start()
    return bot, proxy


def drop_first_flag(command, flag):
    """Remove the first of two values of a flag."""
    at = command.index(flag)
    return command[:at] + command[at + 2 :]


def check_all_answered(w, bot, load, what):
    """Check that every question of a load is answered."""
    load.settle(TIMEOUT)
    w.say(f"{what}: {load.summary()}")
    load.check()
    bot.wait_for_metric("inbox_depth", 0, timeout=60)


def measure_other_chats(w, seconds):
    """Ask in chats without a fault; return the delays of the answers."""
    probes = w.load(max(5, int(seconds * 4)), 1, seconds)
    for it in probes.questions:
        it.edit, it.presses = "", False
    probes.start()
    probes.settle(TIMEOUT)
    probes.check()
    return probes.delays()


def check_delays(w, delays, what):
    median, longest = statistics.median(delays), max(delays)
    w.say(f"{what}: {len(delays)} answers in other chats after {median * 1000:.0f} ms (median), "
          f"{longest * 1000:.0f} ms (max)")
    expect(median <= MAX_DELAY, f"answers in other chats within {MAX_DELAY} s", f"{median:.3f} s (median)")


def rate_limited_chat(w):
    """429 in one chat, for eight seconds."""
    bot, proxy = bot_behind_proxy(w)
    slow = w.load(1, 5, 2)
    chat = slow.questions[0].chat
    flood = failure(429, "Too Many Requests: retry after 8", retry_after=8)
    began = time.time()
    with proxy.fault(method="sendMessage", chat=chat.id, answer=flood) as fault:
        slow.start()
        delays = measure_other_chats(w, 8)
    n_calls = [it for it in proxy.calls if it[1:] == ("sendMessage", chat.id) and it[0] < began + 7.5]
    equal(len(n_calls), 1, "calls before `retry_after` has passed:")
    expect(fault.n_hits, "a call with error 429", fault.n_hits)
    check_delays(w, delays, "429 for 8 s in one chat")
    check_all_answered(w, bot, slow, "that chat")
    equal(slow.duplicates(), [], "sent twice:")


def slow_chat(w):
    """The Bot API takes fifteen seconds to respond, in one chat."""
    bot, proxy = bot_behind_proxy(w)
    slow = w.load(1, 2, 1)
    with proxy.fault(method="sendMessage", chat=slow.questions[0].chat.id, delay=15, times=1) as fault:
        slow.start()
        delays = measure_other_chats(w, 12)
        check_all_answered(w, bot, slow, "that chat")
    equal(fault.n_hits, 1, "slow answers:")
    check_delays(w, delays, "answers that take 15 s in one chat")
    equal(slow.duplicates(), [], "sent twice:")


def all_calls_fail(w):
    """500 to every call, for half a minute."""
    seconds = 12 if w.is_quick else 30
    bot, proxy = bot_behind_proxy(w)
    load = w.load(40, 2, seconds)
    # Some calls are in flight when the fault begins.
    load.start()
    time.sleep(1)
    with proxy.fault(answer=failure(500, "Internal Server Error")) as fault:
        time.sleep(seconds)
    expect(fault.n_hits > 5, "calls that failed", fault.n_hits)
    check_all_answered(w, bot, load, f"500 for {seconds} s ({fault.n_hits} calls)")
    equal(load.duplicates(), [], "sent twice:")


def connection_refused(w):
    """Connections are refused, for twenty seconds."""
    seconds = 10 if w.is_quick else 20
    bot, proxy = bot_behind_proxy(w)
    load = w.load(40, 2, seconds)
    load.start()
    time.sleep(1)
    broken_at = time.time()
    proxy.refuse()
    time.sleep(seconds)
    proxy.listen()
    check_all_answered(w, bot, load, f"refused for {seconds} s")
    # Calls in flight when the connections broke may have succeeded.
    again = load.duplicates()
    w.say(f"{len(again)} sent twice because a call was in flight")
    late = [it for it in again if it[1] > broken_at + 1]
    equal(late, [], "sent twice without a call in flight when the connections broke:")


def invalid_responses(w):
    """Invalid bodies with status 200, for calls that did and did not succeed."""
    bot, proxy = bot_behind_proxy(w)
    # Each kind takes a minute; quick runs rotate them.
    kinds = {what: [answer] for what, answer in INVALID_RESPONSES.items()}
    if w.is_quick:
        kinds = {"one after another": list(INVALID_RESPONSES.values())}
    for what, answers in kinds.items():
        for is_done in [False, True]:
            load = w.load(6, 2, 2)
            with proxy.fault(answers=answers, forward=is_done, times=30) as fault:
                load.start()
                end = time.monotonic() + 20
                while fault.left and time.monotonic() < end:
                    time.sleep(0.05)
            how = "done" if is_done else "not done"
            check_all_answered(w, bot, load, f"{what}, {how} ({fault.n_hits} calls)")
            if is_done:
                # The bot cannot know that the call succeeded; it retries twice.
                most = max(len(it) for it in load.sent.values())
                w.say(f"{len(load.duplicates())} sent again, a message {most} times at most")
                expect(most <= 3, "no message more than three times", most)
            else:
                equal(load.duplicates(), [], "sent twice:")


def invalid_responses_in_one_chat(w):
    """Responses are invalid in one chat for eight seconds, in another for good."""
    bot, proxy = bot_behind_proxy(w)
    slow, never = w.load(1, 3, 2), w.load(1, 1, 1)
    chat, silent = slow.questions[0].chat.id, never.questions[0].chat.id
    never.questions[0].edit, never.questions[0].presses = "", False
    html = INVALID_RESPONSES["a page in HTML"]
    with proxy.fault(method="sendMessage", chat=silent, answer=html, forward=True):
        never.start()
        with proxy.fault(method="sendMessage", chat=chat, answer=html) as fault:
            slow.start()
            delays = measure_other_chats(w, 8)
        expect(fault.n_hits, "an invalid response", fault.n_hits)
        check_delays(w, delays, "invalid responses in one chat")
        slow.settle(TIMEOUT)
        slow.check()
        time.sleep(5)
        # Retries come after 2 s and 30 s; the next would come after two minutes.
        n_sent = len([it for it in proxy.calls if it[1:] == ("sendMessage", silent)])
        w.say(f"a message without a valid response was sent {n_sent} times")
        equal(n_sent, 3, "attempts within a minute:")


def many_rate_limited_chats(w):
    """429 in thirty chats at once; other chats are not delayed."""
    bot, proxy = bot_behind_proxy(w)
    slow = w.load(30, 2, 1)
    flood = failure(429, "Too Many Requests: retry after 5", retry_after=5)
    chats = {it.chat.id for it in slow.questions}
    with contextlib.ExitStack() as faults:
        for chat in chats:
            faults.enter_context(proxy.fault(method="sendMessage", chat=chat, answer=flood, times=1))
        slow.start()
        delays = measure_other_chats(w, 5)
    check_delays(w, delays, "429 in 30 chats")
    check_all_answered(w, bot, slow, "those chats")
    equal(slow.duplicates(), [], "sent twice:")


RUNS = [
    rate_limited_chat,
    slow_chat,
    many_rate_limited_chats,
    invalid_responses_in_one_chat,
    all_calls_fail,
    connection_refused,
    invalid_responses,
]
