"""Fault runs: the Bot API is slow, refuses, breaks off, or says what nobody can read.

Everything that is asked meanwhile is answered in the end. Where one chat only is
concerned, the others do not notice.
"""
import statistics
import time

from playing import equal, expect
from proxies import Way, failure, response

# How long an answer in a chat that nothing is wrong with may take, in seconds.
SOON = 0.3

PATIENCE = 75

HTML = b"<html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>"
CUT = b'{"ok":true,"result":{"message_id":77,"date":1700000000,"chat":{"id":1'
UNREADABLE = {
    "JSON that is cut off": response(200, CUT),
    "a page in HTML": response(200, HTML, "text/html"),
    "nothing": response(200, b""),
    "a body that breaks off": response(200, CUT, missing=400),
    "JSON that is something else": response(200, b'{"status":"ok"}'),
}


def behind(w):
    """A bot with a way to the Bot API that can be made bad."""
    w.calm()
    way = w.stopped_later(Way(w.stand.port))
    bot = w.bot(["--api-url", way.url])
    bot.command = without_first(bot.command, "--api-url")
    bot.start()
    return bot, way


def without_first(command, flag):
    """A command in which a flag is given once, as at last."""
    at = command.index(flag)
    return command[:at] + command[at + 2 :]


def in_the_end(w, bot, crowd, what):
    """Everybody of a crowd is answered."""
    crowd.settle(PATIENCE)
    w.say(f"{what}: {crowd.summary()}")
    crowd.fails()
    bot.until("inbox_depth", 0, timeout=60)


def undisturbed(w, seconds):
    """Asks in chats that nothing is wrong with: how long the answers take."""
    probes = w.crowd(max(5, int(seconds * 4)), 1, seconds)
    for it in probes.questions:
        it.edit, it.presses = "", False
    probes.start()
    probes.settle(PATIENCE)
    probes.fails()
    return probes.delays()


def are_soon(w, delays, what):
    median, longest = statistics.median(delays), max(delays)
    w.say(f"{what}: {len(delays)} answers in other chats after {median * 1000:.0f} ms (median), "
          f"{longest * 1000:.0f} ms (max)")
    expect(median <= SOON, f"answers in other chats within {SOON} s", f"{median:.3f} s (median)")


def one_chat_has_to_wait(w):
    """429 in one chat, for eight seconds."""
    bot, way = behind(w)
    slow = w.crowd(1, 5, 2)
    chat = slow.questions[0].chat
    flood = failure(429, "Too Many Requests: retry after 8", retry_after=8)
    began = time.time()
    with way.bad(method="sendMessage", chat=chat.id, answer=flood) as day:
        slow.start()
        delays = undisturbed(w, 8)
    n_calls = [it for it in way.calls if it[1:] == ("sendMessage", chat.id) and it[0] < began + 7.5]
    equal(len(n_calls), 1, "calls within the time that Telegram wants silence for:")
    expect(day.n_met, "a call that was told to wait", day.n_met)
    are_soon(w, delays, "429 for 8 s in one chat")
    in_the_end(w, bot, slow, "that chat")
    equal(slow.again(), [], "sent twice:")


def one_chat_is_slow(w):
    """Answers of the Bot API that take fifteen seconds, in one chat."""
    bot, way = behind(w)
    slow = w.crowd(1, 2, 1)
    with way.bad(method="sendMessage", chat=slow.questions[0].chat.id, delay=15, times=1) as day:
        slow.start()
        delays = undisturbed(w, 12)
        in_the_end(w, bot, slow, "that chat")
    equal(day.n_met, 1, "slow answers:")
    are_soon(w, delays, "answers that take 15 s in one chat")
    equal(slow.again(), [], "sent twice:")


def everything_fails(w):
    """500 to every call, for half a minute."""
    seconds = 12 if w.is_quick else 30
    bot, way = behind(w)
    crowd = w.crowd(40, 2, seconds)
    # Some are under way when it begins.
    crowd.start()
    time.sleep(1)
    with way.bad(answer=failure(500, "Internal Server Error")) as day:
        time.sleep(seconds)
    expect(day.n_met > 5, "calls that failed", day.n_met)
    in_the_end(w, bot, crowd, f"500 for {seconds} s ({day.n_met} calls)")
    equal(crowd.again(), [], "sent twice:")


def nobody_listens(w):
    """Connections are refused, for twenty seconds."""
    seconds = 10 if w.is_quick else 20
    bot, way = behind(w)
    crowd = w.crowd(40, 2, seconds)
    crowd.start()
    time.sleep(1)
    broken_at = time.time()
    way.refuse()
    time.sleep(seconds)
    way.listen()
    in_the_end(w, bot, crowd, f"refused for {seconds} s")
    # What was under way when the connections broke may have been done.
    again = crowd.again()
    w.say(f"{len(again)} sent twice, of what was under way")
    late = [it for it in again if it[1] > broken_at + 1]
    equal(late, [], "sent twice, and not under way when the connections broke:")


def unreadable(w):
    """Answers with 200 that are no answers, to calls that were done and not done."""
    bot, way = behind(w)
    # Each takes a minute: where it has to be quick, they take turns.
    kinds = {what: [answer] for what, answer in UNREADABLE.items()}
    if w.is_quick:
        kinds = {"one after another": list(UNREADABLE.values())}
    for what, answers in kinds.items():
        for is_done in [False, True]:
            crowd = w.crowd(6, 2, 2)
            with way.bad(answers=answers, forward=is_done, times=30) as day:
                crowd.start()
                end = time.monotonic() + 20
                while day.left and time.monotonic() < end:
                    time.sleep(0.05)
            how = "done" if is_done else "not done"
            in_the_end(w, bot, crowd, f"{what}, {how} ({day.n_met} calls)")
            if is_done:
                # Nobody can know that it was done: it is tried again, twice.
                most = max(len(it) for it in crowd.sent.values())
                w.say(f"{len(crowd.again())} sent again, a message {most} times at most")
                expect(most <= 3, "no message more than three times", most)
            else:
                equal(crowd.again(), [], "sent twice:")


def one_chat_is_unreadable(w):
    """What comes back of one chat cannot be read, for eight seconds; of another, ever."""
    bot, way = behind(w)
    slow, never = w.crowd(1, 3, 2), w.crowd(1, 1, 1)
    chat, silent = slow.questions[0].chat.id, never.questions[0].chat.id
    never.questions[0].edit, never.questions[0].presses = "", False
    html = UNREADABLE["a page in HTML"]
    with way.bad(method="sendMessage", chat=silent, answer=html, forward=True):
        never.start()
        with way.bad(method="sendMessage", chat=chat, answer=html) as day:
            slow.start()
            delays = undisturbed(w, 8)
        expect(day.n_met, "an answer that cannot be read", day.n_met)
        are_soon(w, delays, "an unreadable chat")
        slow.settle(PATIENCE)
        slow.fails()
        time.sleep(5)
        # After two seconds, half a minute, and then not for two minutes.
        n_sent = len([it for it in way.calls if it[1:] == ("sendMessage", silent)])
        w.say(f"a message that Telegram takes and never says so was sent {n_sent} times")
        equal(n_sent, 3, "times that it is sent within a minute:")


def many_chats_have_to_wait(w):
    """429 in thirty chats at once holds up no other."""
    bot, way = behind(w)
    slow = w.crowd(30, 2, 1)
    flood = failure(429, "Too Many Requests: retry after 5", retry_after=5)
    chats = {it.chat.id for it in slow.questions}
    days = [way.bad(method="sendMessage", chat=it, answer=flood, times=1) for it in chats]
    for day in days:
        day.__enter__()
    slow.start()
    delays = undisturbed(w, 5)
    for day in days:
        day.__exit__(None, None, None)
    are_soon(w, delays, "429 in 30 chats")
    in_the_end(w, bot, slow, "those chats")
    equal(slow.again(), [], "sent twice:")


RUNS = [
    one_chat_has_to_wait,
    one_chat_is_slow,
    many_chats_have_to_wait,
    one_chat_is_unreadable,
    everything_fails,
    nobody_listens,
    unreadable,
]
