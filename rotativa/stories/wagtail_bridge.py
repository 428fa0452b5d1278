"""What Wagtail does to articles, heard in one place, and followed by what Rotativa owes for it.

Signals are hidden control flow, and this is the one file of the stories that listens. It must, because Wagtail's own
code publishes, unpublishes, schedules and saves: workflows, bulk actions, its API, its command line. Each of them ends
in these signals, so snapshot, rows, address and fact cannot be forgotten by a door that we did not think of. The bridge
asks the gates once more where a row is about to go out, and it raises where no daybook transaction is open: a change
whose fact could fail by itself must not be made.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db.models.signals import post_delete, post_save, pre_delete, pre_save
from wagtail import signals
from wagtail.models import Revision, WorkflowState

from rotativa.daybook import writing
from rotativa.pictures.uses import hold
from rotativa.stories import compat, facts, finding, publication, rows, rules
from rotativa.stories.document_uses import hold_documents
from rotativa.stories.errors import Misused, NotReady, WasPublic
from rotativa.stories.extracting import text_of
from rotativa.stories.models import ArticlePage, Story, StoryRow
from rotativa.stories.passages import hold_passages

IGNORED = frozenset(
    {
        "published",  # follows page_published for the same act
        "unpublished",  # follows page_unpublished
        "page_slug_changed",  # comes after the commit; saving refuses another slug before
        "post_page_move",  # pre_page_move refuses
        "task_approved",  # one workflow has one task: the workflow's signals say it
        "task_rejected",
        "task_submitted",
        "task_cancelled",
        "pre_validate_delete",  # of locales, which editions keep
        "copy_for_translation_done",  # start_edition makes its own copy
        "init_new_page",  # nobody fills in a form for a new article
    }
)
"""Wagtail's signals that the bridge lets pass, each with the reason."""

OF_A_VERSION = frozenset({"latest_revision", "latest_revision_created_at", "draft_title", "has_unpublished_changes"})
"""What Wagtail writes in an article's row when it saves a version."""

_heard: ContextVar[set[tuple[str, int]] | None] = ContextVar("heard_from_wagtail", default=None)


@contextmanager
def heard(handler: Callable[..., None], article: ArticlePage) -> Iterator[None]:
    """Around a call to Wagtail: raises ``Misused`` unless ``handler`` was told of this article before the end."""
    told: set[tuple[str, int]] = set()
    identity: int = article.pk
    token = _heard.set(told)
    try:
        yield
    finally:
        _heard.reset(token)
    if (handler.__name__, identity) not in told:
        raise Misused(f"Wagtail did not tell the bridge ({handler.__name__}) about article {identity}")


def connect() -> None:
    """Begins to listen. Called once, when the applications are ready."""
    signals.page_published.connect(on_published)
    signals.page_unpublished.connect(on_unpublished)
    signals.pre_page_move.connect(on_moving)
    signals.workflow_submitted.connect(on_asked)
    signals.workflow_approved.connect(on_read)
    signals.workflow_rejected.connect(on_given_back)
    signals.workflow_cancelled.connect(on_taken_back)
    pre_save.connect(on_saving, sender=ArticlePage)
    post_save.connect(on_saved, sender=ArticlePage)
    pre_delete.connect(on_deleting, sender=ArticlePage)
    post_delete.connect(on_deleted, sender=ArticlePage)
    pre_save.connect(on_revision_saving, sender=Revision)
    post_save.connect(on_revision_saved, sender=Revision)


def on_published(sender: Any, instance: Any, **_kwargs: Any) -> None:
    """It is out, or it is scheduled and still a draft: Wagtail sends this signal for both."""
    if not isinstance(instance, ArticlePage):
        return
    _require_transaction(instance)
    if instance.live:
        publication.put_out(instance)
        _tell(on_published, instance)


def on_unpublished(sender: Any, instance: Any, **_kwargs: Any) -> None:
    """It is public no more."""
    if isinstance(instance, ArticlePage):
        _require_transaction(instance)
        publication.take_back(instance)
        _tell(on_unpublished, instance)


def on_moving(sender: Any, instance: Any, **_kwargs: Any) -> None:
    """An article stays below its edition."""
    if isinstance(instance.specific, ArticlePage):
        raise Misused("an article belongs to its edition and is never moved in the page tree")


def on_saving(sender: Any, instance: ArticlePage, raw: bool = False, update_fields: Any = None, **_kwargs: Any) -> None:
    """The last door: what goes out does so as a revision, with all gates shut, in a transaction of ours."""
    if raw or (update_fields is not None and "live" not in update_fields):
        return
    if instance.slug != str(instance.story_id):
        raise Misused("the slug of an article in the page tree is the name of its story")
    before = ArticlePage.objects.filter(pk=instance.pk).values("live", "live_revision_id").first()
    was = (before["live"], before["live_revision_id"]) if before else (False, None)
    if was == (instance.live, instance.live_revision_id):
        return
    _require_transaction(instance)
    if instance.live:
        if instance.live_revision_id is None:
            raise Misused("an article goes out as a revision, by the verb “publish”")
        # Judged under lock: nobody takes a credit away between this look and the commit.
        text = text_of(instance)
        hold({picture.picture for picture in text.pictures()})
        hold_documents(use.document for use in text.documents())
        hold_passages(text.passages(), instance.edition_id)
        gates = rules.open_gates(instance)
        if gates:
            raise NotReady(gates)


def on_saved(sender: Any, instance: ArticlePage, raw: bool = False, update_fields: Any = None, **_kwargs: Any) -> None:
    """The read table follows every save; the index of Wagtail's own search, those that write what stands in it."""
    if raw:
        return
    rows.keep(instance, is_of_draft=update_fields is not None and OF_A_VERSION.issuperset(update_fields))
    if update_fields is None or compat.is_searched_by(instance, update_fields):
        compat.keep_searched(instance)


def on_deleting(sender: Any, instance: ArticlePage, **_kwargs: Any) -> None:
    """Only a draft that was never public may go, and its going is an act."""
    if instance.first_out is not None:
        raise WasPublic(instance.title)
    _require_transaction(instance)
    rows.hold_stories([instance.story_id])
    facts.note("article.deleted", instance)
    _tell(on_deleting, instance)


def on_deleted(sender: Any, instance: ArticlePage, **_kwargs: Any) -> None:
    """A story goes with its last article; where the original went, the oldest of the others is the original now."""
    finding.forget(instance.pk)
    compat.forget_searched(instance)
    story = Story.objects.filter(pk=instance.story_id).first()
    heir = ArticlePage.objects.filter(story=instance.story_id).exclude(pk=instance.pk).order_by("pk").first()
    if story is None or heir is None:
        Story.objects.filter(pk=instance.story_id).delete()
    elif story.original_id in (None, instance.pk):
        Story.objects.filter(pk=story.pk).update(original=heir)
        StoryRow.objects.filter(story=story.pk).update(original_edition=heir.edition_id)
        for row in StoryRow.objects.filter(story=story.pk):
            rows.tell_articles(row)


def on_revision_saving(
    sender: Any, instance: Revision, raw: bool = False, update_fields: Any = None, **_kwargs: Any
) -> None:
    """A scheduled version is frozen: Wagtail's autosave would rewrite it in place."""
    if raw or instance.pk is None or update_fields is not None:
        return
    if Revision.objects.filter(pk=instance.pk, approved_go_live_at__isnull=False).exists():
        raise Misused("a scheduled version is not changed any more")


def on_revision_saved(sender: Any, instance: Revision, update_fields: Any = None, **_kwargs: Any) -> None:
    """A version was scheduled, or is no more."""
    if update_fields is None or "approved_go_live_at" not in update_fields:
        return
    article = ArticlePage.objects.filter(pk=instance.object_id).first()
    if article is None:
        return
    _require_transaction(article)
    rows.keep(article)
    at = instance.approved_go_live_at
    verb, details = ("article.scheduled", {"at": at.isoformat()}) if at else ("article.unscheduled", {})
    facts.note(verb, article, headline=instance.content["title"], **details)
    _tell(on_revision_saved, article)


def on_asked(sender: Any, instance: WorkflowState, **_kwargs: Any) -> None:
    """Another editor is asked to read it."""
    _note_reading(instance, "article.submitted", on_asked)


def on_read(sender: Any, instance: WorkflowState, **_kwargs: Any) -> None:
    """It was read, and nothing is to be said."""
    _note_reading(instance, "article.read", on_read)


def on_given_back(sender: Any, instance: WorkflowState, **_kwargs: Any) -> None:
    """It was read and given back."""
    _note_reading(instance, "article.given-back", on_given_back)


def on_taken_back(sender: Any, instance: WorkflowState, **_kwargs: Any) -> None:
    """Nobody need read it any more: it went out, or its writer thought better of it."""
    _note_reading(instance, "article.reading-ended", on_taken_back)


def _note_reading(state: WorkflowState, verb: str, handler: Callable[..., None]) -> None:
    article = ArticlePage.objects.filter(pk=state.object_id).first()
    if article is None:
        return
    _require_transaction(article)
    rows.keep(article)
    facts.note(verb, article)
    _tell(handler, article)


def _tell(handler: Callable[..., None], article: ArticlePage) -> None:
    told = _heard.get()
    if told is not None:
        told.add((handler.__name__, article.pk))


def _require_transaction(article: ArticlePage) -> None:
    if not writing.is_open():
        raise Misused(f"article {article.pk}: this is an act, and no daybook.writing.transaction is open")
