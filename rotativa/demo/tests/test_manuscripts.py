"""An editor who breaks a story's file is told which line, and why."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from rotativa.demo.blocks import (
    Context,
    Document,
    Embed,
    Factbox,
    Gallery,
    Live,
    Moment,
    Picture,
    Quote,
    Read,
    Statement,
    Subhead,
    Table,
    Timeline,
    Words,
)
from rotativa.demo.errors import ContentError
from rotativa.demo.manuscripts import Stage, Standing, read
from rotativa.demo.passages import Background, read_passage
from rotativa.demo.unfinished import moment

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
PUBLISHED = "published: 2022-06-28 07:00"
TODAY = "stands: scheduled in 0 days at 07:00"
CHANGED = "stands: draft\nheadline since: La marea viva"
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


BLOCKS = """
[quote: Rosaura Candil] Que pregunten.

[timeline: La tasa]
2021: Se propone.
2022-03 .. 2022-05-04: Se discute: mucho.

[table: Lo que se cobra]
| Puerto | # Cuota |
| Anzil | 18 € |
source: Ayuntamiento de Anzil

[factbox: El suelo]
**Largo.** Tres kilómetros.
**De quién.** [Se discute](story:low-tide).

[gallery: La playa]
beach-{edition}.png: Al alba.

[document: rules-{edition}.pdf] La ordenanza

[context: strait]

[embed]
address: https://video.example/1
kind: video
title: La marea

[live: 2022-06-28 14:05] Se abre la compuerta

Sube el agua.

[read: night-ferry]

[live: 2022-06-28 13:50]

Todo en calma.
"""


def test_whatever_an_editor_can_write_a_manuscript_can() -> None:
    story = read(f"{HEAD}\n=== es\n{FIELDS}\n{BLOCKS}", "tide")
    quote, timeline, table, facts, gallery, document, context, embed, *entries = story.original.body
    assert quote == Quote("Que pregunten.", "Rosaura Candil")
    assert isinstance(timeline, Timeline)
    assert timeline.moments == (
        Moment("2021", "", "Se propone."),
        Moment("2022-03", "2022-05-04", "Se discute: mucho."),
    )
    rows = (("Anzil", "18 €"),)
    assert table == Table("Lo que se cobra", ("Puerto", "Cuota"), frozenset({1}), rows, "Ayuntamiento de Anzil")
    assert isinstance(facts, Factbox)
    assert facts.facts.paragraphs[0] == "**Largo.** Tres kilómetros."
    assert gallery == Gallery("La playa", (Picture("beach-es.png", "Al alba."),))
    assert document == Document("rules-es.pdf", "La ordenanza")
    assert context == Context("strait")
    assert embed == Embed("https://video.example/1", "video", "La marea", "", "", "")
    newest, oldest = entries
    assert isinstance(newest, Live)
    assert newest.at == datetime(2022, 6, 28, 14, 5)  # noqa: DTZ001  # on the clocks of the edition
    assert newest.body == (Words(("Sube el agua.",)), Read("night-ferry"))
    assert isinstance(oldest, Live)
    assert oldest.headline == ""
    assert list(story.original.pictures()) == ["port-es.png", "beach-es.png"]
    assert list(story.original.documents()) == ["rules-es.pdf"]
    assert list(story.original.passages()) == ["strait"]
    assert story.stories() == {"low-tide", "night-ferry"}


@pytest.mark.parametrize(
    ("field", "stands"),
    [
        ("stands: draft", Standing(Stage.DRAFT)),
        ("stands: to be read", Standing(Stage.ASKED)),
        ("stands: scheduled in 2 days at 07:30", Standing(Stage.SCHEDULED, 2, time(7, 30))),
    ],
)
def test_an_edition_may_lie_at_the_desk(field: str, stands: Standing) -> None:
    story = read(f"{HEAD}\n=== es\n{FIELDS.replace(PUBLISHED, field)}\nUno.", "tide")
    assert (story.original.published, story.original.stands) == (None, stands)
    assert story.original.is_open


def test_what_is_out_may_be_changed_since() -> None:
    story = read(f"{HEAD}\n=== es\n{FIELDS}headline since: La marea viva\n\nUno.", "tide")
    assert story.original.since == {"headline": "La marea viva"}
    assert story.original.stands == Standing(Stage.OUT)
    assert story.original.is_open


def test_what_is_scheduled_goes_out_on_a_day_to_come_on_the_clocks_of_its_edition() -> None:
    late = datetime(2022, 6, 28, 23, 30, tzinfo=UTC)  # after midnight in Madrid
    stands = Standing(Stage.SCHEDULED, 1, time(7))
    assert moment(stands, late, ZoneInfo("Europe/Madrid")) == datetime(2022, 6, 30, 5, tzinfo=UTC)
    assert moment(stands, late, ZoneInfo("America/Sao_Paulo")) == datetime(2022, 6, 29, 10, tzinfo=UTC)


def test_a_passage_is_read_in_all_its_editions() -> None:
    text = "called: The strait\nkeeper: huda\nchecked: 2022-06-20\n\n=== es\ntitle: El estrecho\n\nDoce millas.\n"
    passage = read_passage(text, "strait")
    assert (passage.name, passage.called) == ("strait", "The strait")
    assert (passage.keeper, passage.checked) == ("huda", date(2022, 6, 20))
    assert passage.texts == {"es": Background("El estrecho", (Words(("Doce millas.",)),))}
    with pytest.raises(ContentError, match="line 5: a passage is made of paragraphs, timelines and tables"):
        read_passage(f"{text}\n[read: night-ferry]", "strait")


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
        (f"{HEAD}\n=== es\n{FIELDS}\nUno.\n\n[timeline: Ayer]\nayer: Nada", "line 20: “ayer: Nada” is no entry"),
        (f"{HEAD}\n=== es\n{FIELDS}\nUno.\n\n[table: Uno]\n| A | B |\n| 1 |", "line 20: a table has rows such as"),
        (f"{HEAD}\n=== es\n{FIELDS}\nUno.\n\n[live: ayer] Nada", "line 19: “ayer” is no date"),
        (f"{HEAD}\n=== es\n{FIELDS.replace('2022-06-28 07:00', 'ayer')}\nUno.", "“ayer” is no date"),
        (
            f"{HEAD}\n=== es\n{FIELDS.replace(PUBLISHED, 'kicker: Anzil')}\nUno.",
            "either when it was published, or how it stands",
        ),
        (f"{HEAD}\n=== es\n{FIELDS}stands: draft\n\nUno.", "either when it was published, or how it stands"),
        (f"{HEAD}\n=== es\n{FIELDS.replace(PUBLISHED, 'stands: soon')}\nUno.", "write “draft”, “to be read”"),
        (f"{HEAD}\n=== es\n{FIELDS.replace(PUBLISHED, TODAY)}\nUno.", "on a day after that of the demo"),
        (f"{HEAD}\n=== es\n{FIELDS.replace(PUBLISHED, CHANGED)}\nUno.", "only what readers have got was changed since"),
        (f"{HEAD}\n=== es\n{FIELDS}\nUno.\n\n=== es\n{FIELDS}\nDos.", "line 19: the edition “es” comes twice"),
    ],
)
def test_a_mistake_is_named_with_its_place(text: str, told: str) -> None:
    with pytest.raises(ContentError) as raised:
        read(text, "tide")
    assert str(raised.value).startswith("tide.txt, line ")
    assert told in str(raised.value)
