"""A forgotten password: asked for by whoever stands at the door, set by whoever reads the mail."""

from django.db import transaction

from rotativa.staff.mails.sending import put_down_for
from rotativa.staff.models import Mail


def ask(email: str, language: str) -> None:
    """Puts down a mail to this address, whether or not somebody of that address works here.

    That is found out when the mail is to go: neither an answer nor the time that it takes tells it at the door. One
    mail is enough, however often it is asked for before it goes.
    """
    address = email.strip()
    with transaction.atomic():
        Mail.objects.filter(kind="password_reset", to__iexact=address).delete()
        put_down_for("password_reset", address, language, 0)
