"""Each rule, on candidates made by hand: what opens its gate, what shuts it, and what the editor is told."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from django.utils.translation import override

from rotativa.stories.rules import Candidate, Gate, Whereabouts, judge
from rotativa.stories.text import (
    ArticleText,
    Block,
    Column,
    Context,
    ContextText,
    Document,
    Embed,
    Factbox,
    Gallery,
    LiveEntry,
    Moment,
    Paragraphs,
    Picture,
    PullQuote,
    Read,
    Statement,
    Subhead,
    Table,
    Timeline,
)

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


QUOTE = PullQuote("c", "By seven, the market was full", "")
SAID = Statement("c", "We will rebuild.", "Ana Prado", "", "", None, "", "")
GALLERY = Gallery("c", "", (Picture("c1", "8", ""),))
LINE = Timeline("c", "", (Moment("c1", "1999", "2012-07", "Ferries cross the river."),))
TABLE = Table("c", "Minutes", (Column("Crossing", numbers=False),), (("Ferry",),), heads=True, source="")
BOX = Factbox("c", "The bridge", "<p>412 metres</p>")
PAPER = Document("c", "3", "The report")
EMBED = Embed("c", "https://www.youtube.com/watch?v=abc", "video", "The first cars", "", "", "")
ENTRY = LiveEntry("c", datetime(2022, 6, 28, tzinfo=UTC), "", (Paragraphs("c1", "<p>It opens.</p>"),))
WRONG: dict[str, tuple[Block, str]] = {
    "quote without words": (replace(QUOTE, words=""), "quote.empty"),
    "statement without words": (replace(SAID, words=""), "statement.words"),
    "statement by nobody": (replace(SAID, speaker=""), "statement.speaker"),
    "original words in no language": (replace(SAID, original_words="سنبني"), "statement.language"),
    "original words in a word": (
        replace(SAID, original_words="سنبني", original_language="arabisch"),
        "statement.language",
    ),
    "original words in what is none": (
        replace(SAID, original_words="سنبني", original_language="arabic, I think"),
        "statement.language",
    ),
    "gallery without pictures": (replace(GALLERY, pictures=()), "gallery.empty"),
    "picture without credit in a gallery": (replace(GALLERY, pictures=(Picture("c1", "9", ""),)), "picture.gone"),
    "timeline without entries": (replace(LINE, moments=()), "timeline.empty"),
    "timeline with words for a date": (
        replace(LINE, moments=(Moment("c1", "long ago", "", "A ferry."),)),
        "timeline.date",
    ),
    "timeline with a day that never was": (
        replace(LINE, moments=(Moment("c1", "1999-02-30", "", "A ferry."),)),
        "timeline.date",
    ),
    "timeline that ends at no date": (
        replace(LINE, moments=(Moment("c1", "1999", "soon", "A ferry."),)),
        "timeline.date",
    ),
    "timeline without a date": (replace(LINE, moments=(Moment("c1", "", "", "A ferry."),)), "timeline.undated"),
    "timeline that runs backwards": (
        replace(LINE, moments=(Moment("c1", "2012", "1999", "A ferry."),)),
        "timeline.order",
    ),
    "timeline without words": (replace(LINE, moments=(Moment("c1", "2012", "", ""),)), "timeline.words"),
    "table without rows": (replace(TABLE, rows=()), "table.empty"),
    "table without a caption": (replace(TABLE, caption=""), "table.caption"),
    "table without a heading": (replace(TABLE, columns=(Column("", numbers=False),)), "table.heading"),
    "factbox without a title": (replace(BOX, title=""), "factbox.title"),
    "factbox without facts": (replace(BOX, html=""), "factbox.empty"),
    "picture that is not chosen": (Picture("c", "", "The harbour"), "picture.unchosen"),
    "picture block as it was added": (Picture("c", "", ""), "picture.unchosen"),
    "caption without a picture in a gallery": (
        replace(GALLERY, pictures=(Picture("c1", "", "Dawn"),)),
        "picture.unchosen",
    ),
    "document that is not chosen": (replace(PAPER, document=""), "document.unchosen"),
    "READ to nothing that is chosen": (Read("c", ""), "read.unchosen"),
    "background that is not chosen": (Context("c", ""), "background.unchosen"),
    "document that is gone": (replace(PAPER, document="4"), "document.gone"),
    "document without a title": (replace(PAPER, title=""), "document.title"),
    "embed of an unknown host": (replace(EMBED, address="https://tracker.example/1"), "embed.host"),
    "embed of a host that only looks known": (
        replace(EMBED, address="https://www.youtube-nocookie.com.evil.example/embed/abc"),
        "embed.host",
    ),
    "embed without encryption": (replace(EMBED, address="http://www.youtube.com/watch?v=abc"), "embed.address"),
    "embed that is a script": (replace(EMBED, address="javascript:alert(1)"), "embed.address"),
    "embed that says nothing": (replace(EMBED, title=""), "embed.title"),
    "embed with a transcript nowhere": (replace(EMBED, transcript="see below"), "embed.transcript"),
    "embed in no language": (replace(EMBED, language="?"), "embed.language"),
    "entry at no time": (replace(ENTRY, at=None), "live.time"),
    "entry that says nothing": (replace(ENTRY, body=()), "live.empty"),
    "statement without words in an entry": (replace(ENTRY, body=(replace(SAID, words=""),)), "statement.words"),
}
BRIEF = replace(LINE, moments=(Moment("c1", "1999", "1999-01", "A ferry."),))
RIGHT = (
    QUOTE,
    SAID,
    GALLERY,
    LINE,
    BRIEF,
    TABLE,
    BOX,
    PAPER,
    EMBED,
    ENTRY,
    replace(EMBED, address="https://youtu.be/abc"),
)


def with_block(block: Block) -> Candidate:
    """An article in which all is well, with this block."""
    text = replace(TEXT, body=(*TEXT.body, block))
    return replace(GOOD, text=text, documents=frozenset({"3"}), embed_hosts=frozenset({"www.youtube-nocookie.com"}))


@pytest.mark.parametrize(("block", "name"), WRONG.values(), ids=WRONG)
def test_what_a_block_lacks(block: Block, name: str) -> None:
    (gate,) = judge(with_block(block))
    assert (gate.name, gate.field) == (name, "body")
    assert gate.anchor in ("block-c-section", "block-c1-section")


@pytest.mark.parametrize("block", RIGHT, ids=lambda block: type(block).__name__)
def test_a_block_that_has_all(block: Block) -> None:
    assert judge(with_block(block)) == ()


def test_an_article_has_an_end() -> None:
    word = Paragraphs("b0", f"<p>{'word ' * 40_000}</p>")
    many = tuple(replace(WORDS, id=f"b{number}") for number in range(500))
    for body, names in (((word,), []), ((word, WORDS), ["text.words"]), (many, []), ((*many, WORDS), ["text.blocks"])):
        gates = judge(replace(GOOD, text=replace(TEXT, body=body)))
        assert [gate.name for gate in gates] == names
    assert judge(replace(GOOD, text=replace(TEXT, body=(word, WORDS))))[0].sentence == (
        "It has 40004 words; an article may have 40000. Make two of it."
    )


MANY = "word " * 39_996  # and the four of ``WORDS``
LONG: tuple[Block, ...] = (
    replace(SAID, words=MANY),
    replace(QUOTE, words=MANY),
    Subhead("c", MANY),
    replace(BOX, html=f"<p>{MANY}</p>"),
    replace(TABLE, rows=(("",), (MANY,))),
    replace(LINE, moments=(Moment("c1", "1999", "", MANY),)),
    replace(ENTRY, headline=MANY, body=()),
    replace(ENTRY, body=(Paragraphs("c1", f"<p>{MANY}</p>"),)),
)


@pytest.mark.parametrize("block", LONG, ids=lambda block: type(block).__name__)
def test_words_are_counted_wherever_they_stand(block: Block) -> None:
    candidate = with_block(block)
    for words, names in ((WORDS, []), (replace(WORDS, html="<p>It opened late at six.</p>"), ["text.words"])):
        gates = judge(replace(candidate, text=replace(candidate.text, body=(words, block))))
        assert [gate.name for gate in gates] == names


def test_background_counts_where_it_is_used() -> None:
    used = Context("c", "9")
    text = replace(TEXT, body=(WORDS, used))
    for words, names in ((MANY, []), (f"{MANY} more", ["text.words"])):
        passages = {"9": ContextText("", (Paragraphs("p", f"<p>{words}</p>"),), "", None)}
        assert [gate.name for gate in judge(replace(GOOD, text=text, passages=passages))] == names


@pytest.mark.parametrize("candidate", SHUT.values(), ids=SHUT)
def test_nothing_holds_it(candidate: Candidate) -> None:
    assert judge(candidate) == ()


@pytest.mark.parametrize(("candidate", "name", "field"), OPEN.values(), ids=OPEN)
def test_one_gate_is_open(candidate: Candidate, name: str, field: str) -> None:
    (gate,) = judge(candidate)
    assert (gate.name, gate.field) == (name, field)
    assert gate.sentence.endswith(".")
    assert gate.anchor


def test_the_sentence_says_where_and_in_which_language() -> None:
    (gate,) = judge(OPEN["lead picture without alt text"][0])
    assert gate.sentence == "The lead picture has no alt text in Spanish."
    with override("es"):
        (gate,) = judge(OPEN["lead picture without alt text"][0])
    assert "en español" in gate.sentence
    (gate,) = judge(OPEN["picture without alt text"][0])
    assert gate.anchor == "block-b1-section"


def test_of_several_blocks_the_sentence_says_which() -> None:
    """Two tables had one sentence; a single one needs no number."""
    first, other = replace(TABLE, caption=""), replace(TABLE, id="d", caption="")
    entry = replace(ENTRY, body=(WORDS, Picture("e", "", "")))
    for body, endings in (
        ((WORDS, other), ["A table has no caption."]),
        ((TABLE, WORDS, other), ["A table has no caption. (2 of 2)"]),
        ((WORDS, first, other), ["A table has no caption. (1 of 2)", "A table has no caption. (2 of 2)"]),
        ((INSIDE, entry), ["delete its block. (2 of 2)"]),
    ):
        gates = judge(replace(GOOD, text=replace(TEXT, body=body)))
        assert len(gates) == len(endings)
        assert all(gate.sentence.endswith(ending) for gate, ending in zip(gates, endings, strict=True))
        with override("ar"):
            numbered = [gate.sentence for gate in judge(replace(GOOD, text=replace(TEXT, body=body)))]
        assert all("من" in said for said in numbered) == ("of" in endings[0])


def test_all_at_once() -> None:
    wrong = Candidate(text=replace(TEXT, headline="", section=""), edition="es", credits={"7": "", "8": ""}, stories={})
    found: list[Gate] = list(judge(wrong))
    names = ["headline.missing", "picture.credit", "picture.credit", "picture.alt", "picture.alt", "read.nothing"]
    assert [gate.name for gate in found] == [*names, "section.missing"]
