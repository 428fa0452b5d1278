"""From a page context to text. A template sees its context as ``page`` and the theme's words as ``_``; no more."""

from collections.abc import Hashable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from jinja2.runtime import Macro
from markupsafe import Markup, escape

from rotativa.reader.texts import Words, words_for

TEMPLATES = Path(__file__).parent / "jinja2"

_words: ContextVar[Words] = ContextVar("words")


def render(template: str, page: Any, language: str) -> str:  # any of the page contexts
    """The text of a page whose own words are in ``language``."""
    with speaking(language):
        return ENVIRONMENT.get_template(template).render(page=page)


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """While open, the theme's words are in this language."""
    token = _words.set(words_for(language))
    try:
        yield
    finally:
        _words.reset(token)


def _say(message: str, **values: object) -> Markup:
    """``_``: a text for the content of an element; marked where it is in another language than the page."""
    words = _words.get()
    return _said(words, message, values) if values else _said_alone(words, message)


def _said(words: Words, message: str, values: Mapping[str, object]) -> Markup:
    return _marked(Markup(words(message)) % {name: escape(value) for name, value in values.items()}, words)  # noqa: S704  # ours


@cache
def _said_alone(words: Words, message: str) -> Markup:
    """What has no values is the same on every page; there are as many as templates say."""
    return _said(words, message, {})


def _say_many(one: str, other: str, number: int, **values: object) -> Markup:
    """``_n``: a text that depends on a number."""
    words = _words.get()
    text = words.catalogue.ngettext(one, other, number)
    return _marked(Markup(text) % {name: escape(value) for name, value in values.items()}, words)  # noqa: S704  # ours


def _say_plainly(message: str, **values: object) -> str:
    """``_a``: a text for an attribute, where no language can be told."""
    return _words.get()(message, **values)


def _marked(text: Markup, words: Words) -> Markup:
    return Markup('<span lang="{}" dir="ltr">{}</span>').format(words.language, text) if words.are_foreign else text


def _kept(macro: Macro, *arguments: Hashable) -> Markup:
    """``kept``: a macro's text for these frozen values, from memory where they were set before in these words."""
    return _set(macro, _words.get(), arguments)


@lru_cache(maxsize=2048)
def _set(macro: Macro, _words: Words, arguments: tuple[Hashable, ...]) -> Markup:
    return Markup(macro(*arguments))  # noqa: S704 a macro gives text that is escaped


def _block(language: str) -> Any:
    """``speaking``, for templates whose parts are in several languages: ``{{ speak(column.language) }}``."""
    _words.set(words_for(language))
    return ""


ENVIRONMENT = Environment(
    loader=FileSystemLoader(TEMPLATES),
    autoescape=select_autoescape(("html", "xml")),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    keep_trailing_newline=False,
    auto_reload=False,
)
ENVIRONMENT.globals = {"_": _say, "_n": _say_many, "_a": _say_plainly, "kept": _kept, "speak": _block}
