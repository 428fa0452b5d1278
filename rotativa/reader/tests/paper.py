"""A newsroom in memory: the theme's reads answered from dictionaries, through real facets and shelves.

Surfaces are tested against it without a database, and the sample pages that browsers and checkers look at come from it.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from unittest.mock import patch

from rotativa.bylines.queries import AuthorAbout, AuthorCard
from rotativa.documents.queries import DocumentCard
from rotativa.editions.queries import Masthead, Motto
from rotativa.fronts import reads as front_reads
from rotativa.fronts.composition import Composition
from rotativa.fronts.values import Navigation, PageCard, PublishedPage
from rotativa.kit.things import Thing, identity_of
from rotativa.kit.trace import Facet, Shelf, tracing
from rotativa.pictures.queries import AltText, PictureCard
from rotativa.reader import reads
from rotativa.reader.surfaces import all_surfaces
from rotativa.stories.lists import FEW
from rotativa.stories.queries import ArticleCard, ArticleLine, Filed, GoneArticle, Signed, Writers
from rotativa.stories.text import PublishedArticle, PublishedPassage
from rotativa.topics.queries import About, KindCard, SectionCard, TopicCard

NOW = datetime(2022, 7, 1, 12, tzinfo=UTC)
ON_A_FRONT = 30


@dataclass
class Paper:
    """What the newsroom has."""

    mastheads: dict[str, Masthead] = field(default_factory=dict)
    mottos: dict[str, Motto] = field(default_factory=dict)
    sections: dict[str, SectionCard] = field(default_factory=dict)
    kinds: dict[str, KindCard] = field(default_factory=dict)
    topics: dict[str, TopicCard] = field(default_factory=dict)
    merged_authors: dict[str, str] = field(default_factory=dict)
    merged_topics: dict[str, str] = field(default_factory=dict)
    abouts: dict[str, dict[str, About]] = field(default_factory=lambda: {"section": {}, "kind": {}, "topic": {}})
    authors: dict[str, AuthorCard] = field(default_factory=dict)
    portraits: dict[str, str] = field(default_factory=dict)
    author_abouts: dict[str, AuthorAbout] = field(default_factory=dict)
    pictures: dict[str, PictureCard] = field(default_factory=dict)
    phones: dict[str, str] = field(default_factory=dict)
    alts: dict[str, AltText] = field(default_factory=dict)
    articles: dict[str, PublishedArticle] = field(default_factory=dict)
    passages: dict[str, PublishedPassage] = field(default_factory=dict)
    documents: dict[str, DocumentCard] = field(default_factory=dict)
    plain: dict[str, PublishedPage] = field(default_factory=dict)
    navigations: dict[str, Navigation] = field(default_factory=dict)
    addresses: dict[str, str] = field(default_factory=dict)
    fronts: dict[str, Composition] = field(default_factory=dict)
    policies: dict[str, str] = field(default_factory=dict)
    gone: dict[str, GoneArticle] = field(default_factory=dict)

    def publish(self, article: PublishedArticle, path: str) -> None:
        """Puts an article on its shelves and at its address."""
        self.articles[article.identity] = article
        self.addresses[f"article:{article.identity}"] = path

    def card(self, identity: str) -> ArticleCard | None:
        """What lists show of an article."""
        article = self.articles.get(identity)
        if article is None:
            return None
        text = article.text
        return ArticleCard(
            identity=identity,
            path=self.addresses[f"article:{identity}"],
            story=article.story,
            edition=article.edition,
            headline=text.headline,
            standfirst=text.standfirst,
            kicker=text.kicker,
            section=text.section,
            kind=text.kind,
            picture=text.lead.picture if text.lead else "",
            is_over=text.is_over(),
            first_published=article.first_published,
        )

    def line(self, identity: str) -> ArticleLine | None:
        """What rivers of headlines show of an article."""
        one = self.card(identity)
        if one is None:
            return None
        return ArticleLine(identity, one.path, one.headline, one.section, one.kind, one.first_published)

    def writers(self, identity: str) -> Writers | None:
        """Who wrote an article."""
        article = self.articles.get(identity)
        return None if article is None else Writers(article.text.authors)

    def homes(self, story: str) -> list[str]:
        """The articles of a story, each behind its edition."""
        return sorted(f"{one.edition}:{one.identity}" for one in self.articles.values() if one.story == story)

    def signed(self, identity: str) -> Signed | None:
        """Whose names stand under an article."""
        article = self.articles.get(identity)
        if article is None:
            return None
        return Signed(article.text.authors, article.text.translators, article.text.reviewers)

    def lists_of(self, article: PublishedArticle) -> tuple[str, ...]:
        """The lists that hold an article."""
        text, code = article.text, article.edition
        return (
            code,
            f"{code}/section/{text.section}",
            f"{code}/kind/{text.kind}",
            *(f"{code}/topic/{topic}" for topic in text.topics),
            *(f"{code}/author/{author}" for author in (*text.authors, *text.translators, *text.reviewers)),
        )

    def members(self, name: str) -> list[PublishedArticle]:
        """The articles of a list, newest first."""
        found = [article for article in self.articles.values() if name in self.lists_of(article)]
        return sorted(found, key=lambda article: (article.first_published, article.identity), reverse=True)

    def kind_code(self, identity: str) -> str | None:
        """What a kind is in every edition."""
        return next((kind.code for name, kind in self.kinds.items() if name.partition("@")[0] == identity), None)

    def filed(self, identity: str) -> Filed | None:
        """What an article is about."""
        article = self.articles.get(identity)
        return None if article is None else Filed(article.text.topics)

    def day(self, argument: str) -> list[PublishedArticle]:
        """The articles of a day of an edition."""
        code, _, day = argument.partition("/")
        return [one for one in self.members(code) if f"{one.first_published:%Y-%m-%d}" == day]

    def days(self, code: str) -> list[str]:
        """The days of an edition."""
        return sorted({f"{one.first_published:%Y-%m-%d}" for one in self.members(code)})

    def beside(self, argument: str) -> list[str]:
        """The nearest days with articles."""
        code, _, day = argument.partition("/")
        before = [f"<{one}" for one in self.days(code) if one < day][-1:]
        return [*before, *[f">{one}" for one in self.days(code) if one > day][:1]]

    def months(self, name: str) -> tuple[str, ...]:
        """All months of a list, newest first."""
        return tuple(dict.fromkeys(f"{article.first_published:%Y-%m}" for article in self.members(name)))


def _facet(name: str, answers: Mapping[str, Any] | Callable[[str], Any], of: Any = None) -> Facet[Any]:
    ask = answers.get if isinstance(answers, Mapping) else answers
    return Facet(name, lambda arguments: {one: value for one in arguments if (value := ask(one)) is not None}, {}, of)


def _shelf(name: str, ask: Callable[[str], Iterable[str]], holding: Callable[[Thing], tuple[str, ...]]) -> Shelf:
    return Shelf(
        name,
        lambda arguments: {one: tuple(ask(one)) for one in arguments},
        lambda things: {thing: holding(thing) for thing in things},
    )


@contextmanager
def reading(paper: Paper) -> Iterator[None]:
    """While open, the theme reads this newsroom."""

    def newest(name: str) -> list[str]:
        return [one.identity for one in paper.members(name)][:ON_A_FRONT]

    def months(name: str) -> tuple[str, ...]:
        return paper.months(name) if len(paper.members(name)) > ON_A_FRONT else ()

    def month(argument: str) -> list[str]:
        name, _, wanted = argument.rpartition("/")
        return [one.identity for one in paper.members(name) if f"{one.first_published:%Y-%m}" == wanted]

    def days(argument: str) -> list[str]:
        code, _, month = argument.partition("/")
        return [day for day in paper.days(code) if day.startswith(month)]

    def holding_months(thing: Thing) -> tuple[str, ...]:
        article = paper.articles.get(identity_of(thing)) if thing.startswith("article:") else None
        return tuple(f"{name}/{article.first_published:%Y-%m}" for name in paper.lists_of(article)) if article else ()

    def home(argument: str) -> list[str]:
        story, _, code = argument.partition("@")
        return [one.identity for one in paper.articles.values() if (one.story, one.edition) == (story, code)]

    def month_stories(argument: str) -> list[str]:
        return [paper.articles[article].story for article in month(argument)]

    answers: dict[str, Any] = {
        "masthead": _facet("edition.masthead", paper.mastheads),
        "motto": _facet("edition.motto", paper.mottos),
        "section_card": _facet("section.card", paper.sections),
        "kind_card": _facet("kind.card", paper.kinds),
        "kind_code": _facet("kind.code", paper.kind_code),
        "topic_card": _facet("topic.card", paper.topics),
        "topic_now": _facet("topic.now", paper.merged_topics),
        "subject_abouts": {kind: _facet(f"{kind}.about", told) for kind, told in paper.abouts.items()},
        "article_filed": _facet("article.filed", paper.filed),
        "author_about": _facet("author.about", paper.author_abouts),
        "article_signed": _facet("article.signed", paper.signed),
        "article_writers": _facet("article.writers", paper.writers),
        "author_card": _facet("author.card", paper.authors),
        "author_now": _facet("author.now", paper.merged_authors),
        "author_portrait": _facet("author.portrait", paper.portraits),
        "picture_card": _facet("picture.card", paper.pictures),
        "picture_phone": _facet("picture.phone", paper.phones),
        "picture_alt": _facet("picture.alt", paper.alts),
        "article_gone": _facet("article.gone", paper.gone),
        "article_full": _facet("article.full", paper.articles),
        "passage": _facet("passage.full", paper.passages),
        "document_card": _facet("document.card", paper.documents),
        "navigation": _facet("navigation.plan", paper.navigations),
        "page_full": _facet("page.full", paper.plain),
        "page_policy": _facet("page.policy", paper.policies),
        "page_card": _facet("page.card", lambda name: _page_card(paper, name)),
        "article_line": _facet("article.line", paper.line),
        "article_card": _facet("article.card", paper.card),
        "address": _facet("address", paper.addresses, of=Thing),
        "front_composition": _facet("front.composition", paper.fronts),
        "all_editions": _shelf("editions.all", lambda _: paper.mastheads, _nothing),
        "all_sections": _shelf("sections.all", lambda code: _sections(paper, code), _nothing),
        "all_pages": _shelf("pages.all", lambda code: _pages(paper, code), _nothing),
        "story_in": _shelf("story.in", home, _nothing),
        "story_editions": _shelf("story.editions", paper.homes, _nothing),
        "month_stories": _shelf("stories.month", month_stories, _nothing),
        "latest": _shelf("articles.latest", newest, _nothing),
        "newest": _shelf("articles.newest", lambda name: newest(name)[:FEW], _nothing),
        "months": _shelf("articles.months", months, _nothing),
        "month": _shelf("articles.month", month, holding_months),
        "day": _shelf("articles.day", lambda argument: [one.identity for one in paper.day(argument)], _nothing),
        "days": _shelf("articles.days", days, _nothing),
        "days_beside": _shelf("articles.beside", paper.beside, _nothing),
        "all_months": _shelf("articles.all_months", paper.months, _nothing),
    }
    of_fronts = {name: answers[name] for name in front_reads.__all__}
    with patch.multiple(reads, **answers), patch.multiple(front_reads, **of_fronts):
        yield


def _nothing(_: Thing) -> tuple[str, ...]:
    return ()


def _sections(paper: Paper, code: str) -> list[str]:
    return [name.partition("@")[0] for name in paper.sections if name.partition("@")[2] == code]


def _pages(paper: Paper, code: str) -> list[str]:
    return [page.identity for page in paper.plain.values() if page.edition == code]


def _page_card(paper: Paper, name: str) -> PageCard | None:
    page = paper.plain.get(name)
    return None if page is None else PageCard(name, page.text.title)


def printed(paper: Paper, surface: str, argument: str) -> str:
    """The text of one page. Raises ``LookupError`` where there is no such place."""
    found = {one.name: one for one in all_surfaces()}[surface]
    with reading(paper), tracing(NOW):
        content = found.render(argument)
    if content is None:
        raise LookupError(f"{surface} {argument}")
    return content.decode()
