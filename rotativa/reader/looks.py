"""Writes ``docs/contracts/looks.md`` from the styles and the templates: ``python -m rotativa.reader.looks``."""

import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from rotativa.reader.assets import STYLES, THEIRS

HERE = Path(__file__).parent
DOCUMENT = HERE.parents[1] / "docs" / "contracts" / "looks.md"
OWN = ("blocks.html", "hall.html", "patterns.html")
"""Templates of pages that are for the newsroom alone."""
TOKENS = "tokens"
SHEETS = tuple(name for name in STYLES if name not in ("faces", TOKENS, THEIRS))

_MEDIUM = re.compile(r"  @media ([^{]+) \{")
_RULE = re.compile(r'\s+(?::root|\[data-script="(\w+)"\]) \{')
_TOKEN = re.compile(r"--([\w-]+): ([^;]+);(?: /\* (.*?) \*/)?")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_STYLED = re.compile(r"\.([a-z][a-z-]*)(?![\w-]*\()")
_DECLARED = re.compile(r"\{[^{}]*\}")
_ABOUT = re.compile(r"\A\{# (.*?) #\}", re.DOTALL)
_CLASSES = re.compile(r'class="((?:\{\{.*?\}\}|\{%.*?%\}|[^"{])*)"')
_GIVEN = re.compile(r"\{\{ (?!_)\w+\((.*?)\) \}\}", re.DOTALL)
_SAID = re.compile(r"""_[na]?\((["']).*?\1""", re.DOTALL)
_QUOTED = re.compile(r"\"([^\"]*)\"|'([^']*)'")
_WORD = re.compile(r"(?<![\w-])[a-z][a-z-]*(?![\w-])")
_DATA = re.compile(r"\bdata-[a-z]+(?==)")
_MARK = re.compile(r'\bid="([a-z-]+)"')

DARK, PAPER = "(prefers-color-scheme: dark)", "print"

HEAD = """# Tokens and hooks

What a newsroom's own styles may rely on: the tokens, and the classes, `data-` attributes and marks of the printed
pages. Within one major version one may be added, but none is taken away or given another meaning. How to use them:
[Restyle the theme](../how-to/restyle-the-theme.md).

Written by `make fix` from `rotativa/reader/styles/` and `rotativa/reader/jinja2/`; a test holds it there.
"""
TOKENS_HEAD = """
## Tokens

`tokens.css` is the one place that names a colour, a face or a size. A colour has a value for dark screens and for paper
where either differs. A size carries its line (`size/line`, as `font` takes it); further values are for wider screens.
"""
HOOKS_HEAD = """
## Hooks

By the template that writes them. On `html`: `lang`, `dir` and `data-script` (`latin`, `arabic`). `data-kind` is the
code of a story's kind (`news`, `opinion`, `live` …). `data-across` and `data-down` say where what matters in a picture
lies, in quarters from the upper left. Marks are the `id`s that do not depend on what the page says.
"""


@dataclass(frozen=True)
class Token:
    """One declaration in ``tokens.css``."""

    name: str
    value: str
    about: str
    medium: str  # empty: everywhere
    script: str  # empty: in every script


@dataclass(frozen=True)
class Hooks:
    """What the elements of one template can be reached by."""

    template: str
    about: str
    classes: tuple[str, ...]
    data: tuple[str, ...]
    marks: tuple[str, ...]


def document() -> str:
    """The whole text."""
    return "".join((HEAD, TOKENS_HEAD, *_tables(all_tokens()), HOOKS_HEAD, *map(_told, all_hooks())))


def all_tokens() -> list[Token]:
    """Every declaration of a token, in order."""
    found, medium, script = [], "", ""
    for line in (HERE / "styles" / f"{TOKENS}.css").read_text(encoding="utf-8").splitlines():
        if begins := _MEDIUM.match(line):
            medium = begins[1]
        elif begins := _RULE.match(line):
            script = begins[1] or ""
        found += [Token(name, value, about, medium, script) for name, value, about in _TOKEN.findall(line)]
        if line == "  }":
            medium = script = ""
    return found


def styled() -> frozenset[str]:
    """Every class that a style sheet of the theme names."""
    sheets = ((HERE / "styles" / f"{name}.css").read_text(encoding="utf-8") for name in SHEETS)
    selectors = (_DECLARED.sub("{}", _COMMENT.sub("", sheet)) for sheet in sheets)
    return frozenset(name for sheet in selectors for name in _STYLED.findall(sheet))


def all_hooks() -> list[Hooks]:
    """What each template offers, pages before their parts; at the end what the text of an article brings itself."""
    folder = HERE / "jinja2"
    templates = [
        *sorted(set(folder.glob("*.html")) - {folder / name for name in OWN}),
        *sorted((folder / "parts").glob("*.html")),
    ]
    hooks = [_hooks(str(path.relative_to(folder)), path.read_text(encoding="utf-8")) for path in templates]
    made = "\n".join(path.read_text(encoding="utf-8") for path in sorted((HERE / "making").glob("*.py")))
    return [each for each in (*hooks, _hooks("making", made)) if each.classes or each.data or each.marks]


def _hooks(name: str, text: str) -> Hooks:
    about = _ABOUT.match(text)
    return Hooks(
        name,
        " ".join(about[1].split()) if about else "",
        tuple(sorted(set(_classes(text)))),
        tuple(sorted(set(_DATA.findall(text)))),
        tuple(sorted(set(_MARK.findall(text)))),
    )


def _classes(text: str) -> Iterator[str]:
    """The words of every class attribute, and those that a macro is given to become one."""
    for written in _CLASSES.findall(text):
        yield from _WORD.findall(re.sub(r"\{.*?\}", " ", written))
        yield from _quoted([written])
    yield from (word for word in _quoted(_GIVEN.findall(_SAID.sub("", text))) if word in styled())


def _quoted(pieces: Iterable[str]) -> Iterator[str]:
    for piece in pieces:
        for one, other in _QUOTED.findall(piece):
            yield from _WORD.findall(one or other)


def _tables(tokens: list[Token]) -> Iterator[str]:
    shared, scripts = ([one for one in tokens if bool(one.script) is kind] for kind in (False, True))
    yield "\n### In every script\n\n| Token | For | Value | In the dark | On paper |\n| --- | --- | --- | --- | --- |\n"
    for name in dict.fromkeys(one.name for one in shared):
        yield _row(name, shared, [_values(shared, name, dark) for dark in ("", DARK, PAPER)])
    yield "\n### By script\n\n| Token | For | Latin | Arabic |\n| --- | --- | --- | --- |\n"
    for name in dict.fromkeys(one.name for one in scripts):
        both = ([one for one in scripts if one.script == script] for script in ("latin", "arabic"))
        yield _row(name, scripts, [_values(each, name, "") for each in both])


def _values(tokens: list[Token], name: str, medium: str) -> str:
    """The values of a token; for no medium in particular, those of wider screens as well."""
    wanted = [one for one in tokens if one.name == name]
    kept = [one.value for one in wanted if one.medium == medium or (not medium and "width" in one.medium)]
    return ", ".join(f"`{value}`" for value in dict.fromkeys(kept))


def _row(name: str, tokens: list[Token], values: list[str]) -> str:
    about = next((one.about for one in tokens if one.name == name and one.about), "")
    return f"| `--{name}` | {about} | {' | '.join(values)} |\n"


def _told(hooks: Hooks) -> str:
    title = "in the text of an article" if hooks.template == "making" else f"`{hooks.template}`"
    lines = [f"\n### {title}\n", f"\n{hooks.about}\n" if hooks.about else "", "\n"]
    for word, names, form in (
        ("Classes", hooks.classes, "`.{}`"),
        ("Attributes", hooks.data, "`{}`"),
        ("Marks", hooks.marks, "`#{}`"),
    ):
        if names:
            lines.append(f"- {word}: {', '.join(map(form.format, names))}\n")
    return "".join(lines)


def main() -> None:
    """Writes the document."""
    DOCUMENT.write_text(document(), encoding="utf-8")
    sys.stdout.write(f"{DOCUMENT.name} written\n")


if __name__ == "__main__":
    main()
