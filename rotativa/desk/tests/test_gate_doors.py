"""Every gate at every door of the desk by which a text can reach readers, and what the person is told there.

``stories/tests/test_doors.py`` tries the same gates where no screen is; ``stories/tests/gates.py`` has an article for
each. Below: what would open a gate under an article that readers have already, from outside of it.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from html import unescape

import pytest
from django.contrib.messages import get_messages
from django.core.exceptions import ValidationError
from django.db.transaction import savepoint, savepoint_rollback
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from rotativa.desk.tests import door_table
from rotativa.desk.tests.doors import rows, together
from rotativa.documents.actions.remove_document import remove_document
from rotativa.editions.actions.change_edition import change_edition
from rotativa.pictures.actions.change_picture import change_picture
from rotativa.pictures.actions.remove_picture import remove_picture
from rotativa.pictures.uses import InUse
from rotativa.staff.tests.makers import make_person
from rotativa.stories.actions.move import move
from rotativa.stories.actions.publish_passage import publish_passage
from rotativa.stories.actions.save_passage import save_passage
from rotativa.stories.actions.schedule import schedule
from rotativa.stories.actions.submit import submit
from rotativa.stories.actions.withdraw import withdraw
from rotativa.stories.errors import Impossible, NotReady
from rotativa.stories.extracting import text_of
from rotativa.stories.freezing import to_json
from rotativa.stories.hand import draft_of, standing_of, version_of
from rotativa.stories.models import ArticlePage, Snapshot
from rotativa.stories.rules import open_gates
from rotativa.stories.scheduling import send_due
from rotativa.stories.tests.gates import GATES, PARTS, make_document, names
from rotativa.stories.tests.makers import (
    ACTOR,
    Newsroom,
    make_draft,
    make_passage,
    make_picture,
    make_public,
    paragraphs,
)
from rotativa.topics.actions.name_section import name_section
from rotativa.topics.models import Section

Door = Callable[[Client, ArticlePage], str]
TOMORROW = timedelta(days=1)


@pytest.fixture
def newsroom(newsroom_world: Newsroom, db: None, settings: object) -> Newsroom:
    """A newsroom that knows one host whose embeds may go out."""
    settings.ROTATIVA_EMBED_HOSTS = ("www.youtube-nocookie.com",)  # type: ignore[attr-defined]
    return newsroom_world


@pytest.fixture
def chief(newsroom: Newsroom) -> Client:
    """The browser of who may most."""
    client = Client()
    client.force_login(make_person("max", "editor_in_chief"))
    return client


@contextmanager
def as_it_was() -> Iterator[None]:
    """Whatever is done inside, the next door is tried on the same article."""
    before = savepoint()
    yield
    savepoint_rollback(before)


def _posted(client: Client, screen: str, article: ArticlePage, **words: str) -> str:
    """What a person is told who posts this on a screen of an act."""
    draft = draft_of(article)
    seen = {"stands": standing_of(article), "revision": article.latest_revision_id, "seen": version_of(draft)}
    answer = client.post(reverse(screen, args=(article.pk,)), {**seen, **words})
    return " ".join(map(str, get_messages(answer.wsgi_request)))


def _sent_out(client: Client, article: ArticlePage) -> str:
    return _posted(client, "desk:send_out", article)


def _scheduled(client: Client, article: ArticlePage) -> str:
    return _posted(client, "desk:schedule", article, when=f"{timezone.now() + TOMORROW:%Y-%m-%dT12:00}")


def _due(client: Client, article: ArticlePage) -> str:
    """Scheduled while all was well: now it is held, and its screen says why."""
    article.latest_revision.__class__.objects.filter(pk=article.latest_revision_id).update(
        approved_go_live_at=timezone.now()
    )
    assert send_due().held == (article.pk,)
    return unescape(client.get(reverse("desk:schedule", args=(article.pk,))).content.decode())


def _read(client: Client, article: ArticlePage) -> str:
    """Somebody who was asked to read it says yes: that sends nothing out, and the editor tells what is open."""
    state = submit(ACTOR, article).current_workflow_task_state
    client.post(reverse("wagtailadmin_pages:workflow_action", args=(article.pk, "approve", state.pk)))
    state.refresh_from_db()
    assert state.status == "approved"
    return unescape(client.get(reverse("desk:send_out", args=(article.pk,))).content.decode())


def _undone(client: Client, article: ArticlePage) -> str:
    """Readers had the version that opens a gate today, and got another after it."""
    other = make_public_again(article)
    return _posted(client, "desk:undo", other, reason="x")


def _sent_out_together(client: Client, article: ArticlePage) -> str:
    return _together(client, together("send-out", article))


def _scheduled_together(client: Client, article: ArticlePage) -> str:
    return _together(client, together("schedule", article, when=f"{timezone.now() + TOMORROW:%Y-%m-%dT12:00}"))


def _together(client: Client, words: dict[str, str]) -> str:
    return unescape(client.post(reverse("desk:together"), words).content.decode())


def make_public_again(article: ArticlePage) -> ArticlePage:
    """Makes the draft what readers got once, before what they have."""
    bad = article.latest_revision
    fields = {"hashes": {}, "published_at": timezone.now(), "actor_id": "x", "actor_name": "x", "revision": bad.pk}
    for number in (1, 2):
        Snapshot(article=article, number=number, text=to_json(text_of(bad.as_object())), **fields).save()
    ArticlePage.objects.filter(pk=article.pk).update(live=True)
    again: ArticlePage = ArticlePage.objects.get(pk=article.pk)
    return again


DOORS: dict[str, Door] = {
    # every post of the table of doors whose verb lets something out; what acts on many articles at once gets its row
    # here, and a test that fails until it has
    "desk:send_out": _sent_out,
    "desk:schedule": _scheduled,
    "desk:schedule, when it is due": _due,
    "wagtailadmin_pages:workflow_action": _read,
    "desk:undo": _undone,
    "desk:together": _sent_out_together,
    "desk:together, with a time": _scheduled_together,
}
NO_WAY_OUT = {"wagtailadmin_pages:lock", "wagtailadmin_pages:unlock"}
"""What who may send out may do besides."""


def test_every_way_out_has_a_row() -> None:
    out = {"article.publish", "article.schedule"}
    ways = {door.name for door in rows(door_table.POSTS) if out & set(door.verbs)}
    assert ways == {name.partition(",")[0] for name in DOORS} | NO_WAY_OUT
    print(f"\ngates and doors of the desk: {len(GATES)} × {len(DOORS)}")  # noqa: T201 how much was asked is part of the answer


@pytest.mark.parametrize("part", range(PARTS))
def test_every_gate_at_every_door(newsroom: Newsroom, chief: Client, part: int) -> None:
    for gate, words in list(GATES.items())[part::PARTS]:
        with as_it_was():
            article = make_draft(newsroom, **words(newsroom))
            (sentence, *_more) = [each.sentence for each in open_gates(draft_of(article))]
            for name, door in DOORS.items():
                with as_it_was():
                    told = door(chief, ArticlePage.objects.get(pk=article.pk))
                    assert sentence in told, f"{gate} at {name}: {told[:400]}"
                    now = ArticlePage.objects.get(pk=article.pk)
                    assert now.live_revision_id is None, f"{gate} at {name}"


Breaker = Callable[[Newsroom], tuple[ArticlePage, Callable[[], object]]]


def _picture_breaker(act: Callable[..., object]) -> Breaker:
    def make(newsroom: Newsroom) -> tuple[ArticlePage, Callable[[], object]]:
        picture = make_picture()
        return make_public(newsroom, picture=picture.pk), lambda: act(picture)

    return make


def _document(newsroom: Newsroom) -> tuple[ArticlePage, Callable[[], object]]:
    document = make_document()
    block = {"type": "document", "value": {"document": document.pk, "title": "The report"}}
    article = make_public(newsroom, body=[paragraphs("It is open."), block])
    return article, lambda: remove_document(ACTOR, document)


def _passage(*texts: str) -> Breaker:
    def make(newsroom: Newsroom) -> tuple[ArticlePage, Callable[[], object]]:
        passage = make_passage()
        body = [paragraphs("It is open."), {"type": "context", "value": str(passage.pk)}]
        article = make_public(newsroom, body=body)
        save_passage(ACTOR, passage, "en", body=[paragraphs(text) for text in texts])
        return article, lambda: publish_passage(ACTOR, passage, "en")

    return make


def _section(newsroom: Newsroom) -> tuple[ArticlePage, Callable[[], object]]:
    section = Section.objects.get(pk=newsroom.section)
    return make_public(newsroom), lambda: name_section(ACTOR, section, "en", name="")


def _address(newsroom: Newsroom) -> tuple[ArticlePage, Callable[[], object]]:
    make_public(newsroom, slug="the-bridge")
    article = make_public(newsroom, slug="the-ferry")
    return article, lambda: move(ACTOR, article, slug="the-bridge")


FROM_OUTSIDE: dict[str, Breaker] = {
    # what would open a gate under an article that is out, though nobody touches the article
    "picture.credit": _picture_breaker(lambda picture: change_picture(ACTOR, picture, credit="")),
    "picture.alt": _picture_breaker(lambda picture: change_picture(ACTOR, picture, alts={"en": ""})),
    "picture.gone": _picture_breaker(lambda picture: remove_picture(ACTOR, picture)),
    "document.gone": _document,
    "text.words": _passage("word " * 40_000),
    "text.blocks": _passage(*["Again."] * 500),
    "background.empty": _passage(),
    "section.unnamed": _section,
    "address.taken": _address,
}
OPENED_ALL_THE_SAME = frozenset({"read.nothing"})
"""A story that others link to may be withdrawn: their pages leave the link out, and their next version is held."""
OF_BLOCKS = ("quote", "statement", "gallery", "factbox", "timeline", "table", "embed", "live")
OF_ITS_OWN_WORDS = frozenset(
    {
        *(name for name in names() if name.partition(".")[0] in OF_BLOCKS),
        *(name for name in names() if name.endswith(".unchosen")),
        *("headline.missing", "section.missing", "text.missing", "document.title", "background.missing"),
    }
)
"""Gates that nothing opens but another version of the article itself; background is never taken back."""


def test_every_gate_is_asked_from_outside_too() -> None:
    assert FROM_OUTSIDE.keys() | OPENED_ALL_THE_SAME | OF_ITS_OWN_WORDS == names()


@pytest.mark.parametrize("gate", FROM_OUTSIDE)
def test_what_is_out_stays_in_order(newsroom: Newsroom, gate: str) -> None:
    """A picture, a document, a passage, a name: none is taken from under an article that readers have."""
    article, breaks = FROM_OUTSIDE[gate](newsroom)
    with pytest.raises((ValidationError, NotReady, Impossible, InUse)) as told, as_it_was():
        breaks()
    assert len(str(told.value)) > 10
    assert open_gates(ArticlePage.objects.get(pk=article.pk)) == ()


def test_a_link_to_what_is_withdrawn_holds_the_next_version(newsroom: Newsroom) -> None:
    target = make_public(newsroom, headline="The ferry stops")
    body = [paragraphs("It is open."), {"type": "read", "value": str(target.story_id)}]
    article = make_public(newsroom, body=body)
    withdraw(ACTOR, target)
    with pytest.raises(NotReady, match="withdrawn"):
        schedule(ACTOR, article, timezone.now() + TOMORROW)


def test_another_name_of_the_edition_opens_no_gate(newsroom: Newsroom) -> None:
    article = make_public(newsroom, picture=make_picture().pk)
    change_edition(ACTOR, "en", name="The Atlas")
    assert open_gates(ArticlePage.objects.get(pk=article.pk)) == ()
