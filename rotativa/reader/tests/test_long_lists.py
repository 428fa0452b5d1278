"""What the HTML checker sees of months: all of their parts, in every language."""

from rotativa.reader.tests.long_lists import FEW, MANY, months, with_long_lists
from rotativa.reader.tests.paper import Paper
from rotativa.reader.tests.samples import CODES
from rotativa.reader.tests.selecting import Found


def test_every_edition_has_months_of_both_forms(paper: Paper) -> None:
    found = {name: Found.page(text) for name, text in months(with_long_lists(paper)).items()}
    assert len(found) == len(CODES) * 5 * 2
    for name, page in found.items():
        code, of, month = name.split("/")
        assert page["lang"] == code, name
        assert bool(page(".rows .card")) == (month == FEW), name
        assert bool(page(".river")) == bool(page("h2.day")) == (month == MANY), name
        assert len(page(".pager a")) == 3, name
        assert bool(page("aside .calendar")) == (of == "edition"), name
        assert bool(page(".part")) == (of == "author"), name
    assert found[f"en/edition/{FEW}"](".card img")
