"""The worker adds the better files; nobody waits for it, and what a colleague does meanwhile is theirs."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.test import override_settings

from rotativa.daybook import queries as daybook
from rotativa.pictures import files
from rotativa.pictures.actions import pack_picture as packing
from rotativa.pictures.actions.add_picture import add_picture
from rotativa.pictures.actions.change_picture import change_picture
from rotativa.pictures.actions.pack_picture import pack_picture
from rotativa.pictures.facets import card
from rotativa.pictures.intake import Received, receive
from rotativa.pictures.jobs import pack_left_over
from rotativa.pictures.models import Picture
from rotativa.pictures.tests import making
from rotativa.pictures.tests.conftest import MACHINE


@pytest.fixture
def photo(editions: None) -> Picture:
    """A photograph, of which AVIF is worth it."""
    return add_picture(MACHINE, receive(making.sent(making.photo())), credit="Rui Azevedo")


def formats(picture: Picture) -> set[str]:
    told = card(picture.pk)
    assert told is not None
    return {file.format for file in told.files}


def test_the_worker_adds_what_takes_longer_and_says_so_once(
    editions: None, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    head = daybook.head()
    with django_capture_on_commit_callbacks(execute=True):
        picture = add_picture(MACHINE, receive(making.sent(making.photo())), credit="Rui Azevedo")
        assert formats(picture) == {"jpeg", "webp"}, "enough for every page, before the worker did anything"
    assert formats(picture) == {"jpeg", "webp", "avif"}
    assert [fact.verb for fact in daybook.after(head)] == ["picture.added", "picture.packed"]
    for row in picture.public.filter(format="avif"):
        assert b"Rui Azevedo" in files.read(row.path)
    pack_left_over()
    assert len(daybook.after(head)) == 2, "nothing is left to be made"


def test_a_new_credit_reaches_the_better_files_too(photo: Picture) -> None:
    pack_picture(MACHINE, photo)
    change_picture(MACHINE, photo, credit="Leila Mansour")
    rows = photo.public.filter(retired=None)
    assert {row.format for row in rows} == {"jpeg", "webp", "avif"}
    assert all(b"Leila Mansour" in files.read(row.path) for row in rows)


def test_another_file_waits_for_the_worker_again(photo: Picture, received: Received) -> None:
    pack_picture(MACHINE, photo)
    changed = change_picture(MACHINE, photo, received=received)
    assert not changed.packed
    assert formats(changed) == {"jpeg", "webp"}


def test_what_a_colleague_changes_meanwhile_is_theirs(photo: Picture, monkeypatch: pytest.MonkeyPatch) -> None:
    made = packing._made

    def overtaken(picture: Picture) -> Any:
        change_picture(MACHINE, picture, credit="Leila Mansour")
        return made(picture)

    monkeypatch.setattr(packing, "_made", overtaken)
    pack_picture(MACHINE, photo)
    assert formats(photo) == {"jpeg", "webp"}
    kept = {f"{files.PREFIX}{name}" for name in default_storage.listdir("public")[1]}
    assert kept == set(photo.public.values_list("path", flat=True)), "no file without a row"
    assert not Picture.objects.get(pk=photo.pk).packed
    monkeypatch.setattr(packing, "_made", made)
    pack_left_over()
    assert formats(photo) == {"jpeg", "webp", "avif"}


@override_settings(WAGTAILIMAGES_MAX_IMAGE_PIXELS=1000)
def test_what_cannot_be_unpacked_any_more_is_not_tried_for_ever(photo: Picture) -> None:
    head = daybook.head()
    pack_left_over()
    assert Picture.objects.get(pk=photo.pk).packed
    assert daybook.head() == head
    assert formats(photo) == {"jpeg", "webp"}
