"""Composed fronts, from the sample newsroom: what was chosen, what fills itself, and no story twice."""

import random
from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from rotativa.editions.lasting import Merged
from rotativa.fronts.composition import Composition, Place, Zone
from rotativa.fronts.zones import LIMITS, Arrangement, ZoneName
from rotativa.reader.tests.paper import NOW, Paper, printed
from rotativa.reader.tests.selecting import Found
from rotativa.stories.text import LiveEntry, Paragraphs, PublishedArticle

WITHOUT_PICTURE, TRAM, ARCHIVE, TIDE, WHEAT, DUNES, RIVER, PORTS = 1, 2, 3, 7, 8, 10, 11, 12
"""Stories of the sample, by their number there."""


def story(number: int) -> str:
    return str(UUID(int=100 + number))


def places(*numbers: int) -> tuple[Place, ...]:
    return tuple(Place(story(number)) for number in numbers)


def page(paper: Paper, code: str = "en") -> Found:
    return Found.page(printed(paper, "front", code))


def headlines(root: Found, where: str) -> list[str]:
    return [link.text for link in root(f"{where} h3 a")]


def called(paper: Paper, *numbers: int, code: str = "en") -> list[str]:
    """The headlines of these stories in an edition."""
    found = {(one.story, one.edition): one.text.headline for one in paper.articles.values()}
    return [found[story(number), code] for number in numbers]


def linked(root: Found) -> list[str]:
    """The articles that the front leads to with a headline."""
    return [link["href"] for link in root("main h3 a") if link["href"].count("/") > 5]


def test_what_was_chosen_stands_first_and_the_newest_behind_it(paper: Paper) -> None:
    by_itself = headlines(page(paper), ".beside")
    paper.fronts["en"] = Composition(zones=(Zone("lead", places(TRAM)), Zone("secondary", places(WHEAT))))
    root = page(paper)
    assert headlines(root, ".first") == called(paper, TRAM)
    assert headlines(root, ".beside")[0] == called(paper, WHEAT)[0]
    assert len(headlines(root, ".beside")) == len(by_itself) == 3
    # Other editions are composed by themselves.
    assert headlines(page(paper, "es"), ".first") != called(paper, TRAM, code="es")


def test_a_zone_that_does_not_fill_holds_what_was_chosen_and_no_more(paper: Paper) -> None:
    paper.fronts["en"] = Composition(
        zones=(Zone("secondary", places(WHEAT), fills=False), Zone("four", fills=False), Zone("latest", fills=False)),
        strips_fill=False,
    )
    root = page(paper)
    assert headlines(root, ".beside") == called(paper, WHEAT)
    assert not root(".four, .river, .strip-of")


def test_a_place_that_cannot_be_shown_is_skipped_and_the_next_moves_up(paper: Paper) -> None:
    ended, lasting = Place(story(WHEAT), NOW), Place(story(DUNES), NOW + timedelta(seconds=1))
    nowhere = Place(str(UUID(int=9999)))
    paper.fronts["en"] = Composition(zones=(Zone("secondary", (nowhere, ended, lasting)),))
    assert headlines(page(paper), ".beside")[0] == called(paper, DUNES)[0]
    # What has ended stands wherever it comes by itself.
    assert called(paper, WHEAT)[0] in headlines(page(paper), ".four")
    withdrawn = next(one for one in paper.articles.values() if (one.story, one.edition) == (story(DUNES), "en"))
    del paper.articles[withdrawn.identity]
    assert withdrawn.text.headline not in headlines(page(paper), "main")


@pytest.mark.parametrize("arrangement", Arrangement.values)
def test_no_story_stands_twice_whatever_is_chosen(paper: Paper, dice: random.Random, arrangement: str) -> None:
    for _ in range(20):
        paper.fronts["en"] = _random_composition(dice, arrangement)
        shown = linked(page(paper))
        assert len(shown) == len(set(shown))
        assert len(shown) >= 20


def _random_composition(dice: random.Random, arrangement: str) -> Composition:
    stories = dice.sample(range(14), k=14)
    sections = dice.sample(range(1, 9), k=3)
    zones = []
    for name in [*ZoneName.values, *["strip"] * 2]:
        most = dice.randint(0, LIMITS[arrangement][name].chosen)
        chosen, stories = stories[:most], stories[most:]
        section = sections.pop() if name == "strip" else None
        zones.append(Zone(name, places(*chosen), section, fills=dice.random() < 0.8 or name == "latest"))
    return Composition(arrangement, tuple(zones), strips_fill=dice.random() < 0.5)


def test_a_strip_is_of_its_section_and_what_that_became(paper: Paper) -> None:
    strips = (Zone("strip", places(RIVER), section=8), Zone("strip", places(TRAM), section=6))
    # What stands above a strip is left out of it, so nothing may stand in the row of four.
    paper.fronts["en"] = Composition(zones=(Zone("four", fills=False), *strips))
    root = page(paper)
    assert [heading.text for heading in root(".strip-of h2")] == ["Water levels", "Climate"]
    assert headlines(root, ".begins")[0] == called(paper, RIVER)[0]
    assert headlines(root, ".further")[:2] == ["Low-water bulletin 34", "Low-water bulletin 33"]
    assert root.first(".strip-of header a")["href"] == "/en/water-levels/"
    # Merged into the other: one strip, and what was chosen for the second stands where it comes by itself.
    paper.sections["8@en"] = Merged("6")  # type: ignore[assignment]  # as the real facet answers
    root = page(paper)
    assert [heading.text for heading in root(".strip-of h2")] == ["Climate"]
    assert headlines(root, ".begins") == called(paper, RIVER)
    assert called(paper, TRAM)[0] in headlines(root, "main")


def test_sections_make_strips_by_themselves_while_enough_is_left(paper: Paper) -> None:
    assert [heading.text for heading in page(paper)(".strip-of h2")] == ["Water levels"]
    assert not page(paper, "pt")(".strip-of")


def test_big_news_goes_over_everything_minute_by_minute(paper: Paper) -> None:
    _let_happen(paper, TIDE, ["10:00 The gate moves.", "09:00 The water rises.", ""])
    paper.fronts["en"] = Composition("big", (Zone("lead", places(TIDE)), Zone("more", places(RIVER, ARCHIVE, PORTS))))
    root = page(paper)
    assert headlines(root, ".huge") == called(paper, TIDE)
    assert [each.text for each in root(".minutes a")] == ["10:00 The gate moves.", "09:00 The water rises."]
    path = root.first(".huge h3 a")["href"]
    assert root.first(".minutes a")["href"] == f"{path}#b-0"
    assert root.first(".aside .ghost")["href"] == path
    assert headlines(root, ".words-only") == called(paper, RIVER, ARCHIVE, PORTS)
    assert not root(".words-only .plate")
    assert root.first(".huge .kicker .live").text == "Live"
    assert root.first(".aside .ghost").text == "Follow the coverage"
    _let_happen(paper, TIDE, ["10:00 The gate moves."], over=True)
    root = page(paper)
    assert not root(".huge .live")
    assert root.first(".huge .kicker").text.endswith("Coverage has ended")
    assert root.first(".aside .ghost").text == "All entries"
    # On an ordinary day the same story leads without its minutes.
    paper.fronts["en"] = Composition(zones=(Zone("lead", places(TIDE)),))
    assert not page(paper)(".minutes")


def test_an_analysis_that_was_a_live_story_is_named_as_one(paper: Paper) -> None:
    """Its entries stay in the text when its kind becomes another."""
    _let_happen(paper, TIDE, ["10:00 The gate moves."], over=True)
    [analysis] = (kind for kind in paper.kinds.values() if kind.code == "analysis" and kind.identity.endswith("@en"))
    for identity, article in list(paper.articles.items()):
        if article.story == story(TIDE):
            paper.articles[identity] = _with(article, kind=analysis.identity.partition("@")[0])
    paper.fronts["en"] = Composition(zones=(Zone("lead", places(TIDE)),))
    root = page(paper)
    assert headlines(root, "main")[0] == called(paper, TIDE)[0]
    assert root.first("main .kicker").text.endswith("Analysis")


def _let_happen(paper: Paper, number: int, told: Iterable[str], *, over: bool = False) -> None:
    """Makes a story a live one with these entries, newest first."""
    for identity, article in list(paper.articles.items()):
        if article.story == story(number):
            entries = tuple(
                LiveEntry(str(at), NOW - timedelta(hours=at), words, (Paragraphs("a", "<p>So.</p>"),), is_last=over)
                for at, words in enumerate(told)
            )
            paper.articles[identity] = _with(article, kind="4", body=entries)


def _with(article: PublishedArticle, **text: object) -> PublishedArticle:
    return replace(article, text=replace(article.text, **text))  # type: ignore[arg-type]


def test_a_quiet_day_has_columns_of_words_and_one_long_read(paper: Paper) -> None:
    paper.fronts["en"] = Composition("quiet", (Zone("lead", places(DUNES)),))
    root = page(paper)
    assert len(root(".three > div")) == 3
    assert len(headlines(root, ".three")) == 6
    assert not root(".three .plate")
    assert headlines(root, ".long .first") == called(paper, DUNES)
    assert not root("img[fetchpriority]"), "below the columns no picture may take the way of what is read first"
    assert len(headlines(root, ".opinions")) == 4
    assert not root(".strip-of, .top")


def test_a_picture_stands_large_where_there_is_one(paper: Paper) -> None:
    paper.fronts["en"] = Composition(zones=(Zone("pictures", places(RIVER, WITHOUT_PICTURE)),))
    root = page(paper)
    assert headlines(root, ".plate-of") == called(paper, RIVER)
    assert called(paper, WITHOUT_PICTURE)[0] in headlines(root, "main")


def test_a_place_has_a_headline_and_a_picture_of_its_own(paper: Paper) -> None:
    other = next(iter(paper.pictures.values()))
    own = called(paper, WITHOUT_PICTURE)[0]
    dressed = (Place(story(WITHOUT_PICTURE), headline="Short and sharp", picture=other.identity, replaces=own),)
    paper.fronts["en"] = Composition(zones=(Zone("pictures", dressed), Zone("secondary", places(WHEAT))))
    root = page(paper)
    assert headlines(root, ".plate-of") == ["Short and sharp"], "its picture there makes it one with a picture"
    assert root.first(".plate-of img")["src"] in {file.path for file in other.files}
    assert called(paper, WITHOUT_PICTURE)[0] not in headlines(root, "main")
    assert headlines(root, ".beside")[0] == called(paper, WHEAT)[0], "what is empty is the article's own"
    assert "Short and sharp" not in printed(paper, "front", "es")
    listed = Found.page(printed(paper, "section", "1@en"))
    assert "Short and sharp" not in listed.first("main").text


@pytest.mark.parametrize("replaces", ["What it was called before it was corrected", ""])
def test_what_was_corrected_does_not_live_on_in_a_place(paper: Paper, replaces: str) -> None:
    wrong = Place(story(WHEAT), headline="Short and wrong", replaces=replaces)
    paper.fronts["en"] = Composition(zones=(Zone("lead", (wrong,)),))
    root = page(paper)
    assert headlines(root, ".first") == called(paper, WHEAT)
    assert "Short and wrong" not in root.first("main").text


def test_what_does_not_stand_where_it_was_chosen_stands_elsewhere_as_itself(paper: Paper) -> None:
    """A zone that it does not fit, and a section that is no more: its headline there was for that place alone."""
    chosen = [
        Place(story(number), headline="Short and sharp", replaces=called(paper, number)[0])
        for number in (WITHOUT_PICTURE, WHEAT)
    ]
    paper.fronts["en"] = Composition(
        zones=(Zone("pictures", (chosen[0],)), Zone("strip", (chosen[1],), section=999)), strips_fill=False
    )
    root = page(paper)
    assert set(called(paper, WITHOUT_PICTURE, WHEAT)) <= set(headlines(root, "main"))
    assert "Short and sharp" not in root.first("main").text


def test_breaking_news_stand_over_the_lead(paper: Paper) -> None:
    assert not page(paper)(".breaking")
    paper.fronts["en"] = Composition(zones=(Zone("breaking", places(PORTS)),))
    assert headlines(page(paper), "main .breaking") == called(paper, PORTS)


@pytest.mark.parametrize(
    ("arrangement", "first", "around"), [("lead", ".first", ".beside"), ("big", ".huge", ".aside")]
)
def test_where_the_lead_has_ended_the_next_one_leads(paper: Paper, arrangement: str, first: str, around: str) -> None:
    """What was chosen to stand around it would stand nowhere."""
    lead = Zone("lead", (Place(story(TRAM), NOW),), fills=False)
    zones = (lead, Zone("secondary", places(WHEAT, DUNES), fills=False))
    paper.fronts["en"] = Composition(arrangement, zones=zones, strips_fill=False)
    root = page(paper)
    assert headlines(root, first) == called(paper, WHEAT)
    assert called(paper, DUNES)[0] in [link.text for link in root(f"{around} a")]


def test_a_newsroom_without_pictures_has_a_lead(paper: Paper) -> None:
    for identity, article in list(paper.articles.items()):
        paper.articles[identity] = _with(article, lead=None)
    root = page(paper)
    assert headlines(root, ".first") == ["Hamas says it has decided to mend ties with Damascus"]
    assert not root(".four")
