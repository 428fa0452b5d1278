"""Nothing in the repository is a secret, tells of somebody's machine, or names a registry."""

import re
from pathlib import Path

from tests.laws.source import ROOT, SAMPLES, Broken, report, tracked

FORBIDDEN = {
    "a private key": r"-----BEGIN [A-Z ]*PRIVATE KEY",
    "a token": r"\b(?:AKIA[0-9A-Z]{16}|gh[pousr]_[A-Za-z0-9]{36}|xox[abp]-[0-9A-Za-z-]{10,}|pypi-[A-Za-z0-9_-]{50,})",
    "a secret": r"""(?i)\b(?:secret_key|api_key|password)["']?\s*[=:]\s*["'][A-Za-z0-9+/_-]{24,}["']""",
    "a folder of somebody's machine": r"(?<![\w.>-])/(?:home/[a-z][\w-]*/|root/|Users/\w+/|work/)|[A-Z]:\\Users\\",
    "a registry": r"\b(?:pypi\.org|pythonhosted\.org|registry\.npmjs\.org|deb\.debian\.org)|--(?:extra-)?index-url",
}
BINARY = frozenset(
    [
        ".png",
        ".jpg",
        ".jpeg",
        ".webp",
        ".avif",
        ".gif",
        ".tif",
        ".woff2",
        ".ttf",
        ".otf",
        ".gz",
        ".mo",
        ".ico",
        ".pdf",
        ".heic",
    ]
)


def indiscreet(path: Path) -> list[Broken]:
    """What this file should not tell."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [
        Broken(path, number, f"{what}: {found.group()[:40]}")
        for number, line in enumerate(lines, 1)
        for what, pattern in FORBIDDEN.items()
        if (found := re.search(pattern, line))
    ]


def test_sample() -> None:
    assert [each.line for each in indiscreet(SAMPLES / "indiscreet.txt")] == [1, 2, 3, 4, 5]


def test_repository() -> None:
    exempt = {SAMPLES / "indiscreet.txt", Path(__file__).resolve()}
    files = [path for path in tracked() if path.suffix.lower() not in BINARY and path not in exempt]
    broken = [each for path in files for each in indiscreet(path)]
    assert not broken, report(broken)


def test_nothing_made_is_tracked() -> None:
    made = [path for path in tracked("*.sqlite3", "*.pyc", "*.log", ".env", "*.pem") if path.is_relative_to(ROOT)]
    assert not made
