"""The editor: fields in the order of the page, in the edition's language drafts may lack everything; a preview."""

from typing import Any

import pytest
from django.http import Http404
from django.test import Client, RequestFactory
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from rotativa.editions.actions.add_edition import add_edition
from rotativa.kit import trace
from rotativa.staff.tests.makers import make_person
from rotativa.stories import ports
from rotativa.stories.actions.start_edition import start_edition
from rotativa.stories.blocks import ReadBlock, StoryBlocks
from rotativa.stories.drafting import RawBlock
from rotativa.stories.hand import draft_of
from rotativa.stories.models import ArticlePage
from rotativa.stories.tests.makers import ACTOR, Newsroom, make_draft, make_picture, make_public
from rotativa.stories.text import PublishedArticle


def _form(article: ArticlePage, data: dict[str, Any] | None = None) -> Any:
    form_class = ArticlePage.get_edit_handler().get_form_class()
    return form_class(data, instance=article, parent_page=article.get_parent(), for_user=make_person("ana"))


def _sent(newsroom: Newsroom, **changes: Any) -> dict[str, Any]:
    fields = {
        "title": "The bridge\nis open",
        "standfirst": "",
        "kicker": "",
        "dateline": "",
        "picture": "",
        "picture_caption": "",
        "picture_alt": "",
        "section": newsroom.section,
        "kind": newsroom.kind,
        "public_slug": "",
        "bylines": inline_formset([{"author": newsroom.authors[0], "role": "author"}]),
        "topics": inline_formset([{"topic": newsroom.topics[1]}]),
        "body": streamfield([("text", rich_text("<p>Words.</p>")), ("subhead", "Next")]),
        "related": streamfield([]),
        "comments": inline_formset([]),
    }
    return dict(nested_form_data({**fields, **changes}))


def test_words_come_in_the_editions_language(newsroom: Newsroom) -> None:
    form = _form(make_draft(newsroom, "ar"))
    for name in ("title", "standfirst", "kicker", "dateline", "picture_caption", "picture_alt"):
        assert (form.fields[name].widget.attrs["lang"], form.fields[name].widget.attrs["dir"]) == ("ar", "rtl")
    assert [label for _value, label in form.fields["section"].choices][1:] == ["Politics ar"]
    named = form.formsets["topics"].forms[0].fields["topic"].choices
    assert [label for _value, label in named][1:] == ["Topic 0 ar", "Topic 1 ar"]
    statement = StoryBlocks().child_blocks["statement"]
    assert statement.child_blocks["words"].field.widget.attrs["dir"] == "auto"


def test_what_has_no_name_in_the_edition_is_called_as_elsewhere(newsroom: Newsroom) -> None:
    """Whoever begins an edition, or is the first to write in it, reads whom and what there is a name missing for."""
    add_edition(ACTOR, "fr", name="Atlas", zone="Europe/Paris")
    form = _form(start_edition(ACTOR, make_draft(newsroom).story, "fr"))
    (_nothing, (_chosen, section)) = form.fields["section"].choices
    assert section == "Politics en / Politics es / Politics ar (no name in this edition)"
    people = form.formsets["bylines"].forms[0].fields["author"].choices
    assert str(people[-1][1]).endswith(" (no name in this edition)")
    assert str(people[-1][1]) != " (no name in this edition)"


def test_the_order_of_the_page(newsroom: Newsroom) -> None:
    order = [name for name in _form(make_draft(newsroom)).fields if name != "comment_notifications"]
    pictured = ["picture", "picture_caption", "picture_alt"]
    below = ["body", "section", "kind", "related", "public_slug"]
    assert order == ["title", "standfirst", "kicker", "dateline", *pictured, *below]


def test_a_draft_may_lack_everything(newsroom: Newsroom) -> None:
    article = start_edition(make_person("max", "editor_in_chief"), make_draft(newsroom).story, "es")
    form = _form(article, _sent(newsroom, title="", section="", body=streamfield([("subhead", "")])))
    form.defer_required_fields()
    assert form.is_valid(), form.errors
    saved = form.save()
    saved.save_revision(clean=False)
    assert ArticlePage.objects.get(pk=article.pk).title == ""


def test_what_is_typed(newsroom: Newsroom) -> None:
    form = _form(make_draft(newsroom), _sent(newsroom, public_slug="The Bridge!"))
    assert form.is_valid(), form.errors
    draft = form.save(commit=False)
    assert (draft.title, draft.public_slug) == ("The bridge is open", "the-bridge")
    assert [line.topic_id for line in draft.topics.all()] == list(newsroom.topics)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": "x" * 256}, "title"),
        ({"title": "x" * 10_000}, "title"),
        ({"public_slug": "topics"}, "public_slug"),
        ({"public_slug": "🎉"}, "public_slug"),
        ({"public_slug": "taken", "action-publish": "1"}, "public_slug"),
        ({"section": "", "action-publish": "1"}, "section"),
    ],
)
def test_what_cannot_be(newsroom: Newsroom, changes: dict[str, Any], field: str) -> None:
    make_public(newsroom, slug="taken")
    assert list(_form(make_draft(newsroom), _sent(newsroom, **changes)).errors) == [field]


def test_a_read_link_keeps_the_story(newsroom: Newsroom) -> None:
    target = make_public(newsroom)
    other = start_edition(make_person("max", "editor_in_chief"), target.story, "es")
    block = ReadBlock()
    assert block.get_prep_value(other) == block.get_prep_value(target) == str(target.story_id)
    assert block.to_python(str(target.story_id)) == target, "the original stands for the story"
    assert block.bulk_to_python([None, "nonsense", str(target.story_id)]) == [None, None, target]
    article = make_draft(newsroom, body=[{"type": "read", "value": str(target.story_id)}])
    assert article.body[0].value == target
    assert [model for model, *_rest in block.extract_references(target)] == [ArticlePage]


def test_the_preview_is_what_the_theme_makes_of_the_draft(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[PublishedArticle] = []

    def render(article: PublishedArticle) -> str:
        seen.append(article)
        return f"<h1>{article.text.headline}</h1>{trace.moment():%Y}"

    draft = draft_of(make_draft(newsroom))
    monkeypatch.setattr(ports, "preview", None)
    assert not draft.is_previewable()
    monkeypatch.setattr(ports, "preview", render)
    assert draft.is_previewable()
    response = draft.make_preview_request()
    assert response.content.startswith(b"<h1>The bridge is open</h1>20")
    assert (seen[0].edition, seen[0].snapshot, seen[0].updated) == ("en", 0, None)


def test_readers_are_never_served_from_the_row(newsroom: Newsroom, settings: Any) -> None:
    article = make_public(newsroom)
    with pytest.raises(Http404):
        article.serve(RequestFactory().get("/"))
    assert article.full_url.endswith(f"/en/{article.out_day:%Y/%m/%d}/the-bridge-is-open/")
    assert make_draft(newsroom).full_url is None
    settings.ROTATIVA_EDITION_ADDRESSES = {"en": "https://own.example"}
    assert article.full_url.startswith("https://own.example/en/")


def test_what_wagtails_screens_may_not_do(newsroom: Newsroom) -> None:
    chief = make_person("max", "editor_in_chief")
    public, draft = make_public(newsroom), make_draft(newsroom)
    for article in (public, draft):
        allowed = article.permissions_for_user(chief)
        assert not allowed.can_copy()
        assert not allowed.can_move()
        assert not allowed.can_set_view_restrictions()
    assert not public.permissions_for_user(chief).can_delete()
    assert draft.permissions_for_user(chief).can_delete()
    assert not ArticlePage.can_create_at(public.get_parent())


def test_the_screen_opens(newsroom: Newsroom, client: Client) -> None:
    picture = {"picture": make_picture().pk, "caption": "", "alt": ""}
    body: list[RawBlock] = [{"type": "subhead", "value": "Next"}, {"type": "picture", "value": picture}]
    article = make_draft(newsroom, body=body)
    client.force_login(make_person("max", "editor_in_chief"))
    response = client.get(f"/desk/pages/{article.pk}/edit/")
    assert response.status_code == 200
    assert "Where it belongs" in response.content.decode()
