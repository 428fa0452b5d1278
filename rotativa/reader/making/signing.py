"""What somebody did for the articles of their list."""

from collections.abc import Iterable, Sequence

from rotativa.reader import reads
from rotativa.stories.queries import Signed


def parts(person: str, articles: Sequence[str]) -> dict[str, str]:
    """What this person did for each of these articles: ``translator``, ``reviewer``, or nothing where they wrote it.

    Who was merged is who they are now. No name is asked: a colleague's new one is nothing to this page.
    """
    signed = dict(zip(articles, reads.article_signed.many(articles), strict=True))
    named = list(dict.fromkeys(one for each in signed.values() if each is not None for one in _named(each)))
    now = {one: into or one for one, into in zip(named, reads.author_now.many(named), strict=True)}
    return {article: _part(person, each, now) if each is not None else "" for article, each in signed.items()}


def warm(articles: Iterable[str]) -> None:
    """Loads what these articles say of the persons on whose lists they stand, in few queries."""
    signed = reads.article_signed.many(dict.fromkeys(articles))
    reads.author_now.many(dict.fromkeys(one for each in signed if each is not None for one in _named(each)))


def _named(signed: Signed) -> tuple[str, ...]:
    return (*signed.authors, *signed.translators, *signed.reviewers)


def _part(person: str, signed: Signed, now: dict[str, str]) -> str:
    if person in (now[one] for one in signed.authors):
        return ""
    if person in (now[one] for one in signed.translators):
        return "translator"
    return "reviewer" if person in (now[one] for one in signed.reviewers) else ""
