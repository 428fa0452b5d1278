"""May this go out? One function decides, for every door: editor, schedule, workflow, bulk action, command line, code.

A rule is a small class that judges a frozen ``Candidate``: its tests need no database. A new one is added to ``RULES``.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from rotativa.stories.rules.blocks import (
    BlockRule,
    Elsewhere,
    NoDocument,
    NothingShown,
    Timeless,
    TooLong,
    Unchosen,
    Undated,
    Unreadable,
    Unsaid,
)
from rotativa.stories.rules.candidates import candidate_of, candidate_with
from rotativa.stories.rules.gate import Candidate, Gate, Rule, Whereabouts
from rotativa.stories.rules.links import BackgroundMissing, ReadToNothing
from rotativa.stories.rules.pictures import AltMissing, CreditMissing, PictureGone
from rotativa.stories.rules.words import AddressTaken, HeadlineMissing, SectionMissing, TextMissing
from rotativa.stories.text import NOTHING, Block, ContextText

if TYPE_CHECKING:
    from rotativa.stories.models import ArticlePage

__all__ = ["RULES", "Candidate", "Gate", "Rule", "Whereabouts", "judge", "judge_blocks", "judge_passage", "open_gates"]

RULES: tuple[Rule, ...] = (
    HeadlineMissing(),
    TextMissing(),
    TooLong(),
    Unsaid(),
    NothingShown(),
    Unchosen(),
    Undated(),
    Unreadable(),
    NoDocument(),
    Elsewhere(),
    Timeless(),
    PictureGone(),
    CreditMissing(),
    AltMissing(),
    ReadToNothing(),
    BackgroundMissing(),
    SectionMissing(),
    AddressTaken(),
)
"""All rules, in the order in which an editor meets their remedies."""

_OF_BLOCKS = (BlockRule, TooLong, PictureGone, CreditMissing, AltMissing)


def open_gates(article: "ArticlePage") -> tuple[Gate, ...]:
    """The gates that keep this article object from going out; empty where it may."""
    return judge(candidate_of(article))


def judge(candidate: Candidate) -> tuple[Gate, ...]:
    """The same for a candidate in hand."""
    return tuple(gate for rule in RULES for gate in rule.gates(candidate))


def judge_passage(text: ContextText, edition: str) -> tuple[Gate, ...]:
    """The gates that keep a passage of background from going out, whoever uses it."""
    alone = Candidate(text=replace(NOTHING, body=text.body), edition=edition)
    lacks = [gate for rule in RULES if isinstance(rule, BlockRule) for gate in rule.gates(alone)]
    if not text.body:
        lacks.append(Gate("background.empty", _("It has no text."), "body", "id_body"))
    return tuple(lacks)


def judge_blocks(blocks: Sequence[Block], edition: str) -> tuple[Gate, ...]:
    """The gates that keep blocks alone from going out: what each lacks, and what their pictures lack."""
    candidate = candidate_with(replace(NOTHING, body=tuple(blocks)), edition)
    return tuple(gate for rule in RULES if isinstance(rule, _OF_BLOCKS) for gate in rule.gates(candidate))
