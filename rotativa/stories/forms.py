"""The form of the article editor: an incomplete draft is saved, an incomplete article does not go out."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Any

from django import forms
from django.utils.datastructures import MultiValueDictKeyError
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.blocks.base import BlockField

from rotativa.editions.models import Edition
from rotativa.kit import slugs
from rotativa.stories import rules
from rotativa.stories.blocks.sent import require_counted
from rotativa.stories.blocks.settled import settled
from rotativa.stories.compat import LooksOnce
from rotativa.stories.errors import InPart
from rotativa.stories.extracting import one_line
from rotativa.stories.inlines import GONE, Choice, narrow, require_there
from rotativa.topics.queries import kind_choices, section_choices

WORDS = ("title", "standfirst", "kicker", "dateline", "picture_caption", "picture_alt")


@contextmanager
def _whole() -> Iterator[None]:
    """Blocks take for granted that their number was sent, and lines of bylines and topics that theirs is one; what
    leads to something, that it is a number."""
    try:
        yield
    except (MultiValueDictKeyError, forms.ValidationError, ValueError) as error:
        raise InPart from error


def _named(choices: Callable[[str], Sequence[Any]], edition: str) -> list[Choice]:
    return [(card.identity.partition("@")[0], card.name) for card in choices(edition)]


class ArticleForm(LooksOnce, WagtailAdminPageForm):
    """Words come in the language and direction of the edition, whatever the language of the desk.

    Raises ``InPart`` when it is read and a part of it has not arrived.
    """

    class Meta(WagtailAdminPageForm.Meta):
        # A draft may lack its headline: a translation begins without one.
        defer_required_on_fields = ("title",)

    is_on_screen = False
    """Whether the browser has the form already: what draws its blocks is long in the making, and not sent again."""

    @property
    def media(self) -> Any:
        """The scripts and styles of the form, with the definitions of its blocks."""
        return forms.Media() if self.is_on_screen else super().media

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.edition_id:
            self._speak(self.instance.edition)
        if self.instance.out_day is not None and "public_slug" in self.fields:
            self.fields["public_slug"].disabled = True

    def _speak(self, edition: Edition) -> None:
        for name in WORDS:
            if name in self.fields:
                attributes = self.fields[name].widget.attrs
                attributes |= {"lang": edition.code, "dir": edition.direction}
                # A browser would cut what is pasted, without a word; the form says what is too long and keeps it.
                attributes.pop("maxlength", None)
        for name, choices in (("section", section_choices), ("kind", kind_choices)):
            if name in self.fields:
                named = partial(_named, choices, edition.code)
                narrow(self.fields[name], named, getattr(self.instance, f"{name}_id"))

    def defer_required_fields(self) -> None:
        with _whole():
            super().defer_required_fields()

    def full_clean(self) -> None:
        with _whole():
            require_counted(self.data)
            super().full_clean()

    @property
    def is_as_it_was(self) -> bool:
        """Whether it was sent as the draft is, but for what a browser writes otherwise by itself."""
        lines: Mapping[str, Any] = self.formsets
        return not any(each.has_changed() for each in lines.values()) and all(map(self._is_same, self.changed_data))

    def _is_same(self, name: str) -> bool:
        field, before, now = self.fields[name], self.initial.get(name), self.cleaned_data.get(name)
        if isinstance(field, BlockField):
            kept, sent = (settled(field.block, field.block.get_prep_value(value)) for value in (before, now))
            return bool(kept == sent)
        return isinstance(before, str) and isinstance(now, str) and one_line(before) == one_line(now)

    def clean(self) -> Any:
        found = super().clean()
        require_there(self, "section")
        return found

    @property
    def why_not(self) -> tuple[str, ...]:
        """What to say of names that are not there any more; elsewhere the form marks the place, and says it there."""
        lines = [line.errors.as_data() for each in self.formsets.values() for line in each.forms if line.errors]
        every = [error for fields in (self.errors.as_data(), *lines) for errors in fields.values() for error in errors]
        return tuple(dict.fromkeys(error.messages[0] for error in every if error.code == GONE))

    def clean_title(self) -> str:
        """A headline typed over several lines is one line."""
        return one_line(self.cleaned_data["title"])

    def clean_public_slug(self) -> str:
        """What somebody types by hand becomes an address, or the message says why it cannot."""
        typed = self.cleaned_data["public_slug"].strip()
        slug = slugs.slugify(typed)
        problem = slugs.why_not(slug) if typed else ""
        if problem:
            raise forms.ValidationError(problem)
        return slug

    def _post_clean(self) -> None:
        """Asks the gates once the instance holds what was typed. The one place where Django lets a form do so."""
        super()._post_clean()
        if self.goes_out and not self.errors:
            self._ask_gates()

    @property
    def goes_out(self) -> bool:
        """Whether this form is sent to publish; saving a draft and asking a colleague to read it are not."""
        return not self.is_deferred_validation and "action-publish" in self.data

    def _ask_gates(self) -> None:
        for gate in rules.open_gates(self.instance):
            self.add_error(gate.field if gate.field in self.fields else None, _("It cannot go out: %s") % gate.sentence)
