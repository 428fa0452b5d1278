"""Bad input that reached a draft, and what readers get: through every field, verb and template, to the printed file."""

import random
from gzip import decompress
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from rotativa.bylines.actions.name_author import name_author
from rotativa.pictures.actions.change_picture import change_picture
from rotativa.press.testing import print_until_done
from rotativa.stories.actions.publish import publish
from rotativa.stories.actions.start_story import start_story
from rotativa.stories.actions.withdraw import withdraw
from rotativa.topics.actions.name_section import name_section
from rotativa.topics.actions.name_topic import name_topic
from tests.acts.newsroom import Newsroom, open_newsroom

HOSTILE = '</title></script><script>alert(1)</script><img src=x onerror=alert(1)><a href="javascript:alert(1)">boo</a>'
PASTED = (
    f'<p onclick="alert(1)" style="position:fixed">Before {HOSTILE} after</p>'
    '<p><a href="data:text/html,x">one</a> <a href="java&#10;script:alert(1)">two</a></p>'
    "<iframe src=//example.org></iframe><svg onload=alert(1)><p>deep</p></svg><style>*{}</style>"
)


@pytest.fixture
def room(separate_database: Any, dice: random.Random) -> Newsroom:
    """A newsroom where somebody put scripts into everything that has a name."""
    room = open_newsroom(dice)
    name_section(room.actor, room.sections[0], "en", name=f"Section {HOSTILE}", slug="section")
    name_topic(room.actor, room.topics[0], "en", name=f"Topic {HOSTILE}", slug="topic", description=HOSTILE)
    name_author(room.actor, room.authors[0], "en", name=f"Author {HOSTILE}"[:100], role=HOSTILE[:100], slug="author")
    change_picture(room.actor, room.pictures[0], credit=HOSTILE, description=HOSTILE)
    change_picture(room.actor, room.pictures[0], alts={"en": HOSTILE})
    return room


def test_nothing_that_was_pasted_runs_on_any_page(room: Newsroom, settings: Any) -> None:
    picture = room.pictures[0].pk
    said = dict.fromkeys(("words", "speaker", "role", "to_whom", "original_words"), HOSTILE)
    article = start_story(
        room.actor,
        "en",
        headline=f"Storm {HOSTILE}",
        standfirst=PASTED,
        kicker=HOSTILE[:80],
        dateline=HOSTILE,
        section=room.sections[0].pk,
        topics=[room.topics[0].pk],
        authors=[room.authors[0].pk],
        picture=picture,
        caption=PASTED,
        body=[
            {"type": "text", "value": PASTED},
            {"type": "subhead", "value": HOSTILE},
            {"type": "statement", "value": {**said, "original_language": "ar", "when": "2026-03-01"}},
            {"type": "picture", "value": {"picture": picture, "caption": HOSTILE, "alt": HOSTILE}},
        ],
    )
    publish(room.actor, article.pk)
    print_until_done()
    pages = printed(settings)
    shown = [path for path, page in pages.items() if any("alert(1)" in words for words in page.xpath("//body//text()"))]
    assert len(shown) >= 5, "the article, the front and three lists show the words as words"
    for path, page in pages.items():
        assert not executable(page), path


def test_a_withdrawn_story_is_linked_no_more(room: Newsroom, settings: Any) -> None:
    section = room.sections[1].pk
    text = {"type": "text", "value": "<p>Nobody crosses.</p>"}
    target = start_story(room.actor, "en", headline="The ferry stops", section=section, body=[text])
    publish(room.actor, target.pk)
    read = {"type": "read", "value": str(target.story_id)}
    article = start_story(room.actor, "en", headline="The island waits", section=section, body=[text, read])
    publish(room.actor, article.pk)
    print_until_done()
    path = next(path for path in printed(settings) if path.endswith("the-island-waits"))
    assert "The ferry stops" in printed(settings)[path].text_content()

    withdraw(room.actor, target.pk, reason="It sails.")
    print_until_done()
    pages = printed(settings)
    assert "The island waits" in pages[path].text_content()
    assert not [path for path, page in pages.items() if "The ferry stops" in page.text_content()]
    assert not [path for path, page in pages.items() if page.xpath("//a[contains(@href, 'the-ferry-stops')]")]


@pytest.mark.parametrize(
    "bad",
    [
        "<p onclick=x()>a</p>",
        "<script>x()</script>",
        "<a href=' java\nscript:x()'>a</a>",
        "<iframe src=x></iframe>",
        "<meta http-equiv=refresh content=0>",
    ],
)
def test_the_watch_sees(bad: str) -> None:
    assert executable(html.document_fromstring(f"<html><body><p>a</p>{bad}</body></html>"))


def printed(settings: Any) -> dict[str, Any]:
    """Every printed page, read."""
    tree = Path(settings.ROTATIVA_TREE)
    files = {file.parent.relative_to(tree).as_posix(): file for file in tree.rglob("index.html.gz")}
    return {path: html.document_fromstring(decompress(file.read_bytes()).decode()) for path, file in files.items()}


def executable(page: Any) -> list[str]:
    """What on this page could run, or fetch what could."""
    found = [each.tag for each in page.iter("iframe", "object", "embed", "style", "base")]
    # One policy of our own, which only takes away what may be framed; nothing else speaks as a header.
    spoken = [
        (each.get("http-equiv"), each.get("content")) for each in page.iter("meta") if "http-equiv" in each.attrib
    ]
    found += [
        f"meta {name}" for name, said in spoken if (name, said) != ("Content-Security-Policy", "frame-src 'none'")
    ]
    found += [each.tag for each in page.iter("script") if each.get("type") != "application/ld+json"]
    for element in page.iter():
        for name, value in element.attrib.items():
            compact = "".join(value.split()).lower()
            if name.startswith("on") or compact.startswith(("javascript:", "data:text", "vbscript:")):
                found.append(f"{element.tag} {name}={value}")
    return found
