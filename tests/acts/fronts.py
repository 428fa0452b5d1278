"""The acts on the fronts of editions."""

from datetime import timedelta

from django.utils import timezone

from rotativa.fronts.actions.publish_front import publish_front
from rotativa.fronts.actions.save_composition import save_composition
from rotativa.fronts.actions.schedule_front import schedule_front
from rotativa.fronts.actions.take_back_front import take_back_front
from rotativa.fronts.composition import Composition, Place, Zone
from rotativa.fronts.queries import front_now
from rotativa.fronts.scheduling import publish_due_fronts
from rotativa.fronts.zones import LIMITS, Arrangement, ZoneName
from rotativa.stories.errors import Impossible
from rotativa.stories.models import ArticlePage
from tests.acts.newsroom import Newsroom
from tests.acts.verbs import act


@act(2)
def compose_a_front_only(room: Newsroom) -> bool:
    save_composition(room.actor, *_composed(room))
    return True


@act(5)
def publish_a_front(room: Newsroom) -> bool:
    edition, composition = _composed(room)
    save_composition(room.actor, edition, composition)
    publish_front(room.actor, edition)
    return True


@act(2)
def schedule_a_front_and_publish_it(room: Newsroom) -> bool:
    edition, composition = _composed(room)
    save_composition(room.actor, edition, composition)
    soon = timezone.now() + timedelta(minutes=1)
    schedule_front(room.actor, edition, soon)
    publish_due_fronts(soon)
    return True


@act(3)
def take_a_front_back(room: Newsroom) -> bool:
    try:
        take_back_front(room.actor, room.dice.choice(room.editions))
    except Impossible:
        return False
    return True


@act(3)
def let_a_place_end(room: Newsroom) -> bool:
    now = timezone.now()
    published = [found.composition for code in room.editions if (found := front_now(code).published) is not None]
    places = [place for composition in published for place in composition.places]
    ends = [place.until for place in places if place.until is not None and place.until > now]
    if room.forward is None or not ends:
        return False
    room.forward(min(ends) - now)
    return True


def _composed(room: Newsroom) -> tuple[str, Composition]:
    """Any stories, whether or not this edition has them, in any zones."""
    edition, arrangement = room.dice.choice(room.editions), room.dice.choice(Arrangement.values)
    stories = ArticlePage.objects.filter(pk__in=room.articles).order_by("pk").values_list("story", flat=True)
    free = room.dice.sample(found := list(dict.fromkeys(map(str, stories))), k=len(found))
    sections: list[int | None] = [*room.dice.sample([section.pk for section in room.sections], k=2)]
    zones = []
    for name in room.dice.sample(ZoneName.values, k=4):
        for section in sections if name == ZoneName.STRIP else [None]:
            chosen = [free.pop() for _ in range(room.dice.randint(0, LIMITS[arrangement][name].chosen)) if free]
            zones.append(Zone(name, tuple(_place(room, story) for story in chosen), section, room.dice.random() < 0.8))
    return edition, Composition(arrangement, tuple(zones), strips_fill=room.dice.random() < 0.8)


def _place(room: Newsroom, story: str) -> Place:
    """Every third ends within days, where the clock is ours: where somebody else turns it, pages stay as they are.

    As many have a headline and a picture of their own.
    """
    hours = room.dice.choice([0, 0, room.dice.randint(1, 48)])
    ends = timezone.now() + timedelta(hours=hours) if hours and room.forward is not None else None
    if room.dice.random() >= 0.3:
        return Place(story, ends)
    picture = str(room.dice.choice(room.pictures).pk)
    called = (
        ArticlePage.objects.filter(story=story, pk__in=room.articles).order_by("pk").values_list("title", flat=True)
    )
    return Place(story, ends, room.words("en", 3), picture, called[0])
