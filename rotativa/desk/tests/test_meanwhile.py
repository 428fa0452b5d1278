"""What somebody else does while the editor saves, with real connections: neither act undoes the other."""

from collections.abc import Callable
from threading import Event
from typing import Any

import pytest
from django.test import Client
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from rotativa.desk.tests.conftest import Desk, furnished_desk
from rotativa.stories.actions.publish import publish
from rotativa.stories.forms import ArticleForm
from rotativa.stories.hand import draft_of
from rotativa.stories.models import ArticlePage, ArticleRow, State
from rotativa.stories.tests.at_once import at_once

Form = Callable[[Client, ArticlePage], dict[str, Any]]
ITSELF = {"Accept": "application/json"}


@pytest.mark.parametrize("headers", [ITSELF, {}], ids=["by itself", "by its button"])
def test_an_article_goes_out_while_somebody_writes_it(
    separate_database: object, form_of: Form, monkeypatch: pytest.MonkeyPatch, headers: dict[str, str]
) -> None:
    """The editor has read that it is no article of readers yet, and may not write that back."""
    desk: Desk = furnished_desk()
    article, browser = desk.article(), desk.browser("editor")
    address = f"/desk/pages/{article.pk}/edit/"
    body = nested_form_data({"body": streamfield([("text", rich_text("<p>They were dug again.</p>"))])})
    posted = {**form_of(browser, article), **body, "standfirst": "They are deeper now."}
    begun, out, save = Event(), Event(), ArticleForm.save

    def slowly(form: Any, commit: bool = True) -> Any:
        begun.set()
        out.wait(1)  # not for ever: who sends it out may be the one who waits
        return save(form, commit=commit)

    def send_out() -> None:
        begun.wait(10)
        publish(desk.people["editor"], article)
        out.set()

    monkeypatch.setattr(ArticleForm, "save", slowly)
    assert at_once(lambda: browser.post(address, posted, headers=headers), send_out) == [None, None]
    now = ArticlePage.objects.get(pk=article.pk)
    row = ArticleRow.objects.get(article=article.pk)
    assert (now.live, now.first_out is not None, row.state) == (True, True, State.OUT)
    assert draft_of(now).standfirst == "They are deeper now."
