"""The files of a picture are as durable as the fact that it was added."""

import random
from pathlib import Path
from typing import Any

import pytest

from rotativa.pictures import files
from rotativa.pictures.actions.add_picture import add_picture
from rotativa.pictures.models import Picture, PublicRendition
from tests.acts.newsroom import Newsroom
from tests.faults.disk import Disk


@pytest.mark.usefixtures("separate_database")
def test_a_power_cut_takes_no_picture_away(dice: random.Random, settings: Any) -> None:
    room = Newsroom(dice)
    disk = Disk(Path(settings.MEDIA_ROOT))
    with disk.recording():
        picture = add_picture(room.actor, room.picture_file(), credit="Rui Azevedo")
        disk.cut(dice, "nothing")
    kept = Picture.objects.get(pk=picture.pk)
    with kept.file.open() as original:
        assert len(original.read()) == kept.file_size
    public = PublicRendition.objects.all()
    assert public
    assert [len(files.read(each.path)) for each in public] == [each.bytes for each in public]
