"""Builds the demo newsroom, in the order in which its parts need each other. What is there already stays as it is."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import override

from rotativa.demo import furnishing
from rotativa.demo.checking import mistakes
from rotativa.demo.errors import ContentError
from rotativa.demo.fronts import Front, compose, mistakes as mistakes_of_fronts, read_fronts
from rotativa.demo.gallery import Drawing, read_gallery
from rotativa.demo.manuscripts import Manuscript, read_all
from rotativa.demo.newsroom import Newsroom, read_newsroom
from rotativa.demo.pages import ListPlan, PagePlan, faults, publish_foot, publish_pages, read_foot, read_pages
from rotativa.demo.passages import Passage, read_passages
from rotativa.demo.publishing import Cupboard, desks, publish, publish_background
from rotativa.staff.models import User

Say = Callable[[str], None]

DECIDES = "admin"
"""The login of the colleague who decides on the navigation of all editions."""
DRAWS = "rui"
"""The login of the colleague who brings in the pictures."""


@dataclass(frozen=True)
class Content:
    """All of the demo's content, read and found to fit together."""

    newsroom: Newsroom
    stories: tuple[Manuscript, ...]
    gallery: Mapping[str, Drawing]
    passages: Mapping[str, Passage]
    fronts: tuple[Front, ...]
    pages: tuple[PagePlan, ...] = ()
    foot: tuple[ListPlan, ...] = ()


def read_content() -> Content:
    """Reads the files of the demo. Raises ``ContentError`` with everything that does not fit."""
    newsroom, stories, gallery, passages = read_newsroom(), read_all(), read_gallery(), read_passages()
    fronts, pages, foot = read_fronts(), read_pages(), read_foot()
    told = (
        *mistakes(newsroom, stories, gallery, passages),
        *mistakes_of_fronts(fronts, stories, newsroom),
        *faults(pages, foot, newsroom.codes),
    )
    if told:
        raise ContentError("content", 0, "\n".join(("these do not fit together:", *told)))
    return Content(newsroom, stories, gallery, passages, fronts, pages, foot)


def belongs_to_others(newsroom: Newsroom) -> bool:
    """Whether people work in this database, and none of them is of the demo."""
    known = set(User.objects.values_list("username", flat=True))
    return bool(known) and known.isdisjoint(login.user for login in newsroom.logins)


def build(content: Content, say: Say) -> None:
    """Builds what is missing of the demo, through the same verbs as people use, and says how far it is."""
    newsroom = content.newsroom
    with override("en"):  # what the verbs say when they refuse, whatever the language of this machine
        furnishing.wordmarks(settings.ROTATIVA_DATA / "wordmarks")
        editions = furnishing.editions(newsroom.editions)
        people = furnishing.people(newsroom.logins)
        say(f"{len(editions)} editions, {len(people)} people of the desk")
        pictures = furnishing.pictures(_used(content), people[DRAWS], say)
        cupboard = Cupboard(
            editions=editions,
            pictures=pictures,
            documents=furnishing.documents(_offered(content)),
            sections=furnishing.sections(newsroom, editions),
            kinds=furnishing.kinds(newsroom),
            topics=furnishing.topics(newsroom, editions),
            authors=furnishing.authors(newsroom, editions, pictures),
        )
        say(f"{len(cupboard.sections)} sections, {len(cupboard.topics)} topics, {len(cupboard.authors)} authors")
        at = desks(newsroom, people)
        background = publish_background(content.passages, cupboard, at)
        originals = publish(content.stories, cupboard, background, at, say)
        pages = publish_pages(content.pages, editions, at)
        publish_foot(content.foot, people[DECIDES], newsroom.codes, pages, cupboard.topics)
        say(f"{len(pages)} pages about the newsroom, and what leads to them")
        compose(content.fronts, originals, cupboard, at, say)


def _used(content: Content) -> Sequence[Drawing]:
    files = [author.portrait for author in content.newsroom.authors]
    files += [file for story in content.stories for version in story.versions for file in version.pictures()]
    drawings = [content.gallery[file] for file in dict.fromkeys(files)]
    return [*(content.gallery[one.phone] for one in drawings if one.phone), *drawings]


def _offered(content: Content) -> Sequence[str]:
    files = (file for story in content.stories for version in story.versions for file in version.documents())
    return list(dict.fromkeys(files))
