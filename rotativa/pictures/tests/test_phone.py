"""A picture that stands in the place of another on phones."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from rotativa.kit.actor import Refused
from rotativa.pictures import uses
from rotativa.pictures.actions.add_picture import add_picture
from rotativa.pictures.actions.change_picture import change_picture
from rotativa.pictures.actions.remove_picture import remove_picture
from rotativa.pictures.facets import card, phone
from rotativa.pictures.intake import Received
from rotativa.pictures.models import Picture
from rotativa.pictures.tests.conftest import MACHINE
from rotativa.pictures.uses import InUse, Seen


@pytest.fixture
def narrow(editions: None, received: Received) -> Picture:
    return add_picture(MACHINE, received, title="Port, for phones", credit="Rui Azevedo")


@pytest.fixture
def seen_in_spanish(monkeypatch: pytest.MonkeyPatch, picture: Picture) -> None:
    """Readers of the Spanish edition see the picture."""

    def seer(identity: str) -> Iterator[Seen]:
        if identity == str(picture.pk):
            yield Seen("es", "the article “The port”", own_alt=False)

    monkeypatch.setitem(uses._seers, "test", seer)


def test_pages_are_told_of_it(picture: Picture, narrow: Picture) -> None:
    one = str(picture.pk)
    cards, before = card.fresh([one]), phone.fresh([one])
    change_picture(MACHINE, picture, phone=narrow)
    assert phone(one) == str(narrow.pk)
    assert phone.fresh([one]) != before
    assert card.fresh([one]) == cards, "lists do not show it"
    change_picture(MACHINE, picture, phone=None)
    assert phone.fresh([one]) == before


def test_what_cannot_be_one(picture: Picture, narrow: Picture, received: Received) -> None:
    with pytest.raises(ValidationError, match="Choose another"):
        change_picture(MACHINE, picture, phone=picture)
    with pytest.raises(ValidationError, match="no credit"):
        change_picture(MACHINE, picture, phone=add_picture(MACHINE, received, title="Nobody's"))
    change_picture(MACHINE, picture, phone=narrow)
    for one, other in ((narrow, picture), (add_picture(MACHINE, received, title="A third"), picture)):
        with pytest.raises(ValidationError, match="itself"):
            change_picture(MACHINE, one, phone=other)
    with pytest.raises(InUse, match="Port"):
        remove_picture(MACHINE, narrow)


def test_readers_see_it_where_they_see_the_other(
    picture: Picture, narrow: Picture, seen_in_spanish: None, person: Callable[..., Any]
) -> None:
    change_picture(MACHINE, picture, phone=narrow)
    assert [place.edition for place in uses.seen(narrow)] == ["es"]
    with pytest.raises(ValidationError, match="not taken away"):
        change_picture(MACHINE, narrow, credit="")
    other = person("desk_editor", "ar")
    with pytest.raises(Refused):
        change_picture(other, picture, phone=None)


def test_chosen_at_the_desk(picture: Picture, narrow: Picture, person: Callable[..., Any], client: Client) -> None:
    client.force_login(person("photo_editor", ""), backend="django.contrib.auth.backends.ModelBackend")
    shown = client.get(f"/desk/images/{picture.pk}/")
    form = shown.context["form"]
    assert "data-chooser-url" in str(form["phone"])
    posted = {name: form[name].value() or "" for name in form.fields if name not in ("file", "tags")}
    answer = client.post(f"/desk/images/{picture.pk}/", {**posted, "tags": "", "phone": str(narrow.pk)})
    assert answer.status_code == 302
    picture.refresh_from_db()
    assert picture.phone == narrow
    assert "phone" not in client.get("/desk/images/add/").context["form"].fields


def test_among_many_there_is_no_chooser(
    picture: Picture, narrow: Picture, person: Callable[..., Any], client: Client
) -> None:
    """That screen has no script of one: each form of fifty threw an error, around a button that did nothing."""
    change_picture(MACHINE, picture, phone=narrow)
    client.force_login(person("photo_editor", ""), backend="django.contrib.auth.backends.ModelBackend")
    fields = client.get(f"/desk/images/{picture.pk}/").context["form"]
    prefix, left = f"image-{picture.pk}-", ("file", "phone", "tags")
    words = {f"{prefix}{name}": fields[name].value() or "" for name in fields.fields if name not in left}
    address, asked = f"/desk/images/multiple/{picture.pk}/", {"X-Requested-With": "XMLHttpRequest"}
    refused = json.loads(client.post(address, {**words, f"{prefix}title": ""}, headers=asked).content)
    assert not refused["success"]
    assert "data-chooser-url" not in refused["form"]
    assert json.loads(client.post(address, {**words, f"{prefix}title": "Quay"}, headers=asked).content)["success"]
    picture.refresh_from_db()
    assert (picture.title, picture.phone) == ("Quay", narrow), "what is not asked there stays"
