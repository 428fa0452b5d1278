"""What pages are told of a picture, and what of it changes their bytes."""

import pytest

from rotativa.kit.hashing import Fingerprint
from rotativa.pictures.actions.change_picture import change_picture
from rotativa.pictures.facets import alt, card
from rotativa.pictures.models import Picture
from rotativa.pictures.tests.conftest import MACHINE
from rotativa.press.registry import registry


def marks(picture: Picture) -> tuple[Fingerprint, Fingerprint, Fingerprint]:
    """The fingerprints of the card and of both alt texts."""
    one = str(picture.pk)
    alts = alt.fresh([f"{one}@es", f"{one}@ar"])
    return card.fresh([one])[one], alts[f"{one}@es"], alts[f"{one}@ar"]


def test_pages_get_focus_credit_and_files(picture: Picture) -> None:
    change_picture(MACHINE, picture, focus=(0.25, 0.75))
    told = card(picture.pk)
    assert told is not None
    assert told.focus == (0.25, 0.75)
    assert (told.credit, told.agency) == ("Rui Azevedo", "Atlas")
    assert [(file.format, file.width) for file in told.files][:2] == [("jpeg", 640), ("jpeg", 1280)]
    assert [file.width for file in told.files if file.format == "webp"] == sorted(
        file.width for file in told.files if file.format == "webp"
    )
    for file in told.files:
        assert registry.read_file(file.path)


def test_what_does_not_exist_is_told_as_nothing(picture: Picture) -> None:
    assert card.many([picture.pk + 1, "x", "12@es"]) == (None, None, None)
    assert alt.many([f"{picture.pk}@ar", "x@es", f"{picture.pk}@xx"]) == (None, None, None)


def test_only_what_pages_show_changes_their_fingerprints(picture: Picture) -> None:
    before = marks(picture)
    change_picture(MACHINE, picture, title="Harbour", description="Cranes", tags=["port"])
    assert marks(picture) == before
    change_picture(MACHINE, picture, alts={"ar": "ميناء"})
    after = marks(picture)
    assert after[:2] == before[:2]
    assert after[2] != before[2]
    change_picture(MACHINE, picture, credit="Leila Mansour")
    assert marks(picture)[0] != after[0]
    assert marks(picture)[1:] == after[1:]
    change_picture(MACHINE, picture, credit="Rui Azevedo")
    assert marks(picture)[0] == before[0]


def test_many_cards_cost_two_queries(picture: Picture, django_assert_num_queries: object) -> None:
    with django_assert_num_queries(2):  # type: ignore[operator]
        card.many([picture.pk, picture.pk + 1])
    with django_assert_num_queries(1):  # type: ignore[operator]
        alt.many([f"{picture.pk}@es", f"{picture.pk}@ar"])


@pytest.mark.parametrize(
    "path",
    ["/pictures/../originals/x.jpg", "/pictures/" + "0" * 32 + ".png", "/pictures/", "/pictures/" + "0" * 32 + ".webp"],
)
def test_no_other_path_is_a_public_file(path: str, db: None) -> None:
    with pytest.raises(FileNotFoundError):
        registry.read_file(path)
