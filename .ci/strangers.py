"""Fault runs: what nobody should send to a webhook, and cannot be kept from sending."""
import concurrent.futures
import contextlib
import json
import socket
import time

from playing import equal, expect, has, numbers

# How long a request may drip, in seconds.
LONGEST = 15

N_IDLE = 500
MEBIBYTE = 1 << 20


def hooked(w):
    bot = w.bot(hook=True)
    bot.start()
    return bot, bot.secret()


def update(w, chat, text, number):
    message = {"message_id": next(numbers), "date": int(time.time()), "chat": chat.about}
    message |= {"from": chat.speaker, "text": text}
    return {"update_id": number, "message": message}


def raw(bot, data):
    there = socket.create_connection(("127.0.0.1", bot.listen), timeout=10)
    there.sendall(data)
    return there


def status_of(there):
    """The status that comes before the end; None where there is none."""
    data = b""
    with contextlib.suppress(OSError):
        while b"\r\n" not in data and (more := there.recv(4096)):
            data += more
    return int(data.split(b" ")[1]) if data.startswith(b"HTTP/1.1 ") else None


def head(secret, *more, path="/telegram", method="POST"):
    lines = [f"{method} {path} HTTP/1.1", "Host: bot", "Content-Type: application/json"]
    lines += [f"X-Telegram-Bot-Api-Secret-Token: {secret}", *more]
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


def refused_requests(w):
    """Each wrong request has its status, and does nothing."""
    bot, secret = hooked(w)
    chat = w.chat()
    good = update(w, chat, "3.6", 900_001)
    began = time.time()
    huge = json.dumps(good).encode() + b" " * MEBIBYTE
    cases = {
        "a wrong secret": (401, bot.knock(good, "wrong")),
        "no secret": (401, bot.knock(good)),
        "an empty secret": (401, bot.knock(good, "")),
        "the secret and more": (401, bot.knock(good, secret + "x")),
        "half the secret": (401, bot.knock(good, secret[: len(secret) // 2])),
        "a wrong secret with a huge body": (401, bot.knock(huge, "wrong")),
        "a huge body": (413, bot.knock(huge, secret)),
        "no JSON": (400, bot.knock(b"update", secret)),
        "nothing": (400, bot.knock(b"", secret)),
        "JSON that is cut off": (400, bot.knock(json.dumps(good).encode()[:-9], secret)),
        "what is no text": (400, bot.knock(b'{"update_id":1,"x":"\xff\xfe"}', secret)),
        "a list": (400, bot.knock([good], secret)),
        "no number": (400, bot.knock({"message": good["message"]}, secret)),
        "a number in words": (400, bot.knock(good | {"update_id": "one"}, secret)),
        "a number that is too large": (400, bot.knock(good | {"update_id": 1 << 70}, secret)),
        "a deep pit": (400, bot.knock(b'{"update_id":1,"x":' + b"[" * 100_000, secret)),
        "GET": (405, bot.knock(b"", secret, method="GET")),
        "PUT": (405, bot.knock(good, secret, method="PUT")),
        "another path": (404, bot.knock(good, secret, path="/")),
        "a path below": (404, bot.knock(good, secret, path="/telegram/x")),
        "an unknown kind": (200, bot.knock({"update_id": 900_002, "dream": {}}, secret)),
        "no kind": (200, bot.knock({"update_id": 900_003}, secret)),
    }
    for what, (wanted, came) in cases.items():
        equal(came, wanted, f"status for {what}")
    pit = b'{"update_id":900004,"x":' + b"[" * 100_000 + b"]" * 100_000 + b"}"
    expect(bot.knock(pit, secret) in (200, 400), "no harm by a deep pit", "none")
    chunks = raw(bot, head(secret, "Transfer-Encoding: chunked"))
    with contextlib.suppress(OSError):
        for _ in range(20):
            chunks.sendall(b"10000\r\n" + b" " * 0x10000 + b"\r\n")
    equal(status_of(chunks), 413, "status for a huge body in chunks")
    for what, data in {
        "no HTTP": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" * 20,
        "a head without end": b"POST /telegram HTTP/1.1\r\n" + b"A: " + b"b" * (2 * MEBIBYTE),
        "two lengths": head(secret, "Content-Length: 5", "Content-Length: 50") + b"{}{}{",
    }.items():
        with contextlib.suppress(OSError):
            with raw(bot, data) as there:
                status = status_of(there)
                expect(status in (None, 400, 413, 431), f"a refusal of {what}", status)
    equal(bot.knock(good, secret), 200, "status for an update")
    has(chat.answer(good["message"]["message_id"]), "lause 3.6")
    sent = [it for it in w.stand.calls(began, "sendMessage")]
    equal(len(sent), 1, "messages sent")
    n_unknown = bot.metric('updates_total{kind="unknown"}')
    expect(n_unknown in (2, 3), "two or three unknown updates", n_unknown)
    w.say(f"{len(cases) + 5} wrong requests refused, the right one answered")


def the_same_again(w):
    """An update that is brought again is answered once, at once and after a kill."""
    bot, secret = hooked(w)
    chat = w.chat()
    again = update(w, chat, "3.6", 900_001)
    with concurrent.futures.ThreadPoolExecutor(16) as pool:
        statuses = list(pool.map(lambda _: bot.knock(again, secret), range(16)))
    equal(set(statuses), {200}, "statuses")
    number = again["message"]["message_id"]
    chat.answer(number)
    for _ in range(3):
        equal(bot.knock(again, secret), 200, "status")
    bot.until("inbox_depth", 0)
    bot.kill()
    bot.start()
    for _ in range(3):
        equal(bot.knock(again, secret), 200, "status after a kill")
    # What comes after it in its chat is answered after it.
    after = update(w, chat, "1.1", 900_002)
    bot.knock(after, secret)
    chat.answer(after["message"]["message_id"])
    equal(len(chat.replies(number)), 1, "answers")
    w.say("brought 22 times, answered once")


def slow_and_idle(w):
    """Requests that drip and connections that say nothing hold nobody up, and end."""
    bot, secret = hooked(w)
    began = time.monotonic()
    body_head = head(secret, "Content-Length: 1000")
    dripping = [(raw(bot, head(secret)[:40]), b"x") for _ in range(20)]
    dripping += [(raw(bot, body_head), b" ") for _ in range(20)]
    idle = [raw(bot, b"") for _ in range(N_IDLE)]
    ended, delays = {}, []
    number = 900_100
    while len(ended) < len(dripping) and time.monotonic() < began + LONGEST + 10:
        chat, asked = w.chat(), time.time()
        number += 1
        it = update(w, chat, "3.6", number)
        equal(bot.knock(it, secret), 200, f"status beside {N_IDLE} idle connections")
        delays.append(chat.answer(it["message"]["message_id"]).t - asked)
        for n, (there, drop) in enumerate(dripping):
            if n not in ended and not drips(there, drop):
                ended[n] = time.monotonic() - began
        time.sleep(0.5)
    late = len([it for it in ended.values() if it > LONGEST])
    longest = max(ended.values(), default=0)
    n_idle = sum(1 for it in idle if drips(it, b""))
    for there in [*idle, *(it for it, _ in dripping)]:
        there.close()
    w.say(f"{len(ended)} of {len(dripping)} dripping requests ended, after {longest:.1f} s at most; "
          f"{len(delays)} others answered meanwhile, after {max(delays) * 1000:.0f} ms at most; "
          f"{N_IDLE - n_idle} of {N_IDLE} idle connections ended")
    equal(len(ended), len(dripping), "dripping requests that ended:")
    equal(late, 0, f"of them after more than {LONGEST} s:")
    expect(max(delays) < 5, "others answered soon", delays)


def drips(there, drop):
    """Sends one more byte; whether the other side is still there."""
    there.setblocking(False)
    try:
        if there.recv(4096) == b"":
            return False
        # A status before the end, as 408: it is over.
        return False
    except BlockingIOError:
        pass
    except OSError:
        return False
    try:
        if drop:
            there.send(drop)
    except BlockingIOError:
        pass
    except OSError:
        return False
    return True


RUNS = [refused_requests, the_same_again, slow_and_idle]
