"""An editor who breaks a story's file is told which line, and why."""

from datetime import date, datetime

import pytest

from rotativa.demo.errors import ContentError
from rotativa.demo.manuscripts import Picture, Read, Statement, Subhead, Words, read

HEAD = """
original: es
section: economy
kind: news
topics: ports, tides
authors: lucia
lead: port-{edition}.png
"""
FIELDS = """
slug: la-marea
headline: La marea
standfirst: Sube y baja.
published: 2022-06-28 07:00
lead caption: El puerto.
"""
STORY = f"""// A remark.
{HEAD}
=== en
{FIELDS.replace("La marea", "The tide").strip()}
translators: leila

The tide.

=== es
{FIELDS.strip()}

Uno & dos,
*tres*.

**Cuatro** y [cinco](story:night-ferry).

## Un subtítulo
[picture: map-{{edition}}.png] no picture: no empty line before it

[picture: map-{{edition}}.png] Un mapa.

[read: night-ferry]

[statement]
speaker: Rosaura Candil
when: 2022-06-23
words: Que pregunten.

[un enlace](story:low-tide) abre el párrafo.
"""


def test_a_story_is_read_with_all_its_blocks() -> None:
    story = read(STORY, "tide")
    assert (story.name, story.section, story.kind, story.topics, story.authors) == (
        "tide",
        "economy",
        "news",
        ("ports", "tides"),
        ("lucia",),
    )
    assert [version.edition for version in story.versions] == ["es", "en"], "the original comes first"
    original = story.original
    assert original.published == datetime(2022, 6, 28, 7, 0)  # noqa: DTZ001  # on the clocks of the edition
    assert original.lead == Picture("port-es.png", "El puerto.")
    words, subhead, picture, link, statement, last = original.body
    assert words == Words(("Uno & dos, *tres*.", "**Cuatro** y [cinco](story:night-ferry)."))
    assert isinstance(subhead, Subhead)
    assert picture == Picture("map-es.png", "Un mapa.")
    assert link == Read("night-ferry")
    assert statement == Statement("Que pregunten.", "Rosaura Candil", "", "", date(2022, 6, 23), "", "")
    assert last == Words(("[un enlace](story:low-tide) abre el párrafo.",))
    assert story.stories() == {"night-ferry", "low-tide"}
    assert list(original.pictures()) == ["port-es.png", "map-es.png"]


def test_words_become_html_of_the_editor() -> None:
    words = Words(("Uno & dos, *tres*.", "**Cuatro** y [cinco](story:night-ferry)."))
    expected = '<p>Uno &amp; dos, <i>tres</i>.</p><p><b>Cuatro</b> y <a linktype="page" id="12">cinco</a>.</p>'
    assert words.html({"night-ferry": 12}.__getitem__) == expected


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (HEAD.replace("kind: news\n", ""), "line 2: missing: kind"),
        (HEAD.replace("kind", "kynd"), "line 4: “kynd: news” is none of the fields"),
        (HEAD.replace("news", ""), "line 4: “kind” is empty"),
        (HEAD, "line 1: the original is “es”, and there is no edition “=== es”"),
        (f"{HEAD}\n=== es\n{FIELDS}", "line 9: the edition “es” needs its fields, an empty line, and its text"),
        (f"{HEAD}\n=== es\n{FIELDS}\nUno.\n\n[film: x.mp4]", "line 19: “[film]” is no block"),
        (f"{HEAD}\n=== es\n{FIELDS}\nUno.\n\n[picture] Sin nombre", "line 19: “[picture]” is no block"),
        (f"{HEAD}\n=== es\n{FIELDS}\nUno.\n\n[statement]\nspeaker: Ana", "line 20: missing: words"),
        (f"{HEAD}\n=== es\n{FIELDS.replace('2022-06-28 07:00', 'ayer')}\nUno.", "“ayer” is no date"),
        (f"{HEAD}\n=== es\n{FIELDS}\nUno.\n\n=== es\n{FIELDS}\nDos.", "line 19: the edition “es” comes twice"),
    ],
)
def test_a_mistake_is_named_with_its_place(text: str, told: str) -> None:
    with pytest.raises(ContentError) as raised:
        read(text, "tide")
    assert str(raised.value).startswith("tide.txt, line ")
    assert told in str(raised.value)
