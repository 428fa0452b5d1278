"""What the desk must show of the press: pages that fail, on its home; on every screen that it is late or silent, and
that there is no room."""

from collections.abc import Iterator, Sequence

from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.translation import gettext as _, ngettext

from rotativa.kit.actor import Actor
from rotativa.kit.problems import Problem, Severity
from rotativa.press.health import Health, health
from rotativa.press.queries import Failed, failed


def problems(actor: Actor) -> Iterator[Problem]:
    """Pages that could not be printed: those of which there is nothing, and those of which an old version stays."""
    broken = failed()
    if lost := [each for each in broken if not each.stays]:
        sentence = ngettext(
            "{count} page could not be printed, and readers do not find it: nothing was there before ({path}).",
            "{count} pages could not be printed, and readers do not find them: nothing was there before ({path}, …).",
            len(lost),
        )
        yield _failure("press:missing", sentence, lost)
    if kept := [each for each in broken if each.stays]:
        sentence = ngettext(
            "{count} page could not be printed; readers see its last good version ({path}).",
            "{count} pages could not be printed; readers see their last good versions ({path}, …).",
            len(kept),
        )
        yield _failure("press:failed", sentence, kept)


def alarms() -> Iterator[Problem]:
    """A press that is late, or silent, which is told apart; a disk that is nearly full."""
    now = health()
    if now.is_silent:
        yield Problem("press:silent", Severity.LATE, _silence(now), act=_("Ask whether the press worker is running."))
    elif now.is_late:
        yield Problem("press:behind", Severity.LATE, _lateness(now))
    if room := now.tight:
        sentence = _("The disk of {folder} is nearly full: {free} are left, {percent} % are used.")
        said = sentence.format(folder=room.folder.name, free=filesizeformat(room.free), percent=int(room.percent))
        yield Problem("press:disk", Severity.LATE, said, act=_("Make room: while there is none, nothing is printed."))


def _failure(key: str, sentence: str, found: Sequence[Failed]) -> Problem:
    said = sentence.format(count=len(found), path=found[0].path)
    act = _("Tell your technician: the reason stands in “rotativa press status”.")
    return Problem(key, Severity.READERS_ARE_WRONG, said, act=act)


def _silence(now: Health) -> str:
    if now.heard is None:
        return _("No press worker is running: what is published waits, and readers see every page as it was.")
    sentence = _("The press worker has not answered since {time}: readers see every page as it was.")
    return sentence.format(time=f"{timezone.localtime(now.heard):%H:%M}")


def _lateness(now: Health) -> str:
    minutes = int(now.lag.total_seconds() // 60)
    sentence = ngettext("The press is {count} minute behind.", "The press is {count} minutes behind.", minutes)
    waiting = ngettext("{count} page waits.", "{count} pages wait.", now.waiting)
    return f"{sentence.format(count=minutes)} {waiting.format(count=now.waiting)}"
