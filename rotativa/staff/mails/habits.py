"""When a person is told by mail, of what: groups of events, what is usual for a role, and what each has chosen."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.users.models import UserProfile

from rotativa.staff.mails import events
from rotativa.staff.models import ForDigest, MailHabits, User
from rotativa.staff.permissions import TABLE, RoleName


class When(models.TextChoices):
    """When to tell. The most eager first: who holds two roles is told as the more eager one is."""

    AT_ONCE = "at_once", _("at once")
    DAILY = "daily", _("once a day")
    NEVER = "never", _("never")


@dataclass(frozen=True)
class Group:
    """Events that people choose about together: shown to who may do the verb there (empty: in any edition)."""

    name: str
    label: str | Promise
    verb: str
    where: str = ""
    usual: Mapping[RoleName, When] | None = None
    otherwise: When = When.AT_ONCE

    def usual_for(self, user: User) -> When:
        """What is done for a person who has not chosen."""
        usual = self.usual or {}
        known = [usual[RoleName(held.role)] for held in user.holdings if held.role in usual]
        return min(known, key=list(When).index) if known else self.otherwise


_groups: dict[str, Group] = {}


def register(*groups: Group) -> None:
    """Adds groups of events, in the order in which they are shown."""
    _groups.update({group.name: group for group in groups})


def groups_for(user: User) -> tuple[Group, ...]:
    """The groups that concern this person."""
    return tuple(group for group in _groups.values() if user.may(group.verb, group.where))


def chosen(user: User) -> tuple[Mapping[str, When], int]:
    """When this person is told of each group that concerns them, and the hour of the daily mail."""
    habits = MailHabits.objects.filter(user=user).first()
    choices = habits.choices if habits else {}
    known = {
        group.name: When(choices[group.name]) if choices.get(group.name) in When.values else group.usual_for(user)
        for group in groups_for(user)
    }
    return known, habits.hour if habits else MailHabits.HOUR


def when(user: User, group: str) -> tuple[When, int]:
    """When this person is told of a group, and the hour of the daily mail."""
    known, hour = chosen(user)
    return known.get(group, When.NEVER), hour


def choose(user: User, choices: Mapping[str, str], hour: int) -> None:
    """Keeps what a person has chosen for themselves. What waits for the mail of the day follows the choice."""
    usual = {group.name: group.usual_for(user) for group in groups_for(user)}
    # What is usual is not kept: whoever gets another role is told as is usual for that.
    kept = {name: str(When(value)) for name, value in choices.items() if name in usual and value != usual[name]}
    with transaction.atomic():
        MailHabits.objects.update_or_create(user=user, defaults={"choices": kept, "hour": hour})
        reschedule(user)


def reschedule(user: User) -> None:
    """Gives what waits for the mail of the day its time anew: the hour, the clock or a choice is another one."""
    known, hour = chosen(user)
    for group in _groups:
        waiting = ForDigest.objects.filter(user=user, event__in=events.names_in(group))
        now = known.get(group, When.NEVER)
        if now is When.NEVER:
            waiting.delete()
        else:
            waiting.update(due_at=timezone.now() if now is When.AT_ONCE else next_digest(user, hour))


def zone_of(user: User) -> ZoneInfo:
    """The clock that a person lives by, as they chose it in their account."""
    profile = UserProfile.objects.filter(user=user).first()
    return ZoneInfo(profile.get_current_time_zone() if profile else timezone.get_default_timezone_name())


def language_of(user: User) -> str:
    """The desk language of a person; empty where they have not chosen."""
    profile = UserProfile.objects.filter(user=user).first()
    return (profile.preferred_language if profile else "") or user.language


def next_digest(user: User, hour: int, now: datetime | None = None) -> datetime:
    """When this person's next mail of the day is due."""
    local = (now or timezone.now()).astimezone(zone_of(user))
    today = datetime.combine(local.date(), time(hour), local.tzinfo)
    return today if today > local else datetime.combine(local.date() + timedelta(days=1), time(hour), local.tzinfo)


def who_may(verb: str, edition: str) -> Iterable[User]:
    """The people who may do this verb in an edition."""
    roles = [role for role, verbs in TABLE.items() if verb in verbs]
    some = User.objects.filter(Q(is_superuser=True) | Q(roles__role__in=roles), is_active=True).distinct()
    return [one for one in some if one.may(verb, edition)]
