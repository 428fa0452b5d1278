"""The list of keys says what the scripts and buttons of the desk do: no key without a line, no line without a key."""

import re
from pathlib import Path

from django.urls import reverse

import rotativa
from rotativa.desk.keys import MOD, SCREENS, of_wagtail
from rotativa.desk.tests.conftest import Desk

HOUSE = Path(rotativa.__file__).parent
SCRIPTS = {"/".join(path.parts[-2:]): path for path in HOUSE.glob("*/static/*/*.js")}
TEMPLATES = tuple(HOUSE.glob("*/templates/**/*.html"))

SHOWN = {" ": "Space", "ArrowUp": "↑", "ArrowDown": "↓", "ArrowLeft": "←", "ArrowRight": "→", "Escape": "Esc"}
SHOWN |= {"Delete": "Del", "mod": MOD, "enter": "Enter"}
COMPARED = re.compile(r"event\.key [!=]== '([^']+)'")
TABLED = re.compile(r"^ +(?:'( )'|([A-Z]\w+)): \(\) =>", re.MULTILINE)
STEPS = re.compile(r"\{([^{}]+)\}\[event\.key\]")
OF_BUTTON = re.compile(r'data-w-kbd-key-value="([^"{]+)"')


def heard(script: str) -> set[str]:
    """The keys that a script knows, as they are shown."""
    known = {*COMPARED.findall(script), *("".join(one) for one in TABLED.findall(script))}
    known |= {name for steps in STEPS.findall(script) for name in re.findall(r"(\w+):", steps)}
    keys = {SHOWN.get(key, key) for key in known}
    if "ctrlKey || event.metaKey))" in script:  # one that wants both, and not one that wants neither
        keys = {f"{MOD} + {key}" if key == "Enter" else key for key in keys}
    return keys | ({"1 … 9"} if "[1-9]" in script else set())


def on_buttons() -> set[str]:
    found = {key for path in TEMPLATES for key in OF_BUTTON.findall(path.read_text(encoding="utf-8"))}
    return {" + ".join(SHOWN.get(part, part) for part in key.split("+")) for key in found}


def listed(*scripts: str) -> set[str]:
    """The keys of the screens that have one of these scripts; of all screens, where none is named."""
    screens = [one for one in SCREENS if not scripts or set(scripts) & set(one.scripts)]
    return {key for screen in screens for line in screen.keys for key in line.keys}


def test_sample() -> None:
    assert heard("if (event.key === 'q') x(); else if (event.key === 'ArrowUp') y();") == {"q", "↑"}
    assert heard("const keys = {\n    ' ': () => up(),\n    Delete: () => out(),\n};") == {"Space", "Del"}


def test_every_key_of_a_script_has_a_line() -> None:
    known = {name: heard(path.read_text(encoding="utf-8")) for name, path in SCRIPTS.items()}
    assert {name: keys - listed(name) for name, keys in known.items() if keys - listed(name)} == {}
    assert {name for name, keys in known.items() if keys} == {name for one in SCREENS for name in one.scripts}


def test_every_key_of_a_button_has_a_line() -> None:
    of_wagtail_too = {key for _label, lines in of_wagtail() for line in lines for key in line.keys}
    assert on_buttons() - listed() - of_wagtail_too == set()


def test_every_line_has_a_key() -> None:
    known = {name: heard(path.read_text(encoding="utf-8")) for name, path in SCRIPTS.items()}
    for screen in SCREENS:
        there = on_buttons().union(*(known[name] for name in screen.scripts))
        assert {key for line in screen.keys for key in line.keys} <= there, screen.label


def test_the_desk_shows_the_list(desk: Desk) -> None:
    content = desk.browser("reporter").get(reverse("desk:stories")).content.decode()
    dialog = content[content.index('id="keyboard-shortcuts-dialog"') :]
    for screen in SCREENS:
        for line in screen.keys:
            shown = " + ".join(f"<kbd>{one}</kbd>" for one in line.pressed[0])
            assert f'<th scope="row">{line.words}</th><td>{shown}' in dialog
