"""What the desk must show of the press: on its home pages that fail, files that are wrong and a forgotten pause; on
every screen that it is late or silent, and that there is no room."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext as _, ngettext

from rotativa.kit.languages import day_pattern
from rotativa.kit.problems import Problem, Severity
from rotativa.press import standing, verifications
from rotativa.press.health import Health, count_reprint, health
from rotativa.press.queries import Failed, failed
from rotativa.press.verifying import Wrong

FORGOTTEN = timedelta(hours=12)
"""A pause that lasts longer than a night of many readers was not meant to."""

# In the order of the harm to readers, among those of one severity.
_BEHIND, _MISSING, _FAILED, _WRONG = range(4)
_SILENT = 9
_DISK, _PAUSED = range(2)


def problems() -> Iterator[Problem]:
    """Pages that could not be printed: those of which there is nothing, and those of which an old version stays; files
    that were found wrong; a pause of which nobody thinks any more."""
    broken = failed()
    if lost := [each for each in broken if not each.stays]:
        sentence = ngettext(
            "{count} page could not be printed, and readers do not find it: nothing was there before ({path}).",
            "{count} pages could not be printed, and readers do not find them: nothing was there before ({path}, …).",
            len(lost),
        )
        yield _failure("press:missing", _MISSING, sentence, lost)
    if kept := [each for each in broken if each.stays]:
        sentence = ngettext(
            "{count} page could not be printed; readers see its last good version ({path}).",
            "{count} pages could not be printed; readers see their last good versions ({path}, …).",
            len(kept),
        )
        yield _failure("press:failed", _FAILED, sentence, kept)
    yield from _found_wrong()
    yield from _pause()


def _found_wrong() -> Iterator[Problem]:
    """What verifications found wrong in the tree, and nobody has put right."""
    first = verifications.found(1)
    if not first:
        return
    count = max(verifications.count_wrong(), 1)  # the press goes on between the two looks
    sentence = ngettext(
        "{count} printed file was found wrong by a verification ({path}).",
        "{count} printed files were found wrong by a verification ({path}, …).",
        count,
    )
    kinds, acts = verifications.kinds(), []
    if kinds - {Wrong.LEFT_OVER.value}:
        acts.append(_("Tell your technician: “rotativa press print PATH” puts right what is stale or missing."))
    if Wrong.LEFT_OVER.value in kinds:
        acts.append(
            _(
                "Tell your technician: “rotativa press gc” takes away what is left over, “rotativa press verify” sees "
                "that it is gone."
            )
        )
    said = sentence.format(count=count, path=first[0][1])
    yield _problem("press:wrong", Severity.READERS_ARE_WRONG, _WRONG, said, " ".join(acts))


def alarms() -> Iterator[Problem]:
    """A press that is late, or silent, which is told apart; a disk that is nearly full."""
    now = health()
    if now.is_silent:
        yield _problem(
            "press:silent",
            Severity.WILL_NOT_GO_OUT,
            _SILENT,
            _silence(now),
            _("Ask whether the press worker is running."),
        )
    elif now.is_late:
        yield _problem("press:behind", Severity.READERS_ARE_WRONG, _BEHIND, _lateness(now))
    if room := now.tight:
        sentence = _("The disk of {folder} is nearly full: {free} are left, {percent} % are used.")
        said = sentence.format(folder=room.folder.name, free=filesizeformat(room.free), percent=int(room.percent))
        yield _problem(
            "press:disk", Severity.LATE, _DISK, said, _("Make room: while there is none, nothing is printed.")
        )


def _problem(key: str, severity: Severity, rank: int, sentence: str, act: str = "") -> Problem:
    return Problem(key, severity, sentence, act=act, rank=rank)


def _failure(key: str, rank: int, sentence: str, found: Sequence[Failed]) -> Problem:
    said = sentence.format(count=len(found), path=found[0].path)
    act = _("Tell your technician: the reason stands in “rotativa press status”.")
    return _problem(key, Severity.READERS_ARE_WRONG, rank, said, act)


def _pause() -> Iterator[Problem]:
    """A reprint that somebody paused, and that still waits hours later."""
    at = standing.cursor()
    if at.held_at is None or standing.clock() - at.held_at < FORGOTTEN or not count_reprint():
        return
    sentence = _(
        "{name} paused the reprint {since}, and it has not gone on: readers see the old version of many pages."
    )
    since = date_format(timezone.localtime(at.held_at), day_pattern("j M H:i", get_language()))
    said = sentence.format(name=at.held_by, since=since)
    yield _problem("press:paused", Severity.LATE, _PAUSED, said, _("Let it go on under “Press”."))


def _silence(now: Health) -> str:
    if now.heard is None:
        return _("No press worker is running: what is published waits, and readers see every page as it was.")
    sentence = _("The press worker has not answered since {time}: readers see every page as it was.")
    return sentence.format(time=f"{timezone.localtime(now.heard):%H:%M}")


def _lateness(now: Health) -> str:
    minutes = int(now.lag.total_seconds() // 60)
    sentence = ngettext("The press is {count} minute behind.", "The press is {count} minutes behind.", minutes)
    said = sentence.format(count=minutes)
    if not now.waiting:  # what happened was not followed yet, which says nothing of how many pages it will be
        return said
    waiting = ngettext("{count} page waits.", "{count} pages wait.", now.waiting)
    return f"{said} {waiting.format(count=now.waiting)}"
