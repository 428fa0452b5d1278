"""One act on several articles: each alone, through the verb, the gates and the permissions of its own screen.

An act is looked at first: for every article it says what it will do to readers, or why it will not be done. What was
looked at is what is done: a version, or a standing, that is another one meanwhile is refused, and stops no other.
"""

import logging
import re
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _, gettext_lazy, ngettext

from rotativa.addresses.queries import current_paths
from rotativa.desk import furniture
from rotativa.desk.forms.acts import HeirForm, TimeForm, WhyForm
from rotativa.desk.person import person
from rotativa.desk.queries.called import colleagues
from rotativa.desk.queries.differences import compare
from rotativa.desk.queries.papers import Telling, telling
from rotativa.desk.queries.stories import of_stories
from rotativa.desk.queries.versions import text_out
from rotativa.editions.in_words import language_name
from rotativa.kit.actor import Actor, Refused
from rotativa.stories import addressing, rules
from rotativa.stories.actions.hand_to import hand_to
from rotativa.stories.actions.publish import publish
from rotativa.stories.actions.schedule import schedule
from rotativa.stories.actions.submit import submit
from rotativa.stories.actions.unschedule import unschedule
from rotativa.stories.actions.withdraw import withdraw
from rotativa.stories.errors import Impossible, NotReady
from rotativa.stories.extracting import text_of
from rotativa.stories.hand import draft_of, standing_of, version_of
from rotativa.stories.models import ArticlePage, ArticleRow

MOST = 100
"""So many articles are acted on at once at most."""
_log = logging.getLogger(__name__)
_TOKEN = re.compile(r"([0-9]{1,18})\|([0-9a-f]+)\|([a-z]+ [0-9]+ [0-9.]+)\|([0-9]{1,18})")


@dataclass(frozen=True)
class Seen:
    """What stands for an article as it was looked at."""

    revision: int
    words: str
    stands: str
    scheduled: int
    """The version that goes out by itself; nought where none does."""

    def __str__(self) -> str:
        return f"{self.revision}|{self.words}|{self.stands}|{self.scheduled}"


def as_seen(article: ArticlePage, draft: ArticlePage) -> Seen:
    """What stands for an article now, with its draft."""
    scheduled = article.scheduled_revision
    number = scheduled.pk if scheduled is not None else 0
    return Seen(article.latest_revision_id or 0, version_of(draft), standing_of(article), number)


def seen_by_form(text: str) -> Seen | None:
    """The same from a form; None where it says nothing."""
    found = _TOKEN.fullmatch(text)
    return Seen(int(found[1]), found[2], found[3], int(found[4])) if found else None


class Candidate:
    """An article that is looked at: what is public, and the draft."""

    def __init__(self, article: ArticlePage) -> None:
        self.article, self.draft = article, draft_of(article)
        self.language = language_name(article.edition_id)
        self.zone = article.edition.zone

    @property
    def seen(self) -> Seen:
        """What stands for it now."""
        return as_seen(self.article, self.draft)

    def path(self) -> str:
        """Where readers find it, or will."""
        known = current_paths([self.article.thing]).get(self.article.thing)
        slug = self.draft.public_slug or addressing.proposed(self.draft)
        return known or addressing.path_of(self.article, slug)

    def scheduled(self) -> str:
        """When a version of it goes out by itself, on the edition's clock; empty without one."""
        revision = self.article.scheduled_revision
        if revision is None:
            return ""
        at = furniture.moment_in(self.zone, revision.approved_go_live_at)
        return furniture.aside(at, furniture.place(self.zone))

    def ends(self) -> str:
        """That its schedule ends by what is done; empty without one."""
        at = self.scheduled()
        return _("What is scheduled for %(time)s will not go out.") % {"time": at} if at else ""


class Act(ABC):
    """What can be done to several articles. ``verb`` is asked in the edition of each."""

    name: ClassVar[str]
    label: ClassVar[Promise]
    verb: ClassVar[str]
    icon: ClassVar[str]
    is_serious: ClassVar[bool] = False
    is_of_ones_own: ClassVar[bool] = False
    """Whether some may do it with what they began, and with nothing else."""

    def form(self, request: HttpRequest, editions: Sequence[str], data: Any = None) -> forms.Form:
        """What is asked once, for all of them."""
        return forms.Form(data)

    @abstractmethod
    def button(self, number: int) -> str:
        """The act in words, for so many articles."""

    @abstractmethod
    def obstacles(self, one: Candidate) -> list[str]:
        """Why it cannot be done to this one; empty where it can."""

    @abstractmethod
    def effect(self, one: Candidate) -> str:
        """What it does to readers of its edition."""

    def papers(self, one: Candidate) -> Sequence[Telling]:
        """The documents that readers get by it, as far as they tell of whoever made them."""
        return ()

    @abstractmethod
    def do(self, actor: Actor, article: int, seen: Seen, asked: Mapping[str, Any]) -> str:
        """Does it, and says so."""


class SendOut(Act):
    name, verb, icon = "send-out", "article.publish", "rot-send"
    label = gettext_lazy("Send out…")

    def button(self, number: int) -> str:
        return ngettext("Publish %(number)s article", "Publish %(number)s articles", number) % {"number": number}

    def obstacles(self, one: Candidate) -> list[str]:
        if one.article.live and not self._different(one):
            return [_("Readers have exactly this already.")]
        return [gate.sentence for gate in rules.open_gates(one.draft)]

    def effect(self, one: Candidate) -> str:
        parts = self._different(one) if one.article.live else 0
        where = {"path": one.path(), "parts": parts}
        if one.article.live:
            said = ngettext(
                "Readers get a new version: %(parts)s part differs.",
                "Readers get a new version: %(parts)s parts differ.",
                parts,
            )
        elif one.article.first_out:
            said = _("Readers get it again, at %(path)s.")
        else:
            said = _("Readers get it for the first time, at %(path)s.")
        return f"{said % where} {one.ends()}".strip()

    def papers(self, one: Candidate) -> Sequence[Telling]:
        return telling(text_of(one.draft))

    def do(self, actor: Actor, article: int, seen: Seen, asked: Mapping[str, Any]) -> str:
        publish(actor, article, revision=seen.revision, seen=seen.words, stands=seen.stands)
        return _("Out. The press prints it now.")

    def _different(self, one: Candidate) -> int:
        before = text_out(one.article.pk)
        return len(compare(before, text_of(one.draft), one.article.edition_id).differences) if before is not None else 0


class Withdraw(Act):
    name, verb, icon, is_serious = "withdraw", "article.withdraw", "rot-withdrawn", True
    label = gettext_lazy("Withdraw…")

    def form(self, request: HttpRequest, editions: Sequence[str], data: Any = None) -> forms.Form:
        return WhyForm(data)

    def button(self, number: int) -> str:
        return ngettext("Withdraw %(number)s article", "Withdraw %(number)s articles", number) % {"number": number}

    def obstacles(self, one: Candidate) -> list[str]:
        return [] if one.article.live else [_("It is not out, so it cannot be withdrawn.")]

    def effect(self, one: Candidate) -> str:
        said = _("%(path)s answers “withdrawn” (410); it leaves every list.") % {"path": one.path()}
        return f"{said} {one.ends()}".strip()

    def do(self, actor: Actor, article: int, seen: Seen, asked: Mapping[str, Any]) -> str:
        withdraw(actor, article, stands=seen.stands, reason=asked["reason"])
        return _("Withdrawn. The press takes it from readers now.")


class Schedule(Act):
    name, verb, icon = "schedule", "article.schedule", "rot-scheduled"
    label = gettext_lazy("Schedule…")

    def form(self, request: HttpRequest, editions: Sequence[str], data: Any = None) -> forms.Form:
        return TimeForm(data, zone=timezone.get_current_timezone_name())

    def button(self, number: int) -> str:
        return ngettext("Schedule %(number)s article", "Schedule %(number)s articles", number) % {"number": number}

    def obstacles(self, one: Candidate) -> list[str]:
        return [gate.sentence for gate in rules.open_gates(one.draft)]

    def effect(self, one: Candidate) -> str:
        known = one.scheduled()
        if known:
            return _("Readers get the version that is saved now at your time, in place of the one for %(time)s.") % {
                "time": known
            }
        return _("Readers get the version that is saved now at your time, if no gate holds it then.")

    def papers(self, one: Candidate) -> Sequence[Telling]:
        return telling(text_of(one.draft))

    def do(self, actor: Actor, article: int, seen: Seen, asked: Mapping[str, Any]) -> str:
        held = schedule(actor, article, asked["when"], revision=seen.revision, seen=seen.words, stands=seen.stands)
        zone = held.edition.zone
        said = {"time": furniture.moment_in(zone, asked["when"]), "zone": furniture.place(zone)}
        return _("It goes out at %(time)s, %(zone)s.") % said


class Unschedule(Act):
    name, verb, icon = "unschedule", "article.schedule", "rot-scheduled"
    label = gettext_lazy("Take schedules back…")

    def button(self, number: int) -> str:
        said = ngettext("Take back %(number)s schedule", "Take back %(number)s schedules", number)
        return said % {"number": number}

    def obstacles(self, one: Candidate) -> list[str]:
        return [] if one.scheduled() else [_("It is not scheduled.")]

    def effect(self, one: Candidate) -> str:
        said = _("What is scheduled for %(time)s no longer goes out by itself. Readers keep what they have.")
        return said % {"time": one.scheduled()}

    def do(self, actor: Actor, article: int, seen: Seen, asked: Mapping[str, Any]) -> str:
        unschedule(actor, article, revision=seen.scheduled)
        return _("It no longer goes out by itself.")


class Ask(Act):
    name, verb, icon = "ask", "article.submit", "rot-waiting"
    label = gettext_lazy("Ask another editor to read…")

    def button(self, number: int) -> str:
        said = ngettext("Ask for %(number)s article to be read", "Ask for %(number)s articles to be read", number)
        return said % {"number": number}

    def obstacles(self, one: Candidate) -> list[str]:
        return [_("Somebody is asked to read it already.")] if one.article.workflow_in_progress else []

    def effect(self, one: Candidate) -> str:
        return _("The desk sees it under “To be read”. Readers see nothing of this.")

    def do(self, actor: Actor, article: int, seen: Seen, asked: Mapping[str, Any]) -> str:
        submit(actor, article)
        return _("Another editor is asked to read it.")


class HandTo(Act):
    name, verb, icon, is_of_ones_own = "hand", "article.hand", "rot-hand", True
    label = gettext_lazy("Hand to somebody…")

    def form(self, request: HttpRequest, editions: Sequence[str], data: Any = None) -> forms.Form:
        return HeirForm(data, colleagues=colleagues(editions))

    def button(self, number: int) -> str:
        return ngettext("Hand over %(number)s article", "Hand over %(number)s articles", number) % {"number": number}

    def obstacles(self, one: Candidate) -> list[str]:
        return []

    def effect(self, one: Candidate) -> str:
        owner: Any = one.article.owner
        who = owner.actor_name if owner is not None else "–"
        return _("It is with %(who)s now. Readers see nothing of this.") % {"who": who}

    def do(self, actor: Actor, article: int, seen: Seen, asked: Mapping[str, Any]) -> str:
        hand_to(actor, article, asked["heir"])
        return _("It is with %(who)s now.") % {"who": asked["heir"].actor_name}


ACTS: Mapping[str, Act] = {act.name: act for act in (SendOut(), Schedule(), Unschedule(), Withdraw(), Ask(), HandTo())}


def offered(request: HttpRequest) -> tuple[Act, ...]:
    """The acts that the person may do somewhere, or with what they began."""
    someone = person(request)
    return tuple(act for act in ACTS.values() if someone.may(act.verb, own=act.is_of_ones_own))


@dataclass(frozen=True)
class Line:
    """One article on the screen that asks: what will be done, or why not."""

    article: int
    story: str
    edition: str
    headline: str
    effect: str
    obstacles: tuple[str, ...]
    seen: str
    papers: Sequence[Telling] = ()


def look(request: HttpRequest, act: Act, stories: Sequence[UUID], editions: Sequence[str]) -> tuple[list[Line], int]:
    """The articles that were meant, ``MOST`` at most, in the order of their stories; and how many more there are."""
    place = {story: number for number, story in enumerate(stories)}
    rows = ArticleRow.objects.filter(story__in=stories, edition_id__in=editions).order_by("edition__order", "article")
    meant = sorted(rows.values_list("article_id", "story_id"), key=lambda row: place[row[1]])
    pages = ArticlePage.objects.select_related("edition", "latest_revision", "owner")
    found = pages.in_bulk([article for article, _story in meant[:MOST]])
    lines = [_line(request, act, found[article]) for article, _story in meant[:MOST] if article in found]
    return lines, max(0, len(meant) - MOST)


def lacking(stories: Sequence[UUID], edition: str, within: Sequence[str]) -> list[Line]:
    """The stories that have no article in the edition that was chosen, by the articles that they are called by."""
    reason = _("It has no article in %(language)s.") % {"language": language_name(edition)}
    return [
        Line(known.cell.article, str(known.story), known.cell.edition, known.cell.headline, "", (reason,), "")
        for known in of_stories(stories, within)
        if edition not in known.cells
    ]


def do(actor: Actor, act: Act, article: int, token: str, asked: Mapping[str, Any]) -> tuple[bool, str]:
    """Does it to one article: whether it was done, and what is said of it. Whatever is wrong is wrong with it alone."""
    looked = seen_by_form(token)
    if looked is None:
        return False, _("It was not on the screen that asked. Mark it again.")
    try:
        return True, act.do(actor, article, looked, asked)
    except NotReady as error:
        return False, " ".join(_("It cannot go out: %s") % gate.sentence for gate in error.gates)
    except (Impossible, Refused) as error:
        still = _obstacles(act, article) if isinstance(error, Impossible) else []
        return False, " ".join(dict.fromkeys([str(error), *still]))  # who clicks twice hears one sentence once
    except ValidationError as error:
        return False, " ".join(error.messages)
    except Exception:  # one article must not keep the others, nor hide what became of them
        _log.exception("“%s” of article %s failed", act.name, article)
        return False, _("It failed, and nothing was changed. Your technician can see why in the log.")


def _obstacles(act: Act, article: int) -> list[str]:
    """What keeps an article that is not as it was when it was looked at: “try again” alone would send in circles."""
    found = ArticlePage.objects.select_related("edition", "latest_revision", "owner").filter(pk=article).first()
    try:
        return act.obstacles(Candidate(found)) if found is not None else []
    except Exception:  # as above
        _log.exception("“%s” of article %s could not be looked at again", act.name, article)
        return []


def _line(request: HttpRequest, act: Act, article: ArticlePage) -> Line:
    headline, effect, token = article.get_admin_display_title(), "", ""
    papers: Sequence[Telling] = ()
    try:
        one = Candidate(article)
        headline = one.draft.title or headline
        own = act.is_of_ones_own and article.owner_id == person(request).pk
        if person(request).may(act.verb, article.edition_id, own=own):
            obstacles = act.obstacles(one)
        else:
            obstacles = [_("You may not do this in %(language)s.") % {"language": one.language}]
        if not obstacles:
            effect, token, papers = act.effect(one), str(one.seen), act.papers(one)
    except Exception:  # as above
        _log.exception("“%s” of article %s could not be looked at", act.name, article.pk)
        obstacles = [_("It could not be looked at. Your technician can see why in the log.")]
    return Line(
        article.pk, str(article.story_id), article.edition_id, headline, effect, tuple(obstacles), token, papers
    )
