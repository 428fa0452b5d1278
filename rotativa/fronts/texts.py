"""The texts of plain pages: drafts as frozen text, what readers have, and what keeps a draft from going out."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from rotativa.daybook import writing
from rotativa.fronts.models.pages import PageSnapshot, PageState, PageText, PlainPage
from rotativa.kit.hashing import fingerprint
from rotativa.stories import freezing
from rotativa.stories.bodies import body_of
from rotativa.stories.errors import Impossible
from rotativa.stories.rules import Gate, judge_blocks
from rotativa.stories.text import ContextText, Picture


def draft_of_page(row: PageText) -> ContextText:
    """The text of a plain page as it was saved last."""
    return ContextText(row.name, body_of(list(row.body.raw_data), lambda: UTC), keeper="", checked=None)


def seen(text: ContextText) -> str:
    """What stands for this version of a draft on a screen. The title is left out: it is changed elsewhere, not here."""
    return fingerprint(replace(text, title="")).hex()


def seen_of_all(rows: Iterable[PageText]) -> str:
    """What stands for everything that is written of a page, in all editions, with titles and addresses."""
    written = sorted((row.edition_id, row.slug, fingerprint(draft_of_page(row)).hex()) for row in rows)
    return fingerprint(tuple(written)).hex()


def standing_of(row: PageText) -> str:
    """What stands for how readers find a page in an edition. It never comes again: each time out has its number."""
    return f"{row.state} {row.snapshot or 0}"


def require_standing(row: PageText, stands: str) -> None:
    """Raises ``Impossible`` unless readers find the page as the actor saw it; who does not say is not asked."""
    if stands and standing_of(row) != stands:
        raise Impossible(_("A new version went out meanwhile. Look again, then decide."))


def public_page(row: PageText) -> ContextText | None:
    """The text that readers have."""
    if row.state != PageState.OUT:
        return None
    return freezing.passage_from_json(_snapshot(row).text)


def gates_of(text: ContextText, edition: str) -> tuple[Gate, ...]:
    """What keeps a plain page from going out; empty where it may."""
    gates = judge_blocks(text.body, edition)
    return gates if text.body else (*gates, Gate("page.empty", _("It has no text."), "body", "id_body"))


def pictures_of(text: ContextText) -> tuple[str, ...]:
    """The pictures that it uses."""
    return tuple(block.picture for block in text.body if isinstance(block, Picture) and block.picture)


def hold_page(page: int) -> PlainPage:
    """The page, kept until the end of the transaction; nobody names it in another edition meanwhile.

    Who needs both asks for it before its texts: everybody waits in one order. Raises ``Impossible`` where it is gone.
    """
    held = PlainPage.objects.select_for_update(no_key=True).filter(pk=page).first()
    if held is None:
        raise Impossible(_("There is no such page any more."))
    return held


def locked(page: int, edition: str) -> PageText:
    """Its text in that edition, kept until the end of the transaction. Raises ``Impossible`` where there is none."""
    rows = PageText.objects.select_for_update(no_key=True, of=("self",)).select_related("page", "edition")
    row = rows.filter(page=page, edition_id=edition).first()
    if row is None:
        raise Impossible(_("There is no such page in that edition."))
    return row


def freeze(row: PageText, text: ContextText) -> None:
    """The text is what readers have from now on: a new snapshot, in the name of whoever acts."""
    before = PageSnapshot.objects.filter(page=row.page_id, edition_id=row.edition_id)
    actor = writing.actor()
    row.snapshot = (before.aggregate(last=Max("number"))["last"] or 0) + 1
    PageSnapshot.objects.create(
        page_id=row.page_id,
        edition_id=row.edition_id,
        number=row.snapshot,
        text=freezing.passage_to_json(text),
        hashes=freezing.hashes(text),
        fingerprint=fingerprint(text).hex(),
        published_at=timezone.now(),
        actor_id=actor.actor_id,
        actor_name=actor.actor_name,
    )


def _snapshot(row: PageText) -> PageSnapshot:
    snapshots = PageSnapshot.objects.filter(page=row.page_id, edition_id=row.edition_id)
    found: PageSnapshot = snapshots.get(number=row.snapshot or 0)
    return found
