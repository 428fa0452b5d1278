"""Plain pages: what the newsroom says of itself."""

from collections.abc import Iterator, Sequence

from rotativa.addresses.queries import current_places
from rotativa.kit import trace
from rotativa.kit.things import Thing, identity_of, kind_of
from rotativa.press.registry import Place
from rotativa.reader import reads
from rotativa.reader.making import frame, plain
from rotativa.reader.making.voice import voice_of
from rotativa.reader.templating import render

PRIORITY = 2


class PlainSurface:
    """A plain page in one edition. Its argument is ``5@es``."""

    name = "page"

    def places(self) -> Iterator[Place]:
        return (Place(path, _argument(thing), PRIORITY) for thing, path in current_places(self.name))

    def places_of(self, things: Sequence[Thing]) -> Sequence[tuple[Thing, Place]]:
        pages = [thing for thing in things if kind_of(thing) == self.name]
        with trace.batch():
            codes = reads.all_editions(reads.ALL) if pages else ()
            faces = [(thing, f"{identity_of(thing)}@{code}") for thing in pages for code in codes]
            paths = reads.address.many(f"{self.name}:{face}" for _, face in faces)
        found = zip(faces, paths, strict=True)
        return [(thing, Place(path, face, PRIORITY)) for (thing, face), path in found if path is not None]

    def render(self, argument: str) -> bytes | None:
        path = reads.address(f"{self.name}:{argument}")
        page = reads.page_full(argument) if path is not None else None
        voice = voice_of(page.edition) if page is not None else None
        if path is None or page is None or voice is None:
            return None
        made = plain.plain_page(
            page.identity, page.text, voice, path, machine_type=page.machine_type, changed=page.changed
        )
        return render("plain.html", made, voice.code).encode()

    def warm(self, arguments: Sequence[str]) -> None:
        pages = {argument.partition("@")[0] for argument in arguments}
        faces = [f"{page}@{code}" for page in sorted(pages) for code in reads.all_editions(reads.ALL)]
        reads.address.many(f"{self.name}:{face}" for face in faces)
        found = [page for page in reads.page_full.many(arguments) if page is not None]
        codes = frame.warm(page.edition for page in found)
        plain.warm([(page.text, page.edition) for page in found if page.edition in codes])


def _argument(thing: Thing) -> str:
    return thing.partition(":")[2]
