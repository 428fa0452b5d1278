"""What a reader's phone gets: Lighthouse on front and reference article in four languages, and what they weigh.

Prints a demo of its own, serves it by the built-in server, and asks Lighthouse (npm, with Node and Chromium) on its
settings for phones: a slow telephone and a slow network, simulated. Scores are the median of ``--rounds``; only that of
performance depends on the machine.
"""

import argparse
import gzip
import http.client
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

ROOT = Path(__file__).resolve().parents[1]
LIGHTHOUSE = ROOT / "var" / "node" / "node_modules" / "lighthouse" / "cli" / "index.js"
VERSION = "12.8.2"  # 13 wants a newer Node than Debian 12 has
ATTEMPTS = 3
"""Now and then Chromium records nothing (NO_NAVSTART), and Lighthouse says to run it again."""
EDITIONS = ("en", "es", "pt", "ar")
CATEGORIES = {"performance": 99, "accessibility": 100, "best-practices": 100, "seo": 100}
"""With the goal for each."""
PAGE, FONTS, REQUESTS = 25.0, 60.0, 6
"""KB of HTML and CSS, KB of fonts, and requests without pictures: the most that the reference article may take."""
CHROMIUM = (
    "--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
)


def main() -> None:
    """Prints a table."""
    parser = argparse.ArgumentParser(prog="python -m bench.face", description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--port", type=int, default=8642)
    chosen = parser.parse_args()
    _fetch()
    with tempfile.TemporaryDirectory() as folder, _served(Path(folder), chosen.port) as address:
        for name, path in _pages(Path(folder)):
            scores = [_lighthouse(address + quote(path)) for _ in range(chosen.rounds)]
            medians = {each: statistics.median(score[each] for score in scores) for each in CATEGORIES}
            shift = max(score["shift"] for score in scores)
            paint, blocked = (statistics.median(score[each] for score in scores) for each in ("paint", "blocked"))
            said = ", ".join(f"{each} {value:.0f} (goal {CATEGORIES[each]})" for each, value in medians.items())
            print(f"{name}: {said}; layout shift {shift:.3f} (goal 0)")
            print(f"    largest paint after {paint / 1000:.2f} s, blocked for {blocked:.0f} ms (the machine's part)")
            print(f"    {_weight(address, path)}", flush=True)


def _fetch() -> None:
    if not LIGHTHOUSE.exists():
        options = ("--no-audit", "--no-fund", "--ignore-scripts", "--loglevel", "error")
        folder = ROOT / "var" / "node"
        folder.mkdir(parents=True, exist_ok=True)
        subprocess.run(["npm", "install", *options, "--prefix", str(folder), f"lighthouse@{VERSION}"], check=True)


@contextmanager
def _served(folder: Path, port: int) -> Iterator[str]:
    environment = {**os.environ, "ROTATIVA_MODE": "demo", "ROTATIVA_DATA": str(folder), "PORT": str(port)}
    command = [sys.executable, "-m", "rotativa"]
    for each in (["migrate", "--verbosity", "0"], ["demo"]):
        subprocess.run([*command, *each], env=environment, check=True, stdout=subprocess.DEVNULL)
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen([*command, "serve"], env=environment, stdout=log, stderr=log)
    address = f"http://127.0.0.1:{port}"
    try:
        _wait(f"{address}/en/")
        yield address
    finally:
        server.terminate()
        server.wait(40)


def _wait(address: str) -> None:
    for _ in range(200):
        try:
            _got(address)
            return
        except OSError:
            time.sleep(0.3)
    sys.exit("the server does not answer")


def _pages(folder: Path) -> Iterator[tuple[str, str]]:
    """Front and reference article of each edition: the story that all four have, whose English slug we know."""
    english = next((folder / "tree" / "en").glob("*/*/*/hamas-*/index.html.gz"))
    alternates = _read(english)
    for edition in EDITIONS:
        yield f"front, {edition}", f"/{edition}/"
        (found,) = re.findall(rf'hreflang="{edition}" href="https?://[^/]+(/[^"]+)"', alternates)
        yield f"article, {edition}", unquote(found)


def _read(page: Path) -> str:

    return gzip.decompress(page.read_bytes()).decode()


def _lighthouse(address: str) -> dict[str, float]:
    chromium = shutil.which("chromium") or sys.exit("chromium is not installed")
    options = ["--quiet", "--output=json", f"--chrome-flags={CHROMIUM}", f"--only-categories={','.join(CATEGORIES)}"]
    for _attempt in range(ATTEMPTS):
        done = subprocess.run(
            ["node", str(LIGHTHOUSE), address, *options],
            env={**os.environ, "CHROME_PATH": chromium},
            check=False,
            capture_output=True,
            text=True,
        )
        if not done.returncode:
            break
    else:
        sys.exit(f"Lighthouse ended with {done.returncode} at {address}:\n{done.stderr}")
    report = json.loads(done.stdout)
    scores = {each: 100.0 * report["categories"][each]["score"] for each in CATEGORIES}
    for each, goal in CATEGORIES.items():
        for audit in report["categories"][each]["auditRefs"] if scores[each] < goal else ():
            found = report["audits"][audit["id"]]
            if audit["weight"] and found["score"] is not None and found["score"] < 0.9:
                print(f"    {each}: {found['title']} {found.get('displayValue', '')}", file=sys.stderr)
    seen = {
        "shift": "cumulative-layout-shift",
        "paint": "largest-contentful-paint",
        "blocked": "total-blocking-time",
    }
    return {**scores, **{name: float(report["audits"][audit]["numericValue"]) for name, audit in seen.items()}}


def _weight(address: str, path: str) -> str:
    page = _got(address + quote(path))

    text = gzip.decompress(page).decode()
    head = text.partition("</head>")[0]
    style = _got(address + re.findall(r'<link rel="stylesheet" href="([^"]+)"', head)[0])
    fonts = [_got(address + each) for each in re.findall(r'<link rel="preload" href="([^"]+)" as="font"', head)]
    return (
        f"HTML {len(page) / 1000:.1f} and CSS {len(style) / 1000:.1f} KB as gzip (goal {PAGE:.0f} together); "
        f"{len(fonts)} fonts preloaded, {sum(map(len, fonts)) / 1000:.1f} KB (goal for all {FONTS:.0f})"
    )


def _got(address: str) -> bytes:
    parts = urlsplit(address)
    connection = http.client.HTTPConnection(parts.netloc, timeout=20)
    connection.request("GET", parts.path, headers={"Accept-Encoding": "gzip"})
    content = connection.getresponse().read()
    connection.close()
    return content


if __name__ == "__main__":
    main()
