"""How press and scheduler are, for whoever watches over us: ``/desk/health/…``.

``server`` is answered by the server of printed pages itself, without Django and database, and to anybody: it says no
more than that it answers. The others say how much waits and fails, so they are told to this machine and to whoever has
the token. A request that came through a web server is not from this machine, whatever its address: hence nothing is
believed of a request that was passed on.

The text for Prometheus is written here and not by its library: that one keeps what a process counted in the memory of
the process, and all our numbers are in the database, the same for every process.
"""

import json
import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from ipaddress import ip_address

from django.conf import settings
from django.db import DatabaseError, InterfaceError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from rotativa.daybook import queries as daybook
from rotativa.press import queries, verifications
from rotativa.press.health import Health, count_failed, count_failing, count_lost, count_reprint, health
from rotativa.stories import problems as stories

log = logging.getLogger("rotativa.health")

PREFIX = "/desk/health/"
JSON, TEXT = "application/json", "text/plain; version=0.0.4; charset=utf-8"
_PASSED_ON = ("HTTP_X_FORWARDED_FOR", "HTTP_X_REAL_IP", "HTTP_FORWARDED", "HTTP_VIA")

Answer = Callable[[HttpRequest], HttpResponse]


@dataclass(frozen=True)
class Metric:
    """One number, as Prometheus reads it."""

    name: str
    says: str
    value: float
    kind: str = "gauge"
    labels: str = ""


def monitored(answer: Answer) -> Answer:
    """Answers below ``PREFIX``, before anything else could go wrong: host names, sessions, languages."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(PREFIX):
            return answer(request)
        response = _answer(request)
        response.headers["Cache-Control"] = "no-store"
        return response

    return middleware


def may_ask(request: HttpRequest) -> bool:
    """Whether the request comes straight from this machine, or has the token."""
    word, _space, token = request.META.get("HTTP_AUTHORIZATION", "").partition(" ")
    known = settings.ROTATIVA_MONITOR_TOKEN
    if known and word.lower() == "bearer" and constant_time_compare(token.strip(), known):
        return True
    if any(name in request.META for name in _PASSED_ON):
        return False
    try:
        return ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False


def _answer(request: HttpRequest) -> HttpResponse:
    say = _SAYS.get(request.path_info.removeprefix(PREFIX).rstrip("/"))
    if say is None:
        return _json(False, 404, why="there is nothing at this address")
    if request.method not in ("GET", "HEAD"):
        answer = _json(False, 405, why="this address can only be read")
        answer.headers["Allow"] = "GET, HEAD"
        return answer
    if not may_ask(request):
        told = "ask from this machine, and not through its web server, or with the token (ROTATIVA_MONITOR_TOKEN)"
        return _json(False, 403, why=told)
    try:
        return say()
    except Exception as error:  # whatever is wrong: they ask in order to know that
        said = f"{type(error).__name__}: {' '.join(str(error).split())}"
        log.error("The health of Rotativa cannot be told: %s", said)
        return _json(False, why=_why(error))


def _why(error: Exception) -> str:
    """No word of the error's own, which may name what is nobody's business."""
    if isinstance(error, DatabaseError | InterfaceError):
        return "the database cannot be used"
    return "a disk cannot be used" if isinstance(error, OSError) else "it cannot be told; the log says why"


def _press() -> HttpResponse:
    now, lost = health(), count_lost()
    troubles = {
        "silent": now.is_silent,
        "behind": now.is_late,
        "pages are missing": bool(lost),
        "failing": bool(count_failing()),
        "disk nearly full": now.tight is not None,
    }
    return _json(
        not any(troubles.values()) and bool(now.workers),
        why=", ".join(name for name, wrong in troubles.items() if wrong) or ("" if now.workers else "no worker"),
        lag_seconds=round(now.lag.total_seconds(), 1),
        workers=now.workers,
        waiting=now.waiting,
        reprinting=count_reprint(),
        failed=count_failed(),
        missing=lost,
        disk_free_bytes=min(room.free for room in now.rooms),
    )


def _scheduler() -> HttpResponse:
    heard, late = stories.scheduler_heard(), stories.late()
    silent = heard is None or stories.scheduler_is_silent()
    return _json(
        not silent and not late,
        why="silent" if silent else "articles are late" if late else "",
        heard_seconds_ago=None if heard is None else round((timezone.now() - heard).total_seconds(), 1),
        late=late,
    )


def _json(ok: bool, refused: int = 503, **more: object) -> HttpResponse:
    content = json.dumps({"ok": ok, **more}) + "\n"
    return HttpResponse(content, status=200 if ok else refused, content_type=JSON)


def _metrics() -> HttpResponse:
    return HttpResponse("".join(_lines()), content_type=TEXT)


def _lines() -> Iterator[str]:
    told = ""
    for metric in _all_metrics(health()):
        if metric.name != told:
            told = metric.name
            yield f"# HELP {metric.name} {metric.says}\n# TYPE {metric.name} {metric.kind}\n"
        yield f"{metric.name}{metric.labels} {metric.value}\n"


def _all_metrics(now: Health) -> Iterator[Metric]:
    press = "rotativa_press"
    yield Metric(f"{press}_lag_seconds", "How long the oldest fact or page of the day waits.", now.lag.total_seconds())
    yield Metric(f"{press}_workers", "Workers heard within the last minute.", now.workers)
    if now.heard:
        silence = (now.now - now.heard).total_seconds()
        yield Metric(f"{press}_silence_seconds", "Since a worker was heard last.", silence)
    yield Metric(f"{press}_waiting_pages", "Pages to be printed, without those of reprints.", now.waiting)
    yield Metric(f"{press}_reprint_pages", "Pages that are left of a reprint.", count_reprint())
    yield Metric(f"{press}_failed_pages", "Pages that could not be printed.", count_failed())
    missing = "Of these, failing for over a minute, those that readers do not find: there is no earlier version."
    yield Metric(f"{press}_missing_pages", missing, count_lost())
    yield Metric(f"{press}_prints_total", "Lines of the printed log there ever were.", queries.prints(), "counter")
    yield Metric("rotativa_daybook_facts_total", "Facts there ever were.", daybook.head(), "counter")
    yield from _verified_metrics(now)
    if heard := stories.scheduler_heard():
        silence = (now.now - heard).total_seconds()
        yield Metric("rotativa_scheduler_silence_seconds", "Since the scheduler was heard last.", silence)
    yield Metric("rotativa_scheduler_late_articles", "Due minutes ago, not out, not held.", stories.late())
    for room in now.rooms:
        labels = f'{{folder="{room.folder.name}"}}'
        yield Metric("rotativa_disk_free_bytes", "Free on the disk of this folder.", room.free, labels=labels)


def _verified_metrics(now: Health) -> Iterator[Metric]:
    wrong = "What verifications found wrong, and was neither printed nor found right since."
    yield Metric("rotativa_press_verified_wrong", wrong, verifications.count_wrong())
    for name, whole, looked in (("verified", True, "everything"), ("sampled", False, "a sample")):
        if last := verifications.latest(whole=whole):
            age = (now.now - last.ended_at).total_seconds()
            yield Metric(f"rotativa_press_{name}_seconds", f"Since a verification of {looked} ended.", age)
            unsettled = "Files that it could not judge, as they were still to be printed."
            yield Metric(f"rotativa_press_{name}_unsettled", unsettled, last.unsettled)
            if not whole:
                yield Metric(f"rotativa_press_{name}_wrong", "Wrong files that the last sample met.", last.wrong)


_SAYS: dict[str, Callable[[], HttpResponse]] = {"press": _press, "scheduler": _scheduler, "metrics": _metrics}
