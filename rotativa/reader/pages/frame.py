"""What every page has: its head, its masthead, its foot."""

from dataclasses import dataclass

from rotativa.kit.languages import with_territory
from rotativa.reader.pages.pictures import View


@dataclass(frozen=True)
class Link:
    """Words that lead to a path of ours; ``language`` and ``direction`` only where they differ from the page's."""

    words: str
    path: str  # empty: the words stand without a link
    current: bool = False
    language: str = ""
    direction: str = ""
    outside: bool = False  # the path is an address of somebody else
    title: str = ""  # the language in the page's own, where the words do not say it


@dataclass(frozen=True)
class LinkList:
    """Links under a heading."""

    title: str
    links: tuple[Link, ...]
    language: str = ""  # of the title, where it is another than the page's


@dataclass(frozen=True)
class Stamp:
    """A moment, a day or a month: for machines, and in the words of the edition."""

    iso: str
    words: str


@dataclass(frozen=True)
class Wordmark:
    """The newsroom's name as a drawing of one path, in the units of its box."""

    width: int
    height: int
    outline: str  # the "d" of an SVG path


@dataclass(frozen=True)
class Alternate:
    """The same page in another edition, for ``hreflang``; ``x-default`` is the page that lets readers choose."""

    language: str
    address: str  # absolute

    @property
    def locale(self) -> str:
        """The edition's language as Open Graph names it; empty for ``x-default``."""
        return with_territory(self.language)


@dataclass(frozen=True)
class Shared:
    """The picture that other sites show with a link to the page."""

    address: str  # absolute
    width: int
    height: int
    alt: str
    type: str = ""  # "image/jpeg"


@dataclass(frozen=True)
class Preview:
    """What is said above a draft that is shown."""

    words: str
    language: str = ""  # of the words, where it is another than the page's
    is_kept: bool = False  # on paper, too


@dataclass(frozen=True)
class Head:
    """What stands in ``head``: for machines, and for the window's title."""

    title: str
    description: str
    canonical: str  # absolute; empty where the page is no address of its own (404, 410, preview)
    alternates: tuple[Alternate, ...] = ()
    shared: Shared | None = None
    published: str = ""  # ISO, articles only
    modified: str = ""  # ISO, articles that were changed for readers
    is_person: bool = False  # the page of somebody who signs
    data: str = ""  # JSON-LD, safe inside a script element
    preload: View | None = None  # the lead picture
    frames: tuple[str, ...] = ()  # the hosts whose pages may be shown inside this one


@dataclass(frozen=True)
class Assets:
    """Our files that the page names, as paths."""

    stylesheet: str
    fonts: tuple[str, ...]  # those to load first
    icon: str
    touch_icon: str  # the same as a raster, for home screens


@dataclass(frozen=True)
class Frame:
    """What stands around the content of every page of an edition; the same for very many of them."""

    language: str  # BCP 47
    direction: str  # "ltr" or "rtl"
    script: str  # "latin" or "arabic": which typography applies
    locale: str  # of Open Graph: "pt_BR"; empty for a language that CLDR does not know
    name: str  # of the publication in this edition
    language_name: str  # in itself, as it stands in a sentence
    edition_name: str  # "English edition"; the language's name alone where the theme does not speak it
    motto: str
    contact: str  # where a link to the newsroom leads
    front: str  # path of the edition's front
    wordmark: Wordmark | None
    companion: Wordmark | None  # the name in the other script, for fronts
    bar: tuple[Link, ...]  # under the masthead: the sections, where nobody has chosen otherwise
    foot: tuple[LinkList, ...]
    editions: tuple[Link, ...]
    assets: Assets
    is_demonstration: bool
    preview: Preview | None = None  # of a draft; what is printed has none
