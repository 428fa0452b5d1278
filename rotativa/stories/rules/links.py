"""Rules on what an article leads to."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from rotativa.stories.rules.gate import Candidate, Gate, Rule, Whereabouts
from rotativa.stories.text import Context, Read


class BackgroundMissing(Rule):
    """A passage of background that an article uses is written in its edition, and out."""

    def gates(self, candidate: Candidate) -> Iterator[Gate]:
        for block in candidate.text.blocks():
            if isinstance(block, Context) and block.passage and block.passage not in candidate.passages:
                sentence = _("A passage of background is not out in %(language)s yet.")
                where = {"language": candidate.language}
                yield candidate.gate("background.missing", sentence % where, block)


class ReadToNothing(Rule):
    """A READ link leads to a story. One without an article in this edition, or not out yet, is fine: it is left out."""

    def gates(self, candidate: Candidate) -> Iterator[Gate]:
        for block in candidate.text.blocks():
            if not isinstance(block, Read) or not block.story:
                continue
            found = candidate.stories.get(block.story, Whereabouts.UNKNOWN)
            if found is Whereabouts.UNKNOWN:
                sentence = _("A READ link leads to a story that does not exist.")
            elif found is Whereabouts.WITHDRAWN:
                sentence = _("A READ link leads to a story that was withdrawn.")
            else:
                continue
            yield candidate.gate("read.nothing", sentence, block)
