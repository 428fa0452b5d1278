"""Wagtail's bulk actions on pictures, with our verbs in place of its updates: one act and one fact for each picture."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from wagtail.admin import messages
from wagtail.admin.forms.tags import TagField
from wagtail.images.views.bulk_actions import AddTagsBulkAction, AddToCollectionBulkAction, DeleteBulkAction

from rotativa.kit.actor import Actor, Refused
from rotativa.kit.typed import number
from rotativa.pictures.actions.change_picture import Overtaken, change_picture
from rotativa.pictures.actions.remove_picture import remove_picture
from rotativa.pictures.models import Picture
from rotativa.pictures.uses import InUse


class OneByOne:
    """Does a verb to each marked picture. One that is refused is told with its reason and stops no other."""

    request: Any
    next_url: str

    @classmethod
    def get_queryset(cls, model: type[Picture], object_ids: Iterable[object]) -> list[Picture]:
        """The marked pictures. What is no number is no picture's: where nothing else was marked, there is no screen."""
        known = [found for text in object_ids if (found := number(str(text))) is not None]
        pictures: list[Picture] = super().get_queryset(model, known)  # type: ignore[misc]  # of the class beside
        return pictures

    def act(self, actor: Actor, picture: Picture) -> None:
        """Does it to one picture."""
        raise NotImplementedError

    def form_valid(self: Any, form: Any) -> HttpResponse:
        """Answers the confirmed form."""
        self.cleaned_form = form
        pictures, _without_access = self.get_actionable_objects()
        done = 0
        for picture in pictures:
            try:
                self.act(self.request.user, picture)
                done += 1
            except (InUse, Overtaken, Refused) as error:
                messages.error(self.request, str(error))
        if done:
            messages.success(self.request, self.get_success_message(done, 0))
        return redirect(self.next_url)


class RemovePictures(OneByOne, DeleteBulkAction):
    """Deletes what stands nowhere."""

    def act(self, actor: Actor, picture: Picture) -> None:
        remove_picture(actor, picture)


class _TagForm(AddTagsBulkAction.form_class):
    """Tags that a picture can have; Wagtail's own form takes them of any length."""

    tags = TagField(label=AddTagsBulkAction.form_class.base_fields["tags"].label)


class TagPictures(OneByOne, AddTagsBulkAction):
    """Adds tags."""

    form_class = _TagForm

    def act(self, actor: Actor, picture: Picture) -> None:
        added = self.cleaned_form.cleaned_data["tags"]
        change_picture(actor, picture, tags=sorted({*picture.tags.names(), *added}))


class MovePictures(OneByOne, AddToCollectionBulkAction):
    """Puts pictures into a folder."""

    def act(self, actor: Actor, picture: Picture) -> None:
        change_picture(actor, picture, collection=self.get_execution_context()["collection"])
