"""From the editor's HTML to the frozen text: clean, keyed, the same for the same draft; to JSON and back unchanged."""

import random
import re
from datetime import date
from uuid import uuid4

import pytest

from rotativa.kit.hashing import fingerprint
from rotativa.stories import richtext
from rotativa.stories.actions.save_draft import save_draft
from rotativa.stories.drafting import RawBlock
from rotativa.stories.extracting import one_line, text_of
from rotativa.stories.freezing import from_json, hashes, to_json
from rotativa.stories.hand import draft_of
from rotativa.stories.models import ArticlePage
from rotativa.stories.tests.makers import ACTOR, Newsroom, make_draft, make_picture, make_public
from rotativa.stories.text import ArticleText, Block, Paragraphs, Picture, Read, Statement, Subhead

HOSTILE = {
    "script": "<p>a<script>alert(1)</script>b</p>",
    "handler": '<p onclick="x()">ab</p>',
    "image": "<p>a<img src=x onerror=alert(1)>b</p>",
    "style": '<p style="position:fixed">a<style>*{}</style>b</p>',
    "javascript": '<p><a href="javascript:alert(1)">ab</a></p>',
    "data": '<p><a href="data:text/html,x">ab</a></p>',
    "disguised": '<p><a href="java&#10;script:alert(1)">ab</a></p>',
    "frame": "<p>ab<iframe src=//x></iframe></p>",
    "comment": "<p>a<!-- <b> -->b</p>",
    "svg": "<p>a<svg onload=alert(1)><p>b</p></svg></p>",
    "entity": "<p>a&lt;script&gt;b</p>",
    "unclosed": "<p>a<b>b",
}


@pytest.mark.parametrize("html", HOSTILE.values(), ids=HOSTILE)
def test_nothing_executable_passes(html: str) -> None:
    clean = richtext.tidy(html, "b", {}, set())
    for sign in (
        "<script",
        "onclick",
        "onerror",
        "onload",
        "<img",
        "<style",
        "style=",
        "javascript",
        "data:",
        "<iframe",
        "<svg",
    ):
        assert sign not in clean.lower()
    assert clean.startswith("<p data-block-key=")
    assert "a" in clean
    assert "b" in clean


@pytest.mark.parametrize("tags", [("ul", "li"), ("b",), ("div", "p", "ul", "li", "i")])
def test_words_stay_however_deep_they_stand(tags: tuple[str, ...]) -> None:
    start, end = (("".join(f"<{mark}{tag}>" for tag in tags)) for mark in ("", "/"))
    clean = richtext.tidy(f"<p>first</p>{start * 3000}deep<br>down{end * 3000}<p>last</p>", "b", {}, set())
    assert re.sub(r"<[^>]*>", " ", clean).split() == ["first", "deep", "down", "last"]


def test_what_an_editor_wrote_stays() -> None:
    story = uuid4()
    html = (
        '<p data-block-key="k1">One <a linktype="page" id="12">story</a> &amp; <b>two</b><br/><i>three</i></p>'
        '<p data-block-key="k2"> </p>'
        '<ul><li data-block-key="k3">point<ul><li data-block-key="k4">deeper</li></ul></li></ul>'
        '<p data-block-key="k1">again <a href="https://example.org/?a=1&amp;b=2">out</a> '
        '<a linktype="page" id="99">gone</a></p>'
    )
    clean = richtext.tidy(html, "block", {12: story}, set())
    units = dict(richtext.units(clean))
    assert units["k1"] == f'One <a data-story="{story}">story</a> &amp; <b>two</b><br><i>three</i>'
    assert (units["k3"], units["k4"]) == ("point", "deeper")
    (second,) = units.keys() - {"k1", "k3", "k4"}
    assert units[second] == 'again <a href="https://example.org/?a=1&amp;b=2">out</a> gone'
    assert clean == richtext.tidy(html, "block", {12: story}, set())
    assert richtext.tidy(html, "other", {12: story}, {"k1"}).count("k1") == 0


def test_pasted_from_elsewhere() -> None:
    html = "<h2>Title</h2>loose <strong>words</strong><div>one</div><div>two</div>"
    html += "<blockquote>said</blockquote><em>end</em>"
    units = [words for _key, words in richtext.units(richtext.tidy(html, "b", {}, set()))]
    assert units == ["Title", "loose <b>words</b>", "one", "two", "said", "<i>end</i>"]


def test_one_line() -> None:
    assert one_line(" A\nheadline\tover \x00 lines ") == "A headline over lines"
    assert one_line("cafe\u0301") == "café"
    assert one_line("un 74\u202f% de 18\u00a0€\u00a0") == "un 74\u202f% de 18\u00a0€", "no line breaks there"
    assert one_line("a\u00a0 b\u2003c\u2028d") == "a b c d"
    assert one_line("e\u0301" + "\u0316" * 40 + "\u0301a") == "é" + "\u0316" * 29 + "a", "no letter has so many accents"
    assert one_line("می\u200cخواهم") == "می\u200cخواهم", "a zero-width non-joiner is part of Persian"
    assert one_line(" \u200b\u200f\u3164") == "", "nobody sees anything of it"


def _random_block(dice: random.Random) -> Block:
    identity, words = f"b{dice.random()}", dice.choice(["", "words", "سلام", "🎉 “x” & <y>"])
    blocks: tuple[Block, ...] = (
        Paragraphs(identity, f'<p data-block-key="{dice.random()}">{dice.choice(["a", "<b>b</b>"])}</p>'),
        Subhead(identity, words),
        Picture(identity, str(dice.randint(1, 9)), words, words),
        Statement(identity, words, words, words, words, dice.choice([None, date(2022, 6, 21)]), words, "ar"),
        Read(identity, str(uuid4())),
    )
    return dice.choice(blocks)


def test_json_and_back(dice: random.Random) -> None:
    for _try in range(200):
        text = ArticleText(
            headline=dice.choice(["", "A headline", "عنوان"]),
            standfirst="s",
            kicker="",
            section="3",
            kind="",
            topics=tuple(str(number) for number in range(dice.randint(0, 3))),
            authors=("1",),
            translators=(),
            reviewers=("2",),
            dateline="d",
            lead=dice.choice([None, Picture("lead", "7", "c", "")]),
            body=tuple(_random_block(dice) for _block in range(dice.randint(0, 5))),
        )
        again = from_json(to_json(text))
        assert again == text
        assert fingerprint(again) == fingerprint(text)
        assert hashes(again) == hashes(text)


def test_from_a_draft(newsroom: Newsroom) -> None:
    picture, other = make_picture(), make_public(newsroom, headline="The ferry stops")
    body: list[RawBlock] = [
        {"type": "text", "value": f'<p>See <a linktype="page" id="{other.pk}">this</a>.</p>', "id": "t"},
        {"type": "text", "value": "<p> </p>"},
        {"type": "subhead", "value": " "},
        {"type": "picture", "value": {"picture": picture.pk, "caption": "A\nport", "alt": ""}, "id": "p"},
        {"type": "statement", "value": {"words": "Yes.", "speaker": "Ana", "when": "2022-06-21"}, "id": "s"},
        {"type": "read", "value": str(other.story_id), "id": "r"},
    ]
    draft = make_draft(newsroom, picture=picture.pk, caption="Dawn", reviewers=newsroom.authors[1:], body=body)
    text = text_of(draft)
    assert text.lead == Picture("lead", str(picture.pk), "Dawn", "")
    assert text.reviewers == (str(newsroom.authors[1]),)
    paragraphs, shown, said, link = text.body
    assert isinstance(paragraphs, Paragraphs)
    assert f'<a data-story="{other.story_id}">this</a>' in paragraphs.html
    assert shown == Picture("p", str(picture.pk), "A port", "")
    assert said == Statement("s", "Yes.", "Ana", "", "", date(2022, 6, 21), "", "")
    assert link == Read("r", str(other.story_id))
    # The same from the row, from its revision, and after a save that touches something else.
    stored = ArticlePage.objects.get(pk=draft.pk)
    assert text_of(stored) == text_of(draft_of(stored)) == text
    assert text_of(save_draft(ACTOR, stored, kicker="x")).body == text.body
