"""Readers: a program of its own that asks for addresses at a steady rate, and says what it was answered.

    python -m bench.readers PORT RATE FILE      until SIGTERM; FILE has one path a line

The rate is kept whatever the server does (an open loop): a late answer is counted from when it should have been asked.
"""

import asyncio
import json
import random
import signal
import sys
import time
from pathlib import Path
from urllib.parse import quote

CONNECTIONS = 16


async def main(port: int, rate: float, paths: list[str]) -> None:
    """Asks until it is told to stop; then prints one line of JSON."""
    waiting: asyncio.Queue[float] = asyncio.Queue()
    spent: list[float] = []
    wrong: list[str] = []
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    readers = [asyncio.create_task(_read(port, paths, waiting, spent, wrong)) for _ in range(CONNECTIONS)]
    begun, asked = time.monotonic(), 0
    while not stop.is_set():
        due = int((time.monotonic() - begun) * rate)
        for number in range(asked, due):
            waiting.put_nowait(begun + number / rate)
        asked = max(asked, due)
        await asyncio.sleep(0.002)
    for reader in readers:
        reader.cancel()
    spent.sort()
    told = {
        "asked a second": round(asked / (time.monotonic() - begun)),
        "answered": len(spent),
        "median ms": round(spent[len(spent) // 2] * 1000, 2) if spent else None,
        "p99 ms": round(spent[len(spent) * 99 // 100] * 1000, 2) if spent else None,
        "wrong": len(wrong),
        "the first of them": wrong[:1],
    }
    print(json.dumps(told), flush=True)


async def _read(
    port: int, paths: list[str], waiting: "asyncio.Queue[float]", spent: list[float], wrong: list[str]
) -> None:
    dice = random.Random(1)
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    while True:
        due = await waiting.get()
        path = dice.choice(paths)
        asked = f"GET {quote(path)} HTTP/1.1\r\nHost: bench\r\nAccept-Encoding: gzip\r\n\r\n"
        writer.write(asked.encode())
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
        length = int(head.partition("content-length:")[2].partition("\r\n")[0])
        body = await reader.readexactly(length)
        spent.append(time.monotonic() - due)
        if " 200 " not in head.partition("\r\n")[0] or not body:
            wrong.append(f"{path}: {head.partition(chr(13))[0]}")


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]), float(sys.argv[2]), Path(sys.argv[3]).read_text(encoding="utf-8").split("\n")))
