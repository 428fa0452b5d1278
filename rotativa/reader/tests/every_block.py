"""One article with every block, in English and Arabic: an invented bridge in an invented town."""

from datetime import UTC, date, datetime
from uuid import UUID

from rotativa.documents.queries import DocumentCard
from rotativa.reader.patterns.words import COLUMNS, MOMENTS, ROWS, WORDS
from rotativa.reader.tests.paper import Paper
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
    PublishedArticle,
    PublishedPassage,
    PullQuote,
    Read,
    Statement,
    Subhead,
    Table,
    Timeline,
)

OUT = datetime(2022, 6, 28, 9, 0, tzinfo=UTC)
IDENTITIES = {"en": "2001", "ar": "2004"}
HOST = "player.example"


def with_every_block(paper: Paper) -> Paper:
    """The newsroom, with this article in it."""
    for code, identity in IDENTITIES.items():
        text = _text(code)
        article = PublishedArticle(identity, str(UUID(int=2000)), code, text, OUT, updated=None, snapshot=1)
        paper.passages[f"7@{code}"] = PublishedPassage("7", code, _background(code), 1)
        paper.documents["3"] = DocumentCard("3", "/documents/0f3c-report.pdf", "pdf", 1_234_567)
        paper.publish(article, f"/{code}/2022/06/28/bridge/")
    return paper


def _text(code: str) -> ArticleText:
    words = WORDS[code]
    return ArticleText(
        headline=words["headline"],
        standfirst=words["standfirst"],
        kicker="",
        section="2",
        kind="4",
        topics=("4",),
        authors=("1",),
        translators=(),
        reviewers=(),
        dateline="",
        lead=Picture("l", "river", words["caption"]),
        body=tuple(_body(code)),
    )


def _background(code: str) -> ContextText:
    words, (first, second, _last) = WORDS[code], MOMENTS[code]
    years = Timeline("y", "", (Moment("y1", "1999", "2012", first), Moment("y2", "2012-07", "", second)))
    return ContextText(words["subhead"], (Paragraphs("w", f"<p>{words['two']}</p>"), years), "1", date(2022, 6, 1))


def _body(code: str) -> list[Block]:
    words, moments = WORDS[code], MOMENTS[code]
    pictures = tuple(
        Picture(f"g{number}", name, words["caption"])
        for number, name in enumerate(("river", "damascus", "port", "strait"))
    )
    return [
        LiveEntry("e1", datetime(2022, 6, 28, 5, 2, tzinfo=UTC), "", (Paragraphs("e1a", f"<p>{words['entry']}</p>"),)),
        LiveEntry(
            "e2",
            datetime(2022, 6, 28, 8, 40, tzinfo=UTC),
            words["news"],
            (Paragraphs("e2a", f"<p>{words['later']}</p>"), Picture("e2b", "port", words["caption"])),
        ),
        Paragraphs("a", f"<p>{words['one']}</p>"),
        PullQuote("b", words["quote"], ""),
        Paragraphs("c", f"<p>{words['two']}</p>"),
        Statement(
            "d", words["said"], words["speaker"], words["role"], words["paper"], date(2022, 6, 27), "Vamos.", "pt"
        ),
        Timeline(
            "t",
            words["timeline"],
            (
                Moment("t1", "1999", "2012", moments[0]),
                Moment("t2", "2012-07", "", moments[1]),
                Moment("t3", "2022-06-28", "", moments[2]),
            ),
        ),
        Subhead("s", words["subhead"]),
        Paragraphs("f", f"<p>{words['two']}</p><p>{words['one']}</p>"),
        Factbox("x", words["facts"], words["fact"]),
        Paragraphs("h", f"<p>{words['two']}</p>"),
        Table(
            "k",
            words["table"],
            tuple(Column(name, number > 0) for number, name in enumerate(COLUMNS[code])),
            ROWS[code],
            heads=True,
            source=words["source"],
        ),
        Embed("v", f"https://{HOST}/1", "video", words["embed"], words["length"], "pt", f"https://{HOST}/1.txt"),
        Context("c7", "7"),
        Document("d9", "3", words["facts"]),
        Gallery("g", words["gallery"], pictures),
        Picture("p", "port", words["caption"]),
        Read("r", str(UUID(int=100))),
        Paragraphs("z", f"<p>{words['one']}</p>"),
    ]
