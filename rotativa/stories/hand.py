"""Taking an article in hand: what every verb does before it changes one."""

from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _
from wagtail.models import Revision

from rotativa.documents import queries as documents
from rotativa.kit.actor import Actor, require
from rotativa.kit.hashing import fingerprint
from rotativa.pictures import queries as pictures
from rotativa.staff.models import User
from rotativa.stories.errors import Impossible, Overtaken
from rotativa.stories.extracting import text_of
from rotativa.stories.facts import note
from rotativa.stories.models import ArticlePage, Snapshot
from rotativa.stories.text import ArticleText


def in_hand(actor: Actor, verb: str, article: ArticlePage | int) -> ArticlePage:
    """The article as its row is now, locked until the end of the transaction; its actor may do the verb.

    Raises ``Refused`` where they may not, ``Impossible`` where there is no such article.
    """
    identity = article if isinstance(article, int) else article.pk
    hold(identity)  # and read then: a row that comes with its lock brings joined rows from before the wait
    rows = ArticlePage.objects.filter(pk=identity).order_by()
    found: ArticlePage | None = rows.select_related("edition", "latest_revision").first()
    if found is None:
        raise Impossible(_("There is no article %(number)s any more.") % {"number": identity})
    person = user_of(actor)
    require(actor, verb, found.edition_id, own=person is not None and person.pk == found.owner_id)
    return found


def hold(article: int) -> None:
    """Locks the row of an article until the end of the transaction: what is read of it from here on stays so."""
    # Its key is left free: who saves another edition of the story writes a row that names it, and would wait for us.
    rows = ArticlePage.objects.filter(pk=article).order_by()
    rows.select_for_update(of=("self",), no_key=True).only("pk").first()


def afresh(article: ArticlePage) -> ArticlePage:
    """The article as its row is after the act."""
    found: ArticlePage = ArticlePage.objects.get(pk=article.pk)
    return found


def draft_of(article: ArticlePage) -> ArticlePage:
    """The article as it was saved last."""
    draft: ArticlePage = article.latest_revision.as_object() if article.latest_revision_id else article
    return draft


def undated(revision: Revision) -> Revision:
    """The version, made one that goes out when it is published: with a date to come, Wagtail would schedule it."""
    if revision.content.get("go_live_at"):
        revision.content["go_live_at"] = None
        revision.save(update_fields=["content"])
    return revision


def end_schedule(article: ArticlePage) -> None:
    """Notes that a scheduled version goes out no more, before an act with which Wagtail drops it without a word."""
    scheduled = article.scheduled_revision
    if scheduled is not None:
        note("article.unscheduled", article, headline=scheduled.content["title"])


def version_of(draft: ArticlePage) -> str:
    """What stands for a draft, its words and the files that it shows or offers: revisions are rewritten in place, so
    their numbers do not; and another file of a picture or a document writes on no draft.
    """
    text = text_of(draft)
    return fingerprint((text, files_of(text))).hex()


def files_of(text: ArticleText) -> tuple[tuple[tuple[str, str], ...], ...]:
    """Which files the documents that a text offers, and the pictures that it shows, are now."""
    offered = documents.files_of(use.document for use in text.documents())
    return offered, pictures.files_of(use.picture for use in text.pictures())


def require_version(article: ArticlePage, revision: int | None, seen: str) -> None:
    """Raises ``Overtaken`` unless the latest draft is the one that the actor saw; who does not say is not asked."""
    latest: Any = article.latest_revision
    if revision is not None and article.latest_revision_id != revision:
        raise Overtaken(_name(latest))
    if seen and version_of(draft_of(article)) != seen:
        raise Overtaken(_name(latest))


def standing_of(article: ArticlePage) -> str:
    """What stands for how readers find an article: out or not, with which snapshot, and sent out when.

    It never comes again: what is withdrawn and sent out as it was has the same snapshot.
    """
    number = Snapshot.objects.filter(article=article).aggregate(last=Max("number"))["last"]
    at = article.last_published_at.timestamp() if article.last_published_at else 0
    return f"{'out' if article.live else 'in'} {number or 0} {at:.6f}"


def require_standing(article: ArticlePage, stands: str) -> None:
    """Raises ``Impossible`` unless readers find the article as the actor saw it; who does not say is not asked."""
    now = standing_of(article)
    if not stands or stands == now:
        return
    if not article.live:
        raise Impossible(_("It was withdrawn meanwhile; the daybook says why. Look again, then decide."))
    if stands.rpartition(" ")[0] == now.rpartition(" ")[0]:
        raise Impossible(_("It was sent out again meanwhile. Look again, then decide."))
    raise Impossible(_("A new version went out meanwhile. Look again, then decide."))


def user_of(actor: Actor) -> User | None:
    """The person behind an actor, for Wagtail's own records; None for a machine."""
    return actor if isinstance(actor, User) else None


def _name(revision: Any) -> str:
    return revision.user.actor_name if revision is not None and revision.user is not None else ""
