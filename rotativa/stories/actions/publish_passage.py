from dataclasses import dataclass

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from rotativa.daybook.writing import note, transaction
from rotativa.kit.actor import Actor, require
from rotativa.stories import freezing, passages
from rotativa.stories.errors import Impossible, NotReady, TextOvertaken
from rotativa.stories.models import Passage, PassageSnapshot, PassageText
from rotativa.stories.text import ContextText


@dataclass(frozen=True)
class Reached:
    """What came of publishing a passage."""

    snapshot: int
    articles: int  # public articles that show it


def publish_passage(actor: Actor, passage: Passage | int, edition: str, *, seen: str = "") -> Reached:
    """Sends the draft of a passage out, to all pages that use it.

    The gates of every article that uses it are asked first: ``NotReady`` names those that the edit would open, and
    where. Raises ``Overtaken`` where the draft is not the one that the actor saw.
    """
    require(actor, "passage.publish", edition)
    identity = passage if isinstance(passage, int) else passage.pk
    # Asked before the transaction, for there may be a thousand: inside, only those are asked that came meanwhile.
    draft = _draft(identity, edition)
    asked = passages.users_of(identity, edition)
    _ask(identity, edition, draft, asked)
    with transaction(actor):
        # As who saves or deletes it holds it: a save writes the whole row, with what was out when it was read.
        held = Passage.objects.select_for_update(no_key=True).filter(pk=identity, removed=False).first()
        if held is None:
            raise Impossible(_("There is no such passage any more."))
        row = PassageText.objects.select_for_update(no_key=True).get(passage=held, edition_id=edition)
        text = passages.draft_of_passage(row)
        if passages.seen(text) != (seen or passages.seen(draft)):
            raise TextOvertaken(row.saved_by)
        users = passages.users_of(identity, edition)
        _ask(identity, edition, text, tuple(set(users) - set(asked)))
        if passages.public_passage(identity, edition) == text:
            return Reached(row.snapshot or 0, len(users))
        row.snapshot = _freeze(actor, row, text)
        row.save(update_fields=["snapshot"])
        details = {"name": held.name, "snapshot": row.snapshot, "articles": len(users)}
        note("passage.published", [held.thing], edition=edition, details=details)
    return Reached(row.snapshot, len(users))


def _draft(passage: int, edition: str) -> ContextText:
    row = PassageText.objects.filter(passage=passage, edition_id=edition).first()
    if row is None:
        raise Impossible(_("This passage is not written in that edition yet."))
    return passages.draft_of_passage(row)


def _ask(passage: int, edition: str, text: ContextText, articles: tuple[int, ...]) -> None:
    gates = passages.own_gates(text, edition) or tuple(
        passages.sentences(passages.opened_gates(passage, edition, text, articles))
    )
    if gates:
        raise NotReady(gates)


def _freeze(actor: Actor, row: PassageText, text: ContextText) -> int:
    before = PassageSnapshot.objects.filter(passage=row.passage, edition=row.edition)
    number = (before.aggregate(last=Max("number"))["last"] or 0) + 1
    PassageSnapshot.objects.create(
        passage_id=row.passage_id,
        edition_id=row.edition_id,
        number=number,
        text=freezing.passage_to_json(text),
        body=list(row.body.raw_data),
        hashes=freezing.hashes(text),
        fingerprint=passages.seen(text),
        published_at=timezone.now(),
        actor_id=actor.actor_id,
        actor_name=actor.actor_name,
    )
    return number
