#!/usr/bin/env python3
"""A proxy before a model server that spoils a share of the replies, by a seed.

    faulty_proxy.py --server URL --share 0.01 --seed N

Prints "READY URL", and on SIGUSR1 the counts of what it did so far, as one line of JSON on standard error.
A fault strikes a request as it comes: the connection is reset before or in the middle of the reply, the
reply is a 500, a 503 with Retry-After, or JSON that ends early. Only requests for completions are spoiled.
"""

import argparse
import asyncio
import json
import random
import signal
import sys
from collections import Counter
from urllib.parse import urlsplit

FAULTS = ("reset", "cut body", "500", "503", "cut JSON")


class Proxy:
    def __init__(self, server, share, seed):
        parts = urlsplit(server)
        self.upstream = (parts.hostname, parts.port)
        self.share, self.random, self.counts = share, random.Random(seed), Counter()

    async def serve(self, reader, writer):
        """One connection of a client, request after request; each goes to the server on a connection of its own."""
        try:
            while (head := await self.head(reader)) is not None:
                body = await reader.readexactly(self.length(head))
                self.counts["requests"] += 1
                fault = None
                if b"/completions" in head.split(b"\r\n", 1)[0] and self.random.random() < self.share:
                    fault = self.random.choice(FAULTS)
                    self.counts[fault] += 1
                if not await self.answer(head, body, fault, writer):
                    break
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    async def answer(self, head, body, fault, writer):
        """Whether the connection can go on."""
        if fault == "reset":
            writer.transport.abort()
            return False
        if fault in ("500", "503"):
            text = b'{"error":{"message":"a fault of the proxy"}}'
            status = b"500 Internal Server Error" if fault == "500" else b"503 Service Unavailable\r\nRetry-After: 1"
            writer.write(b"HTTP/1.1 " + status + b"\r\nContent-Type: application/json\r\nContent-Length: "
                         + str(len(text)).encode() + b"\r\n\r\n" + text)
            await writer.drain()
            return True
        reply_head, reply = await self.ask(head, body)
        if fault == "cut body":
            writer.write(reply_head + reply[: len(reply) // 2])
            await writer.drain()
            writer.transport.abort()
            return False
        if fault == "cut JSON":
            reply = reply[: len(reply) // 2]
            reply_head = self.with_length(reply_head, len(reply))
        writer.write(reply_head + reply)
        await writer.drain()
        return True

    async def ask(self, head, body):
        reader, writer = await asyncio.open_connection(*self.upstream)
        try:
            lines = [line for line in head.split(b"\r\n") if not line.lower().startswith((b"connection:", b"expect:"))]
            writer.write(b"\r\n".join(lines[:-2] + [b"Connection: close", b"", b""]) + body)
            await writer.drain()
            reply_head = await self.head(reader)
            reply = await reader.read()
        finally:
            writer.close()
        if b"transfer-encoding: chunked" in reply_head.lower():
            reply = self.joined(reply)
        return self.with_length(reply_head, len(reply)), reply

    @staticmethod
    async def head(reader):
        try:
            return await reader.readuntil(b"\r\n\r\n")
        except asyncio.IncompleteReadError as error:
            if error.partial:
                raise
            return None

    @staticmethod
    def length(head):
        for line in head.split(b"\r\n"):
            if line.lower().startswith(b"content-length:"):
                return int(line.split(b":")[1])
        return 0

    @staticmethod
    def with_length(head, length):
        """The head for a body of that many bytes, on a connection that stays open."""
        dropped = (b"content-length:", b"transfer-encoding:", b"connection:", b"keep-alive:")
        lines = [line for line in head.split(b"\r\n") if line and not line.lower().startswith(dropped)]
        return b"\r\n".join(lines + [b"Content-Length: " + str(length).encode(), b"", b""])

    @staticmethod
    def joined(chunks):
        whole = b""
        while chunks:
            size, _, chunks = chunks.partition(b"\r\n")
            count = int(size.split(b";")[0], 16)
            if count == 0:
                break
            whole, chunks = whole + chunks[:count], chunks[count + 2:]
        return whole


async def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--server", required=True)
    parser.add_argument("--share", type=float, default=0.01)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    proxy = Proxy(options.server, options.share, options.seed)
    listener = await asyncio.start_server(proxy.serve, "127.0.0.1", 0, limit=1 << 24)
    asyncio.get_running_loop().add_signal_handler(
        signal.SIGUSR1, lambda: print(json.dumps(proxy.counts), file=sys.stderr, flush=True))
    print(f"READY http://127.0.0.1:{listener.sockets[0].getsockname()[1]}", flush=True)
    async with listener:
        await listener.serve_forever()


if __name__ == "__main__":
    asyncio.run(main())
