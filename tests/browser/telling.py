"""A story that is out in three editions already: told by verbs, in the names of the demo's people, in a past month.

Today's month belongs to the journey, which counts its sitemaps.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Unpack

from rotativa.addresses.queries import current_paths
from rotativa.bylines.models import AuthorName
from rotativa.pictures.models import Picture
from rotativa.staff.models import User
from rotativa.stories.actions.publish import publish
from rotativa.stories.actions.save_draft import save_draft
from rotativa.stories.actions.start_edition import start_edition
from rotativa.stories.actions.start_story import start_story
from rotativa.stories.actions.withdraw import withdraw
from rotativa.stories.drafting import Words
from rotativa.stories.models import ArticlePage
from rotativa.topics.models import KindName, SectionName, TopicName

HEADLINES = {
    "en": "The ferry keeps a second clock",
    "es": "El ferri lleva un segundo reloj",
    "ar": "للعبّارة ساعة ثانية",
}
DESKS = {"en": ("leila", "nadia"), "es": ("lucia", "marta"), "ar": ("huda", "samir")}
"""Who writes and who publishes in an edition of the demo."""


@dataclass(frozen=True)
class Told:
    """A story that is out: its articles and their paths, by edition."""

    articles: dict[str, int]
    paths: dict[str, str]


def tell(month: str) -> Told:
    """The same story again, out since the 15th of a month (``2021-03``) of its own."""
    moment = datetime.fromisoformat(f"{month}-15T12:00").replace(tzinfo=UTC)
    original = draft()
    articles = {"en": original}
    for edition in ("es", "ar"):
        begun = start_edition(person(DESKS[edition][0]), original.story_id, edition)
        body = [{**block, "value": f"<p>{HEADLINES[edition]}.</p>"} for block in begun.body.raw_data]
        articles[edition] = save_draft(person(DESKS[edition][0]), begun, headline=HEADLINES[edition], body=body)
    for edition, article in articles.items():
        publish(person(DESKS[edition][1]), article, first_out=moment)
    paths = current_paths([article.thing for article in articles.values()])
    return Told(
        {edition: article.pk for edition, article in articles.items()},
        {edition: paths[article.thing] for edition, article in articles.items()},
    )


def take_back(*articles: ArticlePage | int) -> None:
    """Withdraws what a journey told: what stands in no list is not in the way of the next one, which counts lists."""
    for article in ArticlePage.objects.filter(pk__in=[getattr(one, "pk", one) for one in articles], live=True):
        withdraw(person(DESKS[article.edition_id][1]), article, reason="Told in a test.")


def draft(**other: Unpack[Words]) -> ArticlePage:
    """An English draft by its reporter, with everything that it needs to go out, but for what is given otherwise."""
    words: Words = {
        "headline": HEADLINES["en"],
        "standfirst": "In Esmar two clocks hang over one queue.",
        "section": section_named("Economy"),
        "kind": KindName.objects.get(edition_id="en", name="News").kind_id,
        "topics": [TopicName.objects.get(edition_id="en", slug="esmar").topic_id],
        "authors": [AuthorName.objects.get(edition_id="en", slug="leila-mansour").author_id],
        "picture": Picture.objects.get(title="Night ferry in the strait").pk,
        "body": [{"type": "text", "value": "<p>One of them is right.</p>"}],
    }
    words.update(other)
    return start_story(person("leila"), "en", **words)


def section_named(name: str) -> int:
    """The number of a section, by its English name."""
    return int(SectionName.objects.get(edition_id="en", name=name).section_id)


def person(username: str) -> User:
    """Somebody of the demo."""
    return User.objects.get(username=username)
