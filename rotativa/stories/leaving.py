"""What becomes of the drafts of somebody who leaves, and of what they scheduled: a colleague has it then, or nobody."""

from collections import Counter
from collections.abc import Collection, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _

from rotativa.editions.in_words import language_name
from rotativa.kit.actor import Actor
from rotativa.kit.things import Thing, thing
from rotativa.staff.leaving import Planned
from rotativa.staff.models import User
from rotativa.stories import answering, facts, finding
from rotativa.stories.actions.unschedule import unschedule
from rotativa.stories.hand import in_hand
from rotativa.stories.models import ArticlePage, ArticleRow, State
from rotativa.stories.rows import draft_content, hold_stories


def _drafts(user: User) -> list[tuple[int, str]]:
    """What this person began and has not finished, with its edition: never out, or changed since."""
    unfinished = ~Q(state__in=(State.OUT, State.WITHDRAWN)) | Q(state=State.OUT, edited=True)
    rows: list[Any] = list(ArticleRow.objects.filter(unfinished, article__owner=user).values_list("article", "edition"))
    return rows


def _hold(user: User) -> list[int]:
    """Holds their drafts, and what they scheduled, as a verb holds each, to the end of the transaction. Gives them.

    Who is in the middle of saving one has read its owner, and would write that owner back.
    """
    concerned = [*(article for article, _edition in _drafts(user)), *_scheduled(user)]
    theirs = ArticlePage.objects.filter(pk__in=concerned).order_by("pk")
    list(theirs.select_for_update(of=("self",), no_key=True).only("pk"))
    hold_stories(theirs.values_list("story", flat=True))
    return concerned


def _scheduled(user: User) -> dict[int, Planned]:
    """What this person scheduled, and nobody after them, by article."""
    waiting = ArticleRow.objects.filter(scheduled_at__isnull=False)
    rows = {thing("article", row.article_id): row for row in waiting}
    return {
        rows[one].article_id: Planned(fact.number, fact.details.get("headline", ""), rows[one].edition_id, moment)
        for one, fact in answering.scheduled_by("article.scheduled", rows).items()
        if fact.actor_id == user.actor_id and (moment := rows[one].scheduled_at) is not None
    }


def planned_by(user: User) -> Sequence[Planned]:
    """What goes out by itself because this person scheduled it."""
    return list(_scheduled(user).values())


def _settle(actor: Actor, user: User, keeps: Collection[int], held: Collection[int]) -> None:
    """Takes back what they scheduled; the actor answers for what is kept.

    What they schedule at this very moment is not held here: to take that in hand now could wait for ever. It does not
    go out either, for nobody answers for it.
    """
    for article, planned in sorted(_scheduled(user).items()):
        if article not in held:
            continue
        if planned.fact not in keeps:
            unschedule(actor, article)
            continue
        kept = in_hand(actor, "article.schedule", article)
        facts.note("article.scheduled", kept, headline=planned.name, at=planned.at.isoformat())


def drafts_by_edition(user: User) -> dict[str, int]:
    """How many drafts somebody has in each edition."""
    return dict(sorted(Counter(edition for _article, edition in _drafts(user)).items()))


def hand_over(actor: Actor, user: User, heir: User | None, keeps: Collection[int]) -> Sequence[Thing]:
    """Gives the drafts to the heir, who must write in their editions. Bylines, versions and what is out stay.

    What this person scheduled is taken back, but for what is to be kept.
    """
    held = _hold(user)
    rows = _drafts(user)
    _settle(actor, user, keeps, held)
    if not rows:
        return ()
    if heir is None:
        raise ValidationError({"heir": _("Choose who takes over the drafts.")})
    strange = sorted({edition for _article, edition in rows if not heir.may("article.write", edition)})
    if strange:
        said = _("%(name)s does not write in: %(editions)s.")
        languages = _(", ").join(language_name(edition) for edition in strange)
        raise ValidationError({"heir": said % {"name": heir.actor_name, "editions": languages}})
    articles = ArticlePage.objects.filter(pk__in=[article for article, _edition in rows])
    articles.update(owner=heir)
    articles.filter(locked_by=user).update(locked=False, locked_by=None, locked_at=None)
    handed = list(articles.select_related("latest_revision"))
    ArticleRow.objects.filter(article__in=handed).update(owner=heir.pk)
    for article in handed:
        finding.keep(article, draft_content(article))
    return [article.thing for article in handed]
