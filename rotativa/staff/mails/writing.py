"""What a mail says: text and plain HTML, in the language of who gets it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rotativa.editions.in_words import language_name
from rotativa.editions.models import Direction, Edition
from rotativa.kit.languages import day_pattern, isolated, nearest
from rotativa.staff import links
from rotativa.staff.mails.events import say
from rotativa.staff.mails.habits import language_of, zone_of
from rotativa.staff.models import AddressChange, FactorReset, Invitation, Mail, User
from rotativa.staff.permissions import RoleName
from rotativa.staff.seconds import may_confirm


class Outdated(Exception):
    """What the mail is about is no more: it is not to be sent."""


@dataclass(frozen=True)
class Kind:
    """A kind of mail: its subject, and what its templates are told."""

    subject: str | Promise
    told: Callable[[Mail], Mapping[str, Any]]
    chosen: bool = False  # news, to the person of ``about`` wherever they are reached now, who may choose otherwise


def _invitation(mail: Mail) -> Mapping[str, Any]:
    invitation = Invitation.objects.select_related("inviter").filter(pk=mail.about).first()
    if invitation is None or not invitation.is_open:
        raise Outdated
    roles = [f"{RoleName(one.role).label} ({_edition(one.edition)})" for one in invitation.holdings]
    inviter = invitation.inviter.actor_name if invitation.inviter else ""
    return {"invitation": invitation, "inviter": inviter, "roles": roles, "link": links.of_invitation(invitation)}


def _edition(code: str) -> str:
    return language_name(code) if code else str(_("all editions"))


def _reset(mail: Mail) -> Mapping[str, Any]:
    people = _people_of(mail.to)
    if not people:
        raise Outdated
    return {"doors": [(user.username, links.of_reset(user)) for user in people]}


def _people_of(address: str) -> list[User]:
    """Whose address that is. To a database “gmaıl” may be “GMAIL”, and is a host of somebody else's."""
    found = User.objects.filter(email__iexact=address, is_active=True).order_by("pk")
    return [user for user in found if user.email.lower() == address.lower()]


def _their_own(mail: Mail) -> str:
    """Where a link goes that somebody at the door asked for: to the address that we know, not to what was typed."""
    people = _people_of(mail.to) if mail.kind == "password_reset" else []
    return people[0].email if people else mail.to


def _plain(mail: Mail) -> Mapping[str, Any]:
    return dict(mail.words)


def _address(mail: Mail) -> Mapping[str, Any]:
    asked = AddressChange.objects.filter(pk=mail.about).first()
    if asked is None or not asked.is_open:
        raise Outdated
    return {"link": links.of_address(asked)}


def _asked(mail: Mail) -> Mapping[str, Any]:
    """A lost second factor, to whoever may still be the second one."""
    asked = FactorReset.objects.select_related("user", "asker").filter(pk=mail.words["reset"]).first()
    if asked is None or not may_confirm(_reader(mail), asked):
        raise Outdated
    return {"asker": asked.asker.actor_name, "name": asked.user.actor_name, "link": links.of_person(asked.user)}


def _told(mail: Mail) -> Mapping[str, Any]:
    """One event."""
    line = say(_reader(mail), mail.words["event"], mail.words["thing"], mail.words["with_words"])
    if line is None:
        raise Outdated
    return {"line": line, "subject": line.subject, "habits": links.mail_habits()}


def _digest(mail: Mail) -> Mapping[str, Any]:
    """Everything since the last mail of the day, as it is now."""
    reader, lines = _reader(mail), []
    for event, about, words, made_at in mail.words["lines"]:
        line = say(reader, event, about, words)
        if line is not None:
            at = timezone.localtime(datetime.fromisoformat(made_at))
            lines.append((date_format(at, day_pattern("j M H:i", translation.get_language())), line))
    if not lines:
        raise Outdated
    return {"lines": lines, "habits": links.mail_habits()}


def _reader(mail: Mail) -> User:
    found = User.objects.filter(pk=mail.about, is_active=True).exclude(email="").first()
    if found is None:
        raise Outdated
    return found


KINDS: Mapping[str, Kind] = {
    "invitation": Kind(_("You are asked to join %(newsroom)s"), _invitation),
    "password_reset": Kind(_("A new password for %(newsroom)s"), _reset),
    "password_set": Kind(_("Your password for %(newsroom)s was changed"), _plain),
    "factor_added": Kind(_("A second factor for %(newsroom)s was set up"), _plain),
    "factor_reset": Kind(_("Your second factor for %(newsroom)s was taken away"), _plain),
    "factor_reset_asked": Kind(_("A lost second factor waits for your word at %(newsroom)s"), _asked),
    "address_confirm": Kind(_("Mails of %(newsroom)s to this address?"), _address),
    "address_changed": Kind(_("Your address at %(newsroom)s was changed"), _plain),
    "told": Kind("%(subject)s", _told, chosen=True),
    "digest": Kind(_("What happened at %(newsroom)s"), _digest, chosen=True),
    "closed": Kind(_("Your account at %(newsroom)s was closed"), _plain),
}


def _language(mail: Mail, reader: User | None) -> str:
    """The desk language of who gets it; else the one in which it was asked for."""
    people = [reader] if reader is not None else _people_of(mail.to)
    own = next((language for user in people if (language := language_of(user))), "")
    return desk_language(own) if own else mail.language


def desk_language(wanted: str) -> str:
    """The language of the desk that is nearest to this one; the desk's first where none is near."""
    known = [code for code, _name in settings.WAGTAILADMIN_PERMITTED_LANGUAGES]
    return nearest([wanted], known) or str(settings.LANGUAGE_CODE)


def message(mail: Mail) -> EmailMultiAlternatives:
    """The mail, ready to be sent. Raises ``Outdated``."""
    kind = KINDS[mail.kind]
    reader = _reader(mail) if kind.chosen else None
    zone = zone_of(reader) if reader is not None else timezone.get_default_timezone()
    with translation.override(_language(mail, reader)), timezone.override(zone):
        context = {**mail.words, **kind.told(mail), "newsroom": _newsroom(), "desk": links.desk()}
        subject = " ".join((str(kind.subject) % context).split())
        text = render_to_string(f"staff/mail/{mail.kind}.txt", context).strip() + "\n"
        to = reader.email if reader is not None else _their_own(mail)
        written = EmailMultiAlternatives(subject, text, to=[to], headers=_headers(mail, kind))
        written.attach_alternative(_html(kind, subject, text, context), "text/html")
    return written


def _newsroom() -> str:
    """What the newsroom is called in the language of the mail: as its edition there, else as its first, which has a
    direction of its own."""
    editions = {edition.code: edition for edition in Edition.objects.all()}
    if not editions:
        return str(settings.WAGTAIL_SITE_NAME)
    language = translation.get_language() or ""
    edition = editions.get(nearest([language], list(editions)) or "") or next(iter(editions.values()))
    is_turned = (edition.direction == Direction.RIGHT_TO_LEFT) != translation.get_language_bidi()
    return isolated(edition.name) if is_turned else edition.name


def _html(kind: Kind, subject: str, text: str, context: Mapping[str, Any]) -> str:
    if kind.chosen:
        return render_to_string("staff/mail/news.html", {**context, "subject": subject})
    paragraphs = [part.strip() for part in text.split("\n\n") if part.strip()]
    return render_to_string("staff/mail/mail.html", {"paragraphs": paragraphs, "subject": subject})


def _headers(mail: Mail, kind: Kind) -> dict[str, str]:
    """No mail of ours is answered by a machine; one that comes twice has the same name, by which programs know it."""
    host = urlsplit(str(settings.WAGTAILADMIN_BASE_URL)).hostname or "localhost"
    found = {"Auto-Submitted": "auto-generated", "Message-ID": f"<{mail.pk}.{mail.made_at:%Y%m%d%H%M%S%f}@{host}>"}
    return {**found, "List-Unsubscribe": f"<{links.mail_habits()}>"} if kind.chosen else found
