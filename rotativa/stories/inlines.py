"""Choosing sections, kinds, topics and people by the names that they have in the article's own edition."""

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext as _, gettext_lazy
from modelcluster.forms import BaseChildFormSet
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import InlinePanel

from rotativa.bylines.queries import author_choices
from rotativa.daybook.queries import Wanted, latest
from rotativa.editions.lasting import Lasting
from rotativa.kit.things import thing
from rotativa.stories.compat import LooksOnce
from rotativa.topics.queries import topic_choices

MOST = 2000
"""So many names a list offers; a newsroom that has more needs a chooser with a search."""

MOST_LINES = 100
"""So many people, and so many topics, an article may name."""
MOST_SENT = 2 * MOST_LINES
"""So many lines a form may have with those that were taken out again; of a form that claims more, no more are read."""

GONE = "gone"
"""The code of an error: something was removed in the meantime."""

Choice = tuple[str, str]


def author_names(edition: str) -> list[Choice]:
    """The people whom this edition names."""
    return [(_owner(card.identity), card.name) for card in author_choices(edition, most=MOST)]


def topic_names(edition: str) -> list[Choice]:
    """The topics that this edition names."""
    return [(_owner(card.identity), card.name) for card in topic_choices(edition, most=MOST)]


def narrow(field: "forms.ModelChoiceField[Any]", named: Callable[[], Sequence[Choice]], chosen: int | None) -> None:
    """Lets the field offer these names, and what is chosen already even where this edition has no name for it.

    They are asked for when it is drawn: an editor that saves by itself draws none.
    """

    @cache
    def offered() -> list[Choice]:
        names: list[Choice] = [("", "---------"), *named()]
        if chosen is not None and str(chosen) not in {value for value, _name in names}:
            # Whoever begins an edition finds several of these, and has to know whom to ask a name for.
            every: Any = field.queryset
            elsewhere = str(every.filter(pk=chosen).first() or "")
            names.append((str(chosen), " ".join(filter(None, [elsewhere, _("(no name in this edition)")]))))
        return names

    field.choices = offered


class NamedLine(LooksOnce, WagtailAdminModelForm):
    """One such line."""

    def clean(self) -> Any:
        found = super().clean()
        for name in self.changed_data:
            require_there(self, name)
        return found


def require_there(form: Any, name: str) -> None:
    """Refuses what was chosen in an editor that was open while somebody removed it. Its row stays, so it is found; what
    was merged leads to the other by itself."""
    chosen = form.cleaned_data.get(name)
    if isinstance(chosen, Lasting) and chosen.removed:
        told = _("“%(name)s” is not there any more: somebody has removed it. Choose another one, or none.")
        form.add_error(name, forms.ValidationError(told, code=GONE, params={"name": _last_name(name, chosen)}))


def _last_name(kind: str, removed: Any) -> str:
    """How it was called: it has no name any more, but in the daybook."""
    of_it = Wanted(verbs=(f"{kind}.removed",), things=(thing(kind, removed.pk),))
    facts = latest(of_it, most=1)
    return str(facts[0].details["name"]) if facts else str(removed.pk)


class NamedLines(BaseChildFormSet):
    """Lines that each choose one thing by its name in the edition of the article.

    A line that was added and in which nothing is chosen yet is none: it keeps nothing else from being saved.
    """

    default_error_messages: Mapping[str, Any] = {
        "too_many_forms": gettext_lazy("There are too many of these: an article may have %(num)s.")
    }
    named = ""
    names: Callable[[str], list[Choice]] = staticmethod(author_names)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.absolute_max = MOST_SENT

    @cached_property
    def _names(self) -> list[Choice]:
        return self.names(self.instance.edition_id) if self.instance.edition_id else []

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        narrow(form.fields[self.named], lambda: self._names, getattr(form.instance, f"{self.named}_id"))

    def _should_delete_form(self, form: Any) -> bool:
        return bool(super()._should_delete_form(form)) or _says_nothing(form, self.named)


class BylineLines(NamedLines):
    """Who wrote, translated and reviewed."""

    named = "author"


class TopicLines(NamedLines):
    """What it is about."""

    named = "topic"
    names = staticmethod(topic_names)


class NamedInlinePanel(InlinePanel):
    """An inline panel whose lines are those of a formset of ours."""

    def __init__(self, *args: Any, formset: type[NamedLines], **kwargs: Any) -> None:
        super().__init__(*args, **{"max_num": MOST_LINES, **kwargs})
        self.formset_class = formset

    def clone_kwargs(self) -> dict[str, Any]:
        return {**super().clone_kwargs(), "formset": self.formset_class}

    def get_form_options(self) -> dict[str, Any]:
        options: dict[str, Any] = super().get_form_options()
        options["formsets"][self.relation_name] |= {"formset": self.formset_class, "form": NamedLine}
        return options


def _says_nothing(form: Any, name: str) -> bool:
    """Whether a line was added and nothing is chosen in it."""
    return form.instance.pk is None and not form.data.get(form.add_prefix(name))


def _owner(identity: str) -> str:
    return identity.partition("@")[0]
