"""Things whose identity lasts: frozen texts name them by number for ever, so their rows stay whatever becomes of them.

One that was merged leads to the other, as a redirect leads to its thing: one step, never in a circle. Nothing that was
written is rewritten; whoever reads an identity asks where it is now. One that was removed has no name any more.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from rotativa.kit.things import Thing, thing
from rotativa.kit.trace import Facet, memory

V = TypeVar("V")


class Lasting(models.Model):
    """A thing that articles name by its identity."""

    merged_into = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="merged",
        verbose_name=_("merged into"),
    )
    removed = models.BooleanField(_("removed"), default=False, editable=False)

    class Meta:
        abstract = True


LIVING: Mapping[str, Any] = {"merged_into": None, "removed": False}
"""Those that can be named and chosen, as conditions of a query."""


@dataclass(frozen=True)
class Merged:
    """What a facet answers in the place of a card: the thing was merged, and is this one now."""

    into: str  # identity, without edition


def heirs(model: type[Lasting], identities: Iterable[int]) -> Mapping[int, int]:
    """Where those of these things that were merged are now."""
    wanted, known = set(identities), memory(("heirs", model))
    if missing := wanted.difference(known):
        rows: Any = models.QuerySet(model).filter(pk__in=missing, merged_into__isnull=False)
        known |= dict.fromkeys(missing) | dict(rows.values_list("pk", "merged_into_id"))
    return {one: known[one] for one in wanted if known[one] is not None}


def ancestors(model: type[Lasting], identities: Iterable[int]) -> Mapping[int, tuple[int, ...]]:
    """Those that were merged into each of these things; none where there are none."""
    wanted, known = set(identities), memory(("ancestors", model))
    if missing := wanted.difference(known):
        found: dict[int, tuple[int, ...]] = dict.fromkeys(missing, ())
        rows: Any = models.QuerySet(model).filter(merged_into__in=missing).order_by("pk")
        for merged, into in rows.values_list("pk", "merged_into_id"):
            found[into] = (*found[into], merged)
        known |= found  # only now: who asks again after an error is told no half of it
    return {one: known[one] for one in wanted if known[one]}


def merged_cards(model: type[Lasting], missing: Iterable[str]) -> dict[str, Merged]:
    """For a facet: what it answers for those of these identities (``5@es``), without a name, that were merged."""
    owners = {identity: identity.partition("@")[0] for identity in missing}
    now = heirs(model, (int(owner) for owner in owners.values() if owner.isdecimal()))
    return {
        identity: Merged(str(now[int(owner)]))
        for identity, owner in owners.items()
        if owner.isdecimal() and int(owner) in now
    }


def resolved(facet: "Facet[V | Merged]", named: Iterable[str]) -> list[tuple[str, V | None]]:
    """The cards of these things in editions (``5@es``), each with the identity that it has now; in their order."""
    asked = list(named)
    cards = facet.many(asked)
    now = [
        f"{card.into}@{name.partition('@')[2]}" if isinstance(card, Merged) else name
        for name, card in zip(asked, cards, strict=True)
    ]
    found = facet.many(now) if now != asked else cards
    return [(name, None if isinstance(card, Merged) else card) for name, card in zip(now, found, strict=True)]


def followed(facet: "Facet[V | Merged]", identities: Iterable[str], edition: str) -> dict[str, V]:
    """The cards of these things in an edition, by the identity that each has now: in their order, and each once.

    Those without a name there are left out.
    """
    asked = dict.fromkeys(f"{identity}@{edition}" for identity in identities if identity)
    cards = resolved(facet, asked)
    return {name.partition("@")[0]: card for name, card in cards if card is not None}


def listing(kind: str, identity: object) -> Thing:
    """The name of the lists of a thing in all editions: facts say it where their members change without being named."""
    return thing("listing", f"{kind}/{identity}")
