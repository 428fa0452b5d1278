"""The acts. Each does one thing that an editor may do, or gives False where there is nothing to do it to."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.utils import timezone

from rotativa.bylines.actions.add_author import add_author
from rotativa.bylines.actions.merge_author import merge_author
from rotativa.bylines.actions.name_author import name_author
from rotativa.bylines.actions.set_portrait import set_portrait
from rotativa.bylines.models import Author, AuthorName
from rotativa.editions.actions.add_edition import add_edition
from rotativa.editions.actions.change_edition import change_edition
from rotativa.pictures.actions.change_picture import change_picture
from rotativa.stories.actions.add_passage import add_passage
from rotativa.stories.actions.delete_draft import delete_draft
from rotativa.stories.actions.move import move
from rotativa.stories.actions.publish import publish
from rotativa.stories.actions.publish_passage import publish_passage
from rotativa.stories.actions.remove_subject import remove_subject
from rotativa.stories.actions.save_draft import save_draft
from rotativa.stories.actions.save_passage import save_passage
from rotativa.stories.actions.schedule import schedule
from rotativa.stories.actions.start_edition import start_edition
from rotativa.stories.actions.start_story import start_story
from rotativa.stories.actions.tell_of_withdrawal import tell_of_withdrawal
from rotativa.stories.actions.undo_publication import undo_publication
from rotativa.stories.actions.withdraw import withdraw
from rotativa.stories.errors import Impossible, NotReady
from rotativa.stories.models import ArticlePage, PassageText
from rotativa.stories.scheduling import send_due
from rotativa.topics.actions.add_section import add_section
from rotativa.topics.actions.add_topic import add_topic
from rotativa.topics.actions.merge_section import merge_section
from rotativa.topics.actions.merge_topic import merge_topic
from rotativa.topics.actions.name_kind import name_kind
from rotativa.topics.actions.name_section import name_section
from rotativa.topics.actions.name_topic import name_topic
from rotativa.topics.actions.order_sections import order_sections
from rotativa.topics.models import Section, Topic
from tests.acts.newsroom import Newsroom, name_everything

Act = Callable[[Newsroom], bool]
Named = TypeVar("Named")

ACTS: dict[str, tuple[int, Act]] = {}
"""Every act by name, with its weight: how often it is drawn, compared with the others."""

MOST = 400
"""So many articles are enough: in a long run more of them would only make the proof slower."""

MERGES = 40
"""So many of each kind are enough, too: whatever was merged is asked about for ever."""

_BEGINNING = datetime(2026, 3, 1, 12, tzinfo=UTC)


def act(weight: int) -> Callable[[Act], Act]:
    """Adds an act with its weight."""

    def add(function: Act) -> Act:
        ACTS[function.__name__.replace("_", " ")] = (weight, function)
        return function

    return add


@act(10)
def publish_a_story(room: Newsroom) -> bool:
    if len(room.articles) >= MOST:
        return False
    edition = room.dice.choice(room.editions)
    article = start_story(
        room.actor,
        edition,
        headline=room.words(edition),
        standfirst=room.words(edition, 8),
        section=room.dice.choice(room.sections).pk,
        kind=room.dice.choice(room.kinds).pk,
        topics=room.some([topic.pk for topic in room.topics], 3),
        authors=room.some([author.pk for author in room.authors], 2),
        picture=room.dice.choice([None, *(picture.pk for picture in room.pictures)]),
        caption=room.words(edition, 4),
        body=_body(room, edition),
    )
    room.articles.append(article.pk)
    publish(room.actor, article.pk, first_out=_BEGINNING + timedelta(hours=room.dice.randrange(24 * 90)))
    return True


@act(8)
def publish_another_edition(room: Newsroom) -> bool:
    article = _one(room, live=True)
    if article is None:
        return False
    missing = [
        code for code in room.editions if not ArticlePage.objects.filter(story=article.story_id, edition=code).exists()
    ]
    if not missing:
        return False
    code = room.dice.choice(missing)
    started = start_edition(room.actor, article.story_id, code)
    room.articles.append(started.pk)
    blocks = [
        {**block, "value": f"<p>{room.words(code, 9)}</p>"}
        for block in started.body.raw_data
        if block["type"] == "text"
    ]
    save_draft(room.actor, started.pk, headline=room.words(code), standfirst=room.words(code, 8), body=blocks)
    publish(room.actor, started.pk)
    return True


@act(10)
def change_a_body(room: Newsroom) -> bool:
    article = _one(room, live=True)
    if article is None:
        return False
    save_draft(room.actor, article.pk, body=_body(room, article.edition_id))
    publish(room.actor, article.pk)
    return True


@act(6)
def change_a_headline(room: Newsroom) -> bool:
    article = _one(room, live=True)
    if article is None:
        return False
    save_draft(room.actor, article.pk, headline=room.words(article.edition_id))
    publish(room.actor, article.pk)
    return True


@act(5)
def change_topics_and_section(room: Newsroom) -> bool:
    article = _one(room, live=True)
    if article is None:
        return False
    topics = room.some([topic.pk for topic in room.topics], 4)
    save_draft(room.actor, article.pk, topics=topics, section=room.dice.choice(room.sections).pk)
    publish(room.actor, article.pk)
    return True


@act(4)
def choose_related_stories(room: Newsroom) -> bool:
    article = _one(room, live=True)
    if article is None:
        return False
    # Whatever there is, itself, drafts and what was withdrawn too: a page shows what may be shown.
    stories = sorted(set(ArticlePage.objects.filter(pk__in=room.articles).values_list("story", flat=True)))
    save_draft(room.actor, article.pk, related=room.some(stories, 4))
    publish(room.actor, article.pk)
    return True


@act(4)
def change_bylines(room: Newsroom) -> bool:
    article = _one(room, live=True)
    if article is None:
        return False
    people = room.some([author.pk for author in room.authors], 3)
    save_draft(room.actor, article.pk, authors=people[:2], translators=people[2:])
    publish(room.actor, article.pk)
    return True


@act(4)
def save_a_draft_only(room: Newsroom) -> bool:
    article = _one(room)
    if article is None:
        return False
    save_draft(room.actor, article.pk, headline=room.words(article.edition_id))
    return True


@act(4)
def undo_a_publication(room: Newsroom) -> bool:
    article = _one(room, live=True)
    if article is None:
        return False
    try:
        undo_publication(room.actor, article.pk)
    except (Impossible, NotReady):  # it was the first version, or a gate has opened since
        return False
    return True


@act(3)
def publish_without_a_change(room: Newsroom) -> bool:
    article = _one(room, live=True, has_unpublished_changes=False)
    if article is None:
        return False
    publish(room.actor, article.pk)
    return True


@act(5)
def withdraw_an_article(room: Newsroom) -> bool:
    article = _one(room, live=True)
    if article is None:
        return False
    withdraw(room.actor, article.pk, reason="A drill.", tells=room.dice.random() < 0.5)
    return True


@act(3)
def tell_readers_what_was_withdrawn(room: Newsroom) -> bool:
    article = _one(room, live=False, withdrawal__isnull=False)
    if article is None:
        return False
    tell_of_withdrawal(room.actor, article.pk, tells=not article.withdrawal.headline)
    return True


@act(4)
def bring_an_article_back(room: Newsroom) -> bool:
    article = _one(room, live=False, first_out__isnull=False)
    if article is None:
        return False
    publish(room.actor, article.pk)
    return True


@act(5)
def move_an_article(room: Newsroom) -> bool:
    article = _one(room, live=True)
    if article is None:
        return False
    # Few words, so that addresses come back to articles which had them, and belong to others.
    wish = f"{room.words(article.edition_id, 1)} {room.dice.randrange(9)} {article.pk % 3}"
    try:
        move(room.actor, article.pk, wish)
    except ValueError:
        return False
    return True


@act(2)
def start_and_delete_a_draft(room: Newsroom) -> bool:
    article = start_story(room.actor, room.dice.choice(room.editions), headline="Never out")
    delete_draft(room.actor, article.pk)
    return True


@act(3)
def schedule_and_send(room: Newsroom) -> bool:
    article = _one(room, live=True)
    if article is None:
        return False
    save_draft(room.actor, article.pk, standfirst=room.words(article.edition_id, 7))
    soon = timezone.now() + timedelta(hours=1)
    schedule(room.actor, article.pk, soon)
    send_due(soon + timedelta(seconds=1))
    return True


@act(4)
def rename_a_topic(room: Newsroom) -> bool:
    topic, code = room.dice.choice(room.topics), room.dice.choice(room.editions)
    name_topic(room.actor, topic, code, name=room.words(code, 3), description=room.words(code))
    return True


@act(3)
def move_a_topic(room: Newsroom) -> bool:
    topic, code = room.dice.choice(room.topics), room.dice.choice(room.editions)
    slug = f"topic-{topic.pk}-{room.dice.randrange(5)}"
    name_topic(room.actor, topic, code, name=room.words(code, 2), slug=slug)
    return True


@act(2)
def rename_a_section(room: Newsroom) -> bool:
    section, code = room.dice.choice(room.sections), room.dice.choice(room.editions)
    name_section(room.actor, section, code, name=room.words(code, 2), description=room.words(code))
    return True


@act(1)
def reorder_sections(room: Newsroom) -> bool:
    room.dice.shuffle(room.sections)
    order_sections(room.actor, [*room.sections, *room.unused_sections])
    return True


@act(3)
def rename_an_author(room: Newsroom) -> bool:
    author, code = room.dice.choice(room.authors), room.dice.choice(room.editions)
    name_author(room.actor, author, code, name=room.words(code, 2), role=room.words(code, 2))
    return True


@act(3)
def tell_of_an_author(room: Newsroom) -> bool:
    """Only the page of the author says it."""
    author = room.dice.choice(room.authors)
    known = list(AuthorName.objects.filter(author=author).order_by("edition"))
    if not known:
        return False
    row = room.dice.choice(known)
    contact = room.dice.choice(["", "huda@atlas.example", "https://atlas.example/write"])
    key = room.dice.choice(["", "https://atlas.example/huda.asc"])
    about = room.words(row.edition_id, 8)
    name_author(
        room.actor, author, row.edition_id, name=row.name, role=row.role, biography=about, contact=contact, key=key
    )
    return True


@act(1)
def change_a_portrait(room: Newsroom) -> bool:
    picture = room.dice.choice([None, *(picture.pk for picture in room.pictures)])
    set_portrait(room.actor, room.dice.choice(room.authors), picture)
    return True


@act(2)
def rename_a_kind(room: Newsroom) -> bool:
    kind, code = room.dice.choice(room.kinds), room.dice.choice(room.editions)
    slug = room.dice.choice(["", f"kind-{kind.pk}-{room.dice.randrange(3)}"])
    name_kind(room.actor, kind, code, name=room.words(code, 2), slug=slug, description=room.words(code))
    return True


@act(1)
def add_a_section(room: Newsroom) -> bool:
    section, code = add_section(room.actor), room.dice.choice(room.editions)
    name_section(room.actor, section, code, name=room.words(code, 2))
    room.unused_sections.append(section)
    return True


@act(2)
def remove_a_section(room: Newsroom) -> bool:
    if not room.unused_sections:
        return False
    remove_subject(room.actor, "section", _taken_out(room, room.unused_sections).pk)
    return True


def _has_merged_enough(model: type[Topic] | type[Section] | type[Author]) -> bool:
    return model.objects.filter(merged_into__isnull=False).count() >= MERGES


@act(2)
def merge_a_topic(room: Newsroom) -> bool:
    if _has_merged_enough(Topic):
        return False
    one = _taken_out(room, room.topics)
    merge_topic(room.actor, one, room.dice.choice(room.topics))
    # Another in its place, named in some editions only: a name may be missing, and one that is not is taken over.
    another = add_topic(room.actor, one.type)
    room.topics.append(another)
    for code in room.dice.sample(room.editions, k=2):
        name_topic(room.actor, another, code, name=room.words(code, 2))
    return True


@act(1)
def add_a_topic(room: Newsroom) -> bool:
    topic, code = add_topic(room.actor, "subject"), room.dice.choice(room.editions)
    name_topic(room.actor, topic, code, name=room.words(code, 2))
    room.unused.append(topic)
    return True


@act(2)
def remove_a_topic(room: Newsroom) -> bool:
    if not room.unused:
        return False
    remove_subject(room.actor, "topic", _taken_out(room, room.unused).pk)
    return True


@act(2)
def merge_a_section(room: Newsroom) -> bool:
    if _has_merged_enough(Section):
        return False
    one = _taken_out(room, room.sections)
    merge_section(room.actor, one, room.dice.choice(room.sections))
    room.sections.append(add_section(room.actor))
    for code in room.editions:
        name_section(room.actor, room.sections[-1], code, name=room.words(code, 2))
    return True


@act(2)
def merge_an_author(room: Newsroom) -> bool:
    if _has_merged_enough(Author):
        return False
    one = _taken_out(room, room.authors)
    merge_author(room.actor, one, room.dice.choice(room.authors))
    another = add_author(room.actor)
    room.authors.append(another)
    for code in room.dice.sample(room.editions, k=3):
        name_author(room.actor, another, code, name=room.words(code, 2))
    return True


@act(3)
def change_a_credit(room: Newsroom) -> bool:
    change_picture(room.actor, room.dice.choice(room.pictures), credit=room.words("en", 2))
    return True


@act(3)
def change_an_alt_text(room: Newsroom) -> bool:
    code = room.dice.choice(room.editions)
    change_picture(room.actor, room.dice.choice(room.pictures), alts={code: room.words(code, 6)})
    return True


@act(3)
def write_background(room: Newsroom) -> bool:
    code = room.dice.choice(room.editions)
    if len(room.passages) < 4:
        room.passages.append(add_passage(room.actor, room.words("en", 3)).pk)
    passage = room.dice.choice(room.passages)
    body = [{"type": "text", "value": f"<p>{room.words(code, 8)}.</p>"}]
    save_passage(room.actor, passage, code, title=room.words(code, 2), body=body)
    if room.dice.random() < 0.8:
        publish_passage(room.actor, passage, code)
    return True


@act(2)
def give_a_picture_another_for_phones(room: Newsroom) -> bool:
    one, other = room.dice.sample(room.pictures, k=2)
    try:
        change_picture(room.actor, one, phone=room.dice.choice([None, other]))
    except ValidationError:  # the other has one itself, or this one is one
        return False
    return True


@act(1)
def replace_a_picture(room: Newsroom) -> bool:
    change_picture(room.actor, room.dice.choice(room.pictures), received=room.picture_file())
    return True


@act(1)
def change_an_edition(room: Newsroom) -> bool:
    code = room.dice.choice(room.editions)
    change_edition(room.actor, code, motto=room.words(code, 6))
    return True


@act(1)
def add_a_fifth_edition(room: Newsroom) -> bool:
    if "so" in room.editions:
        return False
    add_edition(room.actor, "so", name="Atlas", zone="Africa/Mogadishu")
    room.editions.append("so")
    name_everything(room, "so")
    for picture in room.pictures:
        change_picture(room.actor, picture, alts={"so": room.words("so", 4)})
    return True


def _taken_out(room: Newsroom, things: list[Named]) -> Named:
    """One of these, which is no more among them."""
    return things.pop(room.dice.randrange(len(things)))


def _one(room: Newsroom, **state: object) -> ArticlePage | None:
    """One of the articles in that state, drawn by number so that a seed gives the same run on every database."""
    found = list(ArticlePage.objects.filter(pk__in=room.articles, **state).order_by("pk").values_list("pk", flat=True))
    return ArticlePage.objects.get(pk=room.dice.choice(found)) if found else None


def _body(room: Newsroom, edition: str) -> list[dict[str, object]]:
    blocks: list[dict[str, object]] = [{"type": "text", "value": f"<p>{room.words(edition, 12)}.</p>"}]
    if room.dice.random() < 0.4:
        blocks.append({"type": "subhead", "value": room.words(edition, 3)})
        blocks.append({"type": "text", "value": f"<p>{room.words(edition, 9)}.</p><p>{room.words(edition, 6)}.</p>"})
    stories = list(
        ArticlePage.objects.filter(pk__in=room.articles, live=True).order_by("pk").values_list("story", flat=True)
    )
    if stories and room.dice.random() < 0.5:
        blocks.append({"type": "read", "value": str(room.dice.choice(stories))})
    if room.dice.random() < 0.3:
        blocks.append({"type": "picture", "value": picture_of(room, edition)})
    out = PassageText.objects.filter(edition_id=edition, snapshot__isnull=False).order_by("passage")
    passages = list(out.values_list("passage", flat=True))
    if passages and room.dice.random() < 0.5:
        blocks.append({"type": "context", "value": room.dice.choice(passages)})
    shown = room.dice.sample(list(BLOCKS), k=room.dice.randint(0, 3))
    blocks.extend({"type": kind, "value": BLOCKS[kind](room, edition)} for kind in shown)
    return blocks


def picture_of(room: Newsroom, edition: str) -> dict[str, object]:
    return {"picture": room.dice.choice(room.pictures).pk, "caption": room.words(edition, 4), "alt": ""}


def _table(room: Newsroom, edition: str) -> dict[str, object]:
    columns = [{"type": kind, "heading": room.words(edition, 1)} for kind in ("text", "number")]
    rows = [{"values": [room.words(edition, 2), str(room.dice.randrange(99))]} for _row in range(3)]
    return {"table": {"columns": columns, "rows": rows, "caption": room.words(edition, 4)}, "heads": True, "source": ""}


def _live(room: Newsroom, edition: str) -> dict[str, object]:
    return {
        "day": "2026-03-01",
        "time": f"{room.dice.randrange(24):02}:00",
        "headline": room.words(edition, 3),
        "body": [
            {"type": "text", "value": f"<p>{room.words(edition, 9)}.</p>"},
            {"type": "picture", "value": picture_of(room, edition)},
        ],
        "is_last": room.dice.random() < 0.3,
    }


BLOCKS: dict[str, Callable[[Newsroom, str], dict[str, object]]] = {
    "quote": lambda room, edition: {"words": room.words(edition, 6), "speaker": room.words(edition, 2)},
    "statement": lambda room, edition: {"words": room.words(edition, 9), "speaker": room.words(edition, 2)},
    "gallery": lambda room, edition: {"title": "", "pictures": [picture_of(room, edition) for _one in range(3)]},
    "timeline": lambda room, edition: {
        "title": room.words(edition, 2),
        "moments": [{"when": str(1990 + number), "until": "", "words": room.words(edition, 5)} for number in range(4)],
    },
    "table": _table,
    "document": lambda room, edition: {"document": room.dice.choice(room.documents), "title": room.words(edition, 3)},
    "factbox": lambda room, edition: {"title": room.words(edition, 2), "words": f"<p>{room.words(edition, 8)}.</p>"},
    "live": _live,
}
"""Makes the value of a block, by its kind."""
