"""Keeps the read table in step: one function says what the rows of an article should be, whoever asks."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Max
from django.utils import timezone
from wagtail.models import Revision, WorkflowState

from rotativa.daybook import writing
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


def keep(article: ArticlePage) -> None:
    """Writes the rows of this article as its state, draft and snapshots are now, in the transaction of the change."""
    known = ArticleRow.objects.filter(article=article.pk).first()
    snapshot = latest_snapshot(article.pk) if article.first_out else None
    text = from_json(snapshot.text) if snapshot is not None else None
    columns = expected(article, snapshot, text)
    now = timezone.now()
    if known is None:
        ArticleRow.objects.create(article_id=article.pk, **columns, since=now, changed=now, actor_name=_who(article))
    else:
        columns |= {"changed": now, "actor_name": _who(article) or known.actor_name}
        if columns["state"] != known.state:
            columns["since"] = now
        if columns["scheduled_at"] is None:
            columns["held"] = []
        ArticleRow.objects.filter(article=article.pk).update(**columns)
    _keep_lists(article, text if columns["state"] == State.OUT else None)
    _keep_story(article)


def expected(article: ArticlePage, snapshot: Snapshot | None, text: ArticleText | None) -> Columns:
    """What follows from the article alone; when, by whom and what holds it is known only at the time."""
    draft = article.latest_revision.content if article.latest_revision_id else {}
    scheduled_at, asked = _scheduled_at(article), _is_asked(article)
    return {
        "story_id": article.story_id,
        "edition_id": article.edition_id,
        "state": _state(article, scheduled_at is not None, asked),
        "scheduled_at": scheduled_at,
        "asked": asked,
        "edited": bool(article.live and article.has_unpublished_changes),
        "draft_headline": one_line(draft.get("title", article.title)),
        "draft_standfirst": one_line(draft.get("standfirst", article.standfirst)),
        "draft_section": draft.get("section", article.section_id),
        "draft_kind": draft.get("kind", article.kind_id),
        **_public(article, snapshot, text),
    }


def _public(article: ArticlePage, snapshot: Snapshot | None, text: ArticleText | None) -> Columns:
    first = {"first_published": article.first_out, "month": f"{article.out_day:%Y-%m}" if article.out_day else ""}
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
        "authors": list(text.authors),
        "updated": snapshot.published_at if snapshot.number > 1 else None,
    }


def _nobody() -> Columns:
    return {"section": None, "kind": None, "picture": None, "authors": []}


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
    return [column for column, rows, wanted in _lists(article, text) if _members(rows, column) != wanted]


def _keep_lists(article: ArticlePage, text: ArticleText | None) -> None:
    """The rows of its topics and people: while it is out as the snapshot says, else none."""
    for column, rows, wanted in _lists(article, text):
        known = _members(rows, column)
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


def _members(rows: Any, column: str) -> set[int]:
    return set(rows.values_list(column, flat=True))


def _shared(article: ArticlePage) -> Columns:
    return {
        "article_id": article.pk,
        "edition_id": article.edition_id,
        "first_published": article.first_out,
        "month": f"{article.out_day:%Y-%m}",
    }


def _keep_story(article: ArticlePage) -> None:
    now = timezone.now()
    updated = StoryRow.objects.filter(story=article.story_id).update(changed=now)
    if not updated:
        StoryRow.objects.create(story_id=article.story_id, original_edition_id=article.edition_id, changed=now)


def _number(identity: str) -> int | None:
    return int(identity) if identity else None
