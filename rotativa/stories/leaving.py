"""What becomes of the drafts of somebody who leaves: a colleague has them then."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _

from rotativa.kit.actor import Actor
from rotativa.kit.things import Thing
from rotativa.staff.models import User
from rotativa.stories import finding
from rotativa.stories.models import ArticlePage, ArticleRow, State
from rotativa.stories.rows import draft_content, hold_stories


def _drafts(user: User) -> list[tuple[int, str]]:
    """What this person began and has not finished, with its edition: never out, or changed since."""
    unfinished = ~Q(state__in=(State.OUT, State.WITHDRAWN)) | Q(state=State.OUT, edited=True)
    rows: list[Any] = list(ArticleRow.objects.filter(unfinished, article__owner=user).values_list("article", "edition"))
    return rows


def _held_drafts(user: User) -> list[tuple[int, str]]:
    """The same, each held as a verb holds it, to the end of the transaction.

    Who is in the middle of saving one has read its owner, and would write that owner back.
    """
    owned = ArticlePage.objects.filter(pk__in=[article for article, _edition in _drafts(user)]).order_by("pk")
    list(owned.select_for_update(of=("self",), no_key=True).only("pk"))
    hold_stories(owned.values_list("story", flat=True))
    return _drafts(user)


def drafts_by_edition(user: User) -> dict[str, int]:
    """How many drafts somebody has in each edition."""
    return dict(sorted(Counter(edition for _article, edition in _drafts(user)).items()))


def hand_over(actor: Actor, user: User, heir: User | None) -> Sequence[Thing]:
    """Gives the drafts to the heir, who must write in their editions. Bylines, versions and what is out stay."""
    rows = _held_drafts(user)
    if not rows:
        return ()
    if heir is None:
        raise ValidationError({"heir": _("Choose who takes over the drafts.")})
    strange = sorted({edition for _article, edition in rows if not heir.may("article.write", edition)})
    if strange:
        said = _("%(name)s does not write in: %(editions)s.")
        raise ValidationError({"heir": said % {"name": heir.actor_name, "editions": _(", ").join(strange)}})
    articles = ArticlePage.objects.filter(pk__in=[article for article, _edition in rows])
    articles.update(owner=heir)
    articles.filter(locked_by=user).update(locked=False, locked_by=None, locked_at=None)
    handed = list(articles.select_related("latest_revision"))
    ArticleRow.objects.filter(article__in=handed).update(owner=heir.pk)
    for article in handed:
        finding.keep(article, draft_content(article))
    return [article.thing for article in handed]
