"""The public address of an article: ``/<prefix>/YYYY/MM/DD/<slug>/``.

The day is that of the first publication in the edition's zone; it is decided once. The slug is chosen by an editor, or
made from the headline when the article first goes out.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain, count
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.translation import gettext as _

from rotativa.addresses.queries import is_free
from rotativa.editions.models import Edition
from rotativa.kit import slugs
from rotativa.kit.languages import isolated

if TYPE_CHECKING:
    from rotativa.stories.models import ArticlePage


def day_of(edition: Edition, moment: datetime) -> date:
    """The day of a moment in the zone of the edition."""
    return moment.astimezone(ZoneInfo(edition.zone)).date()


def path_of(article: "ArticlePage", slug: str) -> str:
    """The path that this article has under that slug; before its first publication, the one it would get now."""
    day = article.out_day or day_of(article.edition, article.first_out or timezone.now())
    return f"/{article.edition.prefix}/{day.year:04}/{day.month:02}/{day.day:02}/{slug}/"


def proposed(article: "ArticlePage", words: str = "") -> str:
    """The first free slug made from the words, else from the headline: in its own script, numbered where needed."""
    return next(
        slug for slug in _proposals(article, words or article.title) if is_free(path_of(article, slug), article.thing)
    )


def problem(article: "ArticlePage") -> str:
    """Why the slug that was chosen for this article cannot be had, with one that can; empty where all is well."""
    slug = article.public_slug
    if not slug:
        return ""
    wrong = slugs.why_not(slug)
    if wrong:
        return wrong
    path = path_of(article, slug)
    # An article that is not saved yet has no name: it may take what nobody has.
    if article.pk is not None and is_free(path, article.thing):
        return ""
    free = proposed(article, slug)
    return (
        "" if free == slug else _("The address %(path)s is taken. “%(free)s” is free.") % {"path": path, "free": free}
    )


@dataclass(frozen=True)
class Rival:
    """Another draft of the edition for which the same address was chosen."""

    article: int
    sentence: str


def rival(article: "ArticlePage") -> Rival | None:
    """The first of them; None where there is none, or where the address is given already.

    No gate: addresses have a day in them, and only of two that go out on one day the second has to take another.
    """
    if not article.public_slug or article.out_day is not None:
        return None
    drafts = type(article).objects.filter(edition=article.edition_id, public_slug=article.public_slug, out_day=None)
    other = drafts.exclude(pk=article.pk).order_by("pk").values_list("pk", "draft_title").first()
    if other is None:
        return None
    told = {
        "slug": isolated(article.public_slug),
        "headline": isolated(other[1] or _("Untitled story")),
    }
    sentence = _(
        "The address “%(slug)s” is chosen for another draft too, “%(headline)s”. "
        "If both go out on one day, the first has it, and the other needs a new one."
    )
    return Rival(other[0], sentence % told)


def _proposals(article: "ArticlePage", words: str) -> Iterator[str]:
    slug = slugs.slugify(words)
    if slugs.why_not(slug):
        # Emoji and punctuation leave nothing, a bare year is kept for dates: the story's own name is never wrong.
        short = article.story_id.hex[:8]
        slug = f"{slug}-{short}" if slug else short
    return chain([slug], (slugs.numbered(slug, number) for number in count(2)))
