"""The content of the demo fits together, keeps to each language's typography, and the reference story to its facts."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

import pytest

from rotativa.demo.blocks import (
    Block,
    Document,
    Factbox,
    Gallery,
    Live,
    Picture,
    Quote,
    Read,
    Statement,
    Subhead,
    Table,
    Timeline,
    Words,
    walk,
)
from rotativa.demo.checking import mistakes
from rotativa.demo.gallery import read_gallery
from rotativa.demo.manuscripts import Manuscript, Stage, Version, read_all
from rotativa.demo.newsroom import read_newsroom
from rotativa.demo.passages import read_passages
from rotativa.fronts.zones import LIMITS, Arrangement, ZoneName

STORIES = read_all()
PASSAGES = read_passages()
VERSIONS = [(story, version) for story in STORIES for version in story.versions]
REFERENCE = next(story for story in STORIES if story.name == "hamas-damascus")

each_version = pytest.mark.parametrize(
    ("story", "version"), VERSIONS, ids=[f"{story.name}-{version.edition}" for story, version in VERSIONS]
)


def texts(version: Version) -> Iterator[str]:
    """Everything of a version that readers see as text of that language."""
    yield from (version.headline, version.standfirst, version.kicker, version.dateline, version.lead.caption)
    backgrounds = [PASSAGES[name].texts[version.edition] for name in version.passages()]
    yield from (background.title for background in backgrounds)
    for block in walk((*version.body, *(block for background in backgrounds for block in background.body))):
        yield from told(block)


def told(block: Block) -> Iterator[str]:
    """The same of one block, without those inside it."""
    match block:
        case Words(paragraphs):
            yield from paragraphs
        case Statement(words, speaker, role, to_whom):
            yield from (words, speaker, role, to_whom)
        case Timeline(title, moments):
            yield from (title, *(moment.words for moment in moments))
        case Table(caption, headings, _, rows, source):
            yield from (caption, *headings, *(cell for row in rows for cell in row), source)
        case Subhead(words) | Quote(words, _) | Picture(_, words) | Document(_, words):
            yield words
        case Factbox(title, _) | Gallery(title, _) | Live(_, title, _):
            yield title


def test_everything_that_is_named_exists() -> None:
    assert mistakes(read_newsroom(), STORIES, read_gallery(), PASSAGES) == ()


def test_a_mistake_in_the_content_is_told_with_its_place() -> None:
    original = REFERENCE.original
    broken = replace(
        REFERENCE,
        section="gardening",
        versions=(replace(original, slug="404", lead=Picture("no.png", ""), body=(*original.body, Read("nothing"))),),
    )
    told = mistakes(read_newsroom(), (broken,), read_gallery(), PASSAGES)
    for part in (
        "no section “gardening”",
        "slug “404”",
        "no picture “no.png”",
        "a story “nothing” that does not exist",
    ):
        assert any(part in line for line in told), (part, told)


def test_no_story_leads_to_a_later_one() -> None:
    eager = replace(REFERENCE, versions=(replace(REFERENCE.original, published=datetime(2022, 1, 1)),))  # noqa: DTZ001  # on the clocks of the edition
    told = mistakes(
        read_newsroom(), (eager, *(one for one in STORIES if one is not REFERENCE)), read_gallery(), PASSAGES
    )
    assert told == ("hamas-damascus, en: leads to “unnamed-sources”, which went out later",)


def test_the_demo_has_the_mixture_that_it_promises() -> None:
    public = [story for story in STORIES if story.original.published]
    originals = {story.name: story.original.edition for story in public}
    editions = {story.name: sum(version.published is not None for version in story.versions) for story in public}
    assert len(public) >= 27
    assert {story.kind for story in STORIES} == {kind.key for kind in read_newsroom().kinds}
    assert len({story.section for story in STORIES}) >= 8
    assert sum(code != "en" for code in originals.values()) >= 5
    assert editions["hamas-damascus"] == 4
    assert sum(number >= 2 for number in editions.values()) >= 16
    assert sum(number == 4 for number in editions.values()) >= 6
    assert set(editions.values()) == {1, 2, 3, 4}
    assert {code for _story, version in VERSIONS for code in (version.edition,)} == {"en", "es", "pt", "ar"}


def test_readers_of_every_edition_find_something_in_every_section() -> None:
    newsroom = read_newsroom()
    told = {(story.section, version.edition) for story, version in VERSIONS if version.published}
    assert told == {(section.key, code) for section in newsroom.sections for code in newsroom.codes}


def test_as_many_write_opinion_in_english_as_the_front_has_room_for() -> None:
    pieces = [story for story, version in VERSIONS if story.kind == "opinion" and version.edition == "en"]
    most = LIMITS[Arrangement.LEAD][ZoneName.OPINION].filled
    assert len({author for story in pieces for author in story.authors}) == len(pieces) == most


def test_something_lies_at_the_desk_at_every_stage() -> None:
    assert {version.stands.stage for _story, version in VERSIONS} == set(Stage)
    assert any(version.since for _story, version in VERSIONS)


def test_one_picture_waits_for_somebody_to_describe_it_and_no_reader_misses_that() -> None:
    gallery = read_gallery()
    silent = {
        (story.name, version.edition, file)
        for story, version in VERSIONS
        for file in version.pictures()
        if version.edition not in gallery[file].alts
    }
    assert silent == {("low-tide", "pt", "fishing-boat.png")}
    tide = next(story for story in STORIES if story.name == "low-tide")
    hasty = replace(tide, versions=tuple(replace(one, published=datetime(2022, 6, 29)) for one in tide.versions))  # noqa: DTZ001  # on the clocks of the edition
    told = mistakes(read_newsroom(), [hasty if one is tide else one for one in STORIES], gallery, PASSAGES)
    assert told == ("low-tide, pt: the picture “fishing-boat.png” has no alt text in “pt”",)


def test_nothing_leads_to_what_is_not_out() -> None:
    eager = replace(REFERENCE, versions=(replace(REFERENCE.original, body=(Read("commission-boat"),)),))
    told = mistakes(read_newsroom(), (eager, *STORIES), read_gallery(), PASSAGES)
    assert "hamas-damascus, en: leads to “commission-boat”, which is not out" in told


def test_no_translation_is_out_before_its_original() -> None:
    hasty = replace(REFERENCE, versions=(replace(REFERENCE.original, published=None), *REFERENCE.versions[1:]))
    told = mistakes(read_newsroom(), [hasty if one is REFERENCE else one for one in STORIES], read_gallery(), PASSAGES)
    assert "hamas-damascus, es: is out, and its original is not" in told


def test_pictures_have_working_names_that_an_editor_would_give_them() -> None:
    gallery = read_gallery()
    names = [drawing.title for drawing in gallery.values()]
    assert len(set(names)) == len(names)
    assert not [name for name in names if name[:1].islower() or re.search(r"[-_]|\.png", name)]
    people = {author.names["en"].name: author.portrait for author in read_newsroom().authors}
    assert all(gallery[file].title == f"Portrait: {name}" for name, file in people.items())


@each_version
def test_a_version_is_as_long_as_a_story(story: Manuscript, version: Version) -> None:
    words = sum(len(text.split()) for text in texts(version))
    least, most = (100, 320) if story is REFERENCE or version.stands.stage is Stage.DRAFT else (250, 900)
    assert least <= words <= most


QUOTES = {"en": "“”‘’", "es": "«»“”", "pt": "“”‘’", "ar": "«»“”"}
DASHES = {"en": r" – ", "es": r"—", "pt": r" – ", "ar": r" — |–"}


@each_version
def test_a_version_keeps_to_the_typography_of_its_language(story: Manuscript, version: Version) -> None:
    keeps_to_the_typography("\n".join(texts(version)), version.edition)


def test_passages_keep_to_the_typography_of_their_languages() -> None:
    for passage in read_passages().values():
        for edition, text in passage.texts.items():
            keeps_to_the_typography(
                "\n".join((text.title, *(words for one in text.body for words in told(one)))), edition
            )


def keeps_to_the_typography(text: str, edition: str) -> None:
    assert "'" not in text
    assert '"' not in text
    assert "  " not in text
    assert not set("“”‘’«»„") & set(text) - set(QUOTES[edition]), "quotes of another language"
    for dash in re.findall(r"\s?[–—]\s?", text):
        assert re.fullmatch(DASHES[edition], dash.strip() if edition == "es" else dash), repr(dash)
    assert not re.search(r"\s[;:!?،؛؟]", text), "a space before punctuation"
    if edition in ("en", "ar"):
        assert not re.search(r"\d,\d{1,2}\b", text), "decimals with a comma"
    else:
        assert not re.search(r"\d\.\d{1,2}\b", text), "decimals with a point"
    if edition == "ar":
        assert "*" not in text.replace("**", ""), "Arabic has no italics"
        assert not re.search(r"(?<!/)(يناير|مارس|أبريل|مايو|يونيو|يوليو|نوفمبر)", text), "months stand in both namings"
    if edition == "es":
        assert text.count("¿") == text.count("?")
        assert text.count("¡") == text.count("!")


NAMES = {
    "en": "Hamas Damascus Khalil al-Hayya Al-Akhbar Palestinian Hezbollah Lebanese Beirut June Senior",
    "es": "Hamás Damasco Jalil al Haya Al-Akhbar Hezbolá Beirut Alto",
    "pt": "Hamas Damasco Khalil al-Hayya Al-Akhbar Hezbollah Beirute Alto",
}
FIRST_WORDS = {
    "en": "A The Reopened What It Who Confirmed Said From Ten",
    "es": "El Una Los La Lo De Pasaron Canales Resume Quién Confirmado Dicho Se",
    "pt": "O Uma Os A De Passaram-se Canais Resume Quem Confirmado Confirma-se Dito",
}


@pytest.mark.parametrize("version", REFERENCE.versions, ids=lambda version: version.edition)
def test_the_reference_story_says_nothing_beyond_its_facts(version: Version) -> None:
    text = " ".join(texts(version))
    assert set(re.findall(r"\d+", text)) == {"1999", "2012", "2022"}
    assert not set("“”„") & set(text), "nobody is quoted: the words of statements are reported"
    if version.edition == "ar":
        assert set(re.findall(r"«([^»]+)»", text)) == {"حماس", "الأخبار"}
        return
    assert not set("«»") & set(text)
    allowed = set(f"{NAMES[version.edition]} {FIRST_WORDS[version.edition]}".split())
    capitals = {word.strip("*") for word in re.findall(r"[*\w-]+", text) if word.strip("*")[:1].isupper()}
    assert capitals <= allowed


def test_the_reference_story_leads_to_another_in_every_edition() -> None:
    editions = {story.name: {version.edition for version in story.versions} for story in STORIES}
    for version in REFERENCE.versions:
        targets = [block.story for block in version.body if isinstance(block, Read)]
        assert targets
        assert all(version.edition in editions[target] for target in targets)


def test_no_words_in_statements_of_the_reference_story_are_invented() -> None:
    for version in REFERENCE.versions:
        statements = [block for block in version.body if isinstance(block, Statement)]
        assert statements
        assert all(not statement.original_words and statement.when is None for statement in statements)
