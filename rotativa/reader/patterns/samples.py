"""One of everything, as contexts: what ``making`` gives the templates, of an invented bridge."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime

from rotativa.editions.queries import Masthead
from rotativa.kit.languages import direction
from rotativa.reader import assets
from rotativa.reader.making import shapes
from rotativa.reader.making.calendar import calendar
from rotativa.reader.making.sharing import ways
from rotativa.reader.making.voice import Voice
from rotativa.reader.pages.article import Cell, Imprint
from rotativa.reader.pages.cards import Card
from rotativa.reader.pages.frame import Frame, Head, Link, LinkList, Wordmark
from rotativa.reader.pages.front import FrontPage, Minute, Strip
from rotativa.reader.pages.lists import Calendar, Year
from rotativa.reader.pages.patterns import Patterns
from rotativa.reader.pages.pictures import Candidate, Source, View
from rotativa.reader.pages.pieces import (
    Background,
    Download,
    Embed,
    Entry,
    Factbox,
    Figure,
    Gallery,
    Piece,
    Prose,
    Reading,
)
from rotativa.reader.patterns.words import COLUMNS, MOMENTS, NAMES, ROWS, WORDS
from rotativa.reader.site import site
from rotativa.stories import text

MOMENT = datetime(2022, 6, 28, 14, 5, tzinfo=UTC)
HERE = "#patterns"
"""Where the links of the page lead: nowhere else."""

HOST = "video.example"
_WIDE, _HIGH = 960, 600
_MARK = Wordmark(60, 32, "M0 32 16 0h8l16 32h-8l-4-8H12l-4 8zM15 18h10L20 8z")


def voice_of(code: str) -> Voice:
    """An edition that exists on this page alone."""
    name = "أطلس" if code == "ar" else "Atlas"
    language = str(NAMES[code]["language"])
    return Voice(Masthead(code, name, language, code, direction(code), "UTC", "GMT", "latn", "", first_weekday=0))


def patterns(code: str) -> Patterns:
    """Everything in one language."""
    voice, words, names = voice_of(code), WORDS[code], NAMES[code]
    day = voice.format.day(MOMENT)
    cards = tuple(_cards(voice))
    pieces = tuple(_pieces(voice, cards[0]))
    years = (Year(voice.format.digits("2022"), _links(names["months"])),)
    return Patterns(
        frame=frame(voice),
        imprint=Imprint(day, site().readable(f"/{code}/2022/06/28/bridge/")),
        day=day,
        strip=tuple(_strip(voice)),
        view=_view(words["caption"]),
        authors=_links(names["authors"]),
        cards=cards,
        pieces=pieces,
        entries=(_entry(voice),),
        topics=_links(names["topics"]),
        sharing=ways(f"/{code}/2022/06/28/bridge/", words["headline"]),
        years=years,
        front=_front(voice, cards, years),
        calendar=_calendar(voice, day.iso),
        gone=str(names["gone"]),
    )


def frame(voice: Voice) -> Frame:
    """What stands around every page of that edition."""
    names = NAMES[voice.code]
    first, *others = _links(names["sections"])
    sections = (Link(first.words, HERE, current=True), *others)
    editions = [
        Link(str(each["language"]), HERE, current=code == voice.code, language=code, direction=direction(code))
        for code, each in NAMES.items()
    ]
    return Frame(
        language=voice.code,
        direction=voice.masthead.direction,
        script=voice.script,
        locale=voice.locale,
        name=voice.masthead.name,
        language_name=voice.language(voice.code),
        edition_name=voice.words("%(language)s edition", language=voice.language(voice.code)),
        motto=str(names["motto"]),
        contact="desk@atlas.example",
        front=HERE,
        wordmark=site().wordmark(voice.code) or _MARK,
        companion=_MARK,
        bar=sections,
        foot=(
            LinkList(voice.words("Sections"), sections),
            LinkList(voice.words("Read"), (Link(voice.words("Front page"), HERE),)),
            LinkList(voice.words("Editions"), tuple(editions)),
        ),
        editions=tuple(editions),
        assets=assets.named(voice.script),
        is_demonstration=True,
    )


def _front(voice: Voice, cards: tuple[Card, ...], years: tuple[Year, ...]) -> FrontPage:
    """Something in each zone, whatever the arrangement."""
    own = frame(voice)
    plain = tuple(card for card in cards if card.kind != "opinion")
    opinion = tuple(card for card in cards if card.kind == "opinion")
    return FrontPage(
        frame=own,
        head=Head(own.name, "", canonical=""),
        arrangement="lead",
        day=voice.format.day(MOMENT),
        breaking=plain[:1],
        lead=plain[0],
        more=plain[1:3],
        minutes=(Minute(HERE, voice.format.time(MOMENT), WORDS[voice.code]["news"]),),
        secondary=plain[1:],
        opinion=opinion,
        four=plain[:4],
        strips=(Strip(own.bar[0], plain[0], (*plain[1:], *opinion)),),
        pictures=plain[:1],
        latest=cards,
        years=years,
    )


def _links(words: object) -> tuple[Link, ...]:
    assert isinstance(words, tuple)  # noqa: S101 so are all lists in ``words``
    return tuple(Link(one, HERE) for one in words)


def _view(caption: str = "") -> View:
    path = assets.bundle().sample
    source = Source("image/svg+xml", (Candidate(path, _WIDE),))
    return View((), source, path, _WIDE, _HIGH, "", caption, "Rui Azevedo / Atlas" if caption else "", 2, 2)


def _strip(here: Voice) -> Iterator[Cell]:
    for code, path in (("en", HERE), ("es", HERE), ("pt", None), ("ar", HERE)):
        language = str(NAMES[code]["language"]) if code in NAMES else {"es": "Español", "pt": "Português"}[code]
        is_current = code == here.code
        has_story = is_current or path is not None
        yield Cell(language, here.language(code), code, direction(code), HERE, is_current, has_story)


def _cards(voice: Voice) -> Iterator[Card]:
    words, names = WORDS[voice.code], NAMES[voice.code]
    section, kinds = _links(names["sections"])[0], names["kinds"]
    assert isinstance(kinds, dict)  # noqa: S101
    headlines = (words["headline"], words["subhead"], words["said"], words["news"], words["gallery"])
    for (kind, name), headline in zip(kinds.items(), headlines, strict=True):
        yield Card(
            path=HERE,
            headline=headline,
            standfirst=words["standfirst"],
            kicker="" if kind == "news" else name,
            section=section,
            kind=kind,
            is_over=False,
            authors=(str(_links(names["authors"])[0].words),) if kind == "opinion" else (),
            published=voice.format.day_and_time(MOMENT),
            day=voice.format.day(MOMENT),
            time=voice.format.time(MOMENT),
            picture=_view(),
            portrait=_view() if kind == "opinion" else None,
            part="translator" if kind == "opinion" else "",
        )


def _pieces(voice: Voice, card: Card) -> Iterator[Piece]:
    words = WORDS[voice.code]
    link = f'<a href="{HERE}">{words["subhead"]}</a>'
    yield Prose(
        "a", f'<p><span class="dateline">{_dateline(voice)}</span>{words["one"]}</p><p>{link}. {words["two"]}</p>'
    )
    for block in _blocks(voice.code):
        yield from shapes.shaped(block, voice, said="", frames=False)
    yield Prose("l", f"<ul><li>{words['entry']}</li><li>{words['later']}</li></ul>")
    yield Figure("p", _view(words["caption"]))
    yield Gallery("g", words["gallery"], (_view(words["caption"]), _view(words["caption"])))
    yield Factbox("x", words["facts"], words["fact"])
    yield Download("d", words["facts"], HERE, "PDF, 1.2 MB")
    for kind in ("video", "audio", "map", "chart", "post", "page"):
        yield _embed(kind, words)
    body = (Prose("w", f"<p>{words['two']}</p>"),)
    keeper, checked = _links(NAMES[voice.code]["authors"])[0], voice.format.day(MOMENT)
    yield Background("c", words["subhead"], body, keeper, checked)
    yield Reading("r", card)
    yield Prose("z", f"<p>{words['one']}</p>")


def _blocks(code: str) -> Iterator[text.Block]:
    words, moments = WORDS[code], MOMENTS[code]
    yield text.Subhead("s", words["subhead"])
    yield text.PullQuote("q", words["quote"], words["speaker"])
    yield text.Statement(
        "m", words["said"], words["speaker"], words["role"], words["paper"], date(2022, 6, 27), "Vamos.", "pt"
    )
    dates = (("1999", "2012"), ("2012-07", ""), ("2022-06-28", ""))
    known = zip(dates, moments, strict=True)
    listed = tuple(text.Moment(f"t{when}", when, until, said) for (when, until), said in known)
    yield text.Timeline("t", words["timeline"], listed)
    columns = tuple(text.Column(name, number > 0) for number, name in enumerate(COLUMNS[code]))
    yield text.Table("k", words["table"], columns, ROWS[code], heads=True, source=words["source"])


def _calendar(voice: Voice, day: str) -> Calendar:
    """The month of a day, on which alone something was published."""
    made = calendar(day[:7], (day,), voice, current=day)
    weeks = [tuple(one and replace(one, path=HERE if one.path else "") for one in week) for week in made.weeks]
    return replace(made, weeks=tuple(weeks))


def _embed(kind: str, words: dict[str, str]) -> Embed:
    """The frame stays empty: the page's policy lets nobody into it."""
    address = f"https://{HOST}/{kind}"
    player = address if kind in ("video", "post") else ""
    return Embed(f"v-{kind}", kind, words["embed"], words["length"], address, HOST, player, HOST, f"{address}.txt")


def _entry(voice: Voice) -> Entry:
    words, moment = WORDS[voice.code], voice.format
    body = (Prose("e1", f"<p>{words['later']}</p>"),)
    return Entry("e", moment.time(MOMENT), moment.day(MOMENT).words, words["news"], body, MOMENT.isoformat())


def _dateline(voice: Voice) -> str:
    return voice.format.forms.dateline.format(place=_links(NAMES[voice.code]["topics"])[1].words)
