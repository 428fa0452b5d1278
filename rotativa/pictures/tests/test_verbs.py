"""The verbs: who may, one fact for one act, and files that are there exactly where rows say so."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.utils import timezone

from rotativa.daybook import queries as daybook
from rotativa.daybook.queries import Fact
from rotativa.kit.actor import Refused
from rotativa.pictures import files, uses
from rotativa.pictures.actions import change_picture as changing
from rotativa.pictures.actions.add_picture import add_picture
from rotativa.pictures.actions.change_picture import Overtaken, change_picture
from rotativa.pictures.actions.remove_picture import remove_picture
from rotativa.pictures.actions.rows import RETIRED_FILES_STAY
from rotativa.pictures.intake import Received, receive
from rotativa.pictures.models import Picture, PublicRendition
from rotativa.pictures.queries import alt_texts, readiness
from rotativa.pictures.tests import making
from rotativa.pictures.tests.conftest import MACHINE
from rotativa.pictures.uses import InUse


def stored() -> set[str]:
    """Every file below the folder of media."""
    root = Path(settings.MEDIA_ROOT)
    return {str(path.relative_to(root)) for path in root.rglob("*") if path.is_file()}


def named(picture: Picture) -> set[str]:
    """Every file that rows of the picture stand for."""
    public = {files.name_of(row.path) for row in picture.public.all()}
    return public | {row.file.name for row in picture.renditions.all()} | {picture.file.name}


def last_fact() -> Fact:
    return daybook.latest(most=1)[0]


def in_use(picture: Picture) -> list[PublicRendition]:
    return list(picture.public.filter(retired=None).order_by("format", "width"))


def test_adding_a_picture_makes_its_files_and_one_fact(picture: Picture) -> None:
    assert stored() == named(picture)
    assert last_fact().verb == "picture.added"
    assert last_fact().things == (picture.thing,)
    assert (picture.width, picture.height, picture.taken) == (1500, 1000, "2022-06")
    assert alt_texts(str(picture.pk)) == {"es": "Un puerto"}
    for row in in_use(picture):
        data = files.read(row.path)
        assert len(data) == row.bytes
        assert row.path.startswith(f"/pictures/{row.sha256[:32]}.")
        assert b"Rui Azevedo / Atlas" in data
    picture.refresh_from_db()
    assert (picture.width, picture.height) == (1500, 1000)


@pytest.mark.usefixtures("editions")
def test_a_picture_that_cannot_be_added_leaves_no_file(received: Received) -> None:
    before = daybook.head()
    with pytest.raises(ValidationError, match="no edition"):
        add_picture(MACHINE, received, alts={"xx": "words"})
    with pytest.raises(ValidationError) as wrong:
        add_picture(MACHINE, received, taken="1987-02-30")
    assert "1987-02-30" in wrong.value.message_dict["taken"][0]
    assert stored() == set()
    assert not Picture.objects.exists()
    assert daybook.head() == before


def test_a_new_credit_is_written_into_every_public_file(
    picture: Picture, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    before = {row.path for row in in_use(picture)}
    change_picture(MACHINE, picture, credit="Leila Mansour", agency="")
    after = in_use(picture)
    assert before.isdisjoint(row.path for row in after)
    for row in after:
        data = files.read(row.path)
        assert b"Leila Mansour" in data
        assert b"Rui Azevedo" not in data
    assert last_fact().verb == "picture.changed"
    assert last_fact().details["changed"] == ["credit", "agency"]
    for path in before:
        assert files.read(path), "a page that is being printed may still name it"
    with django_capture_on_commit_callbacks(execute=True):
        PublicRendition.objects.exclude(retired=None).update(retired=timezone.now() - 2 * RETIRED_FILES_STAY)
        change_picture(MACHINE, picture, credit="Samir Haddad")
    assert not before & {f"/{name.replace('public', 'pictures')}" for name in stored()}


def test_a_former_credit_can_come_back(
    picture: Picture, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    before = [row.path for row in in_use(picture)]
    change_picture(MACHINE, picture, credit="Leila Mansour")
    PublicRendition.objects.exclude(retired=None).update(retired=timezone.now() - 2 * RETIRED_FILES_STAY)
    with django_capture_on_commit_callbacks(execute=True):
        change_picture(MACHINE, picture, credit="Rui Azevedo")
    assert [row.path for row in in_use(picture)] == before
    assert all(files.read(path) for path in before)


def test_a_change_that_changes_nothing_writes_nothing(picture: Picture) -> None:
    before, files_before = daybook.head(), stored()
    change_picture(MACHINE, picture, credit="Rui Azevedo", title=" Port ", alts={"es": "Un  puerto"}, tags=[])
    assert daybook.head() == before
    assert stored() == files_before


def test_another_file_takes_the_place_wherever_it_is_used(
    picture: Picture, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    change_picture(MACHINE, picture, focus=(0.25, 0.75))
    before = {row.path for row in in_use(picture)}
    with django_capture_on_commit_callbacks(execute=True):
        changed = change_picture(MACHINE, picture, received=receive(making.sent(making.jpeg(800, 1000), "upright.jpg")))
    assert (changed.width, changed.height, changed.focus) == (800, 1000, (0.5, 0.5))
    assert before.isdisjoint(row.path for row in in_use(changed))
    assert changed.credit == "Rui Azevedo"
    assert stored() == named(changed)
    changes = [fact.details["changed"] for fact in daybook.latest(most=3) if fact.verb == "picture.changed"]
    assert "file" in changes[0]


def test_an_alt_text_is_an_act_of_its_edition(picture: Picture, person: Callable[..., Any]) -> None:
    reporter = person("reporter", "ar")
    change_picture(reporter, picture, alts={"ar": "ميناء"})
    assert last_fact().edition == "ar"
    assert last_fact().actor_id == reporter.actor_id
    with pytest.raises(Refused, match="in Spanish"):
        change_picture(reporter, picture, alts={"es": "Otro"})
    change_picture(MACHINE, picture, alts={"ar": ""})
    assert alt_texts(str(picture.pk)) == {"es": "Un puerto"}
    with pytest.raises(ValidationError):
        change_picture(MACHINE, picture, alts={"ar": "م" * 501})


def test_somebody_without_a_role_may_nothing(picture: Picture, received: Received, person: Callable[..., Any]) -> None:
    nobody = person("")
    before, files_before = daybook.head(), stored()
    for act in (
        lambda: add_picture(nobody, received),
        lambda: change_picture(nobody, picture, title="Other"),
        lambda: change_picture(nobody, picture, received=received),
        lambda: change_picture(nobody, picture, alts={"es": "Otro"}),
        lambda: remove_picture(nobody, picture),
    ):
        with pytest.raises(Refused):
            act()
    assert daybook.head() == before
    assert stored() == files_before


def test_a_picture_that_readers_have_seen_cannot_be_deleted(picture: Picture) -> None:
    uses.register("test", lambda identity: [f"the story “Harbour” of {identity}"], lambda identity: ())
    try:
        with pytest.raises(InUse, match="used in the story “Harbour”"):
            remove_picture(MACHINE, picture)
    finally:
        uses.register("test", lambda identity: (), lambda identity: ())
    assert Picture.objects.filter(pk=picture.pk).exists()


@pytest.fixture
def seen(picture: Picture) -> Iterator[None]:
    """Readers see the picture in Spanish, with its own alt text, and in Arabic, with another."""
    places = (uses.Seen("es", "“Puerto”", own_alt=False), uses.Seen("ar", "“ميناء”", own_alt=True))
    uses.register("test", lambda identity: (), lambda identity: places)
    yield
    uses.register("test", lambda identity: (), lambda identity: ())


@pytest.mark.usefixtures("seen")
def test_what_readers_see_is_not_taken_away(picture: Picture) -> None:
    with pytest.raises(ValidationError):
        change_picture(MACHINE, picture, credit="\u200b")
    with pytest.raises(ValidationError):
        change_picture(MACHINE, picture, alts={"es": "\u200f"})
    with pytest.raises(ValidationError) as refused:
        change_picture(MACHINE, picture, credit="")
    assert "“Puerto”, “ميناء”" in str(refused.value)
    with pytest.raises(ValidationError) as refused:
        change_picture(MACHINE, picture, alts={"es": ""})
    assert list(refused.value.message_dict) == ["alt_es"]
    assert change_picture(MACHINE, picture, agency="", credit="Rui A.").credit == "Rui A."
    change_picture(MACHINE, picture, alts={"ar": "ميناء"})
    change_picture(MACHINE, picture, alts={"ar": ""})
    assert alt_texts(str(picture.pk)) == {"es": "Un puerto"}


@pytest.mark.usefixtures("seen")
def test_what_readers_see_is_changed_by_who_answers_for_it(
    picture: Picture, received: Received, person: Callable[..., Any]
) -> None:
    reporter, editor = person("reporter", "es"), person("desk_editor", "ar", name="huda")
    Picture.objects.filter(pk=picture.pk).update(uploaded_by_user=reporter)
    picture.refresh_from_db()
    for change in (
        lambda: change_picture(reporter, picture, credit="Ana"),
        lambda: change_picture(reporter, picture, received=received),
        lambda: change_picture(reporter, picture, alts={"es": "Otro puerto"}),
        lambda: change_picture(editor, picture, alts={"es": "Otro puerto"}),
    ):
        with pytest.raises(Refused):
            change()
    change_picture(reporter, picture, title="The port at night")
    change_picture(editor, picture, credit="Rui A.")
    assert change_picture(person("desk_editor", "es", name="lea"), picture, alts={"es": "Otro puerto"})


def test_a_double_that_goes_while_it_comes_again(picture: Picture, received: Received) -> None:
    """Two pictures share files: who removes the one must not take those of the other, whose row is not yet seen."""
    with files.placing() as placed:
        public = placed.publish(received.public, picture.named)
        files.remove(files.name_of(each.path) for each in public)  # what another verb does at this moment
    assert all(files.read(each.path) for each in public)


def test_what_is_wanted_by_the_time_it_is_removed_is_put_back(
    picture: Picture, monkeypatch: pytest.MonkeyPatch
) -> None:
    (path, *_rest) = [each.path for each in in_use(picture)]
    answers = [set(), {path}]
    monkeypatch.setattr(files, "_wanted", lambda paths: answers.pop(0))
    files.remove_unwanted([path])
    assert files.read(path)


def test_a_failed_upload_leaves_the_files_of_its_double(picture: Picture, received: Received) -> None:
    for each in in_use(picture):
        default_storage.delete(files.name_of(each.path))

    def fail() -> None:
        with files.placing() as placed:
            placed.publish(received.public, picture.named)
            raise RuntimeError("the connection was lost")

    with pytest.raises(RuntimeError):
        fail()
    assert all(files.read(each.path) for each in in_use(picture))


def test_a_deleted_picture_leaves_nothing(
    picture: Picture, received: Received, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    twin = add_picture(MACHINE, received, credit="Rui Azevedo", agency="Atlas")
    assert {row.path for row in in_use(twin)} == {row.path for row in in_use(picture)}
    with django_capture_on_commit_callbacks(execute=True):
        remove_picture(MACHINE, picture)
    assert last_fact().verb == "picture.removed"
    assert stored() == named(twin), "the files that a twin shares stay"
    with django_capture_on_commit_callbacks(execute=True):
        remove_picture(MACHINE, twin)
    assert stored() == set()


def test_a_colleague_who_is_faster_is_not_overwritten(picture: Picture, monkeypatch: pytest.MonkeyPatch) -> None:
    place, times = changing._place_public, []

    def overtaken(*given: Any) -> Any:
        placed = place(*given)
        times.append(1)
        Picture.objects.filter(pk=picture.pk).update(agency=f"Agency {len(times)}" if len(times) < 2 else "Agency 1")
        return placed

    monkeypatch.setattr(changing, "_place_public", overtaken)
    changed = change_picture(MACHINE, picture, credit="Leila Mansour")
    assert (changed.credit, changed.agency) == ("Leila Mansour", "Agency 1")
    assert all(b"Leila Mansour / Agency 1" in files.read(row.path) for row in in_use(changed))
    assert stored() == named(changed)


def test_a_colleague_who_is_always_faster_gets_a_word(picture: Picture, monkeypatch: pytest.MonkeyPatch) -> None:
    place, times, before = changing._place_public, [], stored()

    def overtaken(*given: Any) -> Any:
        placed = place(*given)
        times.append(1)
        Picture.objects.filter(pk=picture.pk).update(agency=f"Agency {len(times)}")
        return placed

    monkeypatch.setattr(changing, "_place_public", overtaken)
    with pytest.raises(Overtaken, match="somebody else"):
        change_picture(MACHINE, picture, credit="Leila Mansour")
    assert stored() == before


def test_a_file_that_was_half_written_is_written_again(picture: Picture, received: Received) -> None:
    path = in_use(picture)[0].path
    whole = files.read(path)
    default_storage.delete(files.name_of(path))
    (Path(settings.MEDIA_ROOT) / files.name_of(path)).write_bytes(whole[:100])
    add_picture(MACHINE, received, credit="Rui Azevedo", agency="Atlas")
    assert files.read(path) == whole


def test_what_a_picture_lacks_is_told_per_edition(picture: Picture) -> None:
    file = receive(making.sent(making.jpeg()))
    bare = add_picture(MACHINE, file, credit="\u200b", alts={"es": "\u2800\u200f"})
    first, second = readiness([str(picture.pk), str(bare.pk), "999", "x"])
    assert first.lacks("es") == ()
    assert first.lacks("ar") == ("alt",)
    assert second.lacks("es") == ("credit", "alt")
