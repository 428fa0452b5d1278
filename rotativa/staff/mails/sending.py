"""The way of a mail: a row of the act that wants it, then out, again and again with growing pauses, and said where it
fails. An address that is refused is tried for a day, a server that is down until mails are too old to matter."""

import logging
import smtplib
import time
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _, ngettext

from rotativa.kit.actor import EVERYWHERE, Actor
from rotativa.kit.hashing import fingerprint
from rotativa.kit.problems import Problem, Severity
from rotativa.staff.mails.writing import Outdated, desk_language, message
from rotativa.staff.models import Mail, User

log = logging.getLogger("rotativa.mail")

TRIED_FOR = timedelta(days=1)
NEVER = timedelta(days=36500)
AT_ONCE = 20
ONE_IN = timedelta(minutes=5)
"""So often a person gets a mail that strangers ask for, at most: the link of the one before works for longer."""
OF_STRANGERS = "password_reset"
"""The kind of mail that whoever stands at the door asks for, to whatever address."""
LONGEST_ROUND = 5.0
"""Seconds after which a round ends with the mail at hand: what is scheduled waits for it, however slow a server is."""
LONGEST_PAUSE = timedelta(hours=1)
OF_ONE_MAIL = (smtplib.SMTPRecipientsRefused, smtplib.SMTPSenderRefused, smtplib.SMTPDataError)
"""What a server says of one mail; anything else is said of all."""
TROUBLES: Mapping[str, str | Promise] = {
    "refused": _("the mail server does not take this address"),
    "down": _("the mail server does not answer"),
}


def put_down(kind: str, user: User, due_at: datetime | None = None, **words: Any) -> None:
    """Puts down a mail to a person, in the transaction of the act. Nothing, for whoever has no address."""
    if user.email:
        put_down_for(kind, user.email, user.language, user.pk, due_at=due_at, **words)


def put_down_for(
    kind: str, to: str, language: str, about: int, *, due_at: datetime | None = None, **words: Any
) -> None:
    """Puts down a mail to an address, for now or for later."""
    due = due_at or timezone.now()
    Mail.objects.create(kind=kind, to=to, language=desk_language(language), about=about, words=words, due_at=due)


def send_due() -> int:
    """Sends some of what is due; how many went out. A server that is down is asked once, and all waits for the next
    try."""
    due = _next()
    if not due:
        return 0
    sent, connection, began = 0, get_connection(), time.monotonic()
    try:
        for mail in due:
            sent += _send(mail, connection)
            if time.monotonic() - began > LONGEST_ROUND:
                break
    except _Down as down:
        Mail.objects.filter(due_at__lte=timezone.now()).update(due_at=down.until, trouble="down")
    finally:
        _close(connection)
    return sent


def _next() -> list[Mail]:
    """What is due, oldest first; behind it what strangers asked for, of which there may be any number."""
    due = Mail.objects.filter(due_at__lte=timezone.now()).order_by("due_at", "pk")
    ours = list(due.exclude(kind=OF_STRANGERS)[:AT_ONCE])
    return [*ours, *due.filter(kind=OF_STRANGERS)[: AT_ONCE - len(ours)]]


class _Down(Exception):
    """The server takes nothing, and is asked again at that time."""

    def __init__(self, until: datetime) -> None:
        super().__init__()
        self.until = until


def _send(mail: Mail, connection: BaseEmailBackend) -> bool:
    """Sends one. Claimed before: two schedulers do not send it twice, and one that dies tries again."""
    later = timezone.now() + min(timedelta(minutes=2 ** min(mail.tries, 6)), LONGEST_PAUSE)
    claimed = Mail.objects.filter(pk=mail.pk, tries=mail.tries).update(tries=mail.tries + 1, due_at=later)
    if not claimed:
        return False
    try:
        written = message(mail)
    except Outdated:
        mail.delete()
        return False
    if mail.kind == OF_STRANGERS and _has_one(written):
        mail.delete()
        return False
    try:
        connection.open()
        connection.send_messages([written])
    except OF_ONE_MAIL as error:
        _failed(mail, "refused", error)
        return False
    except (smtplib.SMTPException, OSError) as error:
        _failed(mail, "down", error)
        raise _Down(later) from error
    mail.delete()
    if mail.kind == OF_STRANGERS:
        cache.set(_asked_for(written), 1, ONE_IN.total_seconds())
    return True


def _has_one(written: EmailMessage) -> bool:
    """Whether its reader got such a mail a moment ago. Anybody may ask for one, from as many lines as they have."""
    return bool(cache.get(_asked_for(written)))


def _asked_for(written: EmailMessage) -> str:
    return f"staff-asked-for-{fingerprint(tuple(written.to)).hex()}"


def _close(connection: BaseEmailBackend) -> None:
    try:
        connection.close()
    except (OSError, smtplib.SMTPException):  # it is gone: nothing is left to close
        log.debug("The mail server did not say good-bye")


def _failed(mail: Mail, trouble: str, error: Exception) -> None:
    # The reason may name the person; what is logged says what, and not who.
    log.warning("A mail (%s) was not sent: %s", mail.kind, type(error).__name__)
    changed: dict[str, Any] = {"trouble": trouble}
    if trouble == "refused" and timezone.now() - mail.made_at > TRIED_FOR:
        changed["due_at"] = timezone.now() + NEVER
    Mail.objects.filter(pk=mail.pk).update(**changed)


def forget_old() -> None:
    """Forgets what could not be sent in a month."""
    Mail.objects.filter(made_at__lt=timezone.now() - timedelta(days=30)).delete()


def goes() -> bool:
    """Whether mails are sent at all."""
    return not str(settings.EMAIL_BACKEND).endswith("dummy.EmailBackend")


def troubles(kind: str, about: list[int]) -> dict[int, str]:
    """Why mails of this kind were not sent yet, by what they are about."""
    rows = Mail.objects.filter(kind=kind, about__in=about).exclude(trouble="").values_list("about", "trouble")
    return {number: str(TROUBLES[trouble]) for number, trouble in rows}


def problems(actor: Actor) -> Iterator[Problem]:
    """On the desk's home, for who can do something about it."""
    if not (actor.may("staff.change") or actor.may("press.print", EVERYWHERE)):
        return
    stuck = Mail.objects.exclude(trouble="").count()
    if stuck:
        said = ngettext(
            "%(number)s mail to a colleague could not be sent. Does the mail server answer?",
            "%(number)s mails to colleagues could not be sent. Does the mail server answer?",
            stuck,
        )
        yield Problem("staff.mail", Severity.LATE, said % {"number": stuck}, rank=5)
