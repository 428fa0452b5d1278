"""What a person left as they saw it in the form of a file, while a colleague changed it."""

import json
from typing import Any

from django.forms import BooleanField, HiddenInput, JSONField, ModelChoiceField
from django.forms.fields import FileField
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from taggit.forms import TagField
from taggit.utils import edit_string_for_tags, parse_tags

from rotativa.editions.naming import changed_to
from rotativa.kit.hashing import fingerprint
from rotativa.pictures.actions.columns import FOCAL

_LONG = 16
"""So many signs tell what was shown from what a colleague has made of it."""


class AsSeen:
    """Mixed into the form of one file: what a person left as they saw it stays as it is by now.

    The browser sends every field, those that a colleague has changed since among them. What both have changed is
    refused once, with what it is now; another file has to be chosen again, and the frame around what matters drawn
    again, which means a place in one file. A form that was sent without ``seen`` is read as it is.
    """

    def keep_what_is_seen(self: Any) -> None:
        """Lets the browser send back what it was shown. Called at the end of ``__init__``, with all fields in place."""
        self._now = {
            name: _mark(self._standing(name))
            for name, field in self.fields.items()
            if not isinstance(field, BooleanField)
        }
        self.fields["seen"] = JSONField(required=False, widget=HiddenInput, initial=self._now)

    @cached_property
    def changed_data(self: Any) -> list[str]:
        """What this person has changed."""
        names: list[str] = super().changed_data  # type: ignore[misc]  # of the form beside
        return [name for name in names if name != "seen" and not self._is_left(name)]

    def clean(self: Any) -> Any:
        """Says what a colleague has made of what this person changed, too; sent again, theirs gives way."""
        data = super().clean()  # type: ignore[misc]  # of the form beside
        theirs = {name for name in self.changed_data if name not in self.errors and self._is_overtaken(name)}
        if theirs:
            self._tell(theirs)
        return data

    def _tell(self: Any, theirs: set[str]) -> None:
        self.data = self.data.copy()
        for name in theirs.difference(FOCAL):
            self.add_error(name, self._told(name))
        if not theirs.isdisjoint(FOCAL):
            theirs = theirs.union(FOCAL, ["file"]).intersection(self._now)
            self._show_frame()
            again = _(
                "Somebody else has just drawn another frame, or put another file here. You see it as it is now: draw "
                "yours again to put it in its place."
            )
            self.add_error(None, again)
        now = {name: self._now[name] for name in theirs}
        self.data[self.add_prefix("seen")] = json.dumps({**self._seen, **now})

    def _told(self: Any, name: str) -> str:
        field = self.fields[name]
        if isinstance(field, FileField):
            return _("Somebody else has just put another file here. Choose yours again to put it in its place.")
        now = self.get_initial_for_field(field, name)
        if isinstance(field, TagField):
            now = edit_string_for_tags(now)
        elif isinstance(field, ModelChoiceField):
            now = getattr(self.instance, name)
        return changed_to("" if now is None else str(now))

    def _show_frame(self: Any) -> None:
        """Puts the frame as it is now in place of the one that was drawn, on the screen as in its hidden fields."""
        for name in FOCAL:
            now = self.get_initial_for_field(self.fields[name], name)
            self.data[self.add_prefix(name)] = "" if now is None else str(now)
            self.cleaned_data.pop(name, None)

    @property
    def _seen(self: Any) -> dict[str, str]:
        if "seen" not in self.fields:  # of one that is added, there was nothing to be seen
            return {}
        try:
            seen = json.loads(self._raw("seen") or "{}")
        except ValueError:
            return {}
        return {name: mark for name, mark in seen.items() if name in self._now} if isinstance(seen, dict) else {}

    def _is_left(self: Any, name: str) -> bool:
        if isinstance(self.fields[name], FileField):
            return False
        return name in self._seen and self._seen[name] == _mark(self._sent(name))

    def _is_overtaken(self: Any, name: str) -> bool:
        seen = self._seen
        kept = (name, "file") if name in FOCAL else (name,)
        return any(one in seen and seen[one] != self._now[one] for one in kept)

    def _standing(self: Any, name: str) -> object:
        """What a field says now: of a file its content, of each side of the frame the whole frame."""
        field = self.fields[name]
        if isinstance(field, FileField):
            return self.instance.file_hash
        if name in FOCAL:
            return [self.get_initial_for_field(self.fields[one], one) for one in FOCAL]
        now = self.get_initial_for_field(field, name)
        return sorted(tag.name for tag in now) if isinstance(field, TagField) else now

    def _sent(self: Any, name: str) -> object:
        """What was sent of it, as ``_standing`` gives it."""
        if name in FOCAL:
            return [self._raw(one) for one in FOCAL]
        sent = self._raw(name)
        return sorted(parse_tags(sent)) if isinstance(self.fields[name], TagField) else sent

    def _raw(self: Any, name: str) -> Any:
        return self.fields[name].widget.value_from_datadict(self.data, self.files, self.add_prefix(name))


def _mark(value: object) -> str:
    """What stands for a value of a field, or for several, as they are shown and as they are sent."""
    parts = value if isinstance(value, list) else [value]
    return fingerprint(tuple(_plain(part) for part in parts)).hex()[:_LONG]


def _plain(value: object) -> str:
    words = "" if value is None else str(getattr(value, "pk", value))
    return words.replace("\r\n", "\n").strip()
