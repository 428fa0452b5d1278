"""Every block from what the editor keeps to the frozen text and JSON, and to a translation's beginning."""

import json
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from rotativa.stories import raw
from rotativa.stories.blocks import StoryBlocks
from rotativa.stories.blocks.fields import Language, RichText
from rotativa.stories.blocks.sent import levelled
from rotativa.stories.bodies import body_of
from rotativa.stories.embedding import host_of, player_of
from rotativa.stories.emptying import emptied
from rotativa.stories.errors import InPart
from rotativa.stories.freezing import from_json, hashes, parts, to_json
from rotativa.stories.richtext import with_keys
from rotativa.stories.text import (
    ArticleText,
    Column,
    Embed,
    Factbox,
    Gallery,
    LiveEntry,
    Moment,
    Paragraphs,
    Picture,
    PullQuote,
    Subhead,
    Table,
    Timeline,
)

BODY: list[dict[str, Any]] = [
    {"type": "quote", "id": "q", "value": {"words": "The ferry\nlay", "speaker": "Ana"}},
    {
        "type": "gallery",
        "id": "g",
        "value": {
            "title": "The river",
            "pictures": [
                {"type": "item", "id": "g1", "value": {"picture": 7, "caption": "Dawn", "alt": ""}},
                {"type": "item", "id": "g2", "value": {"picture": None, "caption": "", "alt": ""}},
            ],
        },
    },
    {
        "type": "timeline",
        "id": "t",
        "value": {
            "title": "The bridge",
            "moments": [
                {"type": "item", "id": "t2", "value": {"when": "2012-07-04", "until": "", "words": "It opens."}},
                {"type": "item", "id": "t1", "value": {"when": "1999", "until": "2012", "words": "Ferries."}},
            ],
        },
    },
    {
        "type": "table",
        "id": "k",
        "value": {
            "table": {
                "columns": [{"type": "text", "heading": "Crossing"}, {"type": "number", "heading": "Minutes"}],
                "rows": [{"values": ["Ferry", "42"]}, {"values": ["", ""]}],
                "caption": "How long",
            },
            "heads": True,
            "source": "Harbour office",
        },
    },
    {"type": "factbox", "id": "x", "value": {"title": "In figures", "words": '<p data-block-key="x1">412 m</p>'}},
    {
        "type": "embed",
        "id": "v",
        "value": {
            "address": "https://vimeo.com/12",
            "kind": "video",
            "title": "First cars",
            "length": "4 minutes",
            "language": "pt",
            "transcript": "",
        },
    },
    {
        "type": "live",
        "id": "e",
        "value": {
            "day": "2022-06-28",
            "time": "14:05:00",
            "headline": "Open",
            "body": [
                {"type": "text", "id": "e1", "value": '<p data-block-key="k1">The first cars.</p>'},
                {"type": "statement", "id": "e2", "value": {"words": "", "speaker": "Ana"}},
                {"type": "picture", "id": "e3", "value": {"picture": 9, "caption": "", "alt": ""}},
            ],
        },
    },
]


def frozen(body: list[Any], zone: str = "Asia/Beirut") -> ArticleText:
    """An article with this body, frozen."""
    return ArticleText("H", "", "", "", "", (), (), (), (), "", None, body_of(body, lambda: ZoneInfo(zone)))


def test_every_block_is_frozen() -> None:
    quote, gallery, timeline, table, box, embed, entry = frozen(BODY).body
    assert quote == PullQuote("q", "The ferry lay", "Ana")
    assert gallery == Gallery("g", "The river", (Picture("g1", "7", "Dawn"),))
    moments = (Moment("t1", "1999", "2012", "Ferries."), Moment("t2", "2012-07-04", "", "It opens."))
    assert timeline == Timeline("t", "The bridge", moments), "in the order of their dates"
    columns = (Column("Crossing", numbers=False), Column("Minutes", numbers=True))
    assert table == Table("k", "How long", columns, (("Ferry", "42"),), heads=True, source="Harbour office")
    assert box == Factbox("x", "In figures", '<p data-block-key="x1">412 m</p>')
    assert embed == Embed("v", "https://vimeo.com/12", "video", "First cars", "4 minutes", "pt", "")
    assert isinstance(entry, LiveEntry)
    assert entry.at == datetime(2022, 6, 28, 11, 5, tzinfo=UTC), "by the clocks of the edition"
    assert [type(block).__name__ for block in entry.body] == ["Paragraphs", "Statement", "Picture"]


def test_a_subhead_inside_a_text_parts_it() -> None:
    heading = '<h2 data-block-key="b">Then <b>what</b></h2><h3></h3>'
    html = f'<p data-block-key="a">One.</p>{heading}<p data-block-key="c">Two.</p>'
    body = frozen([{"type": "text", "id": "t", "value": html}]).body
    assert body == (
        Paragraphs("t", '<p data-block-key="a">One.</p>'),
        Subhead("t.b", "Then what"),
        Paragraphs("t", '<p data-block-key="c">Two.</p>'),
    )
    names = [name for name, words in parts(frozen([{"type": "text", "id": "t", "value": html}])) if words]
    assert names == ["headline", "t/a", "t.b/words", "t/c"]
    (begun,) = emptied([{"type": "text", "id": "t", "value": html}], ("UTC", "UTC"))
    assert '<h2 data-block-key="b"></h2>' in begun["value"]
    assert "<h2" not in str(frozen([{"type": "factbox", "id": "x", "value": {"title": "", "words": html}}]).body)


def test_json_and_back() -> None:
    text = frozen(BODY)
    again = from_json(json.loads(json.dumps(to_json(text))))
    assert again == text
    assert [picture.picture for picture in text.pictures()] == ["7", "9"] == sorted(raw.pictures_in(BODY) - {"None"})


def test_every_part_that_is_translated_has_a_name_and_a_hash() -> None:
    names = [name for name, words in parts(frozen(BODY)) if words]
    assert names == list(hashes(frozen(BODY)))
    assert len(set(names)) == len(names)
    assert {
        "q/words",
        "g/title",
        "g1/caption",
        "t/t1",
        "k/head",
        "k/row1",
        "x/x1",
        "v/title",
        "e/headline",
        "e1/k1",
    } <= {*names}


def test_what_the_editor_keeps_is_what_is_frozen() -> None:
    """Through Wagtail's own blocks and back: a value of the editor, not only JSON."""
    blocks = StoryBlocks()
    named = [raw.named(block, with_keys) for block in BODY if block["type"] not in ("gallery", "live")]
    there = blocks.get_prep_value(blocks.to_python(named))
    assert frozen(there) == frozen(named)


@pytest.mark.parametrize(
    ("day", "clock", "expected"),
    [("2022-06-28", "14:05", timedelta(hours=3)), ("2026-03-29", "00:30", timedelta(hours=2))],
    ids=["a summer's day", "an hour that the clocks leave out"],
)
def test_the_clocks_of_an_edition(day: str, clock: str, expected: timedelta) -> None:
    (entry,) = frozen([{"type": "live", "id": "e", "value": {"day": day, "time": clock, "body": []}}]).body
    assert isinstance(entry, LiveEntry)
    assert entry.at is not None
    assert entry.at + expected == datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=UTC)


@pytest.mark.parametrize(("day", "clock"), [("0001-01-01", "00:00"), ("9999-12-31", "23:59")])
def test_a_day_that_no_other_clock_has_is_asked_for_again(day: str, clock: str) -> None:
    """To tell its hour by other clocks was an error, whoever saved."""
    said: raw.Raw = {"type": "live", "id": "e", "value": {"day": day, "time": clock, "body": []}}
    (entry,) = frozen([said]).body
    assert isinstance(entry, LiveEntry)
    assert entry.at is None
    for zones in (("Asia/Beirut", "America/Bogota"), ("America/Bogota", "Asia/Beirut")):
        (begun,) = emptied([said], zones)
        assert (begun["value"]["day"], begun["value"]["time"]) == (day, clock)


def test_the_coverage_ends_with_the_newest_entry() -> None:
    def told(*entries: tuple[str, bool | None]) -> ArticleText:
        return frozen(
            [
                {"type": "live", "id": at, "value": {"day": "2022-06-28", "time": at, "is_last": last, "body": []}}
                for at, last in entries
            ]
        )

    assert not told().is_over()
    assert not told(("14:05", None)).is_over(), "as entries were before one could end"
    assert told(("14:05", False), ("15:10", True)).is_over()
    assert not told(("15:10", True), ("16:00", False)).is_over(), "it went on"
    assert told(("15:10", True), ("15:10", False)).is_over(), "of one minute the first is the newest, as on the page"
    (moved,) = emptied([{"type": "live", "id": "e", "value": {"is_last": True}}], ("Asia/Beirut", "Europe/Madrid"))
    assert moved["value"]["is_last"], "in every edition"


def test_a_translation_begins_with_the_structure_alone() -> None:
    begun = emptied([*BODY, {"type": "read", "id": "r", "value": "story"}], ("Asia/Beirut", "Europe/Madrid"))
    assert [block["id"] for block in begun] == [*(block["id"] for block in BODY), "r"]
    said = json.dumps(begun)
    for word in (
        "ferry",
        "Ana",
        "river",
        "Dawn",
        "opens",
        "Ferries",
        "Crossing",
        "How long",
        "Harbour",
        "412",
        "cars",
        "Open",
    ):
        assert word not in said
    gallery, timeline, table, embed, entry = (begun[number]["value"] for number in (1, 2, 3, 5, 6))
    assert gallery["pictures"][0] == {"type": "item", "id": "g1", "value": {"picture": 7, "caption": "", "alt": ""}}
    assert timeline["moments"][1]["value"] == {"when": "1999", "until": "2012", "words": ""}
    assert table["table"]["rows"][0] == {"values": ["", "42"]}
    assert (embed["address"], embed["length"]) == ("https://vimeo.com/12", "")
    assert (entry["day"], entry["time"]) == ("2022-06-28", "13:05:00"), "the same moment, by other clocks"
    assert begun[-1]["value"] == "story"


@pytest.mark.parametrize(
    ("address", "player"),
    [
        ("https://www.youtube.com/watch?v=a-B_1&t=4s", "https://www.youtube-nocookie.com/embed/a-B_1"),
        ("https://m.youtube.com/shorts/a-B_1", "https://www.youtube-nocookie.com/embed/a-B_1"),
        ("https://youtu.be/a-B_1?si=tracked", "https://www.youtube-nocookie.com/embed/a-B_1"),
        ("https://vimeo.com/12", "https://player.vimeo.com/video/12?dnt=1"),
        ("https://archive.org/details/film_1", "https://archive.org/embed/film_1"),
        ("https://tube.example/videos/embed/1", "https://tube.example/videos/embed/1"),
        ("https://www.youtube.com/@somebody", "https://www.youtube.com/@somebody"),
        ("http://tube.example/1", ""),
        ("https://user:word@tube.example/1", ""),
        ("https://tube.example:8443/1", ""),
        ("https://10.0.0.1\\@tube.example/", ""),
        ("https://localhost/1", ""),
        ('https://tube.example/"onload=', ""),
        ("https://tube.example/; script-src *", ""),
        ("https://[::1", ""),
        ("//tube.example/1", ""),
        ("data:text/html,x", ""),
        ("", ""),
    ],
)
def test_what_may_be_put_into_a_frame(address: str, player: str) -> None:
    assert player_of(address) == player
    assert bool(host_of(address)) is bool(player)


def test_from_where_embeds_may_come_is_said_beside_their_address(settings: Any) -> None:
    field = StoryBlocks().child_blocks["embed"].child_blocks["address"].field
    settings.ROTATIVA_EMBED_HOSTS = ("player.vimeo.com", "tube.example")
    assert "\u2068player.vimeo.com\u2069, \u2068tube.example\u2069" in str(field.help_text)
    settings.ROTATIVA_EMBED_HOSTS = ()
    assert "allows no site yet" in str(field.help_text)


def test_whoever_opens_an_editor_first_chooses_no_language_for_the_others() -> None:
    block = StoryBlocks().child_blocks["read"]
    with override("ar"):
        assert str(block.widget.choose_one_text) == "اختر مقالًا"
    with override("en"):
        assert str(block.widget.choose_one_text) == "Choose an article"


def _sent(**paragraph: Any) -> dict[str, str]:
    words = {"key": "a", "text": "The bridge", "type": "unordered-list-item", "depth": 0, "entityRanges": []}
    return {"text": json.dumps({"blocks": [words | {"inlineStyleRanges": []} | paragraph], "entityMap": {}})}


@pytest.mark.django_db
@pytest.mark.parametrize("depth", [11, 3000, 10**30])
def test_lists_too_deep_in_lists_are_refused_and_stay_on_the_screen(depth: int) -> None:
    """Three thousand ended a request, and more ended a process."""
    block = RichText()
    kept = block.value_from_datadict(_sent(depth=depth), {}, "text")
    assert "The bridge" in block.field.widget.format_value(block.value_for_form(kept))
    with pytest.raises(ValidationError, match="More than 10 lists stand inside one another"):
        block.clean(kept)
    block.clean(block.value_from_datadict(_sent(depth=9), {}, "text"))


@pytest.mark.django_db
@pytest.mark.parametrize(
    "sent",
    [
        *({"text": text} for text in ("", "x", "[]", "5", '{"blocks": 5}', '{"blocks": [5]}', "[" * 100_000)),
        *(_sent(depth=depth) for depth in ("abc", None, -3, 2.5)),
        _sent(entityRanges=[{"offset": 0, "length": 1, "key": 9}]),
        _sent(entityRanges=5),
        _sent(inlineStyleRanges=5),
        _sent(inlineStyleRanges=[{"offset": 0, "length": "x", "style": "BOLD"}]),
        _sent(inlineStyleRanges=[{"offset": 2 * at, "length": 1, "style": "BOLD"} for at in range(501)]),
        _sent(inlineStyleRanges=[{"offset": 0, "length": 1, "style": f"S{at}"} for at in range(21)]),
        _sent(entityRanges=[{"offset": 2 * at, "length": 1, "key": 0} for at in range(501)]),
        {},
    ],
)
def test_what_no_editor_sends_arrived_in_part(sent: dict[str, str]) -> None:
    with pytest.raises(InPart):
        RichText().value_from_datadict(sent, {}, "text")


def test_parts_over_each_other_are_one() -> None:
    """Five thousand of them took minutes to read, and nobody else could save meanwhile."""
    ranges = [{"offset": at, "length": 9000, "style": "BOLD" if at % 2 else "ITALIC"} for at in range(5000)]
    sent = _sent(inlineStyleRanges=[*ranges, {"offset": 20_000, "length": 2, "style": "BOLD"}])
    (paragraph,) = json.loads(levelled(sent["text"]))["blocks"]
    assert paragraph["inlineStyleRanges"] == [
        {"offset": 0, "length": 13998, "style": "ITALIC"},
        {"offset": 1, "length": 13998, "style": "BOLD"},
        {"offset": 20_000, "length": 2, "style": "BOLD"},
    ]


@pytest.mark.django_db
def test_what_can_just_be_read_may_be_too_deep_for_who_reads_it_next() -> None:
    read = RichText().value_from_datadict
    for depth in range(600, 1000):
        with suppress(InPart):
            read({"text": f'{{"blocks": [], "x": {"[" * depth}{"]" * depth}}}'}, {}, "text")


@pytest.mark.django_db
def test_words_that_were_all_deleted_are_none() -> None:
    """The editor sends no paragraphs then, but that there is nothing."""
    assert RichText().value_from_datadict({"text": "null"}, {}, "text").source == ""


@pytest.mark.django_db
@pytest.mark.parametrize("number", ["12x", "", None, 10**19])
def test_a_link_to_no_page_does_not_close_the_text_for_ever(number: object) -> None:
    """Wagtail keeps whatever number a link is sent with, and reads it again as one."""
    block, link = RichText(), {"type": "LINK", "mutability": "MUTABLE", "data": {"id": number, "url": "/x"}}
    words: dict[str, Any] = {"key": "a", "text": "The bridge", "type": "unstyled", "depth": 0}
    words |= {"inlineStyleRanges": [], "entityRanges": [{"offset": 4, "length": 6, "key": 0}]}
    sent = {"text": json.dumps({"blocks": [words], "entityMap": {"0": link}})}
    kept = block.value_from_datadict(sent, {}, "text")
    assert "The bridge" in block.field.widget.format_value(block.value_for_form(kept))


def test_a_language_is_kept_by_its_tag() -> None:
    """What names none stays as it was typed: a gate says so."""
    for typed, kept in (("Arabic", "ar"), ("PT_br", "pt-BR"), ("", ""), ("arabic, I think", "arabic, I think")):
        assert Language().value_from_datadict({"language": typed}, {}, "language") == kept
