"""What the documents say is there: commands and their options, make targets, files, links, and the words on buttons."""

import ast
import re
from argparse import ArgumentParser, _SubParsersAction
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from babel.messages.pofile import read_po
from django.core.management import get_commands, load_command_class

from tests.laws.source import HOUSE, ROOT, SAMPLES, Broken, report, tracked, tree

SAMPLE = SAMPLES / "lying.md"
TUTORIAL = ROOT / "docs" / "tutorial" / "first-story.md"
DECISIONS = ROOT / "docs" / "decisions"

FENCE = re.compile(r"^ *```.*?^ *```", re.MULTILINE | re.DOTALL)
CODE = re.compile(r"`([^`\n]+)`|^(?: {4,}|\t)(\S[^\n]*)$|^ *```\n(.*?)^ *```", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
COMMAND = re.compile(r"(?<![\w/.-])(?:\.venv/bin/)?rotativa ([a-z_]+(?:-[a-z]+)*)([^\n|#“”]*)")
MAKE = re.compile(r"(?<![\w-])make ((?:[a-z]+(?: |$))+)")
PLACE = re.compile(r"(?:rotativa|docs|scripts|tests|bench|deploy)/[\w./-]+")
BOLD = re.compile(r"\*\*(.+?)\*\*", re.DOTALL)
TEMPLATE_TEXT = re.compile(r"""\{% (?:trans|translate) (["'])(.*?)\1|_\((["'])(.*?)\3\)""")
TEMPLATE_BLOCK = re.compile(r"\{% blocktrans.*?%\}(.*?)\{% endblocktrans %\}", re.DOTALL)
HOLE = re.compile(r"%\(\w+\)[sd]|\{\{.*?\}\}|\{\w*\}")

HEAVIEST = 300_000
"""Bytes of a picture in the documentation."""
LONGEST = 150
"""Lines of CONTRIBUTING.md: nobody reads more."""


def codes(text: str) -> Iterator[tuple[int, str]]:
    """What stands in a text as code, line by line."""
    for found in CODE.finditer(text):
        first = text.count("\n", 0, found.start()) + 1
        for number, line in enumerate("".join(filter(None, found.groups())).splitlines()):
            yield first + number, line


@cache
def parser(name: str) -> ArgumentParser | None:
    """What a command of ours or Django's understands; None where there is none."""
    package = get_commands().get(name.replace("-", "_"))
    if package is None:
        return None
    command = load_command_class(package, name.replace("-", "_")) if isinstance(package, str) else package
    return command.create_parser("rotativa", name)


def misspoken(name: str, rest: str) -> str:
    """What is wrong with ``rotativa NAME REST``; empty where nothing is."""
    understood = parser(name)
    if understood is None:
        return f"there is no command “rotativa {name}”"
    below = next((each for each in understood._actions if isinstance(each, _SubParsersAction)), None)
    word = rest.split(maxsplit=1)[0] if rest.split() else ""
    if below is not None and word.isalpha() and word.islower():
        if word not in below.choices:
            return f"“rotativa {name}” knows no “{word}”"
        understood = below.choices[word]
    for option in re.findall(r"(?<!\S)--[a-z-]+", rest):
        if option not in understood._option_string_actions:
            return f"“rotativa {name} {word}” knows no {option}"
    return ""


def targets() -> frozenset[str]:
    """What ``make`` makes."""
    return frozenset(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))


def lies(path: Path) -> Iterator[Broken]:
    """What this page names and is not there."""
    text = path.read_text(encoding="utf-8")
    for line, code in codes(text):
        for name, rest in COMMAND.findall(code):
            if why := misspoken(name, rest):
                yield Broken(path, line, why)
        for target in " ".join(MAKE.findall(code)).split():
            if target not in targets():
                yield Broken(path, line, f"there is no “make {target}”")
        for place in PLACE.findall(code):
            if code.startswith(place) and "<" not in code and not _is_there(path, place):
                yield Broken(path, line, f"there is no {place}")
    for found in LINK.finditer(FENCE.sub("", text)):
        if why := dead(path, found[1]):
            yield Broken(path, text.count("\n", 0, text.find(found[0])) + 1, why)


def _is_there(page: Path, place: str) -> bool:
    """Whether a file or folder is there, seen from the root or from the page, whose package it may belong to."""
    return any((folder / place).exists() for folder in (ROOT, page.parent))


def dead(path: Path, link: str) -> str:
    """Why a link leads nowhere; empty where it leads somewhere, or away from us."""
    if re.match(r"[a-z]+:", link):
        return ""
    name, _, heading = link.partition("#")
    target = (path.parent / name).resolve() if name else path
    if not target.exists():
        return f"the link {link} leads to nothing"
    if not heading:
        return ""
    headings = re.findall(r"^#+ (.*)$", target.read_text(encoding="utf-8"), re.MULTILINE)
    known = {re.sub(r"[^\w -]", "", each.lower()).replace(" ", "-") for each in headings}
    return "" if heading in known else f"the link {link} leads to no heading"


@cache
def screen_texts() -> tuple[re.Pattern[str], ...]:
    """Everything that the desk says, its holes filled with anything, and Wagtail's words where ours replace them."""
    found = {"Add %(person)s"}  # Wagtail's, in lines of people and topics
    for path in HOUSE.rglob("*.py"):
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Call) and ast.unparse(node.func).removesuffix("_lazy") in ("_", "gettext"):
                found |= {str(each.value) for each in node.args if isinstance(each, ast.Constant)}
    for path in HOUSE.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        found |= {first or second for _, first, _, second in TEMPLATE_TEXT.findall(text)}
        found |= set(TEMPLATE_BLOCK.findall(text))
    with (HOUSE / "desk" / "locale" / "en" / "LC_MESSAGES" / "django.po").open("rb") as words:
        found |= {str(message.string) for message in read_po(words) if isinstance(message.string, str)}
    telling = (text for text in found if text and (not HOLE.search(text) or re.search(r"\w{3}", HOLE.sub("", text))))
    return tuple(map(_pattern, telling))


def _pattern(text: str) -> re.Pattern[str]:
    parts = HOLE.split(" ".join(text.split()))
    return re.compile(".+".join(map(re.escape, parts)), re.IGNORECASE)


def unsaid(path: Path) -> Iterator[Broken]:
    """Words in bold, of a page that says “press **this**”, which stand on no screen."""
    text = path.read_text(encoding="utf-8")
    for found in BOLD.finditer(text):
        words = " ".join(found[1].split())
        if not any(pattern.fullmatch(words) for pattern in screen_texts()):
            yield Broken(path, text.count("\n", 0, found.start()) + 1, f"no screen says “{words}”")


def documents() -> list[Path]:
    """Every page that tells people what to do."""
    return [path for path in tracked("*.md") if not path.is_relative_to(SAMPLES)]


def test_sample() -> None:
    wrong = [each.why for each in lies(SAMPLE)]
    for what in (
        "presses",
        "stats",
        "--everything",
        "make everything",
        "promote",
        "nowhere.md",
        "#nowhere",
        "nothing.py",
    ):
        assert any(what in why for why in wrong), what
    assert len(wrong) == 8
    assert [each.why for each in unsaid(SAMPLE)] == ["no screen says “Print the paper”"]


def test_documents() -> None:
    broken = [each for path in documents() for each in lies(path)]
    assert not broken, report(broken)


def test_words_of_the_tutorial() -> None:
    broken = list(unsaid(TUTORIAL))
    assert not broken, report(broken)


def test_every_decision_is_listed() -> None:
    records = [path.name for path in sorted(DECISIONS.glob("[0-9]*.md"))]
    listed = LINK.findall((DECISIONS / "README.md").read_text(encoding="utf-8"))
    assert listed == records
    assert len({name[:4] for name in records}) == len(records), "two decisions have one number"
    titles = [(DECISIONS / name).read_text(encoding="utf-8").partition("\n")[0] for name in records]
    assert all(title.startswith(f"# {int(name[:4])}. ") for title, name in zip(titles, records, strict=True)), titles


def test_every_package_says_what_it_promises() -> None:
    house = (ROOT / "README.md").read_text(encoding="utf-8")
    packages = sorted(path.parent.name for path in HOUSE.glob("*/__init__.py"))
    assert packages
    silent = [name for name in packages if not (HOUSE / name / "README.md").exists()]
    assert not silent, silent
    assert [name for name in packages if f"(rotativa/{name}/README.md)" not in house] == []


def test_every_page_of_the_documentation_can_be_found() -> None:
    linked = {(path.parent / link).resolve() for path in documents() for link in LINK.findall(path.read_text("utf-8"))}
    lost = [path for path in tracked("docs/*.md", "docs/*.png") if path not in linked and path.name != "README.md"]
    assert not lost, lost


def test_sizes() -> None:
    heavy = [path.name for path in tracked("docs/pictures/*") if path.stat().st_size > HEAVIEST]
    assert not heavy, heavy
    lines = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").count("\n")
    assert lines <= LONGEST, lines
