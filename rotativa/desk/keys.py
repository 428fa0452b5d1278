"""Every key of the desk, and what it does: what ``?`` shows, and the reference of keys.

A test reads the scripts and templates: no key without a line here, and no line without a key.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.template import Context
from django.test import RequestFactory
from django.utils.text import capfirst
from django.utils.translation import gettext, gettext_lazy as _, override
from wagtail.admin.templatetags.wagtailadmin_tags import keyboard_shortcuts_dialog

MOD = "Ctrl / ⌘"
"""The key that is pressed together with another one."""


@dataclass(frozen=True)
class Key:
    """What one does, and by which keys: ``Ctrl / ⌘ + Enter`` are two that are pressed together."""

    does: object
    keys: tuple[str, ...]

    @property
    def words(self) -> str:
        """What it does, as a line begins."""
        return capfirst(str(self.does))

    @property
    def pressed(self) -> tuple[tuple[str, ...], ...]:
        """The keys, each as those that are pressed together."""
        return tuple(tuple(key.split(" + ")) for key in self.keys)


@dataclass(frozen=True)
class Screen:
    """The keys of one kind of screen. ``scripts`` are those that know them, besides buttons that have a key."""

    label: object
    keys: tuple[Key, ...]
    scripts: tuple[str, ...] = ()


SCREENS = (
    Screen(
        _("Lists"),
        (
            Key(_("Next, previous"), ("j", "k", "↓", "↑")),
            Key(_("Along the row"), ("←", "→")),
            Key(_("Open"), ("Enter",)),
            Key(_("Write a story"), ("n",)),
            Key(_("Add one, in other lists"), ("n",)),
        ),
        ("desk/lists.js",),
    ),
    Screen(
        _("Stories"),
        (
            Key(_("Start an edition of the row"), ("s",)),
            Key(_("Send out from the row"), ("o",)),
            Key(_("Versions of the row"), ("h",)),
            Key(_("Filters"), ("f",)),
            Key(_("Close the filters"), ("Esc",)),
            Key(_("Mark the row"), ("Space",)),
            Key(_("Do something with the marked"), ("b",)),
            Key(_("Show what has changed"), ("r",)),
        ),
        ("desk/lists.js",),
    ),
    Screen(
        _("Article"),
        (
            Key(_("Send out…"), (f"{MOD} + Enter",)),
            Key(_("Can this go out?"), ("g",)),
        ),
    ),
    Screen(
        _("Fronts"),
        (
            Key(_("pick up, put down"), ("Space",)),
            Key(_("move, through the zones"), ("↑", "↓")),
            Key(_("leave it where it was"), ("Esc",)),
            Key(_("take out"), ("Del",)),
            Key(_("to that place"), ("1 … 9",)),
            Key(_("undo"), ("z",)),
            Key(_("Publish the front…"), (f"{MOD} + Enter",)),
        ),
        ("desk/front.js",),
    ),
    Screen(
        _("Order the sections"),
        (
            Key(_("pick up, put down"), ("Space",)),
            Key(_("move"), ("↑", "↓")),
            Key(_("leave it where it was"), ("Esc",)),
        ),
        ("desk/ordering.js",),
    ),
    Screen(
        _("Pictures"),
        (Key(_("Up and down, on the slider for what must stay in sight"), ("↑", "↓")),),
        ("pictures/focus.js",),
    ),
    Screen(
        _("Screens that ask before something is done"),
        (Key(_("Do it"), (f"{MOD} + Enter",)),),
    ),
)


def of_wagtail() -> Iterator[tuple[str, tuple[Key, ...]]]:
    """What ``?`` shows below ours: the keys that Wagtail has on every screen and in texts, by their headings."""
    context = Context({"request": RequestFactory().get("/")})
    for (_name, label), lines in keyboard_shortcuts_dialog(context)["shortcuts"].items():
        yield str(label), tuple(Key(line[0], (_as_ours(line[1]),)) for line in lines if line)


def _as_ours(key: object) -> str:
    """With Alt it is Ctrl on a Mac, too."""
    return str(key) if "Alt" in str(key) else str(key).replace("Ctrl +", f"{MOD} +")


def page() -> str:
    """The reference of keys, in English."""
    with override("en"):
        ours = ((gettext(str(screen.label)), screen.keys) for screen in SCREENS)
        parts = [f"\n## {label}\n\n{_table(keys)}" for label, keys in (*ours, *of_wagtail())]
    return f"{_PAGE}{''.join(parts)}"


def _table(keys: tuple[Key, ...]) -> str:
    rows = "".join(f"| {_as_pressed(key)} | {key.words} |\n" for key in keys)
    return f"| Keys | What they do |\n| --- | --- |\n{rows}"


def _as_pressed(key: Key) -> str:
    return ", ".join(" + ".join(f"`{one}`" for one in together) for together in key.pressed)


_PAGE = """\
# Keys of the desk

All keys, by the screen on which they act; `?` shows them at the desk, in your language. Every act can be reached
without a mouse: where no key is named, `Tab` leads to the button, `Enter` presses it. Letters and digits act outside
text fields only. Whoever does not want them switches them off under *Account*; arrows, `Space`, `Enter`, `Esc` and
`Del` act always.

This page is made by `make fix` from the list that the desk shows.
"""
