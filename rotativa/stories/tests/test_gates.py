"""Each rule, on candidates made by hand: what opens its gate, what shuts it, and what the editor is told."""

from dataclasses import replace

import pytest

from rotativa.stories.rules import Candidate, Gate, Whereabouts, judge
from rotativa.stories.text import ArticleText, Paragraphs, Picture, Read, Subhead

LEAD = Picture("lead", "7", "A caption")
INSIDE = Picture("b1", "8", "")
WORDS = Paragraphs("b0", "<p>It opened at six.</p>")
LINK = Read("b2", "story-1")
TEXT = ArticleText(
    headline="The bridge is open",
    standfirst="",
    kicker="",
    section="3",
    kind="",
    topics=(),
    authors=(),
    translators=(),
    reviewers=(),
    dateline="",
    lead=LEAD,
    body=(WORDS, INSIDE, LINK),
)
GOOD = Candidate(
    text=TEXT,
    edition="es",
    language="Español",
    credits={"7": "Rui Azevedo", "8": "Atlas"},
    alts={"7": "Un puerto", "8": "Un puente"},
    stories={"story-1": Whereabouts.OUT},
)

OPEN = {
    "no headline": (replace(GOOD, text=replace(TEXT, headline="")), "headline.missing", "title"),
    "no text": (
        replace(GOOD, text=replace(TEXT, body=(Subhead("b0", "Nothing below"), INSIDE, LINK))),
        "text.missing",
        "body",
    ),
    "no section": (replace(GOOD, text=replace(TEXT, section="")), "section.missing", "section"),
    "section without a name here": (replace(GOOD, section_named=False), "section.unnamed", "section"),
    "lead picture without credit": (replace(GOOD, credits={"7": "", "8": "Atlas"}), "picture.credit", "picture"),
    "picture without credit": (replace(GOOD, credits={"7": "Rui", "8": ""}), "picture.credit", "body"),
    "lead picture without alt text": (replace(GOOD, alts={"8": "Un puente"}), "picture.alt", "picture"),
    "picture without alt text": (replace(GOOD, alts={"7": "Un puerto"}), "picture.alt", "body"),
    "picture that is gone": (replace(GOOD, credits={"7": "Rui Azevedo"}), "picture.gone", "body"),
    "READ to no story": (replace(GOOD, stories={}), "read.nothing", "body"),
    "READ to a withdrawn story": (replace(GOOD, stories={"story-1": Whereabouts.WITHDRAWN}), "read.nothing", "body"),
    "address taken": (replace(GOOD, address_problem="The address is taken."), "address.taken", "public_slug"),
}
SHUT = {
    "all is well": GOOD,
    "no picture at all": replace(GOOD, text=replace(TEXT, lead=None, body=(WORDS, LINK)), credits={}, alts={}),
    "alt text of this use": replace(
        GOOD, alts={"8": "Un puente"}, text=replace(TEXT, lead=replace(LEAD, alt="El puerto de noche"))
    ),
    "READ to a story that is not out yet": replace(GOOD, stories={"story-1": Whereabouts.EXPECTED}),
}


@pytest.mark.parametrize("candidate", SHUT.values(), ids=SHUT)
def test_nothing_holds_it(candidate: Candidate) -> None:
    assert judge(candidate) == ()


@pytest.mark.parametrize(("candidate", "name", "field"), OPEN.values(), ids=OPEN)
def test_one_gate_is_open(candidate: Candidate, name: str, field: str) -> None:
    (gate,) = judge(candidate)
    assert (gate.name, gate.field, gate.overridable_by) == (name, field, "")
    assert gate.sentence.endswith(".")
    assert gate.anchor


def test_the_sentence_says_where_and_in_which_language() -> None:
    (gate,) = judge(OPEN["lead picture without alt text"][0])
    assert gate.sentence == "The lead picture has no alt text in Español."
    (gate,) = judge(OPEN["picture without alt text"][0])
    assert gate.anchor == "block-b1-section"


def test_all_at_once() -> None:
    wrong = Candidate(text=replace(TEXT, headline="", section=""), edition="es", credits={"7": "", "8": ""}, stories={})
    found: list[Gate] = list(judge(wrong))
    names = ["headline.missing", "picture.credit", "picture.credit", "picture.alt", "picture.alt", "read.nothing"]
    assert [gate.name for gate in found] == [*names, "section.missing"]
