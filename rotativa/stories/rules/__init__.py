"""May this go out? One function decides, for every door: editor, schedule, workflow, bulk action, command line, code.

A rule is a small class that judges a frozen ``Candidate``: its tests need no database. A new one is added to ``RULES``.
"""

from typing import TYPE_CHECKING

from rotativa.stories.rules.blocks import Elsewhere, NothingShown, Timeless, TooLong, Undated, Unreadable, Unsaid
from rotativa.stories.rules.candidates import candidate_of
from rotativa.stories.rules.gate import Candidate, Gate, Rule, Whereabouts
from rotativa.stories.rules.links import ReadToNothing
from rotativa.stories.rules.pictures import AltMissing, CreditMissing, PictureGone
from rotativa.stories.rules.words import AddressTaken, HeadlineMissing, SectionMissing, TextMissing

if TYPE_CHECKING:
    from rotativa.stories.models import ArticlePage

__all__ = ["RULES", "Candidate", "Gate", "Rule", "Whereabouts", "judge", "open_gates"]

RULES: tuple[Rule, ...] = (
    HeadlineMissing(),
    TextMissing(),
    TooLong(),
    Unsaid(),
    NothingShown(),
    Undated(),
    Unreadable(),
    Elsewhere(),
    Timeless(),
    PictureGone(),
    CreditMissing(),
    AltMissing(),
    ReadToNothing(),
    SectionMissing(),
    AddressTaken(),
)
"""All rules, in the order in which an editor meets their remedies."""


def open_gates(article: "ArticlePage") -> tuple[Gate, ...]:
    """The gates that keep this article object from going out; empty where it may."""
    return judge(candidate_of(article))


def judge(candidate: Candidate) -> tuple[Gate, ...]:
    """The same for a candidate in hand."""
    return tuple(gate for rule in RULES for gate in rule.gates(candidate))
