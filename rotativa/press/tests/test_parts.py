"""What very many pages have in common is recorded once, and still finds every page."""

import pytest

from rotativa.kit import trace
from rotativa.kit.things import thing
from rotativa.press.models import FILE, PART, Key, Kind, PartUse, Use
from rotativa.press.queries import pages_asking, pages_of
from rotativa.press.tests import theme
from rotativa.press.tests.conftest import Press


@pytest.fixture
def three(press: Press) -> Press:
    for number in (1, 2, 3):
        theme.publish(number)
    press.work()
    return press


def test_a_page_has_one_use_of_the_part_and_none_of_what_is_in_it(three: Press) -> None:
    part = Key.objects.get(name=PART)
    assert set(PartUse.objects.filter(part=part).values_list("key__name", flat=True)) == {FILE, "house.name"}
    assert Use.objects.filter(key=part).count() == 5  # three notes, the front, the list
    assert not Use.objects.filter(key__name__in=(FILE, "house.name")).exists()


def test_what_changes_in_a_part_reprints_every_page_that_took_it(three: Press) -> None:
    assert pages_of(thing("house", 1), "1", three.registry) == pages_asking([trace.Key("house.name", "1")]) == 5
    theme.name_house("The Note")
    three.work()
    assert all("The Note" in (three.page(path) or "") for path in ("/en/", "/en/lists/a/", "/en/note-2/"))
    assert three.verify().clean


def test_a_file_of_a_part_stays_until_no_page_takes_a_part_that_names_it(
    three: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(theme, "STYLE", "/assets/new.css")
    theme.publish(1, body="in the new style")
    three.work()
    assert three.page("/assets/style.css", Kind.FILE) is not None
    assert three.page("/assets/new.css", Kind.FILE) is not None
    three.registry.build = lambda: "2"
    three.work()
    assert three.page("/assets/style.css", Kind.FILE) is None
    assert three.verify().clean
    assert Key.objects.filter(name=PART).count() == 1
