"""What stands between programs of a fault run: a load balancer, and a bad way to
the Bot API.

Each serves on a thread of its own, until `stop`.
"""
import asyncio
import contextlib
import itertools
import json
import socket
import threading
import time

LONGEST_HEAD = 64 << 10


def free_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


class Proxy:
    """Connections of a port, each handled by `through`."""

    def __init__(self):
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.open = set()
        self.loop = asyncio.new_event_loop()
        self.server = None
        self.thread = threading.Thread(target=self.loop.run_forever, daemon=True)
        self.thread.start()
        self.listen()

    def listen(self):
        self.run(self._listen())

    def refuse(self):
        """Listens no more, and breaks off what is open."""
        self.run(self._refuse())

    def stop(self):
        if self.thread.is_alive():
            self.run(self._refuse())
            self.loop.call_soon_threadsafe(self.loop.stop)
            self.thread.join()

    def run(self, work):
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(30)

    async def _listen(self):
        # Whoever knocks while the port is closed is to be refused, and at no other time.
        self.server = await asyncio.start_server(
            self._handle, "127.0.0.1", self.port, limit=LONGEST_HEAD, backlog=1024
        )

    async def _refuse(self):
        if self.server:
            self.server.close()
            self.server = None
        for task in list(self.open):
            task.cancel()
        await asyncio.gather(*self.open, return_exceptions=True)

    async def _handle(self, reader, writer):
        task = asyncio.current_task()
        self.open.add(task)
        try:
            await self.through(reader, writer)
        except (OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, ValueError):
            pass
        except asyncio.CancelledError:
            # Broken off, and not ended well.
            writer.transport.abort()
        finally:
            self.open.discard(task)
            writer.close()

    async def through(self, reader, writer):
        raise NotImplementedError


class Balancer(Proxy):
    """Brings each connection to the next of its backends that listens."""

    def __init__(self, ports):
        self.ports, self.turn, self.brought = [], 0, {}
        self.bring_to(ports)
        super().__init__()

    def bring_to(self, ports):
        self.ports, self.brought = ports, dict.fromkeys(ports, 0)

    async def through(self, reader, writer):
        for _ in self.ports:
            port = self.ports[self.turn % len(self.ports)]
            self.turn += 1
            with contextlib.suppress(OSError):
                there = await asyncio.open_connection("127.0.0.1", port)
                self.brought[port] += 1
                return await joined(reader, writer, *there)


async def joined(reader, writer, there_reader, there_writer):
    """Carries bytes both ways until one side ends."""
    ways = [(reader, there_writer), (there_reader, writer)]
    tasks = [asyncio.create_task(carry(*way)) for way in ways]
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        there_writer.close()


async def carry(reader, writer):
    while data := await reader.read(1 << 16):
        writer.write(data)
        await writer.drain()


class BadDay:
    """What goes wrong with calls: those of `method` and `chat`, where they are given.

    Without an `answer` the call goes through, `delay` seconds later on its way back.
    `forward`: whether the Bot API gets a call that is answered by `answer`. `times`
    bounds how often. Several `answers` take turns.
    """

    def __init__(
        self, answer=None, method=None, chat=None, delay=0, forward=False, times=None, answers=()
    ):
        self.method, self.chat = method, chat
        self.answers = itertools.cycle(answers or [answer])
        self.delay, self.forward, self.left = delay, forward, times
        self.n_met = 0

    def meets(self, method, chat):
        fits = self.method in (None, method) and self.chat in (None, chat)
        if not fits or self.left == 0:
            return False
        if self.left is not None:
            self.left -= 1
        self.n_met += 1
        return True


def failure(code, description, **parameters):
    """An answer as the Bot API gives it."""
    body = {"ok": False, "error_code": code, "description": description}
    if parameters:
        body["parameters"] = parameters
    return response(code, json.dumps(body).encode())


def response(code, body, kind="application/json", missing=0):
    """An HTTP response; `missing`: bytes that are announced and do not come."""
    head = f"HTTP/1.1 {code} Status\r\ncontent-type: {kind}\r\n"
    head += f"content-length: {len(body) + missing}\r\n\r\n"
    return head.encode() + body, bool(missing)


class Way(Proxy):
    """The way to the Bot API, with bad days."""

    def __init__(self, port):
        self.there, self.days = port, []
        self.calls = []
        super().__init__()

    @contextlib.contextmanager
    def bad(self, **day):
        day = BadDay(**day)
        self.days.append(day)
        try:
            yield day
        finally:
            self.days.remove(day)

    async def through(self, reader, writer):
        while head := await head_of(reader):
            body = await body_of(reader, head)
            method, chat = called(head, body)
            self.calls.append((time.time(), method, chat))
            day = next((it for it in self.days if it.meets(method, chat)), None)
            bad = day and next(day.answers)
            answer, breaks = b"", False
            if not bad or day.forward:
                answer = await self.forwarded(head, body)
            if bad:
                answer, breaks = bad
            if day and day.delay:
                await asyncio.sleep(day.delay)
            writer.write(answer)
            await writer.drain()
            if breaks:
                return

    async def forwarded(self, head, body):
        reader, writer = await asyncio.open_connection("127.0.0.1", self.there)
        try:
            writer.write(head + body)
            await writer.drain()
            head = await head_of(reader)
            return head + await body_of(reader, head)
        finally:
            writer.close()


async def head_of(reader):
    """The head of a request or a response; nothing at the end."""
    try:
        return await reader.readuntil(b"\r\n\r\n")
    except asyncio.IncompleteReadError:
        return b""


def field(head, name):
    for line in head.split(b"\r\n")[1:]:
        key, _, value = line.partition(b":")
        if key.strip().lower() == name:
            return value.strip()
    return b""


async def body_of(reader, head):
    """The body as it came, chunks and all."""
    if b"chunked" in field(head, b"transfer-encoding").lower():
        body = b""
        while True:
            line = await reader.readuntil(b"\r\n")
            size = int(line.split(b";")[0], 16)
            body += line + await reader.readexactly(size + 2)
            if size == 0:
                return body
    return await reader.readexactly(int(field(head, b"content-length") or 0))


def called(head, body):
    """Method of the Bot API, as its documentation writes it, and chat of a call."""
    path = head.split(b" ")[1].split(b"?")[0]
    name = path.rpartition(b"/")[2].decode()
    try:
        chat = json.loads(body).get("chat_id")
    except (ValueError, AttributeError):
        chat = None
    return name[:1].lower() + name[1:], chat
