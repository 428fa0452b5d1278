"""How fast readers are served: nginx as we ship it against a bare one, and the built-in server against nginx.

    .venv/bin/python -m bench.serving

Needs nginx, wrk and h2load (Debian: apt-get install nginx wrk nghttp2-client). All servers run at once, two workers
each, over the same tree, and are asked in turn: what else the machine does hits all of them. Medians are printed, and
the whole configuration of the bare nginx. CPU is that of the server's processes: it says most where a machine is busy.
"""

import argparse
import gzip
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

from bench.ground import row, say
from rotativa.project import supervising
from rotativa.project.webserver import Site
from tests.serving.reading import Reader
from tests.support import nginx
from tests.support.newsroom import free_port
from tests.up.processes import below

CONNECTIONS = 64
RATE = 5000
BODIES = 100
"""Different articles; files of the tree have one of them each."""

SHIPPED, BARE, BUILT_IN = "nginx, as shipped", "nginx, bare", "built-in"
GOALS = {(SHIPPED, BARE): 0.95, (BUILT_IN, SHIPPED): 0.85}

BARE_CONFIGURATION = """\
server {{
    listen 127.0.0.1:{port};
    root {tree};
    default_type text/html;
    open_file_cache off;
    gzip_static always;
    rewrite ^(.*)/$ $1/index.html break;
}}
"""
ASKING = """\
local requests, first = {}, tonumber(os.getenv("FIRST"))
for path in io.lines(os.getenv("PATHS")) do
  requests[#requests + 1] = "GET " .. path .. " HTTP/1.1\\r\\nHost: 127.0.0.1\\r\\nAccept-Encoding: gzip\\r\\n\\r\\n"
end
request = function()
  first = first % #requests + 1
  return requests[first]
end
done = function(summary, latency)
  local errors = summary.errors
  io.write(string.format('{"rate": %f, "count": %d, "wrong": %d}', summary.requests / summary.duration * 1e6,
    summary.requests,
    errors.connect + errors.read + errors.write + errors.status + errors.timeout))
end
"""


@dataclass(frozen=True)
class Load:
    """What is asked, and how long each time."""

    name: str
    paths: Path
    seconds: int


@dataclass(frozen=True)
class Server:
    """One of those that are asked."""

    port: int
    process: int

    def cpu(self) -> float:
        """Seconds of CPU that its processes have used."""
        ticks = 0
        for number in {self.process, *below(self.process)}:
            fields = Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()
            ticks += int(fields[11]) + int(fields[12])
        return ticks / os.sysconf("SC_CLK_TCK")


def main() -> None:
    """Measures and prints."""
    options = _options()
    for program, package in (("nginx", "nginx"), ("wrk", "wrk"), ("h2load", "nghttp2-client")):
        if shutil.which(program, path=f"{os.environ['PATH']}:/usr/sbin") is None:
            sys.exit(f"{program} is missing (Debian: apt-get install {package}).")
    with tempfile.TemporaryDirectory(prefix="rotativa-serving-") as name, ExitStack() as stack:
        folder = Path(name)
        os.chmod(folder, 0o755)  # noqa: PTH101 S103 nginx's workers may be somebody else
        say(f"writing {options.articles} articles …")
        paths = fill(folder / "tree", options.articles)
        loads = _loads(folder, paths, options.seconds)
        servers = _serve(folder, stack)
        for load in loads:
            _measure_rates(servers, load, options.rounds, folder)
        for load in loads:
            _measure_slowness(servers, load, options.rounds, folder)
    print("\nThe bare nginx, beside what both are told (two workers, access_log off, pcre_jit on):\n")
    print(BARE_CONFIGURATION.format(port="PORT", tree="TREE"))


def fill(tree: Path, articles: int) -> list[str]:
    """Writes so many pages of about 30 KB, 8 KB of them as a file, where the press would; gives their paths."""
    dice = random.Random(1)
    words = ["".join(dice.choices("abcdefghijklmnopqrstuvwxyz", k=dice.randint(2, 9))) for _ in range(2200)]
    weights = [1 / (rank + 3) for rank in range(len(words))]
    packed = []
    for _ in range(BODIES):
        text = " ".join(dice.choices(words, weights, k=3300))
        head = '<!doctype html><html lang="en"><head><title>x</title></head><body><p>'
        packed.append(gzip.compress(f"{head}{text}{'<p class=note>again and again</p>' * 300}".encode(), 6, mtime=0))
    say(f"a page of {len(gzip.decompress(packed[0])) // 1000} KB is a file of {len(packed[0]) / 1000:.1f} KB")
    paths = []
    for number in range(articles):
        day = f"2026/{number % 12 + 1:02}/{number % 28 + 1:02}"
        path = f"/en/{day}/{words[number % 2000]}-{words[number // 7 % 2000]}-{number}/"
        place = tree / path[1:]
        place.mkdir(parents=True)
        (place / "index.html.gz").write_bytes(packed[number % BODIES])
        paths.append(path)
    return paths


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=6, help="how often each server is asked; medians are printed")
    parser.add_argument("--seconds", type=int, default=1, help="how long each time")
    return parser.parse_args()


def _loads(folder: Path, paths: Sequence[str], seconds: int) -> list[Load]:
    mixed = random.Random(2).sample(paths, len(paths))
    loads = []
    for name, asked in (("one address", mixed[:1]), (f"{len(mixed)} addresses in random order", mixed)):
        file = folder / f"paths-{len(asked)}"
        file.write_text("".join(f"{path}\n" for path in asked))
        loads.append(Load(name, file, seconds))
    return loads


def _serve(folder: Path, stack: ExitStack) -> dict[str, Server]:
    """Starts the servers."""
    ports = {name: free_port() for name in (SHIPPED, BARE, BUILT_IN)}
    site = Site(
        address="http://127.0.0.1",  # h2load names no other host
        tree=folder / "tree",
        upstream=f"127.0.0.1:{ports[BUILT_IN]}",
        desks=["127.0.0.1", "news.example"],
        editions={},
        megabytes=40,
        listen=f"127.0.0.1:{ports[SHIPPED]}",
    )
    bare = BARE_CONFIGURATION.format(port=ports[BARE], tree=folder / "tree")
    processes = {}
    for name, told in ((SHIPPED, site), (BARE, bare)):
        server = nginx.Nginx(folder / name.rpartition(" ")[2], told)
        stack.callback(server.stop)
        server.start()
        processes[name] = server.process
    processes[BUILT_IN] = stack.enter_context(_built_in(folder / "tree", ports[BUILT_IN]))
    for port in ports.values():
        Reader(port).wait()
    return {name: Server(ports[name], processes[name]) for name in ports}


@contextmanager
def _built_in(tree: Path, port: int) -> Iterator[int]:
    """The built-in server, as ``rotativa serve`` starts it."""
    variables = {
        "PORT": str(port),
        "ROTATIVA_TREE": str(tree),
        "ROTATIVA_MODE": "demo",
        "ROTATIVA_SERVER_PROCESSES": "2",
    }
    command = dict(supervising.commands())["server"]
    server = subprocess.Popen(command, env={"PATH": os.environ["PATH"], **variables})
    try:
        yield server.pid
    finally:
        server.terminate()
        server.wait(30)


def _measure_rates(servers: dict[str, Server], load: Load, rounds: int, folder: Path) -> None:
    script = folder / "asking.lua"
    script.write_text(ASKING)
    answers = _interleaved(servers, rounds, partial(_rate, load=load, script=script))
    rates = {name: [rate for rate, _ in found] for name, found in answers.items()}
    spent = {name: [cpu for _, cpu in found] for name, found in answers.items()}
    for name, found in rates.items():
        cpu = f"CPU {median(spent[name]) * 1e6:.1f} µs a request; {min(found):,.0f} … {max(found):,.0f}"
        row(f"{load.name}: {name}", f"{median(found):,.0f}/s", cpu)
    for (one, other), goal in GOALS.items():
        # Round by round: what slowed both down is in both.
        ratio = median(mine / theirs for mine, theirs in zip(rates[one], rates[other], strict=True))
        cpu = median(theirs / mine for mine, theirs in zip(spent[one], spent[other], strict=True))
        row(f"{load.name}: {one} / {other}", f"{ratio:.3f}", f"goal at least {goal}; by CPU {cpu:.3f}")


def _measure_slowness(servers: dict[str, Server], load: Load, rounds: int, folder: Path) -> None:
    chosen = {name: servers[name] for name in (SHIPPED, BUILT_IN)}
    slow = _interleaved(chosen, rounds, partial(_slowest, load=load, log=folder / "h2load.log"))
    middle = {name: median(p99 for p99, _ in found) for name, found in slow.items()}
    for name, found in slow.items():
        done = median(rate for _, rate in found)
        row(
            f"{load.name}, {RATE} requests/s: {name}",
            f"p99 {middle[name] * 1000:.2f} ms",
            f"{done:,.0f} answered a second",
        )
    row(f"{load.name}: p99 of {BUILT_IN} / {SHIPPED}", f"{middle[BUILT_IN] / middle[SHIPPED]:.2f}", "goal at most 2")


def _interleaved(servers: dict[str, Server], rounds: int, ask: Callable[[Server, int], Any]) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {name: [] for name in servers}
    for number in range(rounds + 1):
        order = list(servers) if number % 2 else list(reversed(servers))
        for name in order:
            answer = ask(servers[name], number)
            if number:  # the first round only warms
                found[name].append(answer)
    return found


def _rate(server: Server, number: int, *, load: Load, script: Path) -> tuple[float, float]:
    """Requests a second, and seconds of CPU a request."""
    environment = {**os.environ, "PATHS": str(load.paths), "FIRST": str(number * 1999)}
    command = [
        "wrk",
        "-t1",
        f"-c{CONNECTIONS}",
        f"-d{load.seconds}s",
        "-s",
        str(script),
        f"http://127.0.0.1:{server.port}/",
    ]
    before = server.cpu()
    said = subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout
    found = json.loads(said[said.rindex('{"rate"') :])
    if found["wrong"]:
        sys.exit(f"{found['wrong']} requests to port {server.port} failed.")
    return float(found["rate"]), (server.cpu() - before) / found["count"]


def _slowest(server: Server, number: int, *, load: Load, log: Path) -> tuple[float, float]:
    """The p99 in seconds at a fixed rate, and how many requests were answered a second."""
    log.unlink(missing_ok=True)
    addresses = log.with_name("addresses")
    lines = load.paths.read_text().splitlines()
    start = number * 1999 % len(lines)
    addresses.write_text("".join(f"http://127.0.0.1:{server.port}{path}\n" for path in lines[start:] + lines[:start]))
    command = ["h2load", "--h1", "-t1", f"-c{CONNECTIONS}", f"--rps={RATE / CONNECTIONS}", f"-D{load.seconds}"]
    command += ["-H", "Accept-Encoding: gzip", f"--log-file={log}", "-i", str(addresses)]
    subprocess.run(command, capture_output=True, text=True, check=True)
    answers = [line.split("\t") for line in log.read_text().splitlines()]
    if any(status != "200" for _, status, _ in answers):
        sys.exit(f"Requests to port {server.port} failed.")
    times = sorted(int(took) / 1e6 for _, _, took in answers)
    return times[int(len(times) * 0.99)], len(times) / load.seconds


if __name__ == "__main__":
    started = time.monotonic()
    main()
    say(f"took {time.monotonic() - started:.0f} s")
