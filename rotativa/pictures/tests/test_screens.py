"""Wagtail's picture screens, through every door that writes: the same checks, words and facts."""

import json
from collections.abc import Callable
from errno import ENOSPC
from io import BytesIO
from pathlib import Path
from tempfile import mkstemp
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from wagtail.models import Collection, UploadedFile

from rotativa.daybook import queries as daybook
from rotativa.kit.actor import Machine
from rotativa.pictures import uses
from rotativa.pictures.actions.add_picture import add_picture
from rotativa.pictures.actions.change_picture import change_picture
from rotativa.pictures.actions.columns import FOCAL
from rotativa.pictures.intake import Received, receive
from rotativa.pictures.models import Picture
from rotativa.pictures.packing import WIDTHS
from rotativa.pictures.queries import alt_texts
from rotativa.pictures.tests import corpus, making
from rotativa.staff.models import User

MACHINE = Machine("test")
ADD, MANY, CHOOSER = "/desk/images/add/", "/desk/images/multiple/add/", "/desk/images/chooser/create/"


@pytest.fixture
def desk(person: Callable[..., Any]) -> Client:
    """The browser of a reporter of the Spanish edition."""
    client = Client()
    client.force_login(person("reporter", "es"), backend="django.contrib.auth.backends.ModelBackend")
    return client


def fields(picture: Picture, **others: Any) -> dict[str, Any]:
    """What the form of a picture sends back untouched, except for ``others``."""
    names = ("title", "description", "credit", "agency", "copyright", "place", "taken")
    frame = ("focal_point_x", "focal_point_y", "focal_point_width", "focal_point_height")
    sent = {name: getattr(picture, name) for name in names} | {name: getattr(picture, name) or "" for name in frame}
    return {**sent, "alt_es": alt_texts(str(picture.pk)).get("es", ""), "tags": "", **others}


def own(picture: Picture) -> None:
    """Makes it one that the reporter added."""
    Picture.objects.filter(pk=picture.pk).update(uploaded_by_user=User.objects.get(username="ana"))


def verbs(since: int) -> list[str]:
    return [fact.verb for fact in daybook.after(since)]


def test_adding_one(desk: Client) -> None:
    before = daybook.head()
    file = making.sent(making.telling("JPEG"), "harbour.jpg")
    sent = {
        "title": "Harbour",
        "file": file,
        "credit": "Ana",
        "alt_es": "Un puerto",
        "tags": "port, sea",
        "taken": "1987",
    }
    answer = desk.post(ADD, sent)
    assert answer.status_code == 302, answer.context["form"].errors
    picture = Picture.objects.get()
    assert verbs(before) == ["picture.added"]
    assert daybook.latest(most=1)[0].actor_name == "Ana"
    assert (picture.title, picture.credit, picture.taken) == ("Harbour", "Ana", "1987")
    assert picture.uploaded_by_user is not None
    assert sorted(picture.tags.names()) == ["port", "sea"]
    assert alt_texts(str(picture.pk)) == {"es": "Un puerto"}


@pytest.mark.parametrize(
    ("data", "name", "says"),
    [
        (b"<!DOCTYPE html><p>hello", "holiday.jpg", "“holiday.jpg” is a web page"),
        (making.jpeg()[:-3000], "cut.jpg", "“cut.jpg” is damaged or incomplete"),
        (making.bomb(12_000), "bomb.png", "“bomb.png” has more than 80 million pixels"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'></svg>", "logo.svg", "“logo.svg” is an SVG drawing"),
    ],
)
def test_a_bad_file_is_answered_at_every_door_and_nothing_typed_is_lost(
    desk: Client, data: bytes, name: str, says: str
) -> None:
    before = daybook.head()
    one = desk.post(ADD, {"title": "Kept words", "credit": "Kept credit", "file": making.sent(data, name)})
    assert one.status_code == 200
    assert says in one.context["form"].errors["file"][0]
    assert "Kept credit" in one.content.decode()
    many = desk.post(
        MANY, {"title": "Kept", "files[]": making.sent(data, name)}, headers={"X-Requested-With": "XMLHttpRequest"}
    )
    assert says in json.loads(many.content)["error_message"]
    prefix = "image-chooser-upload-"
    chosen = desk.post(CHOOSER, {f"{prefix}title": "Kept words", f"{prefix}file": making.sent(data, name)})
    assert says.split(" ", 1)[1] in json.loads(chosen.content)["htmlFragment"]
    assert not Picture.objects.exists()
    assert daybook.head() == before


def test_a_name_of_three_hundred_bytes_is_taken(desk: Client) -> None:
    """No file system takes it; the title says what it was called."""
    sent = {"title": "Harbour", "file": making.sent(making.jpeg(), f"{'é' * 150}.jpg")}
    answer = desk.post(ADD, sent)
    assert answer.status_code == 302, answer.context["form"].errors
    kept = str(Picture.objects.get().file.name).rpartition("/")[2]
    assert len(kept.encode()) < 255


def test_what_is_far_too_large_is_refused_before_it_is_read(desk: Client) -> None:
    class Unread:
        def read(self, *_given: object) -> bytes:
            raise AssertionError("a byte was read")

        readline = read

    long: dict[str, Any] = {"CONTENT_LENGTH": str(200 * 1024 * 1024), "wsgi.input": Unread()}
    kind = "multipart/form-data; boundary=x"
    one = desk.generic("POST", ADD, b"", kind, **long)
    assert one.status_code == 413
    assert "You sent 200 MB; at most 40 MB can be taken at once." in one.content.decode()
    many = desk.generic("POST", MANY, b"", kind, headers={"X-Requested-With": "XMLHttpRequest"}, **long)
    assert json.loads(many.content)["error_message"].startswith("You sent 200 MB")


def test_adding_many_and_then_saying_what_they_are(desk: Client) -> None:
    before = daybook.head()
    answer = desk.post(
        MANY, {"title": "one", "files[]": making.sent(making.jpeg())}, headers={"X-Requested-With": "XMLHttpRequest"}
    )
    told = json.loads(answer.content)
    picture = Picture.objects.get(pk=told["image_id"])
    prefix = f"image-{picture.pk}-"
    assert f"{prefix}alt_es" in told["form"]
    assert f"{prefix}alt_ar" not in told["form"], "she does not write in Arabic"
    words = {
        f"{prefix}{name}": value
        for name, value in fields(picture, title="Quay", credit="Ana", alt_es="Un muelle").items()
    }
    assert json.loads(desk.post(f"/desk/images/multiple/{picture.pk}/", words).content)["success"]
    picture.refresh_from_db()
    assert (picture.title, picture.credit) == ("Quay", "Ana")
    assert verbs(before) == ["picture.added", "picture.changed"]
    assert json.loads(desk.post(f"/desk/images/multiple/{picture.pk}/delete/").content)["success"]
    assert verbs(before)[-1] == "picture.removed"


def test_one_of_many_whose_words_do_not_fit_keeps_its_file(desk: Client) -> None:
    before = daybook.head()
    answer = desk.post(
        MANY,
        {"title": "w" * 300, "files[]": making.sent(making.jpeg())},
        headers={"X-Requested-With": "XMLHttpRequest"},
    )
    upload = json.loads(answer.content)["uploaded_file_id"]
    assert not Picture.objects.exists()
    prefix = f"uploaded-image-{upload}-"
    answer = desk.post(
        f"/desk/images/multiple/create_from_uploaded_image/{upload}/",
        {f"{prefix}title": "Short", f"{prefix}credit": "Ana", f"{prefix}tags": ""},
    )
    assert json.loads(answer.content)["success"], answer.content
    assert verbs(before) == ["picture.added"]
    assert Picture.objects.get().public.exists()
    assert not UploadedFile.objects.exists()


def test_adding_from_the_chooser(desk: Client) -> None:
    before, prefix = daybook.head(), "image-chooser-upload-"
    sent = {
        f"{prefix}title": "Chosen",
        f"{prefix}file": making.sent(making.jpeg()),
        f"{prefix}tags": "",
        f"{prefix}credit": "Ana",
    }
    told = json.loads(desk.post(CHOOSER, sent).content)
    assert told["step"] == "chosen", told
    assert told["result"]["preview"]["url"].startswith("/desk/media/thumbnails/")
    assert verbs(before) == ["picture.added"]


def test_changing_words_and_file_is_one_fact(desk: Client, picture: Picture) -> None:
    own(picture)
    address, before = f"/desk/images/{picture.pk}/", daybook.head()
    page = desk.get(address)
    assert page.status_code == 200
    assert "it cannot go out there" in page.content.decode(), "the Arabic alt text is missing"
    new = making.sent(making.jpeg(900, 900), "new.jpg")
    answer = desk.post(address, fields(picture, credit="Ana", alt_es="Otro puerto", file=new, focal_point_x=""))
    assert answer.status_code == 302, answer.context["form"].errors
    assert verbs(before) == ["picture.changed"]
    assert daybook.latest(most=1)[0].details["changed"] == ["credit", "file", "alt:es"]
    picture.refresh_from_db()
    assert (picture.width, picture.credit, picture.agency) == (900, "Ana", "Atlas")


def test_a_used_picture_becomes_tiny_only_if_that_is_meant(desk: Client, picture: Picture) -> None:
    """A thumbnail chosen by mistake went to all readers; one that nobody uses is nobody's loss."""
    own(picture)
    address, before = f"/desk/images/{picture.pk}/", picture.width

    def tiny(**others: Any) -> Any:
        return desk.post(address, fields(picture, file=making.sent(making.jpeg(1, 1), "dot.jpg"), **others))

    uses.register("test", lambda identity: ["the story “Harbour”"], lambda identity: ())
    try:
        answer = tiny(credit="Ana")
        told = answer.content.decode()
        assert f"only 1 × 1 pixels, and the one in use is {before} × {picture.height}" in told
        assert "The smaller file is meant" in told
        assert answer.context["form"]["credit"].value() == "Ana", "nothing typed is lost"
        picture.refresh_from_db()
        assert picture.width == before
        desk.post(address, fields(picture, file=making.sent(making.jpeg(before // 2 + 1, 20), "half.jpg")))
        picture.refresh_from_db()
        assert picture.width == before // 2 + 1
        assert tiny(smaller="on").status_code == 302
        picture.refresh_from_db()
        assert picture.width == 1
        Picture.objects.filter(pk=picture.pk).update(width=max(WIDTHS) * 9)
        desk.post(address, fields(picture, file=making.sent(making.jpeg(max(WIDTHS) // 2, 20), "wide.jpg")))
        picture.refresh_from_db()
        assert picture.width == max(WIDTHS) // 2, "readers are served no wider one than that twice as wide"
    finally:
        uses.register("test", lambda identity: (), lambda identity: ())


def test_what_the_file_says_stands_beside_its_field_and_is_not_taken(desk: Client) -> None:
    file = making.sent(corpus.files()["all.jpg"], "harbour.jpg")
    answer = desk.post(ADD, {"title": "Harbour", "file": file, "tags": "", "place": "Selwan"}, follow=True)
    picture = Picture.objects.get()
    assert answer.redirect_chain[-1][0] == f"/desk/images/{picture.pk}/", "where it can be taken over"
    assert (picture.credit, picture.agency, picture.copyright, picture.description) == ("", "", "", "")
    page = answer.content.decode()
    for field, words in picture.found.offers().items():
        beside = page[page.index(f'data-field="id_{field}"') :][:900]
        assert words.split("\n")[0] in beside
    assert "to the metre" in page
    kept = fields(picture, credit="Leïla Amrani", place="Muelle norte, Selwan, Provincia, Marruecos")
    desk.post(f"/desk/images/{picture.pk}/", kept)
    page = desk.get(f"/desk/images/{picture.pk}/").content.decode()
    assert 'data-field="id_credit"' not in page, "what was taken over is offered no more"
    assert 'data-field="id_agency"' in page


def test_where_it_is_and_how_many_pages_it_reaches_is_said_beforehand(
    desk: Client, picture: Picture, monkeypatch: pytest.MonkeyPatch
) -> None:
    own(picture)
    monkeypatch.setattr(
        "rotativa.pictures.views.pages_of", lambda thing, argument: 7 if argument == str(picture.pk) else 0
    )
    told = desk.get(f"/desk/images/{picture.pk}/").content.decode()
    assert "Then 7 printed pages are made again with it." in told
    assert "Its credit and its alt texts stay: see that they are true of the new file." in told


def test_saving_without_a_change_is_no_fact(desk: Client, picture: Picture) -> None:
    before = daybook.head()
    assert desk.post(f"/desk/images/{picture.pk}/", fields(picture)).status_code == 302
    assert daybook.head() == before


def test_a_frame_drawn_in_the_browser_is_the_focus(desk: Client, picture: Picture) -> None:
    own(picture)
    frame = {"focal_point_x": 750, "focal_point_y": 250, "focal_point_width": 100, "focal_point_height": 100}
    assert desk.post(f"/desk/images/{picture.pk}/", fields(picture, **frame)).status_code == 302
    picture.refresh_from_db()
    assert picture.focus == (0.5, 0.25)


def test_wrong_words_are_told_by_field(desk: Client, picture: Picture) -> None:
    own(picture)
    answer = desk.post(
        f"/desk/images/{picture.pk}/", fields(picture, taken="next week", alt_es="x" * 501, credit="Kept")
    )
    assert answer.status_code == 200
    assert {"taken", "alt_es"} == set(answer.context["form"].errors)
    assert "Kept" in answer.content.decode()


def test_what_a_colleague_added_is_described_and_not_changed(desk: Client, picture: Picture) -> None:
    address, before = f"/desk/images/{picture.pk}/", daybook.head()
    shown = desk.get(address).content.decode()
    assert "You may write its alt text in your editions." in shown
    assert f"{address}delete/" not in shown
    sent = fields(picture, credit="Ana", alt_es="Otro puerto", file=making.sent(making.jpeg(900, 900), "new.jpg"))
    assert desk.post(address, sent).status_code == 302
    assert daybook.latest(most=1)[0].details["changed"] == ["alt:es"]
    picture.refresh_from_db()
    assert (picture.credit, picture.width) == ("Rui Azevedo", 1500)

    refused = desk.post(f"{address}delete/", follow=True).content.decode()
    assert "is kept by photo and desk editors, and by whoever added it" in refused
    assert Picture.objects.filter(pk=picture.pk).exists()
    assert verbs(before) == ["picture.changed"]


def seen(desk: Client, address: str) -> dict[str, str]:
    """What the screen gives the browser to send back."""
    form = desk.get(address).context["form"]
    assert str(form["seen"]) in desk.get(address).content.decode()
    return {"seen": form["seen"].value()}


def test_what_a_colleague_changed_meanwhile_stays(desk: Client, picture: Picture) -> None:
    own(picture)
    address = f"/desk/images/{picture.pk}/"
    before = {**fields(picture), **seen(desk, address)}
    change_picture(MACHINE, picture, credit="Huda Nasser", place="Mérida", alts={"es": "Otro puerto"})
    change_picture(MACHINE, picture, tags=["water", "dry land"], focus=(0.2, 0.3))
    assert desk.post(address, {**before, "title": "Harbour", "taken": "2026-01"}).status_code == 302
    assert sorted(daybook.latest(most=1)[0].details["changed"]) == ["taken", "title"]
    picture.refresh_from_db()
    assert (picture.title, picture.credit, picture.place) == ("Harbour", "Huda Nasser", "Mérida")
    assert alt_texts(str(picture.pk))["es"] == "Otro puerto"
    assert sorted(picture.tags.names()) == ["dry land", "water"]
    assert picture.focus == (0.2, 0.3)


def test_what_both_have_changed_is_asked_once_more(desk: Client, picture: Picture) -> None:
    own(picture)
    address = f"/desk/images/{picture.pk}/"
    before = {**fields(picture), **seen(desk, address)}
    change_picture(MACHINE, picture, credit="Huda Nasser", place="Mérida")
    refused = desk.post(address, {**before, "credit": "Rui"})
    form = refused.context["form"]
    assert {name: list(said) for name, said in form.errors.items()} == {
        "credit": ["Somebody else has just changed this. It is now: Huda Nasser. Save again to put yours in its place."]
    }
    again = {**before, "credit": "Rui", "seen": form["seen"].value()}
    assert desk.post(address, again).status_code == 302
    picture.refresh_from_db()
    assert (picture.credit, picture.place) == ("Rui", "Mérida")


def test_what_both_have_changed_is_told_where_it_has_no_words(
    person: Callable[..., Any], picture: Picture, received: Received
) -> None:
    """A folder, a picture for phones, tags and a file are no words of a field, and lost all the same."""
    client = Client()
    client.force_login(person("editor_in_chief", ""), backend="django.contrib.auth.backends.ModelBackend")
    address = f"/desk/images/{picture.pk}/"
    mine, theirs = (add_picture(MACHINE, received, title=title, credit="Rui") for title in ("Mine", "Theirs"))
    harbours, rivers = (Collection.get_first_root_node().add_child(name=name) for name in ("Harbours", "Rivers"))
    folder = Collection.get_first_root_node().pk
    before = {**fields(picture, phone="", collection=folder, alt_ar=""), **seen(client, address)}
    another = receive(making.sent(making.jpeg(1400, 1000)))
    change_picture(MACHINE, picture, received=another, phone=theirs, collection=rivers, tags=["water"])

    typed = {**before, "phone": mine.pk, "collection": harbours.pk, "tags": "port"}
    refused = client.post(address, {**typed, "file": making.sent(making.jpeg(1600, 1000))}).context["form"]
    now = "Somebody else has just changed this. It is now: {}. Save again to put yours in its place."
    assert {name: list(said) for name, said in refused.errors.items()} == {
        "file": ["Somebody else has just put another file here. Choose yours again to put it in its place."],
        "phone": [now.format("Theirs")],
        "collection": [now.format("Rivers")],
        "tags": [now.format("water")],
    }
    again = {**typed, "file": making.sent(making.jpeg(1600, 1000)), "seen": refused["seen"].value()}
    assert client.post(address, again).status_code == 302
    picture.refresh_from_db()
    assert (picture.phone, picture.collection, picture.width) == (mine, harbours, 1600)
    assert list(picture.tags.names()) == ["port"]


@pytest.mark.parametrize("how", ["another file", "another frame"])
def test_a_frame_is_not_kept_for_what_its_person_has_not_seen(desk: Client, picture: Picture, how: str) -> None:
    own(picture)
    address = f"/desk/images/{picture.pk}/"
    before = {**fields(picture), **seen(desk, address)}
    if how == "another file":
        change_picture(MACHINE, picture, received=receive(making.sent(making.jpeg(600, 900))))
    else:
        change_picture(MACHINE, picture, focus=(0.2, 0.3))
    picture.refresh_from_db()
    stands = [getattr(picture, name) for name in FOCAL]
    refused = desk.post(address, {**before, **dict(zip(FOCAL, (1200, 300, 200, 200), strict=True))})
    assert "draw yours again to put it in its place." in refused.content.decode()
    form = refused.context["form"]
    assert [form[name].value() for name in FOCAL] == ["" if side is None else str(side) for side in stands]
    assert [getattr(refused.context["image"], name) for name in FOCAL] == stands, "it is drawn on the screen"

    shown = {**before, **{name: form[name].value() for name in FOCAL}, "seen": form["seen"].value()}
    assert desk.post(address, shown).status_code == 302
    picture.refresh_from_db()
    assert [getattr(picture, name) for name in FOCAL] == stands
    drawn = dict(zip(FOCAL, (300, 300, 200, 100), strict=True))
    assert desk.post(address, {**shown, **drawn}).status_code == 302
    picture.refresh_from_db()
    assert {name: getattr(picture, name) for name in FOCAL} == drawn


def test_of_a_frame_all_sides_are_one_persons(desk: Client, picture: Picture) -> None:
    own(picture)
    change_picture(MACHINE, picture, focus=(0.5, 0.5))
    picture.refresh_from_db()
    address = f"/desk/images/{picture.pk}/"
    before = {**fields(picture), **seen(desk, address)}
    Picture.objects.filter(pk=picture.pk).update(focal_point_y=100)
    refused = desk.post(address, {**before, "focal_point_x": 40})
    assert "draw yours again" in refused.content.decode(), "it would be a frame that nobody drew"


@pytest.mark.parametrize("sent", ["{", "[]", '{"credit": 1}', '{"nothing": "x"}'])
def test_what_was_seen_may_be_anything(desk: Client, picture: Picture, sent: str) -> None:
    own(picture)
    answer = desk.post(f"/desk/images/{picture.pk}/", {**fields(picture), "place": "Mérida", "seen": sent})
    assert answer.status_code in (200, 302)


def test_an_alt_text_of_another_edition_cannot_be_slipped_in(desk: Client, picture: Picture) -> None:
    desk.post(f"/desk/images/{picture.pk}/", fields(picture, alt_ar="ميناء"))
    assert "ar" not in alt_texts(str(picture.pk))


def test_what_readers_see_is_told_and_not_changed_by_a_reporter(desk: Client, picture: Picture) -> None:
    own(picture)
    uses.register("test", lambda identity: (), lambda identity: [uses.Seen("es", "the story “Harbour”", own_alt=False)])
    try:
        told = desk.get(f"/desk/images/{picture.pk}/").content.decode()
        assert "Readers see it now in: the story “Harbour”." in told
        assert "by a desk or photo editor of one of these editions" in told
        told = desk.post(f"/desk/images/{picture.pk}/", fields(picture, credit="")).content.decode()
        assert "Ask a desk editor there to change it." in told
    finally:
        uses.register("test", lambda identity: (), lambda identity: ())
    picture.refresh_from_db()
    assert picture.credit == "Rui Azevedo"


def test_what_was_just_added_may_be_before_readers_already(
    desk: Client, person: Callable[..., Any], picture: Picture
) -> None:
    """Who added several still has their fields open: a reporter may change none of them now, and nobody takes one
    away.
    """
    own(picture)
    editor = Client()
    editor.force_login(person("desk_editor", "es", "eva"), backend="django.contrib.auth.backends.ModelBackend")
    address, prefix = f"/desk/images/multiple/{picture.pk}/", f"image-{picture.pk}-"
    words = {f"{prefix}{name}": value for name, value in fields(picture, credit="", title="Typed").items()}
    uses.register("test", lambda identity: (), lambda identity: [uses.Seen("es", "the story “Harbour”", own_alt=False)])
    try:
        for client, told in ((desk, "Ask a desk editor there to change it."), (editor, "not taken away.")):
            answer = json.loads(client.post(address, words).content)
            assert (answer["success"], answer["image_id"]) == (False, picture.pk)
            assert told in answer["form"]
            assert 'value="Typed"' in answer["form"]
    finally:
        uses.register("test", lambda identity: (), lambda identity: ())
    picture.refresh_from_db()
    assert picture.credit == "Rui Azevedo"


def test_what_is_used_is_not_deleted_by_any_door(person: Callable[..., Any], picture: Picture) -> None:
    client = Client()
    client.force_login(person("editor_in_chief", ""), backend="django.contrib.auth.backends.ModelBackend")
    doors = (
        f"/desk/images/{picture.pk}/delete/",
        f"/desk/images/multiple/{picture.pk}/delete/",
        f"/desk/bulk/pictures/picture/delete/?id={picture.pk}&next=/desk/images/",
    )
    uses.register("test", lambda identity: ["the story “Harbour”"], lambda identity: ())
    try:
        for door in doors:
            client.post(door)
            assert Picture.objects.filter(pk=picture.pk).exists()
        told = client.get(doors[0], follow=True).content.decode()
        assert "it is or was used in the story “Harbour”" in told
    finally:
        uses.register("test", lambda identity: (), lambda identity: ())
    before = daybook.head()
    client.post(doors[2])
    assert not Picture.objects.filter(pk=picture.pk).exists()
    assert verbs(before) == ["picture.removed"]


def test_bulk_acts_are_facts_too(person: Callable[..., Any], picture: Picture) -> None:
    client = Client()
    client.force_login(person("editor_in_chief", ""), backend="django.contrib.auth.backends.ModelBackend")
    folder = Collection.get_first_root_node().add_child(name="Harbours")
    before = daybook.head()
    client.post(f"/desk/bulk/pictures/picture/add_tags/?id={picture.pk}", {"tags": "port, sea"})
    client.post(f"/desk/bulk/pictures/picture/add_to_collection/?id={picture.pk}", {"collection": folder.pk})
    picture.refresh_from_db()
    assert sorted(picture.tags.names()) == ["port", "sea"]
    assert picture.collection == folder
    assert [fact.details["changed"] for fact in daybook.after(before)] == [["tags"], ["collection"]]
    told = client.post(f"/desk/bulk/pictures/picture/add_tags/?id={picture.pk}", {"tags": "x" * 101}).content.decode()
    assert "over 100 characters" in told, "PostgreSQL keeps none that is longer"


def test_nobody_without_a_role_gets_in(person: Callable[..., Any], picture: Picture) -> None:
    client = Client()
    client.force_login(person(""), backend="django.contrib.auth.backends.ModelBackend")
    before = daybook.head()
    for address in (ADD, MANY, CHOOSER, f"/desk/images/{picture.pk}/", f"/desk/images/{picture.pk}/delete/"):
        assert client.get(address).status_code in (302, 403, 404)
        assert client.post(address, {"title": "x", "file": making.sent(making.jpeg())}).status_code in (302, 403, 404)
    assert daybook.head() == before


def test_files_of_the_desk_are_for_the_desk(desk: Client, picture: Picture, person: Callable[..., Any]) -> None:
    thumbnail = picture.renditions.first()
    assert thumbnail is not None
    names = [picture.file.name, thumbnail.file.name, picture.public.all()[0].path.replace("/pictures/", "public/")]
    for name in names:
        answer = desk.get(f"/desk/media/{name}")
        assert answer.status_code == 200
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in answer["Content-Security-Policy"]
        assert answer["Cache-Control"].startswith("private")
        assert BytesIO(answer.getvalue()).read(2)
        assert Client().get(f"/desk/media/{name}").status_code == 302
    stranger = Client()
    stranger.force_login(person("", name="eva"), backend="django.contrib.auth.backends.ModelBackend")
    assert stranger.get(f"/desk/media/{names[0]}").status_code in (302, 403, 404)


@pytest.mark.parametrize(
    "name",
    [
        "originals/../../rotativa.sqlite3",
        "originals/%2e%2e/%2e%2e/secret",
        "/etc/passwd",
        "originals/" + "0" * 32 + ".jpg",
        "public/" + "0" * 32 + ".svg",
        "wagtail_uploads/x.jpg",
        "originals/" + "0" * 32 + "/../x.jpg",
    ],
)
def test_no_path_leads_out_of_the_folders(desk: Client, name: str) -> None:
    assert desk.get(f"/desk/media/{name}").status_code == 404


def test_no_screen_packs_an_original_anew(desk: Client, picture: Picture, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*given: Any, **named: Any) -> None:
        raise AssertionError("a screen makes a rendition")

    monkeypatch.setattr(Picture, "generate_rendition_file", fail)
    for address in ("/desk/images/", f"/desk/images/{picture.pk}/", "/desk/images/chooser/"):
        shown = desk.get(address)
        assert shown.status_code == 200
        assert "{#" not in shown.content.decode(), (
            "a remark for us stood above the gallery: Django's end with their line"
        )


@pytest.mark.parametrize("marked", ["id=abc", "id=", "id=9999999999999999999999", ""])
@pytest.mark.parametrize("act", ["delete", "add_tags", "add_to_collection"])
def test_what_is_marked_and_is_no_picture_has_no_screen(desk: Client, act: str, marked: str) -> None:
    assert desk.get(f"/desk/bulk/pictures/picture/{act}/?{marked}").status_code == 404


def no_room(**_options: Any) -> Any:
    raise OSError(ENOSPC, "No space left on device")


@pytest.mark.parametrize("put", [0, 2])
def test_several_are_told_of_a_disk_that_is_full_and_nothing_stays(
    desk: Client, monkeypatch: pytest.MonkeyPatch, put: int
) -> None:
    """The screen reads answers of its own kind only, and showed “Service Unavailable”."""
    makers = iter([mkstemp] * put)

    def until_full(**options: Any) -> Any:
        return next(makers, no_room)(**options)

    monkeypatch.setattr("rotativa.project.storing.mkstemp", until_full)
    answer = desk.post(MANY, {"files[]": making.sent(making.jpeg(), "port.jpg")})
    said = "The disk is full. Nothing can be saved until there is room."
    assert answer.json() == {"success": False, "error_message": said}
    assert not Picture.objects.exists()
    assert not [each for each in Path(settings.MEDIA_ROOT).rglob("*") if each.is_file()]


def test_pictures_are_looked_at_while_the_disk_is_full(
    desk: Client, picture: Picture, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Wagtail's list keeps its thumbnails in mind, and the desk that somebody was there: in files."""
    kept = {"BACKEND": "rotativa.project.storing.ForgetfulCache", "LOCATION": str(tmp_path)}
    settings.CACHES = {"default": kept}
    monkeypatch.setattr("django.core.cache.backends.filebased.tempfile.mkstemp", no_room)
    for screen in ("/desk/images/", "/desk/images/?layout=list", CHOOSER.replace("create/", "")):
        assert desk.get(screen).status_code == 200, screen
