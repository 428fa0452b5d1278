"""What readers see now against what they will see: the parts of an article that differ, with the difference marked."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from html import unescape

from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join, strip_tags
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _, gettext_lazy

from rotativa.desk.queries.belonging import Belonging, belonging
from rotativa.stories import freezing
from rotativa.stories.text import (
    ArticleText,
    Block,
    Context,
    Document,
    Embed,
    Factbox,
    Gallery,
    LiveEntry,
    Paragraphs,
    Picture,
    PullQuote,
    Read,
    Statement,
    Subhead,
    Table,
    Timeline,
)

LABELS: Mapping[str, str | Promise] = {
    "kicker": gettext_lazy("Kicker"),
    "headline": gettext_lazy("Headline"),
    "standfirst": gettext_lazy("Standfirst"),
    "dateline": gettext_lazy("Dateline"),
    "lead/caption": gettext_lazy("Caption of the lead picture"),
    "lead/alt": gettext_lazy("Alt text of the lead picture"),
}
BLOCK_LABELS: Mapping[type[Block], str | Promise] = {
    Subhead: gettext_lazy("Subhead"),
    PullQuote: gettext_lazy("Pull quote"),
    Statement: gettext_lazy("Statement"),
    Picture: gettext_lazy("Picture in the text"),
    Gallery: gettext_lazy("Gallery"),
    Timeline: gettext_lazy("Timeline"),
    Table: gettext_lazy("Table"),
    Factbox: gettext_lazy("Factbox"),
    Document: gettext_lazy("Document"),
    Embed: gettext_lazy("Embed"),
    Read: gettext_lazy("READ link"),
    Context: gettext_lazy("Background"),
    LiveEntry: gettext_lazy("Live entry"),
}
WORDLESS: Mapping[type[Block], tuple[str, ...]] = {
    Picture: ("picture",),
    Read: ("story",),
    Context: ("passage",),
    Statement: ("when", "original_words", "original_language"),
    Document: ("document",),
    Embed: ("address", "kind", "language", "transcript"),
    LiveEntry: ("at",),  # whether the coverage ends with it, ``places`` says of the whole
}
"""What blocks hold besides words to be translated."""
Piece = tuple[str, int, int, int, int]  # as difflib says it: what happened, and where in both
_MOST = 4_000_000
"""So many pairs of words are compared; of two longer paragraphs, one takes the place of the other."""
_WORDS = re.compile(r"\s+|\w+|[^\w\s]", re.UNICODE)


@dataclass(frozen=True)
class Difference:
    """One part that differs."""

    label: str
    marked: SafeString  # the new words, with what goes and what comes marked


@dataclass(frozen=True)
class Compared:
    """Two texts, part by part."""

    differences: tuple[Difference, ...]
    parts: int  # how many parts the new text has


def compare(old: ArticleText, new: ArticleText, edition: str) -> Compared:
    """The parts that differ, in reading order; what is gone comes last. Names are those of the edition."""
    before, after = dict(parts(old)), dict(parts(new))
    called = {**dict(labels(old)), **dict(labels(new))}
    found = [*_words(before, after, called), *_order(old, new), *places(old, new, edition)]
    return Compared(tuple(found), len(after))


@dataclass(frozen=True)
class Part:
    """What a part is to the press, and to a reader."""

    raw: str
    plain: str


def parts(text: ArticleText) -> Iterator[tuple[str, Part]]:
    """The parts that hold words; those of paragraphs are HTML, all others are plain."""
    html = {block.id for block in text.blocks() if isinstance(block, Paragraphs | Factbox)}
    for name, words in freezing.parts(text):
        if words:
            yield name, Part(words, unescape(strip_tags(words)) if name.partition("/")[0] in html else words)


def _words(before: Mapping[str, Part], after: Mapping[str, Part], called: Mapping[str, str]) -> Iterator[Difference]:
    for name in [*after, *(name for name in before if name not in after)]:
        old, new = before.get(name), after.get(name)
        if old == new:
            continue
        plain_old, plain_new = old.plain if old else "", new.plain if new else ""
        shown = without_words(plain_new) if plain_old == plain_new else marked(plain_old, plain_new)
        yield Difference(called.get(name, name), shown)


def _order(old: ArticleText, new: ArticleText) -> Iterator[Difference]:
    was, now = [block.id for block in old.body], [block.id for block in new.body]
    if was != now and set(was) == set(now):
        yield Difference(_("Story"), format_html("<em>{}</em>", _("its parts stand in another order")))


def without_words(words: str) -> SafeString:
    """Words that stayed, of which something else differs."""
    return format_html("{} <em>({})</em>", words, _("a link or the type"))


def places(old: ArticleText, new: ArticleText, edition: str) -> Iterator[Difference]:
    """What differs besides words: pictures, links, and where the article belongs."""
    if (old.lead.picture if old.lead else "") != (new.lead.picture if new.lead else ""):
        yield Difference(
            _("Lead picture"),
            format_html("<em>{}</em>", _("another picture") if new.lead else _("no picture any more")),
        )
    for field in belonging(old, new, edition):
        yield Difference(field.label, _belonging(field))
    if old.is_over() != new.is_over():
        yield Difference(
            _("Live coverage"), format_html("<em>{}</em>", _("has ended") if new.is_over() else _("goes on"))
        )
    yield from _things(old, new)


def _belonging(field: Belonging) -> SafeString:
    if not (field.gone or field.come):
        return format_html("<em>{}</em>", _("another order"))
    names = [*map(struck, field.gone), *map(added, field.come)]
    return format_html_join(" ", "{}", ((name,) for name in names))


def _things(old: ArticleText, new: ArticleText) -> Iterator[Difference]:
    """Blocks of which something else changed than words: the picture, the story, a date, an address."""
    before, after = ({block.id: block for block in text.blocks()} for text in (old, new))
    for identity in [*after, *(identity for identity in before if identity not in after)]:
        was, now = before.get(identity), after.get(identity)
        told_by_words = not (was and now) and not isinstance(now or was, Picture | Read | Context | LiveEntry)
        if _wordless(was) != _wordless(now) and not told_by_words:
            word = _("another one") if was and now else _("new") if now else _("gone")
            if was and now and not isinstance(now, Picture | Read | Context):
                word = _("changed")
            yield Difference(str(BLOCK_LABELS[type(now or was)]), format_html("<em>{}</em>", word))  # type: ignore[index]


def _wordless(block: Block | None) -> object:
    """What a block holds besides words to be translated; nothing where it is all words."""
    fields = WORDLESS.get(type(block), ()) if block is not None else ()
    if isinstance(block, Timeline):
        return tuple((moment.when, moment.until) for moment in block.moments)
    if isinstance(block, Table):
        return tuple(column.numbers for column in block.columns), block.heads
    return tuple(getattr(block, name) for name in fields) or None


def labels(text: ArticleText) -> Iterator[tuple[str, str]]:
    """What each part is called: paragraphs by their number."""
    paragraph = 0
    kinds = {block.id: block for block in text.blocks()}
    for name, _rendered in freezing.parts(text):
        block = kinds.get(name.partition("/")[0])
        if block is None:
            yield name, str(LABELS.get(name, name))
        elif isinstance(block, Paragraphs):
            paragraph += 1
            yield name, _("Paragraph %(number)s") % {"number": paragraph}
        else:
            yield name, str(BLOCK_LABELS[type(block)])


def marked(old: str, new: str) -> SafeString:
    """The new words; what comes is inserted, what goes is struck, each said aloud too."""
    return format_html_join("", "{}", ((_piece(*piece),) for piece in pieces(old, new)))


def pieces(old: str, new: str) -> Iterator[tuple[str, str, str]]:
    """How the old words become the new ones: what is done, what goes, what comes."""
    before, after = _WORDS.findall(old), _WORDS.findall(new)
    if len(before) * len(after) > _MOST:
        yield "replace", old, new
        return
    found = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    for kind, a, b, c, d in _joined(found, after):
        yield kind, "".join(before[a:b]), "".join(after[c:d])


def _joined(found: Sequence[Piece], after: list[str]) -> list[Piece]:
    """Changes with nothing but a space between them read as one: three words for three words, not word for word."""
    joined: list[Piece] = []
    for place, piece in enumerate(found):
        _kind, _a, b, c, d = piece
        last = joined[-1] if joined else None
        bridge = piece[0] == "equal" and not "".join(after[c:d]).strip() and 0 < place < len(found) - 1
        if last is not None and last[0] == "replace" and (bridge or piece[0] != "equal"):
            joined[-1] = ("replace", last[1], b, last[3], d)
        else:
            joined.append(("replace", *piece[1:]) if piece[0] != "equal" else piece)
    return joined


def _piece(kind: str, gone: str, come: str) -> SafeString:
    return format_html("{}", come) if kind == "equal" else format_html("{}{}", struck(gone), added(come))


def struck(words: str) -> SafeString:
    """Words that go."""
    if not words:
        return SafeString("")
    return format_html('<del><span class="w-sr-only">{} </span>{}</del>', _("deleted:"), words)


def added(words: str) -> SafeString:
    """Words that come."""
    if not words:
        return SafeString("")
    return format_html('<ins><span class="w-sr-only">{} </span>{}</ins>', _("added:"), words)
