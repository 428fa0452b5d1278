"""The sample newsroom: the reference story in four editions, other stories around it, enough to fill every zone."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID

from rotativa.bylines.queries import AuthorAbout, AuthorCard
from rotativa.editions.queries import Masthead, Motto
from rotativa.kit.slugs import slugify
from rotativa.pictures.queries import AltText, PictureCard, PublicFile
from rotativa.reader.tests.paper import Paper
from rotativa.stories.text import ArticleText, Paragraphs, Picture, PublishedArticle, Read, Statement, Subhead
from rotativa.topics.queries import About, KindCard, SectionCard, TopicCard

TEXTS = json.loads((Path(__file__).parent / "samples.json").read_text(encoding="utf-8"))
CODES = ("en", "es", "pt", "ar")
FIRST = datetime(2022, 6, 28, 14, 5, tzinfo=UTC)
REFERENCE = str(UUID(int=1))
MANY = 34  # short items, so that lists have months


def sample_paper() -> Paper:
    """The newsroom."""
    paper = Paper()
    for code, (language, direction, zone, label, motto) in TEXTS["editions"].items():
        name = "أطلس" if code == "ar" else "Atlas"
        paper.mastheads[code] = Masthead(
            code, name, language, code, direction, zone, label, "latn", "desk@atlas.example", first_weekday=0
        )
        paper.mottos[code] = Motto(motto)
    _name_things(paper)
    for code, article in _reference():
        paper.publish(article, f"/{code}/2022/06/28/{slugify(article.text.headline)}/")
    for number, story in enumerate(TEXTS["stories"]):
        _publish(paper, number, story)
    _publish_many(paper)
    return paper


def _name_things(paper: Paper) -> None:
    for number, names in enumerate(TEXTS["sections"], start=1):
        for code, name in zip(CODES, names, strict=True):
            paper.sections[f"{number}@{code}"] = SectionCard(f"{number}@{code}", name)
            paper.addresses[f"section:{number}@{code}"] = f"/{code}/{slugify(name)}/"
    for number, (kind, *names) in enumerate(TEXTS["kinds"], start=1):
        for code, name in zip(CODES, names, strict=True):
            paper.kinds[f"{number}@{code}"] = KindCard(f"{number}@{code}", kind, name)
            paper.addresses[f"kind:{number}@{code}"] = f"/{code}/kinds/{slugify(name)}/"
    for number, (type_, *names) in enumerate(TEXTS["topics"], start=1):
        for code, name in zip(CODES, names, strict=True):
            paper.topics[f"{number}@{code}"] = TopicCard(f"{number}@{code}", type_, name)
            about = About(TEXTS["described"][code] if number == 1 else "")
            paper.abouts["topic"][f"{number}@{code}"] = about
            paper.addresses[f"topic:{number}@{code}"] = f"/{code}/topics/{slugify(name)}/"
    for number, (portrait, latin, arabic, roles) in enumerate(TEXTS["authors"], start=1):
        for code, role in zip(CODES, roles, strict=True):
            picture = f"portrait-{portrait}" if portrait else ""
            name = arabic if code == "ar" else latin
            paper.authors[f"{number}@{code}"] = AuthorCard(f"{number}@{code}", name)
            paper.author_abouts[f"{number}@{code}"] = AuthorAbout(
                role, TEXTS["biography"][code], "leila@atlas.example", "https://atlas.example/leila.asc"
            )
            paper.addresses[f"author:{number}@{code}"] = f"/{code}/authors/{slugify(name)}/"
            if picture:
                paper.portraits[str(number)] = picture
                _add_picture(paper, picture)


def _add_picture(paper: Paper, name: str) -> None:
    if name in paper.pictures:
        return
    known = TEXTS["pictures"][name]
    width, height = known["size"]
    files = tuple(
        PublicFile(f"/pictures/{name}-{wide}.{ending}", kind, wide, round(wide * height / width))
        for kind, ending in (("jpeg", "jpg"), ("webp", "webp"))
        for wide in (320, 640, 960, 1280, 1920)
        if wide <= width or wide == 320
    )
    focus = (known["focus"][0], known["focus"][1])
    paper.pictures[name] = PictureCard(name, focus, "Rui Azevedo", "Atlas", files)
    for code in CODES:
        paper.alts[f"{name}@{code}"] = AltText(known["alt"][code])


def _reference() -> Iterator[tuple[str, PublishedArticle]]:
    for number, code in enumerate(CODES, start=1):
        words = TEXTS["reference"].get(code)
        if words is not None:
            article = _article(str(number), REFERENCE, code, _reference_text(words), FIRST)
            yield code, replace(article, updated=FIRST + timedelta(hours=19, minutes=5))


def _reference_text(words: dict[str, str]) -> ArticleText:
    body = (
        Paragraphs("a", words["one"]),
        Statement(
            id="b",
            words=words["said"],
            speaker=words["speaker"],
            role=words["role"],
            to_whom=words["paper"],
            when=date(2022, 6, 28),
            original_words=TEXTS["reference"]["said"],
            original_language="ar",
        ),
        Paragraphs("c", words["two"]),
        Read("d", str(UUID(int=100))),
        Subhead("e", words["subhead"]),
        Paragraphs("f", words["three"]),
        Picture("g", "map-levant-en", words["map"]),
        Paragraphs("h", words["four"]),
        Read("i", str(UUID(int=999))),
    )
    return ArticleText(
        headline=words["headline"],
        standfirst=words["standfirst"],
        kicker="",
        section="1",
        kind="1",
        topics=("1", "2", "3"),
        authors=("1", "2"),
        translators=("3",) if "translated" in words else (),
        reviewers=("4",) if "translated" in words else (),
        dateline=words["place"],
        lead=Picture("l", "damascus", words["caption"]),
        body=body,
    )


def _publish(paper: Paper, number: int, story: dict[str, object]) -> None:
    when = FIRST - timedelta(minutes=25 + 42 * number)
    picture = str(story["picture"])
    for at, code in enumerate(CODES):
        words = story.get(code)
        if not isinstance(words, list):
            continue
        identity = str(100 + number * 4 + at)
        text = _plain(
            words[0],
            words[1],
            section=str(story["section"]),
            kind=str(story["kind"]),
            author=str(story.get("author", 1)),
            picture=picture,
        )
        if picture:
            _add_picture(paper, picture)
        article = _article(identity, str(UUID(int=100 + number)), code, text, when)
        paper.publish(article, f"/{code}/{when:%Y/%m/%d}/{slugify(words[0])}/")
    for name in ("damascus", "map-levant-en"):
        _add_picture(paper, name)


def _publish_many(paper: Paper) -> None:
    """Short items over five months, in one section of the English edition."""
    for number in range(MANY):
        when = FIRST - timedelta(days=4 + number * 4)
        text = _plain(f"Low-water bulletin {MANY - number}", "", section="8", kind="1", author="1")
        article = _article(str(1000 + number), str(UUID(int=1000 + number)), "en", text, when)
        paper.publish(article, f"/en/{when:%Y/%m/%d}/low-water-bulletin-{MANY - number}/")


def _plain(headline: str, standfirst: str, *, section: str, kind: str, author: str, picture: str = "") -> ArticleText:
    return ArticleText(
        headline=headline,
        standfirst=standfirst,
        kicker="",
        section=section,
        kind=kind,
        topics=("4",),
        authors=(author,),
        translators=(),
        reviewers=(),
        dateline="",
        lead=Picture("l", picture, standfirst) if picture else None,
        body=(Paragraphs("a", f"<p>{standfirst or headline}</p>"),),
    )


def _article(identity: str, story: str, code: str, text: ArticleText, published: datetime) -> PublishedArticle:
    return PublishedArticle(identity, story, code, text, published, updated=None, snapshot=1)
