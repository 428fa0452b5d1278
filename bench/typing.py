"""An editor who types: the request with which Wagtail's editor saves by itself, as a browser sends it."""

from collections.abc import Sequence
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext, setup_test_environment, teardown_test_environment

from bench.somebody import at_the_desk

_HEADERS = {"Accept": "application/json"}


class Typist:
    """Somebody logged in at the desk, with articles open in the editor; each save changes one paragraph."""

    def __init__(self, articles: Sequence[int], body: Sequence[dict[str, str]]) -> None:
        self._client, self._number, self._body = at_the_desk("typist"), 0, body
        setup_test_environment()  # only so can the fields of a form be read from an answer
        self._forms = [(f"/desk/pages/{article}/edit/", self._form(article)) for article in articles]
        teardown_test_environment()

    def save(self) -> None:
        """Sends the whole form once, with a paragraph that was not there before."""
        self._number += 1
        address, form = self._forms[self._number % len(self._forms)]
        form["body-0-value"] = _draftail(f"{self._number} {self._body[0]['value']}")
        answer = self._client.post(address, form, headers=_HEADERS)
        told = answer.json()
        if answer.status_code != 200 or not told["success"]:
            raise SystemExit(f"The editor could not save: {told}")
        form["overwrite_revision_id"] = told["revision_id"]
        form.update(told.get("field_updates", {}))

    def queries(self) -> int:
        """How many queries one save asks."""
        with CaptureQueriesContext(connection) as asked:
            self.save()
        return len(asked)

    def _form(self, article: int) -> dict[str, Any]:
        response = self._client.get(f"/desk/pages/{article}/edit/")
        form = response.context["form"]
        sent: dict[str, Any] = {
            "loaded_revision_id": response.context["page"].latest_revision_id,
            "loaded_revision_created_at": response.context["loaded_revision_created_at"],
        }
        lines = [line for formset in form.formsets.values() for line in (formset.management_form, *formset.forms)]
        for part in (form, *lines):
            for field in part:
                value = field.value()
                sent[field.html_name] = "" if value is None else value
        sent |= {"body-count": str(len(self._body)), "related-count": "0"}
        for number, block in enumerate(self._body):
            sent |= {f"body-{number}-deleted": "", f"body-{number}-order": str(number), f"body-{number}-id": ""}
            sent |= {f"body-{number}-type": block["type"], f"body-{number}-value": _draftail(block["value"])}
        return sent


def _draftail(words: str) -> str:
    from wagtail.test.utils.form_data import rich_text

    return str(rich_text(f"<p>{words}</p>", features=["bold", "italic", "link"]))
