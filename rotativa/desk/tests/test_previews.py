"""What is looked at before it is printed loads what readers will load, and can do nothing in the name of the desk."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.test import Client
from django.urls import reverse
from wagtail.models import Revision

from rotativa.desk.tests.conftest import Desk
from rotativa.fronts.actions.add_page import add_page
from rotativa.fronts.actions.name_page import name_page
from rotativa.fronts.actions.save_page import save_page
from rotativa.press.policy import carried
from rotativa.stories.actions.publish import publish
from rotativa.stories.actions.share import share
from rotativa.stories.blocks import StoryBlocks
from rotativa.stories.models import ArticlePage
from rotativa.stories.sharing import token_of

FormOf = Callable[[Client, ArticlePage], dict[str, Any]]
HOST = "www.youtube-nocookie.com"


def policy(said: str) -> dict[str, str]:
    """What a policy says, by its words."""
    return {name: value for name, _, value in (part.strip().partition(" ") for part in said.split(";"))}


def everything_looked_at(desk: Desk) -> dict[str, str]:
    """The address of each kind of preview, and who may frame it."""
    admin, article = desk.people["admin"], desk.article()
    page = add_page(admin, "about")
    name_page(admin, page, "en", name="About us")
    save_page(admin, page, "en", body=[{"type": "text", "value": "<p>Three editions, one paper.</p>"}])
    revision = Revision.objects.for_instance(ArticlePage.objects.get(pk=article.pk)).get()
    link = share(admin, article, lasting=timedelta(days=1), newest=True)
    block = StoryBlocks().child_blocks["statement"].definition_prefix
    return {
        reverse("wagtailadmin_pages:preview_on_edit", args=(article.pk,)): "'self'",
        reverse("wagtailadmin_pages:view_draft", args=(article.pk,)): "'self'",
        reverse("wagtailadmin_pages:revisions_view", args=(article.pk, revision.pk)): "'self'",
        reverse("desk:front_preview", args=("en",)): "'self'",
        reverse("desk:page_preview", args=(page.pk, "en")): "'self'",
        f"{reverse('wagtailadmin_block_preview')}?id={block}": "'self'",
        reverse("shown", args=(token_of(link),)): "'none'",
    }


def test_a_preview_is_under_the_policy_of_a_printed_page(desk: Desk, form_of: FormOf, settings: Any) -> None:
    settings.ROTATIVA_EMBED_HOSTS = (HOST,)
    printed = policy(dict(carried((HOST,)))["Content-Security-Policy"])
    assert printed["default-src"] == "'none'", "no script at all"
    browser = desk.browser("admin")
    looked_at = everything_looked_at(desk)
    article = ArticlePage.objects.get()
    written = form_of(browser, article)
    assert browser.post(f"/desk/pages/{article.pk}/edit/preview/", written).json()["is_valid"]
    for address, framed_by in looked_at.items():
        answer = browser.get(address)
        assert answer.status_code == 200, address
        here = {**printed, "form-action": "'none'", "frame-ancestors": framed_by}
        assert policy(answer.headers["Content-Security-Policy"]) == here, address
        assert "<script>" not in answer.content.decode(), address


def test_a_preview_of_what_was_never_out_has_no_time_of_publication(desk: Desk) -> None:
    article, browser = desk.article(), desk.browser("admin")
    looked_at = reverse("wagtailadmin_pages:view_draft", args=(article.pk,))
    page = browser.get(looked_at).content.decode()
    assert "<dt>Published</dt>" not in page
    assert re.findall(r'class="imprint">([^<]*)', page) == ["English edition"], "no day"
    publish(desk.people["admin"], article)
    assert "<dt>Published</dt>" in browser.get(looked_at).content.decode()


def test_a_drawing_opened_by_itself_runs_nothing(desk: Desk) -> None:
    browser = desk.browser("admin")
    page = browser.get(reverse("desk:front_preview", args=("en",))).content.decode()
    icon = page.partition('<link rel="icon" href="')[2].partition('"')[0]
    answer = browser.get(icon)
    assert answer.headers["Content-Type"] == "image/svg+xml"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
