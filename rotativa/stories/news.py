"""What people are told by mail of articles: who is asked to read, whose article was read, what the clock did, notes.

The daybook says what was done; here stands who is told of it, and how it is said when the mail goes. A mail holds a
headline and who did what, and nothing of what its reader may not read at that moment.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _, gettext_lazy

from rotativa.daybook.queries import Fact, Wanted, latest
from rotativa.editions.in_words import language_name
from rotativa.kit.languages import isolated
from rotativa.kit.things import identity_of, kind_of, thing
from rotativa.staff.mails import events, habits, watching
from rotativa.staff.mails.events import Event, Line
from rotativa.staff.mails.following import Telling, when_noted
from rotativa.staff.mails.habits import Group, When
from rotativa.staff.mails.telling import tell
from rotativa.staff.mails.watching import Standing
from rotativa.staff.models import User
from rotativa.staff.permissions import RoleName
from rotativa.stories.answering import LATE
from rotativa.stories.models import ArticleRow
from rotativa.stories.problems import failing
from rotativa.stories.reading import asked_by
from rotativa.stories.scheduling import SCHEDULER

READING, ANSWERS, CLOCK, NOTES = "reading", "answers", "clock", "notes"
GROUPS = (
    Group(
        READING,
        gettext_lazy("Somebody asks for an article to be read"),
        "article.publish",
        usual={RoleName.DESK_EDITOR: When.AT_ONCE, RoleName.EDITOR_IN_CHIEF: When.DAILY},
    ),
    Group(ANSWERS, gettext_lazy("An article of yours was read, or given back"), "article.write"),
    Group(CLOCK, gettext_lazy("Something scheduled went out, or did not"), "article.write"),
    Group(NOTES, gettext_lazy("A note on an article of yours, or an answer to yours"), "article.write"),
)
NOTES_GATHER = timedelta(minutes=2)
"""Who writes one note often writes another."""

SENTENCES: Mapping[str, tuple[str | Promise, str | Promise]] = {
    "article.submitted": (
        gettext_lazy("To be read: %(headline)s"),
        gettext_lazy("%(who)s asks you to read “%(headline)s” (%(edition)s)."),
    ),
    "article.read": (
        gettext_lazy("Read: %(headline)s"),
        gettext_lazy("%(who)s has read “%(headline)s” (%(edition)s) and has nothing to say."),
    ),
    "article.given-back": (
        gettext_lazy("Given back: %(headline)s"),
        gettext_lazy(
            "%(who)s has read “%(headline)s” (%(edition)s) and gave it back. What is to be done stands there."
        ),
    ),
    "clock.out": (
        gettext_lazy("Out: %(headline)s"),
        gettext_lazy("“%(headline)s” (%(edition)s) went out at its time."),
    ),
    "clock.held": (
        gettext_lazy("Held: %(headline)s"),
        gettext_lazy(
            "“%(headline)s” (%(edition)s) did not go out at its time: a gate held it. “Schedule…” says which."
        ),
    ),
    "clock.failed": (
        gettext_lazy("Not out: %(headline)s"),
        gettext_lazy(
            "“%(headline)s” (%(edition)s) did not go out at its time: sending it out failed. It is tried again; your "
            "technician finds the reason in the log."
        ),
    ),
    "note.added": (
        gettext_lazy("A note: %(headline)s"),
        gettext_lazy("%(who)s wrote a note on “%(headline)s” (%(edition)s)."),
    ),
    "note.answered": (
        gettext_lazy("An answer: %(headline)s"),
        gettext_lazy("%(who)s answered a note on “%(headline)s” (%(edition)s)."),
    ),
    "note.resolved": (
        gettext_lazy("A note is done with: %(headline)s"),
        gettext_lazy("%(who)s marked a note on “%(headline)s” (%(edition)s) as done with."),
    ),
}
"""Subject and sentence of each event. The subject has the headline alone, without who."""

LATE_NOW = gettext_lazy(
    "Nothing holds “%(headline)s” (%(edition)s) any more, but its time passed more than an hour ago. Send it out, "
    "schedule it again, or take the schedule back: by itself it does not go out."
)
"""In the place of that of ``clock.held``, of what was held at its time and is free too late."""

_GROUP_OF = {"article.submitted": READING, "article.read": ANSWERS, "article.given-back": ANSWERS}


def register() -> None:
    """Says who is told of what."""
    habits.register(*GROUPS)
    for name in SENTENCES:
        group = _GROUP_OF.get(name) or (CLOCK if name.startswith("clock.") else NOTES)
        gathers = NOTES_GATHER if group == NOTES else timedelta(0)
        events.register(Event(name, group, _say(name), gathers))
    when_noted("article.submitted", _asked)
    for verb in ("article.read", "article.given-back"):
        when_noted(verb, _answered)
    when_noted("article.held", _held)
    for verb in ("article.published", "article.updated", "article.republished"):
        when_noted(verb, _sent_out)
    watching.watch("stories", _failing)


def tell_of_note(event: str, article: int, users: Iterable[User], by: User) -> None:
    """Puts down that a colleague wrote, answered or resolved a note. Its words stay at the desk."""
    tell((user for user in users if user.pk != by.pk), event, str(article), who=by.actor_name)


def _asked(fact: Fact) -> Telling:
    return _telling(fact, "article.submitted", habits.who_may("article.publish", fact.edition))


def _answered(fact: Fact) -> Telling:
    return _telling(fact, fact.verb, [*_writer(_article(fact)), *asked_by(int(_article(fact)))])


def _held(fact: Fact) -> Telling:
    """Told to those who can do something before readers miss it, too."""
    return _telling(fact, "clock.held", _of_the_clock(_article(fact), fact.edition))


def _sent_out(fact: Fact) -> Telling | None:
    if fact.actor_id != SCHEDULER.actor_id:
        return None
    return _telling(fact, "clock.out", [*_writer(_article(fact)), *_scheduled_by(_article(fact))])


def _failing() -> Iterator[Standing]:
    for row in failing():
        article, edition = str(row.article_id), row.edition_id
        key = f"stories.failed {article} {row.scheduled_at:%Y%m%d%H%M}"
        yield Standing(key, "clock.failed", article, lambda a=article, e=edition: _of_the_clock(a, e))  # type: ignore[misc]


def _telling(fact: Fact, event: str, users: Iterable[User]) -> Telling:
    others = [user for user in users if user.actor_id != fact.actor_id]
    return Telling(others, event, _article(fact), {"who": fact.actor_name})


def _article(fact: Fact) -> str:
    return next(identity_of(one) for one in fact.things if kind_of(one) == "article")


def _of_the_clock(article: str, edition: str) -> list[User]:
    return [*_writer(article), *_scheduled_by(article), *habits.who_may("article.schedule", edition)]


def _writer(article: str) -> list[User]:
    return list(User.objects.filter(owned_pages=int(article)))


def _scheduled_by(article: str) -> list[User]:
    wanted = Wanted(verbs=("article.scheduled",), things=(thing("article", article),))
    acted = [fact.actor_id.partition(":") for fact in latest(wanted, most=1)]
    return list(User.objects.filter(pk__in=[int(number) for kind, _colon, number in acted if kind == "user"]))


def _say(event: str) -> events.Say:
    def say(user: User, article: str, words: Mapping[str, Any]) -> Line | None:
        row = ArticleRow.objects.filter(article=int(article)).first()
        if row is None or not _still(event, row, user):
            return None
        subject, sentence = SENTENCES[event]
        if event == "clock.held" and LATE in row.held:
            sentence = LATE_NOW
        # What went out may have been written on since, under a headline that nobody outside the desk may know yet.
        known = (row.headline, row.draft_headline) if event == "clock.out" else (row.draft_headline, row.headline)
        headline = known[0] or known[1] or _("An article without a headline")
        said = {
            "headline": isolated(headline),
            "who": isolated(words.get("who", "")),
            "edition": language_name(row.edition_id),
        }
        link = str(settings.WAGTAILADMIN_BASE_URL) + reverse("wagtailadmin_pages:edit", args=(row.article_id,))
        return Line(str(subject) % {"headline": headline}, str(sentence) % said, link)

    return say


def _still(event: str, row: ArticleRow, user: User) -> bool:
    """Whether it is so now, and this person may know of it: a mail may have waited, for the day or for its server."""
    if event == "article.submitted":
        return row.asked and user.may("article.publish", row.edition_id)
    if not user.may("article.read"):
        return False
    if event == "clock.held":
        return bool(row.held) and row.scheduled_at is not None
    if event == "clock.failed":
        return any(one.article_id == row.article_id for one in failing())
    return True
