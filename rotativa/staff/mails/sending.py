"""The way of a mail: a row of the act that wants it, then out, again and again for a day, and said where it fails."""

import logging
import smtplib
from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _, ngettext

from rotativa.kit.actor import EVERYWHERE, Actor
from rotativa.kit.problems import Problem, Severity
from rotativa.staff.mails.writing import Outdated, desk_language, message
from rotativa.staff.models import Mail, User

log = logging.getLogger("rotativa.mail")

TRIED_FOR = timedelta(days=1)
NEVER = timedelta(days=36500)
AT_ONCE = 20
TROUBLES: Mapping[str, str | Promise] = {
    "refused": _("the mail server does not take this address"),
    "down": _("the mail server does not answer"),
}


def put_down(kind: str, user: User, about: int | None = None, **words: Any) -> None:
    """Puts down a mail to a person, in the transaction of the act. Nothing, for whoever has no address."""
    if user.email:
        put_down_for(kind, user.email, user.language, user.pk if about is None else about, **words)


def put_down_for(kind: str, to: str, language: str, about: int, **words: Any) -> None:
    """Puts down a mail to an address."""
    Mail.objects.create(kind=kind, to=to, language=desk_language(language), about=about, words=words)


def send_due() -> int:
    """Sends what is due; how many went out. A server that is down keeps the rest, each for its next try."""
    due = list(Mail.objects.filter(due_at__lte=timezone.now()).order_by("due_at", "pk")[:AT_ONCE])
    if not due:
        return 0
    connection = get_connection()
    return sum(_send(mail, connection) for mail in due)


def _send(mail: Mail, connection: BaseEmailBackend) -> bool:
    """Sends one. Claimed before: two schedulers do not send it twice, and one that dies tries again."""
    later = timezone.now() + timedelta(minutes=min(2 ** min(mail.tries, 6), 60))
    claimed = Mail.objects.filter(pk=mail.pk, tries=mail.tries).update(tries=mail.tries + 1, due_at=later)
    if not claimed:
        return False
    try:
        written = message(mail)
        written.connection = connection
        written.send()
    except Outdated:
        mail.delete()
        return False
    except (smtplib.SMTPException, OSError) as error:
        _failed(mail, error)
        return False
    mail.delete()
    return True


def _failed(mail: Mail, error: Exception) -> None:
    # The reason may name the person; what is logged says what, and not who.
    log.warning("A mail (%s) was not sent: %s", mail.kind, type(error).__name__)
    changed: dict[str, Any] = {"trouble": "refused" if isinstance(error, smtplib.SMTPRecipientsRefused) else "down"}
    if timezone.now() - mail.made_at > TRIED_FOR:
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
        yield Problem("staff.mail", Severity.LATE, said % {"number": stuck})
