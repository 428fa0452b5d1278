"""Rules on the words and the place of an article."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from rotativa.stories.rules.gate import Candidate, Gate, Rule


class HeadlineMissing(Rule):
    """An article has a headline."""

    def gates(self, candidate: Candidate) -> Iterator[Gate]:
        if not candidate.text.headline:
            yield Gate("headline.missing", _("It has no headline."), "title", "id_title")


class TextMissing(Rule):
    """An article tells something: a translation begins with every part empty."""

    def gates(self, candidate: Candidate) -> Iterator[Gate]:
        if not candidate.text.has_words():
            yield Gate("text.missing", _("It has no text."), "body", "body")


class SectionMissing(Rule):
    """An article belongs to a section that readers of its edition know by name."""

    def gates(self, candidate: Candidate) -> Iterator[Gate]:
        if not candidate.text.section:
            yield Gate("section.missing", _("It belongs to no section."), "section", "id_section")
        elif not candidate.section_named:
            sentence = _("Its section has no name in %(language)s.") % {"language": candidate.language}
            yield Gate("section.unnamed", sentence, "section", "id_section")


class AddressTaken(Rule):
    """The address that was chosen for it can be had."""

    def gates(self, candidate: Candidate) -> Iterator[Gate]:
        if candidate.address_problem:
            yield Gate("address.taken", candidate.address_problem, "public_slug", "id_public_slug")
