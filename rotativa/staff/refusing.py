"""How a person is told that somebody may not do something: for whom it is, and never the name of a verb."""

from django.utils.translation import gettext as _

from rotativa.editions.in_words import language_name
from rotativa.staff.permissions import TABLE, RoleName


def refusal(name: str, verb: str, edition: str) -> str:
    """The sentence, in the language of the person who reads it."""
    roles = _(", ").join(str(RoleName(role).label) for role, verbs in TABLE.items() if verb in verbs)
    if edition:
        sentence = _("{name} may not do this in {language}. Who may: {roles}.")
    else:
        sentence = _("{name} may not do this. Who may: {roles}.")
    language = language_name(edition) if edition else ""
    return sentence.format(name=name, language=language, roles=roles)
