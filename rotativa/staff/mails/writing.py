"""What a mail says: text and plain HTML, in the language of who gets it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rotativa.editions.models import Edition
from rotativa.kit.languages import name_in
from rotativa.staff import links
from rotativa.staff.models import Invitation, Mail, User
from rotativa.staff.permissions import RoleName


class Outdated(Exception):
    """What the mail is about is no more: it is not to be sent."""


@dataclass(frozen=True)
class Kind:
    """A kind of mail: its subject, and what its templates are told."""

    subject: str | Promise
    told: Callable[[Mail], Mapping[str, Any]]


def _invitation(mail: Mail) -> Mapping[str, Any]:
    invitation = Invitation.objects.select_related("inviter").filter(pk=mail.about).first()
    if invitation is None or not invitation.is_open:
        raise Outdated
    roles = [f"{RoleName(one.role).label} ({_edition(one.edition)})" for one in invitation.holdings]
    inviter = invitation.inviter.actor_name if invitation.inviter else ""
    return {"invitation": invitation, "inviter": inviter, "roles": roles, "link": links.of_invitation(invitation)}


def _edition(code: str) -> str:
    return name_in(code, translation.get_language() or "en") if code else str(_("all editions"))


def _reset(mail: Mail) -> Mapping[str, Any]:
    people = _people_of(mail.to)
    if not people:
        raise Outdated
    return {"doors": [(user.username, links.of_reset(user)) for user in people]}


def _people_of(address: str) -> list[User]:
    return list(User.objects.filter(email__iexact=address, is_active=True).order_by("pk"))


def _plain(mail: Mail) -> Mapping[str, Any]:
    return dict(mail.words)


KINDS: Mapping[str, Kind] = {
    "invitation": Kind(_("You are asked to join %(newsroom)s"), _invitation),
    "password_reset": Kind(_("A new password for %(newsroom)s"), _reset),
    "password_set": Kind(_("Your password for %(newsroom)s was changed"), _plain),
    "factor_reset": Kind(_("Your second factor for %(newsroom)s was taken away"), _plain),
    "closed": Kind(_("Your account at %(newsroom)s was closed"), _plain),
}


def _language(mail: Mail) -> str:
    """The desk language of who gets it; else the one in which it was asked for."""
    own = next((user.language for user in _people_of(mail.to) if user.language), "")
    return desk_language(own) if own else mail.language


def desk_language(wanted: str) -> str:
    """The language of the desk that is nearest to this one; the desk's first where none is near."""
    known = [code for code, _name in settings.WAGTAILADMIN_PERMITTED_LANGUAGES]
    spoken = wanted.lower()
    near = [code for code in known if wanted and code.partition("-")[0] == spoken.partition("-")[0]]
    return spoken if spoken in known else next(iter(near), str(settings.LANGUAGE_CODE))


def message(mail: Mail) -> EmailMultiAlternatives:
    """The mail, ready to be sent. Raises ``Outdated``."""
    with translation.override(_language(mail)):
        kind = KINDS[mail.kind]
        newsroom = Edition.objects.values_list("name", flat=True).first() or str(settings.WAGTAIL_SITE_NAME)
        context = {**mail.words, **kind.told(mail), "newsroom": newsroom, "desk": links.desk()}
        subject = " ".join((str(kind.subject) % {"newsroom": newsroom}).split())
        text = render_to_string(f"staff/mail/{mail.kind}.txt", context).strip() + "\n"
        written = EmailMultiAlternatives(subject, text, to=[mail.to])
        paragraphs = [part.strip() for part in text.split("\n\n") if part.strip()]
        html = render_to_string("staff/mail/mail.html", {"paragraphs": paragraphs, "subject": subject})
        written.attach_alternative(html, "text/html")
    return written
