"""The press in words, for the command line; the sentence on a reprint for the desk, too."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _, ngettext

from rotativa.daybook import saying
from rotativa.kit.problems import Problem
from rotativa.press import explaining
from rotativa.press.collecting import Collected
from rotativa.press.explaining import Awaited, Why
from rotativa.press.models import REPRINT, WAITS_FOR, Kind
from rotativa.press.queries import Failed, Status
from rotativa.press.reprinting import Progress
from rotativa.press.verifications import Verified
from rotativa.press.verifying import Report

_SHORT, _MINUTE, _HOUR = 10, 60, 3600
_NAMED = 10
"""So many paths are named; of the others it is said how many they are."""


def number(count: float) -> str:
    """A whole number, with the marks between thousands that the language has."""
    return number_format(int(count), force_grouping=True)


def duration(seconds: float) -> str:
    """About how long."""
    if seconds < _MINUTE:
        return _("{number} s").format(number=max(1, round(seconds)))
    if seconds < 2 * _HOUR:
        return _("{number} min").format(number=round(seconds / _MINUTE))
    return _("{number} h").format(number=round(seconds / _HOUR))


def briefly(seconds: float) -> str:
    """How long, to a tenth of a second where it is short."""
    return _("{number} s").format(number=number_format(seconds, 1)) if seconds < _SHORT else duration(seconds)


def reprint(progress: Progress) -> str:
    """How far a reprint is, and how many of its pages fail."""
    if not progress.failed:
        return _reprint(progress)
    fail = ngettext("{count} fails.", "{count} fail.", progress.failed).format(count=number(progress.failed))
    return f"{_reprint(progress)} {fail}"


def _reprint(progress: Progress) -> str:
    parts = {"done": number(progress.done), "total": number(progress.total or 0), "left": number(progress.left)}
    if progress.held_at is not None:
        sentence = _("Reprint: {done} of {total} pages, paused by {who} at {time}.")
        time = f"{timezone.localtime(progress.held_at):%H:%M}"
        return sentence.format(**parts, who=progress.held_by, time=time)
    if progress.total is None:
        return _("Reprint: pages are being marked, {left} so far.").format(**parts)
    if progress.seconds_left is None:
        return _("Reprint: {done} of {total} pages.").format(**parts)
    sentence = _("Reprint: {done} of {total} pages, {pace} a second, about {time} left.")
    return sentence.format(**parts, pace=number(max(1, progress.pace)), time=duration(progress.seconds_left))


def status(now: Status, alarms: Iterable[Problem] = ()) -> Iterator[str]:
    """How far the press is, and before it what every screen of the desk says."""
    for problem in alarms:
        yield f"{problem.sentence} {problem.act}".strip()
    yield _("Printed: {count} paths.").format(count=now.printed)
    yield _("Facts: {followed} of {head} followed.").format(followed=now.followed, head=now.head)
    if now.is_done:
        yield _("Nothing waits.")
    else:
        line = _("Waiting: {count}, being printed: {claimed}.")
        yield line.format(count=number(now.waiting), claimed=number(now.claimed))
    if behind := now.head - now.followed:
        yield ngettext(
            "{count} fact has not been followed yet.", "{count} facts have not been followed yet.", behind
        ).format(count=number(behind))
    if now.is_due:
        yield _("Pages that change by themselves are due.")
    if now.oldest:
        yield _("Waiting since: {at}.").format(at=_at(now.oldest))
    if now.reprint:
        yield reprint(now.reprint)
    elif now.held_by:
        yield _("Reprints are paused by {who}.").format(who=now.held_by)
    elif not now.build_marked:
        yield _("A new build of the theme is being marked.")
    if now.next_instant and not now.is_due:
        yield _("Next instant: {at}.").format(at=_at(now.next_instant))
    yield from _verified(now)


def failures(some: Sequence[Failed], count: int) -> Iterator[str]:
    """What fails, by reason, the most frequent first; where it happened is told of one page (``why``)."""
    if not some:
        return
    yield ngettext("{count} page fails:", "{count} pages fail:", count).format(count=number(count))
    reasons: dict[str, list[Failed]] = {}
    for each in some:
        reasons.setdefault(each.error.strip().rpartition("\n")[2], []).append(each)
    for reason, pages in sorted(reasons.items(), key=lambda pair: -len(pair[1])):
        yield f"  {reason}"
        for each in pages[:_NAMED]:
            yield "    " + _tried(each)
        if len(pages) > _NAMED:
            yield "    " + _("and {count} more").format(count=number(len(pages) - _NAMED))
    if count > len(some):
        yield "  " + _("and {count} more").format(count=number(count - len(some)))
    yield _("Where it happened: rotativa press why {path}").format(path=some[0].path)


def waits(pairs: Iterable[tuple[str, str]]) -> Iterator[str]:
    """What waits for another path that cannot be printed."""
    for path, awaited in pairs:
        yield _("{path} waits until {awaited} can be printed.").format(path=path, awaited=awaited)


def _tried(failed: Failed) -> str:
    line = ngettext("{path}, tried {count} time.", "{path}, tried {count} times.", failed.tries)
    lost = "" if failed.stays else " " + _("There is no earlier version: readers do not find it.")
    return line.format(path=failed.path, count=failed.tries) + lost


def report(found: Report, *, names_all: bool = False) -> Iterator[str]:
    """What a verification found, and what it did not judge: the first few paths, or all of them."""
    for finding in found.findings:
        yield f"{finding.wrong.value}: {finding.path}: {finding.reason}"
    named = found.unsettled if names_all else found.unsettled[:_NAMED]
    for path in named:
        yield _("still to be printed, not judged: {path}").format(path=path)
    if more := len(found.unsettled) - len(named):
        yield _("and {count} more; --verbose names them").format(count=number(more))
    counts = {"looked": found.looked, "wrong": len(found.findings), "open": len(found.unsettled)}
    if found.seed is None:
        yield _("{looked} places: {wrong} wrong, {open} not judged.").format(**counts)
    else:
        yield from _sampled(found, counts)
    if found.held:
        yield _("Held back by the paused reprint: {held}. “rotativa press resume” lets it go on.").format(
            held=found.held
        )
    if found.unsettled:
        yield _("What was not judged may be wrong: verify again when it is printed.")


def _sampled(found: Report, counts: Mapping[str, int]) -> Iterator[str]:
    sentence = _("{looked} of {places} places and {files_looked} of {files} files: {wrong} wrong, {open} not judged.")
    yield sentence.format(**counts, places=found.places, files_looked=found.files_looked, files=found.files)
    if found.looked < found.places or found.files_looked < found.files:
        yield _("Nothing is said of the others. The same sample again: --seed {seed}").format(seed=found.seed)


def collected(done: Collected) -> Iterator[str]:
    """What was taken away."""
    counts = vars(done)
    yield _(
        "Taken away: {keys} keys, {log} lines of the printed log, {builds} builds, {pulses} signs "
        "of workers, {workshops} folders left by workers."
    ).format(**counts)
    yield _("Marked to be removed: {files} files.").format(**counts)
    if done.strange:
        yield _("Left alone: {strange} files under names that the press never gives.").format(**counts)


def why(found: Why) -> Iterator[str]:
    """All about one path."""
    if not found.known and found.mark is None:
        yield _("{path} was never printed, and nothing waits for it.").format(path=found.path)
        yield from _in_tree(found)
        return
    yield from _there(found)
    said = saying.in_words(found.facts.values())
    for entry in found.entries:
        yield f"{_at(entry.at)}: {entry.outcome}, {_cause(entry.cause, said)}"
    if found.mark:
        yield from _awaited(found.mark, said)
    if found.until:
        yield _("It changes by itself at {at}.").format(at=_at(found.until))
    elif found.present:
        yield _("It does not change by itself.")
    if found.used:
        count = len(found.used)
        yield ngettext("It used {count} key:", "It used {count} keys:", count).format(count=count)
    for key in found.used:
        changes = f", {_('changes at {at}').format(at=_at(key.until))}" if key.until else ""
        yield f"    {key.name}({key.argument}){changes}"


def _there(found: Why) -> Iterator[str]:
    if found.present:
        sentences = {
            Kind.PAGE: _("{path}: {kind} of “{surface}” ({argument}), {size} bytes, printed last at {at}."),
            Kind.MOVED: _("{path}: {kind} to {target}, printed last at {at}."),
        }
        sentence = sentences.get(found.kind, _("{path}: {kind}, {size} bytes, printed last at {at}."))
        yield sentence.format(
            path=found.path,
            kind=_printed_page() if found.kind == Kind.PAGE else found.kind.label,
            surface=found.surface,
            argument=found.argument,
            size=found.size,
            target=found.tree.target or "–",
            at=_at(found.printed_at) if found.printed_at else "–",
        )
        yield from _in_tree(found)
        if not found.of_this_build:
            yield _("It was printed by an earlier build of the theme.")
    else:
        yield _("{path}: nothing is there now.").format(path=found.path)
        yield from _in_tree(found)


def _in_tree(found: Why) -> Iterator[str]:
    """Where the tree has it otherwise."""
    tree, names = found.tree, ", ".join(found.tree.names)
    if tree.is_right:
        return
    if not found.present:
        yield _("But there is a file, and readers get it: {names}. “rotativa press gc” takes it away.").format(
            names=names
        )
    elif not tree.names:
        yield _("But its file is not there, and readers do not find it: print it again.")
    else:
        yield _("But what is there is not what was printed: {names}. Print it again.").format(names=names)


def _printed_page() -> str:
    # “Page” alone is the desk's library's word for an article.
    return _("printed page")


def _awaited(mark: Awaited, said: Mapping[int, str]) -> Iterator[str]:
    sentence = _("It has been waiting to be printed since {at}, with priority {priority}: {cause}")
    cause = _cause(mark.cause, said)
    yield sentence.format(at=_at(mark.since), priority=mark.priority, cause=cause)
    if mark.priority >= REPRINT:
        yield _("It is part of a reprint, and waits for everything else.")
    if mark.worker:
        yield _("{worker} prints it now.").format(worker=mark.worker)
    if mark.error.startswith(WAITS_FOR):
        yield _("It waits until {path} can be printed.").format(path=mark.error.removeprefix(WAITS_FOR))
    elif mark.error and not mark.tries:
        yield _("It failed, and is tried again: its turn has not come yet.") + f"\n{_indented(mark.error)}"
    elif mark.error:
        line = ngettext("It failed {count} time:", "It failed {count} times:", mark.tries).format(count=mark.tries)
        yield f"{line}\n{_indented(mark.error)}"


def _cause(cause: str, said: Mapping[int, str]) -> str:
    sentence = said.get(explaining.number_of(cause))
    return f"{cause}: {sentence}" if sentence else cause


def _verified(now: Status) -> Iterator[str]:
    if now.verified:
        sentence = _("Last verified: {at}, {looked} of {places} places, {wrong} wrong, {open} not judged.")
        yield _counted(sentence, now.verified)
    if now.sampled:
        sentence = _("Last sample: {at}, {looked} of {places} places, {wrong} wrong, {open} not judged.")
        yield _counted(sentence, now.sampled)
    if now.wrong:
        yield still_wrong(now.wrong)
        for wrong, path in now.found[:_NAMED]:
            yield f"    {wrong}: {path}"
        if now.wrong > _NAMED:
            yield "    " + _("and {count} more").format(count=now.wrong - _NAMED)


def still_wrong(count: int) -> str:
    """What verifications found and nobody put right."""
    return _("Found wrong, and neither printed nor found right since: {count}.").format(count=count)


def _counted(sentence: str, last: Verified) -> str:
    counts = {"looked": last.looked, "places": last.places, "wrong": last.wrong, "open": last.unsettled}
    return sentence.format(at=_at(last.ended_at), **counts)


def _at(moment: datetime) -> str:
    return _("{at:%Y-%m-%d %H:%M:%S} UTC").format(at=moment)


def _indented(text: str) -> str:
    return "\n".join(f"    {line}" for line in text.strip().splitlines())
