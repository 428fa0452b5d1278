"""What lies on the desk of the demo: editions that readers have not got, each as far as its people have brought it.

Of what was done already the daybook knows: where somebody has deleted, read, changed or sent out what the demo left, a
later run leaves that so.
"""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

from rotativa.daybook import queries as daybook
from rotativa.demo.manuscripts import Stage, Standing
from rotativa.kit.things import identity_of, kind_of
from rotativa.staff.models import User
from rotativa.stories.actions.schedule import schedule
from rotativa.stories.actions.submit import submit
from rotativa.stories.models import ArticlePage

_WRITTEN = frozenset({"story.started", "edition.started", "article.saved"})
_STEPS = {Stage.ASKED: "article.submitted", Stage.SCHEDULED: "article.scheduled"}


def started(reporter: User, headline: str) -> tuple[bool, ArticlePage | None]:
    """Whether this reporter ever started a story with this headline, and its original; none where it was deleted."""
    wanted = daybook.Wanted(verbs=("story.started",), actor=reporter.actor_id)
    for fact in daybook.latest(wanted, most=500):
        if fact.details["headline"] == headline:
            numbers = [identity_of(thing) for thing in fact.things if kind_of(thing) == "article"]
            return True, ArticlePage.objects.filter(pk__in=numbers).first()
    return False, None


def translation_started(original: ArticlePage, edition: str) -> bool:
    """Whether the story was ever started in this edition; what was, and is gone, was deleted."""
    wanted = daybook.Wanted(edition=edition, verbs=("edition.started",), things=(original.story_thing,))
    return bool(daybook.latest(wanted, most=1))


def latest_act(article: ArticlePage) -> str:
    """What was done to the article last."""
    return done_to(article)[0]


def done_to(article: ArticlePage) -> list[str]:
    """What was done to the article, the latest first."""
    return [fact.verb for fact in daybook.latest(daybook.Wanted(things=(article.thing,)), most=100)]


def bring(article: ArticlePage, stands: Standing, zone: ZoneInfo, *, reporter: User, editor: User) -> None:
    """Asks for a reader, or schedules, where that is the next step and nobody has taken another."""
    done = done_to(article)
    if stands.stage not in _STEPS or _STEPS[stands.stage] in done or done[0] not in _WRITTEN:
        return
    if stands.stage is Stage.ASKED:
        submit(reporter, article)
    else:
        schedule(editor, article, moment(stands, timezone.now(), zone))


def moment(stands: Standing, now: datetime, zone: ZoneInfo) -> datetime:
    """When that goes out, on the clocks of the edition: always on a day that has not begun."""
    day = now.astimezone(zone).date() + timedelta(days=stands.days)
    return datetime.combine(day, stands.at, zone)
