"""The whole page: four halls of the same components."""

import re
from itertools import count

from rotativa.kit.trace import uses_file
from rotativa.reader import assets
from rotativa.reader.pages.frame import Head
from rotativa.reader.pages.patterns import Hall, PatternsPage
from rotativa.reader.patterns import samples
from rotativa.reader.templating import render

NAME = "Pattern page"
SCHEMES = ("light", "dark")
CODES = ("en", "ar")
SHOWN, NAMED = '<div class="shown">', '<h2 class="shown-name"'
"""What stands before each component, and before its name."""
_MEANS_AN_ELEMENT = re.compile(r'(?<=\s)(id|aria-labelledby|name|target|href)="(#?)([^"#:/]+)"')
_SANDBOX = re.compile(r' sandbox="[^"]*"')
_NAMES_A_LANDMARK = re.compile(r'(?<= aria-label=")[^"]+(?=")')


def pattern_page() -> str:
    """The text of the page."""
    frame = samples.frame(samples.voice_of(CODES[0]))
    bundle = assets.bundle()
    for path in (bundle.schemes, bundle.sample):
        uses_file(path)
    description = "Every component of the theme, in both directions and both schemes."
    page = PatternsPage(
        frame=frame,
        head=Head(f"{NAME} – {frame.name}", description, canonical="", preload=samples.patterns(CODES[0]).view),
        schemes=bundle.schemes,
        halls=tuple(_hall(code, scheme) for scheme in SCHEMES for code in CODES),
    )
    return render("patterns.html", page, CODES[0])


def _hall(code: str, scheme: str) -> Hall:
    shown = samples.patterns(code)
    anchor, name = f"{code}-{scheme}", f"{shown.frame.language_name}, {scheme}"
    # Each component is set apart from the others as well: two zones are both the top of a front.
    first, *others = render("hall.html", shown, code).split(SHOWN)
    parts = [told_apart(part, anchor, number, scheme) for number, part in enumerate(others)]
    html = SHOWN.join((first, *parts))
    return Hall(name, anchor, code, shown.frame.direction, shown.frame.script, scheme, html)


def told_apart(html: str, hall: str, number: int, scheme: str) -> str:
    """The same components once more on one page: no two elements have one id, no two landmarks one name."""

    numbers = count(1)

    def element(found: re.Match[str]) -> str:
        name, sign, target = found.groups()
        if name == "href" and (not sign or f"#{target}" == samples.HERE):
            return found[0]
        here = f"{hall}-{number}-{target}"
        if name == "aria-labelledby":  # what tells it from the same elsewhere is a part of its name
            return f'{name}="{here} {named(hall, number)} {of(hall)}"'
        return f'{name}="{sign}{here}"'

    def landmark(found: re.Match[str]) -> str:
        return f"{found[0]} ({scheme} {number}.{next(numbers)})"

    # Frames stay empty here: the policy of this page lets nobody in. And none of these headings is that of the page.
    html = _SANDBOX.sub("", html).replace("<h1", '<h1 headingoffset="1"')
    apart = _NAMES_A_LANDMARK.sub(landmark, _MEANS_AN_ELEMENT.sub(element, html))
    return apart.replace(NAMED, f'{NAMED} id="{named(hall, number)}"', 1)


def named(hall: str, number: int) -> str:
    """The id of the name of a component."""
    return f"{hall}-{number}-name"


def of(anchor: str) -> str:
    """The id of the name of a hall."""
    return f"of-{anchor}"
