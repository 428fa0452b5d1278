"""Fifty pictures at once, one of them no picture; then what the file says is taken over, without a mouse."""

import pytest
from playwright.sync_api import FilePayload, Route, expect

from rotativa.pictures.models import Picture
from rotativa.pictures.tests import corpus, making
from tests.browser.desk import AtDesk
from tests.browser.saying import in_both_directions, runs_as_read, said

pytestmark = pytest.mark.usefixtures("newsroom_rows")


FIFTY, SOME = 50, 8
WEB_PAGE = "“%(name)s” is a web page, not a picture. Please save the picture itself and send that."


def file(name: str, data: bytes) -> FilePayload:
    return {"name": name, "mimeType": "image/jpeg", "buffer": data}


@pytest.mark.parametrize(("language", "number", "kind"), [("en", FIFTY, "jpg"), ("ar", SOME, "webp")])
def test_fifty_are_added_and_one_is_described_by_keys(at_desk: AtDesk, language: str, number: int, kind: str) -> None:
    """In Arabic fewer, and others: it is the screen that differs, and what is there already would be asked about."""
    page = at_desk("leila", locale=language)
    page.goto("/desk/images/multiple/add/")
    good = [file(f"quay {each}.jpg", making.jpeg(30 + each, 20 + len(kind))) for each in range(number - 2)]
    told = file(f"valves {kind}.{kind}", corpus.files()[f"all.{kind}"])
    bad = file("page.jpg", b"<!DOCTYPE html><script>")
    page.locator("#fileupload").set_input_files([*good, bad, told])
    bar = page.locator("#overall-progress .bar")
    expect(bar).not_to_have_text("0%")
    expect(page.locator("#upload-list > li.upload-success")).to_have_count(number - 1, timeout=90_000)
    expect(bar).to_have_text("100%")
    expect(page.locator("#upload-list > li.upload-failure")).to_contain_text(said(page, WEB_PAGE, name="page.jpg"))
    runs_as_read(page, language)

    valves = Picture.objects.filter(title=f"valves {kind}")  # its row: the file lies in the newsroom's own folder
    page.goto(f"/desk/images/{valves.values_list('pk', flat=True).get()}/")
    offer = page.locator(".r-found[data-field=id_credit]")
    expect(offer).to_contain_text(corpus.SAID["creator"])
    runs_as_read(page, language)
    offer.get_by_role("button").press("Enter")
    expect(page.locator("#id_credit")).to_be_focused()
    expect(page.locator("#id_credit")).to_have_value(corpus.SAID["creator"])
    expect(offer).to_be_hidden()
    for label, key in (("From the left", "ArrowRight"), ("From the top", "ArrowUp")):
        slider = page.get_by_label(said(page, label))
        for _press in range(10):
            slider.press(key)
    page.locator("#id_credit").press("Enter")
    page.wait_for_url("**/desk/images/")
    assert valves.values_list("credit", "agency").get() == (corpus.SAID["creator"], "")
    assert valves.values_list("focal_point_x", "focal_point_y").get() == (360, 160)


BUSY = "The desk has much to do. This picture is sent again by itself in a moment."
FULL = "<!doctype html><title>x</title><h1>The disk is full</h1>"


@in_both_directions
def test_a_picture_for_which_there_was_no_time_is_sent_again(at_desk: AtDesk, language: str) -> None:
    """With more people at once than a server takes, some are answered that it is busy: nobody has to begin again."""
    page = at_desk("leila", locale=language)
    page.goto("/desk/images/multiple/add/")
    answers = iter([503, 429])

    def busy(route: Route) -> None:
        status = next(answers, 0)
        if not status:
            route.continue_()
            return
        route.fulfill(status=status, headers={"Retry-After": "1"}, body=FULL)

    page.route("**/multiple/add/", busy)
    sizes = [(41, ord(language[0])), (42, ord(language[0]))]  # what is there already would be asked about
    page.locator("#fileupload").set_input_files([file(f"berth {w}.jpg", making.jpeg(w, h)) for w, h in sizes])
    expect(page.locator(".r-again").first).to_have_text(said(page, BUSY))
    expect(page.locator("#upload-list > li.upload-success")).to_have_count(2)
    expect(page.locator(".r-again")).to_have_count(0)
    expect(page.locator("#upload-list > li.upload-server-error")).to_have_count(0)


def test_a_server_that_breaks_says_what_it_says_itself(at_desk: AtDesk) -> None:
    page = at_desk("leila")
    page.goto("/desk/images/multiple/add/")
    page.route("**/multiple/add/", lambda route: route.fulfill(status=500, body=FULL))
    page.locator("#fileupload").set_input_files([file("berth.jpg", making.jpeg(43, 33))])
    expect(page.locator("#upload-list > li.upload-server-error")).to_contain_text("The disk is full")
