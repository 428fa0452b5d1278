"""The form of Wagtail's picture screens, all of them: one door for files, our words, and saving by our verbs."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, gettext_lazy as _
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from rotativa.editions.facets import masthead
from rotativa.editions.queries import Masthead, codes
from rotativa.kit.actor import Actor, Refused
from rotativa.pictures.actions.add_picture import add_picture
from rotativa.pictures.actions.change_picture import Overtaken, change_picture
from rotativa.pictures.actions.columns import Columns
from rotativa.pictures.choosing import PictureChooser
from rotativa.pictures.intake import Received, receive
from rotativa.pictures.keeping import keeps
from rotativa.pictures.models import Picture
from rotativa.pictures.packing import WIDTHS
from rotativa.pictures.queries import alt_texts
from rotativa.pictures.screens import ReceivedFileField
from rotativa.pictures.seen import AsSeen
from rotativa.pictures.uses import places

_SMALLER = _(
    "The new file is only %(width)s × %(height)s pixels, and the one in use is %(former_width)s × %(former_height)s: "
    "readers would see a coarse picture. Choose a larger file, or choose it again and say that it is meant."
)
_COLUMNS = tuple(name for name in Picture.admin_form_fields if name not in ("file", "tags"))


class PictureFileField(ReceivedFileField, WagtailImageField):
    """A file that passes ``intake.receive``, which tells types by content: no rule of Wagtail's on its name."""

    default_validators = list[Any]()

    def receive(self, file: Any) -> Received:
        return receive(file)


class PictureForm(AsSeen, BaseImageForm):
    """What is said of a picture, with an alt text for every edition that the person may write in."""

    instance: Picture
    received: Received | None = None
    """A file that came by another way than this form's own field."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        user = kwargs.get("user")
        super().__init__(*args, **kwargs)
        self._user = user
        if "file" in self.fields:
            former = self.fields["file"]
            self.fields["file"] = PictureFileField(label=former.label, required=former.required, widget=former.widget)
        if "phone" in self.fields:
            self.fields["phone"].widget = PictureChooser()
        if not self.instance.pk or self.prefix:
            # Another picture is chosen once this one is there, and on its own screen: among many there is no chooser.
            self.fields.pop("phone", None)
        if "collection" in self.fields:
            self.fields["collection"].label = _("Folder")
        for name in ("credit", "agency", "copyright", "place", "description"):
            self.fields[name].widget.attrs["dir"] = "auto"
        self.fields["description"].widget.attrs["rows"] = 3
        if self.instance.pk and user is not None and not keeps(user, self.instance):
            self._to_read()
        else:
            self._offer()
        self._add_alt_fields()
        if self.is_bound and "file" in self.fields and self.instance.pk:
            self.fields["smaller"] = forms.BooleanField(
                label=_("The smaller file is meant"), required=False, widget=forms.HiddenInput()
            )
            self.order_fields(["file", "smaller", *self.fields])
        if self.instance.pk:
            self.keep_what_is_seen()

    def _to_read(self) -> None:
        """Alt texts are all that this person writes here."""
        self.fields.pop("file", None)
        for field in self.fields.values():
            field.disabled = True

    def _offer(self) -> None:
        """Puts beside each field what the file says, to be taken over by a person or left."""
        for name, words in self.instance.found.offers().items():
            if name in self.fields and self.initial.get(name, "") != words:
                field = self[name]
                field.help_text = _offered(field.help_text, field.id_for_label, words)

    def _add_alt_fields(self) -> None:
        known = alt_texts(str(self.instance.pk or ""))
        self._alts: dict[str, str] = {}
        for edition in masthead.many(codes()):
            if edition and (self._user is None or self._user.may("picture.describe", edition.code)):
                name = f"alt_{edition.code}"
                self._alts[name] = edition.code
                self.fields[name] = _alt_field(edition)
                self.initial[name] = known.get(edition.code, "")
        behind = [name for name in ("collection", "tags") if name in self.fields]
        self.order_fields([name for name in self.fields if name not in behind] + behind)

    def clean(self) -> dict[str, Any]:
        """Asks again before a picture in use becomes so small that readers would see it: a thumbnail, by mistake."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        received = getattr(data.get("file"), "received", None)
        if "smaller" in self.fields and received and not data["smaller"] and self._shrinks(received):
            self.fields["smaller"].widget = forms.CheckboxInput()
            self.add_error("file", str(_SMALLER) % self._sizes(received))
        return data

    def _shrinks(self, received: Received) -> bool:
        """Whether readers would get less than half as wide a picture as they have, or will have once it goes out."""
        served = min(self.instance.width, max(WIDTHS))
        return received.width * 2 < served and bool(places(self.instance))

    def _sizes(self, received: Received) -> dict[str, int]:
        former = {"former_width": self.instance.width, "former_height": self.instance.height}
        return {"width": received.width, "height": received.height, **former}

    def save(self, commit: bool = True) -> Picture:
        """Adds or changes the picture by the verb of that name, which writes the fact and opens its own transaction."""
        if not commit or self._user is None:
            raise TypeError("a picture is saved by a verb, at once, in somebody's name")
        try:
            self.instance = self._change(self._user) if self.instance.pk else self._add(self._user)
        except Refused as error:
            raise PermissionDenied(str(error)) from error
        except Overtaken as error:
            raise PermissionDenied(str(error)) from error
        return self.instance

    def _add(self, user: Actor) -> Picture:
        received = self.received or self.cleaned_data["file"].received
        columns = self._columns(_COLUMNS)
        if "collection" not in columns:
            columns["collection"] = self.collections[0]
        alts = {code: self.cleaned_data[name] for name, code in self._alts.items()}
        return add_picture(user, received, alts=alts, uploader=user, **columns)

    def _change(self, user: Actor) -> Picture:
        file = self.cleaned_data.get("file") if "file" in self.changed_data else None
        columns = self._columns(self.changed_data)
        alts = {code: self.cleaned_data[name] for name, code in self._alts.items() if name in self.changed_data}
        received = file.received if file else None
        return change_picture(user, Picture.objects.get(pk=self.instance.pk), received=received, alts=alts, **columns)

    def _columns(self, names: Any) -> Columns:
        columns: Any = {
            name: self.cleaned_data[name] for name in _COLUMNS if name in names and name in self.cleaned_data
        }
        if "tags" in self.cleaned_data and (names is _COLUMNS or "tags" in names):
            columns["tags"] = self.cleaned_data["tags"]
        result: Columns = columns
        return result


def _offered(help_text: Any, field: str, words: str) -> SafeString:
    return format_html(
        '{} <span class="r-found" data-field="{}"><span>{}</span> <q dir="auto">{}</q> '
        '<button type="button" class="button button-small button-secondary">{}</button></span>',
        help_text,
        field,
        gettext("Found in the file:"),
        words,
        gettext("Take over"),
    )


def _alt_field(edition: Masthead) -> forms.CharField:
    return forms.CharField(
        label=_("Alt text, %(language)s") % {"language": edition.language},
        help_text=_(
            "What it shows, for readers of this edition who cannot see it. Without it, it cannot go out there."
        ),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2, "lang": edition.code, "dir": edition.direction}),
    )
