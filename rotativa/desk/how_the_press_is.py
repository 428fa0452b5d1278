"""How the press is, in sentences: the first is what somebody is told who asks “is it out?”."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _, ngettext

from rotativa.desk.clocks import to_the_second
from rotativa.kit.problems import Problem, Severity
from rotativa.press.queries import Entry, Status
from rotativa.press.telling import number

CALM = 0


@dataclass(frozen=True)
class Told:
    """A sentence on the press, and what readers have meanwhile."""

    sentence: str
    readers: str
    severity: int = CALM


def how_it_is(status: Status, alarms: Sequence[Problem], latest: Entry | None) -> tuple[Told, ...]:
    """All there is to be said, worst first; at least one. ``alarms`` are those of the press."""
    known = {problem.key: problem for problem in alarms}
    stuck = list(_stuck(status, known))
    troubles = [*stuck, *_failing(status), *_wrong(status), *_no_room(known)]
    rest = () if stuck else _going_on(status, latest, calm=not troubles)
    return (*troubles, *rest)


def _stuck(status: Status, known: dict[str, Problem]) -> Iterator[Told]:
    """The press is silent, or late: neither hides behind a page that fails."""
    if problem := known.get("press:silent"):
        waiting = _waiting(status) if status.waiting else ""
        yield Told(f"{problem.sentence} {waiting}".strip(), problem.act, problem.severity)
    if problem := known.get("press:behind"):
        yield Told(problem.sentence, _("Readers keep the old pages until the new ones are printed."), problem.severity)


def _failing(status: Status) -> Iterator[Told]:
    if not status.failed:
        return
    count, missing = len(status.failed), sum(not each.stays for each in status.failed)
    said = ngettext("%(number)s page could not be printed.", "%(number)s pages could not be printed.", count)
    readers = _("Readers see the last good version of each. They are tried again by themselves; the rest goes on.")
    if missing:
        lost = ngettext(
            "Readers do not find %(number)s of them: there is no earlier version.",
            "Readers do not find %(number)s of them: there are no earlier versions.",
            missing,
        ) % {"number": number(missing)}
        readers = f"{lost} {_('They are tried again by themselves; the rest goes on.')}"
    yield Told(said % {"number": number(count)}, readers, Severity.READERS_ARE_WRONG)


def _wrong(status: Status) -> Iterator[Told]:
    if not status.wrong:
        return
    said = ngettext(
        "A check found %(number)s printed file that is not as it should be.",
        "A check found %(number)s printed files that are not as they should be.",
        status.wrong,
    ) % {"number": number(status.wrong)}
    readers = _("Readers may see something old there, or nothing. Which, and what helps, stands below.")
    yield Told(said, readers, Severity.READERS_ARE_WRONG)


def _no_room(known: dict[str, Problem]) -> Iterator[Told]:
    if problem := known.get("press:disk"):
        readers = _("Readers see every page as it is.")
        yield Told(problem.sentence, f"{readers} {problem.act}", problem.severity)


def _going_on(status: Status, latest: Entry | None, *, calm: bool) -> Iterator[Told]:
    """What is printed in its turn; where something is wrong beside it, only if there is any of it."""
    if status.waiting:
        old = ngettext(
            "Readers keep the old version of it until then.",
            "Readers keep the old version of each until then.",
            status.waiting,
        )
        yield Told(_waiting(status), old)
    elif status.head > status.followed or status.is_due:
        yield Told(_("What has just happened is about to be printed."), _("Readers keep the old pages until then."))
    elif status.reprint:
        yield Told(_("All that happened is printed."), _of_reprint(status))
    elif not status.build_marked:
        yield Told(_("All that happened is printed."), _("A new look of the pages is about to be printed."))
    elif calm:
        yield Told(_("All is printed."), _have_all(latest))


def _have_all(latest: Entry | None) -> str:
    if latest is None:
        return _("Readers have the newest pages.")
    return _("Readers have the newest pages; last page %(time)s.") % {"time": to_the_second(latest.at)}


def _of_reprint(status: Status) -> str:
    left = status.reprint.left if status.reprint else 0
    if status.held_by:
        said = ngettext(
            "%(number)s page of a reprint waits until it goes on; readers keep its old version.",
            "%(number)s pages of a reprint wait until it goes on; readers keep their old versions.",
            left,
        )
    else:
        said = ngettext(
            "%(number)s page is still to be printed anew; readers keep its old version until then.",
            "%(number)s pages are still to be printed anew; readers keep their old versions until then.",
            left,
        )
    return said % {"number": number(left)}


def _waiting(status: Status) -> str:
    if status.since is None:
        said = ngettext("%(number)s page waits.", "%(number)s pages wait.", status.waiting)
        return said % {"number": number(status.waiting)}
    said = ngettext(
        "%(number)s page waits since %(time)s.",
        "%(number)s pages wait, the oldest since %(time)s.",
        status.waiting,
    )
    return said % {"number": number(status.waiting), "time": to_the_second(status.since)}
