"""Proxies of the fault runs: a load balancer, and a proxy that injects faults.

Each serves on its own thread until `stop`.
"""
import asyncio
import contextlib
import itertools
import json
import threading
import time

from harness import free_port

LONGEST_HEAD = 64 << 10


class Listener:
    """A server whose connections are handled by `through`."""

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
        """Stop listening, and abort the open connections."""
        self.run(self._refuse())

    def stop(self):
        if self.thread.is_alive():
            self.run(self._refuse())
            self.loop.call_soon_threadsafe(self.loop.stop)
            self.thread.join()

    def run(self, work):
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(30)

    async def _listen(self):
        # The long backlog refuses no connection while the port is open.
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
            # Abort instead of a clean close.
            writer.transport.abort()
        finally:
            self.open.discard(task)
            writer.close()

    async def through(self, reader, writer):
        raise NotImplementedError


class Balancer(Listener):
    """Forwards each connection to the next backend that listens."""

    def __init__(self):
        self.ports, self.turn, self.n_connections = [], 0, {}
        super().__init__()

    def set_backends(self, ports):
        self.ports, self.n_connections = ports, dict.fromkeys(ports, 0)

    async def through(self, reader, writer):
        for _ in self.ports:
            port = self.ports[self.turn % len(self.ports)]
            self.turn += 1
            with contextlib.suppress(OSError):
                there = await asyncio.open_connection("127.0.0.1", port)
                self.n_connections[port] += 1
                return await relay(reader, writer, *there)


async def relay(reader, writer, there_reader, there_writer):
    """Copy bytes both ways until one side ends."""
    ways = [(reader, there_writer), (there_reader, writer)]
    tasks = [asyncio.create_task(copy_bytes(*way)) for way in ways]
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        there_writer.close()


async def copy_bytes(reader, writer):
    while data := await reader.read(1 << 16):
        await send(writer, data)


class Proxy(Listener):
    """A proxy before a server; each call is answered by `answer`."""

    def __init__(self, port):
        self.there = port
        super().__init__()

    async def through(self, reader, writer):
        while head := await read_head(reader):
            if await self.answer(head, await read_body(reader, head), writer):
                return

    async def answer(self, head, body, writer):
        """Answer a call; return whether the connection ends with the answer."""
        await send(writer, await self.forwarded(head, body))
        return False

    async def forwarded(self, head, body):
        """The response of the server to a call."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.there)
        try:
            await send(writer, head + body)
            head = await read_head(reader)
            return head + await read_body(reader, head)
        finally:
            writer.close()


async def send(writer, data):
    writer.write(data)
    await writer.drain()


class Fault:
    """A fault of the calls of `method` and `chat`, if given.

    Without an `answer` the call is forwarded, and its response comes after `delay` seconds.
    `forward`: also forward a call that gets `answer`. `times` limits the number of calls.
    Several `answers` rotate.
    """

    def __init__(
        self, answer=None, method=None, chat=None, delay=0, forward=False, times=None, answers=()
    ):
        self.method, self.chat = method, chat
        self.answers = itertools.cycle(answers or [answer])
        self.delay, self.forward, self.left = delay, forward, times
        self.n_hits = 0

    def applies_to(self, method, chat):
        fits = self.method in (None, method) and self.chat in (None, chat)
        if not fits or self.left == 0:
            return False
        if self.left is not None:
            self.left -= 1
        self.n_hits += 1
        return True


def failure(code, description, **parameters):
    """An error response of the Bot API."""
    body = {"ok": False, "error_code": code, "description": description}
    if parameters:
        body["parameters"] = parameters
    return response(code, json.dumps(body).encode())


def response(code, body, kind="application/json", missing=0):
    """An HTTP response; `missing`: announced bytes that are not sent."""
    head = f"HTTP/1.1 {code} Status\r\ncontent-type: {kind}\r\n"
    head += f"content-length: {len(body) + missing}\r\n\r\n"
    return head.encode() + body, bool(missing)


class FaultyProxy(Proxy):
    """A proxy before the Bot API that injects faults."""

    def __init__(self, port):
        self.faults, self.calls = [], []
        super().__init__(port)

    @contextlib.contextmanager
    def fault(self, **fault):
        fault = Fault(**fault)
        self.faults.append(fault)
        try:
            yield fault
        finally:
            self.faults.remove(fault)

    async def answer(self, head, body, writer):
        method, chat = parse_call(head, body)
        self.calls.append((time.time(), method, chat))
        fault = next((it for it in self.faults if it.applies_to(method, chat)), None)
        bad = fault and next(fault.answers)
        answer, breaks = b"", False
        if not bad or fault.forward:
            answer = await self.forwarded(head, body)
        if bad:
            answer, breaks = bad
        if fault and fault.delay:
            await asyncio.sleep(fault.delay)
        await send(writer, answer)
        return breaks


async def read_head(reader):
    """Read the head of a request or response; empty at the end of the connection."""
    try:
        return await reader.readuntil(b"\r\n\r\n")
    except asyncio.IncompleteReadError:
        return b""


def header(head, name):
    for line in head.split(b"\r\n")[1:]:
        key, _, value = line.partition(b":")
        if key.strip().lower() == name:
            return value.strip()
    return b""


async def read_body(reader, head):
    """Read the body unchanged, with its chunks."""
    if b"chunked" in header(head, b"transfer-encoding").lower():
        body = b""
        while True:
            line = await reader.readuntil(b"\r\n")
            size = int(line.split(b";")[0], 16)
            body += line + await reader.readexactly(size + 2)
            if size == 0:
                return body
    return await reader.readexactly(int(header(head, b"content-length") or 0))


def parse_call(head, body):
    """Parse the method, as Telegram documents it, and the chat of a call."""
    path = head.split(b" ")[1].split(b"?")[0]
    name = path.rpartition(b"/")[2].decode()
    try:
        chat = json.loads(body).get("chat_id")
    except (ValueError, AttributeError):
        chat = None
    return name[:1].lower() + name[1:], chat
