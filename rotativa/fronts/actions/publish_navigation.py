from dataclasses import replace

from django.core.exceptions import ValidationError
from django.utils import timezone

from rotativa.daybook.writing import note, transaction
from rotativa.editions.models import Edition
from rotativa.fronts.errors import Moved
from rotativa.fronts.facets import cards
from rotativa.fronts.models.navigation import NavigationVersion, navigation_thing
from rotativa.fronts.planning import navigation_to_json, wrong
from rotativa.fronts.queries import navigation_now
from rotativa.fronts.values import Entry, Navigation
from rotativa.kit.actor import Actor, require


def publish_navigation(actor: Actor, edition: str, navigation: Navigation, *, seen: int | None = None) -> int:
    """Gives all pages of an edition this bar and this foot; gives the number of the version.

    ``seen`` is the number of the version that the actor looked at, 0 where there was none. The same navigation once
    more is no fact. Raises ``ValidationError`` for ``bar`` and ``foot`` with all that is wrong; ``Moved``.
    """
    require(actor, "navigation.publish", edition)
    if wrong(navigation):
        # Asked once more with names: nobody knows a topic by its number.
        raise ValidationError(dict(wrong(_named(navigation, edition))))
    with transaction(actor):
        # Kept until the end, so that two who publish at once come one after the other.
        Edition.objects.select_for_update(no_key=True).get(code=edition)
        last = navigation_now(edition)
        if seen not in (None, last.number):
            raise Moved(last.who)
        if last.navigation == navigation:
            return last.number
        number = last.number + 1
        NavigationVersion.objects.create(
            edition_id=edition,
            number=number,
            plan=navigation_to_json(navigation),
            published_at=timezone.now(),
            actor_id=actor.actor_id,
            actor_name=actor.actor_name,
        )
        details = {"number": number, "bar": len(navigation.bar), "foot": len(navigation.foot)}
        note("navigation.published", [navigation_thing(edition)], edition=edition, details=details)
    return number


def _named(navigation: Navigation, edition: str) -> Navigation:
    """The navigation with the name of the thing as the words of each entry that has none."""

    def named(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
        return tuple(replace(entry, words=entry.words or _name(entry, edition)) for entry in entries)

    return Navigation(named(navigation.bar), tuple(replace(one, entries=named(one.entries)) for one in navigation.foot))


def _name(entry: Entry, edition: str) -> str:
    card = cards[entry.kind](f"{entry.target}@{edition}") if entry.kind in cards else None
    return str(getattr(card, "name", ""))  # none where it was merged or removed
