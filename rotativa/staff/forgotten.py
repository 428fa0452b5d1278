"""A forgotten password: asked for by whoever stands at the door, set by whoever reads the mail."""

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.functions import Upper

from rotativa.staff.mails.sending import OF_STRANGERS, put_down_for
from rotativa.staff.models import Mail, User


def ask(email: str, language: str) -> None:
    """Puts down a mail to this address, whether or not somebody of that address works here.

    That is found out when the mail is to go: neither an answer nor the time that it takes tells it at the door. One
    mail is enough, however often it is asked for before it goes.
    """
    address = email.strip()
    with transaction.atomic():
        Mail.objects.filter(kind=OF_STRANGERS, to__iexact=address).delete()
        put_down_for(OF_STRANGERS, address, language, 0)


def forget_strangers() -> None:
    """Forgets what was asked for addresses of nobody who works here.

    What is left is at most one a colleague, however many are asked for while no mail goes.
    """
    if _of_strangers().exists():  # asks first: on SQLite whoever deletes takes the write lock even for nothing
        _of_strangers().delete()


def _of_strangers() -> QuerySet[Mail, Mail]:
    # In capitals, and not by “iexact”: to SQLite that is “LIKE”, and what was typed may hold its signs for anything.
    colleagues = User.objects.filter(is_active=True).annotate(known=Upper("email")).filter(known=Upper(OuterRef("to")))
    return Mail.objects.filter(~Exists(colleagues), kind=OF_STRANGERS)
