"""Merges one thing into another: its names, its addresses, and where its identity leads from then on.

Topics, sections and authors are merged alike; ``topics`` and ``bylines`` bring the verbs. It takes as long as the thing
has names, however many articles name it: these are not touched.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from rotativa.addresses import giving
from rotativa.editions.lasting import LIVING, Lasting, listing
from rotativa.editions.naming import AddressedName, Naming
from rotativa.kit.hashing import fingerprint
from rotativa.kit.things import Thing, thing


@dataclass(frozen=True)
class Plan:
    """What a merge would do to names, by edition; each name with its slug."""

    kept: Mapping[str, tuple[str, str]]  # the names of the one that stays
    taken: Mapping[str, tuple[str, str]]  # those that it has not, and takes from the other
    dropped: Mapping[str, tuple[str, str]]  # those that go: what was called so is called otherwise from then on

    @property
    def editions(self) -> tuple[str, ...]:
        """Where anything would change."""
        return tuple(sorted({*self.kept, *self.taken, *self.dropped}))

    @property
    def seen(self) -> str:
        """What stands for this plan on a screen."""
        return fingerprint(tuple((part, tuple(sorted(names.items()))) for part, names in vars(self).items())).hex()


def plan(naming: Naming[Any], one: Lasting, into: Lasting) -> Plan:
    """What merging ``one`` into the other would do to their names."""
    own, others = _names(naming, into), _names(naming, one)
    return Plan(
        kept={code: _said(row) for code, row in own.items()},
        taken={code: _said(row) for code, row in others.items() if code not in own},
        dropped={code: _said(row) for code, row in others.items() if code in own},
    )


@dataclass(frozen=True)
class Done:
    """What a merge came to, for its fact."""

    things: tuple[Thing, ...]
    details: Mapping[str, Any]


def agreed(naming: Naming[Any], one: Lasting, into: Lasting, *, seen: str = "") -> Plan:
    """The plan, with both kept as they are until the end of the transaction.

    ``seen`` says which plan the actor saw. Raises ``ValidationError`` where it makes no sense, or where the names are
    others by now.
    """
    _hold(one, into)
    wanted = plan(naming, one, into)
    if seen and wanted.seen != seen:
        raise ValidationError(_("Somebody has just changed these names. Please look at what the merge would do now."))
    return wanted


def merge(naming: Naming[Any], one: Lasting, into: Lasting, wanted: Plan) -> Done:
    """Merges ``one`` into the other as ``agreed``, inside the transaction of a verb whose actor may."""
    for code, row in _names(naming, one).items():
        giving.hand_over(thing(naming.kind, one.pk, code), thing(naming.kind, into.pk, code))
        if code in wanted.kept:
            row.delete()
        else:
            setattr(row, naming.kind, into)
            row.save()
    earlier = list(models.QuerySet(type(one)).filter(merged_into=one).values_list("pk", flat=True))
    models.QuerySet(type(one)).filter(pk__in=[one.pk, *earlier]).update(merged_into=into)
    things = [thing(naming.kind, pk) for pk in (into.pk, one.pk, *earlier)]
    lists = [listing(naming.kind, each.pk) for each in (into, one)]
    return Done((*things, *lists), _details(wanted))


def _hold(one: Lasting, into: Lasting) -> None:
    if one.pk == into.pk:
        raise ValidationError(_("It cannot be merged into itself."))
    both: Any = (
        models.QuerySet(type(one))
        .select_for_update(no_key=True)
        .filter(pk__in=(one.pk, into.pk), **LIVING)
        .order_by("pk")
    )
    if len(both.values_list("pk")) != 2:  # noqa: PLR2004 the two
        raise ValidationError(_("One of the two is not there any more: it was merged or removed."))


def _names(naming: Naming[Any], owner: Lasting) -> dict[str, AddressedName]:
    rows = naming.model.objects.filter(**{naming.kind: owner}).order_by("edition__order")
    return {row.edition_id: row for row in rows}


def _said(row: AddressedName) -> tuple[str, str]:
    return row.name, row.slug


def _details(done: Plan) -> dict[str, Any]:
    """What the daybook keeps: the names of both, and all that would be needed to take them apart again by hand."""
    names, former = {**done.taken, **done.kept}, {**done.taken, **done.dropped}
    return {
        "from": _every(former),
        "name": _every(names),
        "former": {code: {"name": name, "slug": slug} for code, (name, slug) in former.items()},
        "taken": sorted(done.taken),
    }


def _every(names: Mapping[str, tuple[str, str]]) -> str:
    return " / ".join(dict.fromkeys(name for name, _slug in names.values()))
