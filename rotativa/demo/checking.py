"""Whether the content of the demo fits together, asked before anything of it is built."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from rotativa.demo.gallery import Drawing
from rotativa.demo.manuscripts import Block, Manuscript, Version, Words
from rotativa.demo.newsroom import Named, Newsroom
from rotativa.kit.slugs import why_not


def mistakes(newsroom: Newsroom, stories: Sequence[Manuscript], gallery: Mapping[str, Drawing]) -> tuple[str, ...]:
    """What does not fit, in sentences that say where; empty where all does."""
    return (
        *_of_newsroom(newsroom, gallery),
        *(line for story in stories for line in _of_story(story, newsroom, stories, gallery)),
    )


def _of_newsroom(newsroom: Newsroom, gallery: Mapping[str, Drawing]) -> Iterator[str]:
    for named in (*newsroom.sections, *newsroom.topics, *newsroom.authors):
        for code, name in named.names.items():
            if wrong := why_not(name.slug):
                yield f"{named.key}, {code}: slug “{name.slug}”: {wrong}"
    for author in newsroom.authors:
        yield from _of_picture(f"author {author.key}", author.portrait, newsroom.codes, gallery)
    for login in newsroom.logins:
        for code in sorted(set(login.editions).difference(newsroom.codes)):
            yield f"login {login.user}: there is no edition “{code}”"


def _of_story(
    story: Manuscript, newsroom: Newsroom, stories: Sequence[Manuscript], gallery: Mapping[str, Drawing]
) -> Iterator[str]:
    known: Mapping[str, Iterable[Named]] = {
        "section": newsroom.sections,
        "kind": newsroom.kinds,
        "topic": newsroom.topics,
        "author": newsroom.authors,
    }
    people = (
        *story.authors,
        *(person for version in story.versions for person in (*version.translators, *version.reviewers)),
    )
    named = {"section": (story.section,), "kind": (story.kind,), "topic": story.topics, "author": people}
    for what, keys in named.items():
        for key in sorted(set(keys).difference(one.key for one in known[what])):
            yield f"{story.name}: there is no {what} “{key}”"
    for target in sorted(story.stories().difference(other.name for other in stories)):
        yield f"{story.name}: leads to a story “{target}” that does not exist"
    for version in story.versions:
        yield from _of_version(f"{story.name}, {version.edition}", version, story, newsroom, gallery)


def _of_version(
    where: str, version: Version, story: Manuscript, newsroom: Newsroom, gallery: Mapping[str, Drawing]
) -> Iterator[str]:
    if version.edition not in newsroom.codes:
        yield f"{where}: there is no such edition"
    if wrong := why_not(version.slug):
        yield f"{where}: slug “{version.slug}”: {wrong}"
    if version is not story.original and not version.translators:
        yield f"{where}: a translation says who translated it"
    if _shape(version.body) != _shape(story.original.body):
        yield f"{where}: its blocks and paragraphs are not those of the original, one by one"
    for file in version.pictures():
        yield from _of_picture(where, file, (version.edition,), gallery)


def _of_picture(where: str, file: str, codes: Iterable[str], gallery: Mapping[str, Drawing]) -> Iterator[str]:
    drawing = gallery.get(file)
    if drawing is None:
        yield f"{where}: there is no picture “{file}”"
        return
    if not drawing.credit:
        yield f"{where}: the picture “{file}” has no credit"
    for code in codes:
        if not drawing.alts.get(code, "").strip():
            yield f"{where}: the picture “{file}” has no alt text in “{code}”"


def _shape(body: Sequence[Block]) -> tuple[tuple[str, int], ...]:
    return tuple((type(block).__name__, len(block.paragraphs) if isinstance(block, Words) else 1) for block in body)
