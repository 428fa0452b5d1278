"""Makes what stories stand on: editions, logins, pictures, documents, lists, authors. What is there stays."""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from shutil import copyfile
from typing import TypeVar

from django.core.files.base import ContentFile
from django.db import models

from rotativa.addresses.queries import owner
from rotativa.bylines.actions.add_author import add_author
from rotativa.bylines.actions.name_author import name_author
from rotativa.bylines.models import Author
from rotativa.daybook import queries as daybook
from rotativa.demo.gallery import Drawing
from rotativa.demo.newsroom import EditionPlan, Login, Named, Newsroom
from rotativa.documents.actions.add_document import add_document
from rotativa.documents.intake import receive as receive_document
from rotativa.editions.actions.add_edition import add_edition
from rotativa.editions.models import Edition
from rotativa.kit.actor import Actor, Machine
from rotativa.kit.things import identity_of
from rotativa.pictures.actions.add_picture import add_picture
from rotativa.pictures.intake import Received, receive
from rotativa.pictures.models import Picture
from rotativa.staff.actions.add_person import add_person
from rotativa.staff.actions.give_role import give_role
from rotativa.staff.models import User
from rotativa.topics.actions.add_kind import add_kind
from rotativa.topics.actions.add_section import add_section
from rotativa.topics.actions.add_topic import add_topic
from rotativa.topics.actions.name_kind import name_kind
from rotativa.topics.actions.name_section import name_section
from rotativa.topics.actions.name_topic import name_topic
from rotativa.topics.models import Kind, Section, Topic

WORDMARKS = Path(__file__).parent / "wordmarks"
DOCUMENTS = Path(__file__).parent / "documents"

PASSWORD = "atlas-demo"  # noqa: S105  # no secret: the demo prints it

DEMO = Machine("demo")

M = TypeVar("M", bound=models.Model)
Say = Callable[[str], None]


def wordmarks(folder: Path) -> None:
    """Puts the drawn names of the newsroom where the theme looks for them; one that is there already stays."""
    folder.mkdir(parents=True, exist_ok=True)
    for drawing in sorted(WORDMARKS.glob("*.svg")):
        if not (folder / drawing.name).exists():
            copyfile(drawing, folder / drawing.name)


def editions(plans: Iterable[EditionPlan]) -> Mapping[str, Edition]:
    """The editions by their codes."""
    found = {edition.code: edition for edition in Edition.objects.all()}
    for plan in plans:
        if plan.code not in found:
            found[plan.code] = add_edition(
                DEMO,
                plan.code,
                name=plan.name,
                zone=plan.zone,
                zone_label=plan.zone_label,
                motto=plan.motto,
                contact=plan.contact,
            )
    return found


def people(logins: Iterable[Login]) -> Mapping[str, User]:
    """The people of the desk by their login names. Whoever is there keeps password and roles."""
    found = {user.username: user for user in User.objects.all()}
    for login in logins:
        if login.user in found:
            continue
        email = f"{login.user}@atlas.example"
        person = add_person(DEMO, username=login.user, name=login.name, password=PASSWORD, email=email)
        for edition in login.editions or ("",):
            give_role(DEMO, person, login.role, edition)
        found[login.user] = person
    return found


def pictures(drawings: Iterable[Drawing], actor: Actor, say: Say) -> Mapping[str, Picture]:
    """The pictures by the names of their files. Making all sizes of one is slow, so it is done side by side."""
    drawings = tuple(drawings)
    found = _added_before(drawings, actor)
    missing = [drawing for drawing in drawings if drawing.path.name not in found]
    with ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
        for number, (drawing, received) in enumerate(zip(missing, pool.map(_received, missing), strict=True), 1):
            phone = found[drawing.phone] if drawing.phone else None  # those for phones come first
            found[drawing.path.name] = _added(drawing, received, actor, phone)
            say(f"picture {number} of {len(missing)}: {drawing.path.name}")
    return found


def _added_before(drawings: Iterable[Drawing], actor: Actor) -> dict[str, Picture]:
    """What an earlier run added, by the working name of then, which was that of its file once."""
    added = dict(made_before("picture.added", "title", actor))
    there = Picture.objects.in_bulk(added.values())
    known = {one.path.name: added.get(one.title) or added.get(one.path.stem) for one in drawings}
    return {file: there[number] for file, number in known.items() if number in there}


def _received(drawing: Drawing) -> Received:
    return receive(ContentFile(drawing.path.read_bytes(), name=drawing.path.name), whole=True)


def _added(drawing: Drawing, received: Received, actor: Actor, phone: Picture | None) -> Picture:
    return add_picture(
        actor,
        received,
        alts=drawing.alts,
        uploader=actor,
        title=drawing.title,
        description=drawing.description,
        credit=drawing.credit,
        agency=drawing.agency,
        place=drawing.place,
        taken=drawing.taken,
        focus=drawing.focus,
        phone=phone,
    )


def documents(files: Iterable[str]) -> Mapping[str, int]:
    """The files that readers are offered, by their names."""
    found = dict(made_before("document.added", "title"))
    for file in files:
        if file not in found:
            received = receive_document(ContentFile((DOCUMENTS / file).read_bytes(), name=file))
            found[file] = add_document(DEMO, received, title=file, public_name=Path(file).stem).pk
    return found


def made_before(verb: str, called: str, actor: Actor = DEMO) -> Iterator[tuple[str, int]]:
    """What the demo made with this verb before, by the name of then: it may have another now."""
    for fact in daybook.latest(daybook.Wanted(verbs=(verb,), actor=actor.actor_id), most=500):
        yield fact.details[called], int(identity_of(fact.things[0]))


def sections(newsroom: Newsroom, known: Mapping[str, Edition]) -> Mapping[str, Section]:
    """The sections by their keys."""
    found = {}
    for plan in newsroom.sections:
        section = _by_address(Section, plan, known, "")
        if section is None:
            section = add_section(DEMO)
            for code, name in plan.names.items():
                name_section(DEMO, section, code, name=name.name, slug=name.slug, description=name.description)
        found[plan.key] = section
    return found


def kinds(newsroom: Newsroom) -> Mapping[str, Kind]:
    """The kinds of story by their codes."""
    found = {kind.code: kind for kind in Kind.objects.all()}
    for plan in newsroom.kinds:
        if plan.key not in found:
            found[plan.key] = add_kind(DEMO, plan.key)
            for code, name in plan.names.items():
                name_kind(DEMO, found[plan.key], code, name=name.name, description=name.description)
    return found


def topics(newsroom: Newsroom, known: Mapping[str, Edition]) -> Mapping[str, Topic]:
    """The topics by their keys."""
    found = {}
    for plan in newsroom.topics:
        topic = _by_address(Topic, plan, known, "topics/")
        if topic is None:
            topic = add_topic(DEMO, plan.type)
            for code, name in plan.names.items():
                name_topic(DEMO, topic, code, name=name.name, slug=name.slug, description=name.description)
        found[plan.key] = topic
    return found


def authors(newsroom: Newsroom, known: Mapping[str, Edition], gallery: Mapping[str, Picture]) -> Mapping[str, Author]:
    """The authors by their keys."""
    found = {}
    for plan in newsroom.authors:
        author = _by_address(Author, plan, known, "authors/")
        if author is None:
            author = add_author(DEMO, portrait=gallery[plan.portrait].pk)
            for code, name in plan.names.items():
                name_author(
                    DEMO,
                    author,
                    code,
                    name=name.name,
                    slug=name.slug,
                    role=name.role,
                    biography=name.biography,
                    contact=name.contact,
                    key=name.key,
                )
        found[plan.key] = author
    return found


def _by_address(model: type[M], plan: Named, known: Mapping[str, Edition], folder: str) -> M | None:
    """What this was made into before: addresses are given out once, so they find it after it was renamed and moved."""
    for path in _paths(plan, known, folder):
        holder = owner(path)
        if holder is not None:
            return model._default_manager.filter(pk=identity_of(holder)).first()  # noqa: SLF001  # Django's documented name
    return None


def _paths(plan: Named, known: Mapping[str, Edition], folder: str) -> Iterator[str]:
    return (f"/{known[code].prefix}/{folder}{name.slug}/" for code, name in plan.names.items())
