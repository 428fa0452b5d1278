"""Rules on the pictures of an article, its lead picture and those in the text alike."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from rotativa.stories.rules.gate import Candidate, Gate, Rule
from rotativa.stories.text import Picture


class PictureGone(Rule):
    """Every picture that is used exists."""

    def gates(self, candidate: Candidate) -> Iterator[Gate]:
        for picture in candidate.pictures():
            if picture.picture not in candidate.credits:
                yield _gate(
                    candidate,
                    "picture.gone",
                    picture,
                    _("The lead picture does not exist any more."),
                    _("A picture does not exist any more."),
                )


class CreditMissing(Rule):
    """Every picture says who made it."""

    def gates(self, candidate: Candidate) -> Iterator[Gate]:
        for picture in candidate.pictures():
            if candidate.credits.get(picture.picture) == "":
                lead, other = _("The lead picture has no credit."), _("A picture in the text has no credit.")
                yield _gate(candidate, "picture.credit", picture, lead, other)


class AltMissing(Rule):
    """Every picture can be read out in the language of the edition."""

    def gates(self, candidate: Candidate) -> Iterator[Gate]:
        for picture in candidate.pictures():
            known = picture.picture in candidate.credits
            if known and not picture.alt and not candidate.alts.get(picture.picture):
                where = {"language": candidate.language}
                lead = _("The lead picture has no alt text in %(language)s.") % where
                other = _("A picture in the text has no alt text in %(language)s.") % where
                yield _gate(candidate, "picture.alt", picture, lead, other)


def _gate(candidate: Candidate, name: str, picture: Picture, lead: str, other: str) -> Gate:
    if picture.id == "lead":
        return Gate(name, lead, "picture", "picture")
    return candidate.gate(name, other, picture)
