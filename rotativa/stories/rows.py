"""Keeps the read table in step: one function says what the rows of an article should be, whoever asks."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from django.db.models import CharField, Max, Value
from django.utils import timezone
from wagtail.models import Revision, WorkflowState

from rotativa.daybook import writing
from rotativa.stories import finding
from rotativa.stories.extracting import one_line
from rotativa.stories.freezing import from_json
from rotativa.stories.models.article import ArticlePage
from rotativa.stories.models.rows import (
    ArticleAuthorRow,
    ArticlePassageRow,
    ArticleRow,
    ArticleTopicRow,
    State,
    StoryRow,
)
from rotativa.stories.models.snapshot import Snapshot
from rotativa.stories.text import ArticleText

Columns = dict[str, Any]


def keep(article: ArticlePage, *, is_of_draft: bool = False) -> None:
    """Writes the rows of this article as its state, draft and snapshots are now, in the transaction of the change.

    Of a change that is of the draft alone, what readers have is neither read nor written again.
    """
    stories = hold_stories([article.story_id])
    known = ArticleRow.objects.filter(article=article.pk).first()
    is_of_draft = is_of_draft and known is not None
    snapshot = latest_snapshot(article.pk) if article.first_out and not is_of_draft else None
    text = from_json(snapshot.text) if snapshot is not None else None
    columns = expected_of_draft(article) if is_of_draft else expected(article, snapshot, text)
    now = timezone.now()
    if known is None:
        ArticleRow.objects.create(article_id=article.pk, **columns, since=now, changed=now, actor_name=_who(article))
    else:
        columns |= {"changed": now, "actor_name": _who(article) or known.actor_name}
        if columns["state"] != known.state:
            columns["since"] = now
        if columns["scheduled_at"] != known.scheduled_at or columns["scheduled_at"] is None:
            columns["held"] = []  # what held another schedule
        ArticleRow.objects.filter(article=article.pk).update(**columns)
    if not is_of_draft:
        _keep_lists(article, text if columns["state"] == State.OUT else None)
    finding.keep(article, draft_content(article))
    _keep_story(article, stories, now)


def expected(article: ArticlePage, snapshot: Snapshot | None, text: ArticleText | None) -> Columns:
    """What follows from the article alone; when, by whom and what holds it is known only at the time."""
    return {**expected_of_draft(article), **_public(article, snapshot, text)}


def expected_of_draft(article: ArticlePage) -> Columns:
    """The part of it that does not follow from what readers have, or had."""
    draft = draft_content(article)
    scheduled_at, asked = _scheduled_at(article), _is_asked(article)
    state = _state(article, scheduled_at is not None, asked)
    edited = bool(article.live and article.has_unpublished_changes)
    return {
        "story_id": article.story_id,
        "edition_id": article.edition_id,
        "state": state,
        "owner": article.owner_id,
        "scheduled_at": scheduled_at,
        "asked": asked,
        "edited": edited,
        "in_work": scheduled_at is not None or asked or edited or state == State.DRAFT,
        "draft_headline": one_line(draft.get("title", article.title)),
        "draft_standfirst": one_line(draft.get("standfirst", article.standfirst)),
        "draft_section": draft.get("section", article.section_id),
        "draft_kind": draft.get("kind", article.kind_id),
    }


def draft_content(article: ArticlePage) -> Columns:
    """What was saved last, as Wagtail keeps it; empty while nothing was."""
    content: Columns = article.latest_revision.content if article.latest_revision_id else {}
    return content


def _public(article: ArticlePage, snapshot: Snapshot | None, text: ArticleText | None) -> Columns:
    day = article.out_day
    first = {
        "first_published": article.first_out,
        "month": f"{day:%Y-%m}" if day else "",
        "day": f"{day:%Y-%m-%d}" if day else "",
    }
    if snapshot is None or text is None:
        return {**first, "snapshot": None, "headline": "", "standfirst": "", "kicker": "", **_nobody(), "updated": None}
    return {
        **first,
        "snapshot": snapshot.number,
        "headline": text.headline,
        "standfirst": text.standfirst,
        "kicker": text.kicker,
        "section": _number(text.section),
        "kind": _number(text.kind),
        "picture": _number(text.lead.picture) if text.lead else None,
        "is_over": text.is_over(),
        "authors": list(text.authors),
        "updated": snapshot.published_at if snapshot.number > 1 else None,
    }


def _nobody() -> Columns:
    return {"section": None, "kind": None, "picture": None, "is_over": False, "authors": []}


def _state(article: ArticlePage, scheduled: bool, asked: bool) -> State:
    if article.live:
        return State.OUT
    if scheduled:
        return State.SCHEDULED
    if asked:
        return State.WAITING
    return State.WITHDRAWN if article.first_out else State.DRAFT


def _scheduled_at(article: ArticlePage) -> Any:
    return Revision.objects.for_instance(article).aggregate(at=Max("approved_go_live_at"))["at"]


def _is_asked(article: ArticlePage) -> bool:
    states = WorkflowState.objects.for_instance(article)
    return bool(states.filter(status=WorkflowState.STATUS_IN_PROGRESS).exists())


def latest_snapshot(article: int) -> Snapshot | None:
    """The snapshot that is public, or was last."""
    return Snapshot.objects.filter(article=article).order_by("-number").first()


def _who(article: ArticlePage) -> str:
    """Who changes it: the actor of the verb, else the person who saved the draft in Wagtail's editor."""
    if writing.is_open():
        return writing.actor().actor_name
    user = article.latest_revision.user if article.latest_revision_id else article.owner
    return (user.get_full_name() or user.get_username()) if user is not None else ""


def lists_that_differ(article: ArticlePage, text: ArticleText | None) -> list[str]:
    """The kinds of list (``topic``, ``author``, …) in which this article does not stand as the public text says."""
    known = _members(article)
    return [column for column, _rows, wanted in _lists(article, text) if known[column] != wanted]


def _keep_lists(article: ArticlePage, text: ArticleText | None) -> None:
    """The rows of its topics and people: while it is out as the snapshot says, else none."""
    members = _members(article)
    for column, rows, wanted in _lists(article, text):
        known = members[column]
        if known - wanted:
            rows.filter(**{f"{column}__in": known - wanted}).delete()
        rows.bulk_create(rows.model(**_shared(article), **{column: identity}) for identity in sorted(wanted - known))


def _lists(article: ArticlePage, text: ArticleText | None) -> Iterator[tuple[str, Any, set[int]]]:
    topics = {int(topic) for topic in text.topics} if text else set()
    people = {int(person) for person in (*text.authors, *text.translators, *text.reviewers)} if text else set()
    yield "topic", ArticleTopicRow.objects.filter(article=article.pk), topics
    yield "author", ArticleAuthorRow.objects.filter(article=article.pk), people
    passages = {int(passage) for passage in text.passages()} if text else set()
    yield "passage", ArticlePassageRow.objects.filter(article=article.pk), passages


def _members(article: ArticlePage) -> dict[str, set[int]]:
    """In which lists it stands, by kind of list; one query."""
    known: dict[str, set[int]] = {}
    parts = []
    for column, rows, _wanted in _lists(article, None):
        known[column] = set()
        parts.append(rows.annotate(list=Value(column, CharField())).order_by().values_list("list", column))
    for column, identity in parts[0].union(*parts[1:], all=True):
        known[column].add(identity)
    return known


def _shared(article: ArticlePage) -> Columns:
    return {
        "article_id": article.pk,
        "edition_id": article.edition_id,
        "first_published": article.first_out,
        "month": f"{article.out_day:%Y-%m}",
    }


def hold_stories(stories: Iterable[Any]) -> dict[Any, StoryRow]:
    """Keeps the rows of these stories for this transaction, before any row of their articles; gives them by story.

    Who keeps an article writes in the rows of all: two who save two editions of a story would wait for one another.
    """
    rows = StoryRow.objects.select_for_update(no_key=True).filter(story__in=list(stories))
    return {row.story_id: row for row in rows.order_by("pk")}


def _keep_story(article: ArticlePage, known: Mapping[Any, StoryRow], now: datetime) -> None:
    """The story's own row, and what its articles' rows say of it: the list is read in its order from these alone."""
    row = known.get(article.story_id)
    if row is None:
        row, _is_new = StoryRow.objects.update_or_create(
            story_id=article.story_id,
            defaults={"changed": now},
            create_defaults={"changed": now, "original_edition_id": article.edition_id},
        )
    else:
        row.changed = now
        row.save(update_fields=["changed"])
    tell_articles(row)


def columns_of_the_story_that_differ(known: ArticleRow) -> list[str]:
    """What the row of an article says of its story, and is not so."""
    row = StoryRow.objects.filter(story=known.story_id).first()
    if row is None:
        return ["story"]
    said = {"story_changed": row.changed, "first_in": row.original_edition_id}
    return [column for column, value in said.items() if getattr(known, column) != value]


def tell_articles(row: StoryRow) -> None:
    """Writes what is true of a whole story into the rows of all its articles."""
    ArticleRow.objects.filter(story=row.story_id).update(story_changed=row.changed, first_in=row.original_edition_id)


def _number(identity: str) -> int | None:
    return int(identity) if identity else None
