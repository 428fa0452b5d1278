"""What somebody reads whose save comes after another of the same article."""

from django.utils.translation import gettext as _

from rotativa.staff.models import User


def saved_meanwhile(who: User | None, reader: User) -> tuple[str, str]:
    """Says to a reader whose version theirs would have gone over, and what the way to that one is called."""
    if who == reader:
        sentence = _(
            "Not saved: you saved a later version of this article meanwhile, in another window or before you came "
            "back here. Your text is in this window. Look at the later one; saving again keeps this text, and the "
            "other stays under Versions."
        )
        return sentence, _("Look at the later one")
    sentence = _(
        "Not saved: %(who)s saved this article meanwhile. Your text is in this window. Look at theirs; "
        "saving again keeps yours, and theirs stays under Versions."
    )
    return sentence % {"who": who.actor_name if who else _("somebody else")}, _("Look at theirs")
