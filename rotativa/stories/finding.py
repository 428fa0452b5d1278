"""The words of every draft, and who stands behind it, kept to be found: the index of the desk's search.

Like the read table it is a copy, written by ``rows.keep`` in the transaction of each change and computed afresh by
``rotativa stories rebuild``. It is of one article, so whoever asks adds in which editions: what is not to be read
there is not found. Words are folded (``kit.folding``) before either database sees them: neither's idea of a language
counts.
Names of people, topics and background are not in it, for they change by themselves: marks (``a5``, ``u7``, ``t12``,
``b3``) are.

Each database keeps it in its own way: SQLite in a table of its full-text engine, PostgreSQL as words with an inverted
index. This module alone knows which it is.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from zoneinfo import ZoneInfo

from django.db import connection
from django.db.models import F, Q, QuerySet
from django.db.models.expressions import RawSQL
from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from rotativa.kit import folding
from rotativa.stories import raw
from rotativa.stories.bodies import body_of
from rotativa.stories.errors import Impossible
from rotativa.stories.extracting import one_line
from rotativa.stories.freezing import parts
from rotativa.stories.models.article import ArticlePage
from rotativa.stories.models.rows import ArticleRow
from rotativa.stories.text import NOTHING, Picture

MOST = 12
"""So many words, or phrases, of a question count: what is further on is not looked for."""
FEW = 2000
"""So many articles are named one by one in a question; of more, the database is told how to find them."""
_MOST_POSITIONS = 16383  # what PostgreSQL counts to
_POSITIONS_OF_A_WORD = 255
_MOST_BYTES = (
    1_000_000  # of the words of one article; PostgreSQL refuses more than 2**20, and nothing may refuse a draft
)


@dataclass(frozen=True)
class Entry:
    """What is kept of one article."""

    words: str  # folded, in reading order, with spaces between them
    marks: str  # sorted


@dataclass(frozen=True)
class Term:
    """One thing that an article must have: these words one behind the other, or one of these marks."""

    words: tuple[str, ...] = ()
    is_begun: bool = False
    """Whether the last word may go on: it is still being typed."""
    marks: tuple[str, ...] = ()


def author_mark(author: int) -> str:
    """Somebody who signs, translated or reviewed it."""
    return f"a{author}"


def user_mark(user: int) -> str:
    """Somebody who began it, or saved it last."""
    return f"u{user}"


def topic_mark(topic: int) -> str:
    """A topic of the draft."""
    return f"t{topic}"


def passage_mark(passage: int | str) -> str:
    """A passage of background that the draft uses."""
    return f"b{passage}"


def expected(article: ArticlePage, draft: Mapping[str, Any]) -> Entry:
    """What is to be kept of an article with this draft: the content of its latest revision, empty where it has none."""
    body = json.loads(draft.get("body") or "[]")
    text = replace(
        NOTHING,
        headline=one_line(draft.get("title", article.title)),
        standfirst=one_line(draft.get("standfirst", article.standfirst)),
        kicker=one_line(draft.get("kicker", article.kicker)),
        dateline=one_line(draft.get("dateline", article.dateline)),
        lead=Picture("lead", "", draft.get("picture_caption") or "", draft.get("picture_alt") or ""),
        body=body_of(body, lambda: ZoneInfo(article.edition.zone)),
    )
    said = " ".join(strip_tags(words) if "<" in words else words for _name, words in parts(text))
    return Entry(
        " ".join(folding.words(said)),
        " ".join(sorted({*_marks(article, draft), *map(passage_mark, raw.passages_in(body))})),
    )


def _marks(article: ArticlePage, draft: Mapping[str, Any]) -> set[str]:
    people = {article.owner_id, article.latest_revision.user_id if article.latest_revision_id else None}
    return (
        {topic_mark(line["topic"]) for line in draft.get("topics", ())}
        | {author_mark(line["author"]) for line in draft.get("bylines", ())}
        | {user_mark(person) for person in people if person is not None}
    )


def keep(article: ArticlePage, draft: Mapping[str, Any]) -> None:
    """Writes it, unless it is there already."""
    entry = expected(article, draft)
    if not is_kept(article.pk, entry):
        forget(article.pk)
        _run(_INSERT[connection.vendor], [article.pk, *_values(entry)])


def forget(article: int) -> None:
    """Drops what is kept of an article that is no more."""
    _run(f"DELETE FROM stories_found WHERE {_KEY[connection.vendor]} = %s", [article])  # noqa: S608 ours


def is_kept(article: int, entry: Entry) -> bool:
    """Whether exactly this is kept."""
    where = " AND ".join(_SAME[connection.vendor])
    return bool(_run(f"SELECT 1 FROM stories_found WHERE {where}", [article, *_values(entry)]))  # noqa: S608 ours


def require_all() -> None:
    """Raises ``Impossible`` unless something is kept of every article; none is after some upgrades.

    An act that asks what no draft names is refused then, until ``rotativa stories rebuild`` has run.
    """
    [(kept,)] = _run("SELECT COUNT(*) FROM stories_found", [])
    if kept != ArticleRow.objects.count():
        raise Impossible(_("Drafts cannot be looked through yet. Ask a technician to run “rotativa stories rebuild”."))


def terms(asked: str, marks: Mapping[str, Sequence[str]] | None = None) -> tuple[Term, ...]:
    """What somebody typed: words that may go on, and ``"words in quotes"`` one behind the other.

    ``marks`` says which people are called by a folded word: who is one of them is found by it as if it stood there.
    """
    found: list[Term] = []
    for number, piece in enumerate(asked.split('"')):
        if number % 2:
            found.append(Term(tuple(folding.words(piece))))
        else:
            words = (tuple(folding.words(word)) for word in piece.split())
            found += [Term(word, is_begun=not _is_letter(word)) for word in words]
    called = marks or {}
    meant = [term for term in found if term.words][:MOST]
    return tuple(replace(term, marks=tuple(called.get(" ".join(term.words), ()))) for term in meant)


def _is_letter(word: Sequence[str]) -> bool:
    """Whether it is one letter of an alphabet: half of all articles have a word that begins with it."""
    return len(word) == 1 and len(word[0]) == 1 and word[0].isascii()


def among(rows: QuerySet[ArticleRow], wanted: Iterable[Term]) -> QuerySet[ArticleRow]:
    """Those of these rows whose articles have all of the terms."""
    asked = [_WRITTEN[connection.vendor](term) for term in wanted if term.words or term.marks]
    if not asked:
        return rows
    select, question = _SELECT[connection.vendor], _AND[connection.vendor].join(asked)
    found = [article for (article,) in _run(f"{select} LIMIT {FEW + 1}", [question])]
    if len(found) <= FEW:  # neither database guesses well how rare a word is that has only begun
        return rows.filter(article__in=found)
    many = RawSQL(select, [question])  # noqa: S611 ours, with a parameter
    if connection.vendor == "postgresql":
        return rows.filter(article__in=many)
    # SQLite takes any such list for a short one, and would look each article up and sort them all. Of the sum it can
    # make no use: it goes through the rows in their order, and ends when it has enough.
    return rows.annotate(number=F("article") + 0).filter(Q(number__in=many))


def _values(entry: Entry) -> list[str]:
    if connection.vendor == "sqlite":
        return [entry.words, entry.marks]
    places: dict[str, list[int]] = {}
    for place, word in enumerate(entry.words.split(), start=1):
        places.setdefault(word, []).append(min(place, _MOST_POSITIONS))
    marks = [f"'#{mark}'" for mark in entry.marks.split()]
    lexemes, room = [], _MOST_BYTES - len("".join(marks))
    for word, found in places.items():
        kept = tuple(dict.fromkeys(found[:_POSITIONS_OF_A_WORD]))
        room -= len(word.encode()) + 2 * len(kept) + 3  # what it takes there: the word, its positions, their number
        if room < 0:
            break
        lexemes.append(f"'{word}':{','.join(map(str, kept))}")
    return [" ".join([*lexemes, *marks])]


def _for_sqlite(term: Term) -> str:
    phrase = " + ".join(f'"{word}"' for word in term.words)
    said = [f"words : ({phrase}{'*' if term.is_begun else ''})"] if phrase else []
    return "(" + " OR ".join([*said, *(f'marks : "{mark}"' for mark in term.marks)]) + ")"


def _for_postgresql(term: Term) -> str:
    phrase = " <-> ".join(f"'{word}'" for word in term.words)
    said = [f"({phrase}{':*' if term.is_begun else ''})"] if phrase else []
    return "(" + " | ".join([*said, *(f"'#{mark}'" for mark in term.marks)]) + ")"


def _run(statement: str, values: list[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall()) if cursor.description else []


_KEY = {"sqlite": "rowid", "postgresql": "article_id"}
_INSERT = {
    "sqlite": "INSERT INTO stories_found (rowid, words, marks) VALUES (%s, %s, %s)",
    "postgresql": "INSERT INTO stories_found (article_id, words) VALUES (%s, %s::tsvector)",
}
_SAME = {
    "sqlite": ("rowid = %s", "words = %s", "marks = %s"),
    "postgresql": ("article_id = %s", "words = %s::tsvector"),
}
_SELECT = {
    "sqlite": "SELECT rowid FROM stories_found WHERE stories_found MATCH %s",
    "postgresql": "SELECT article_id FROM stories_found WHERE words @@ %s::tsquery",
}
_AND = {"sqlite": " AND ", "postgresql": " & "}
_WRITTEN = {"sqlite": _for_sqlite, "postgresql": _for_postgresql}
