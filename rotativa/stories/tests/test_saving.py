"""Saving a draft, which is done every few seconds: what it asks, and what stays right without being asked for."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override
from wagtail.models import ReferenceIndex, Revision
from wagtail.search.backends import get_search_backend
from wagtail.search.models import IndexEntry

from rotativa.stories.actions.delete_draft import delete_draft
from rotativa.stories.actions.publish import publish
from rotativa.stories.actions.save_draft import save_draft
from rotativa.stories.compat import referring_as_before
from rotativa.stories.hand import draft_of
from rotativa.stories.models import ArticlePage, ArticleRow, ArticleTopicRow
from rotativa.stories.rebuilding import rebuild
from rotativa.stories.tests.makers import ACTOR, Newsroom, make_draft, make_picture, make_public

pytestmark = pytest.mark.django_db


def _asked(queries: CaptureQueriesContext, *tables: str) -> list[str]:
    return [query["sql"] for query in queries if any(table in query["sql"] for table in tables)]


def _found(words: str) -> list[ArticlePage]:
    return list(get_search_backend().search(words, ArticlePage))


def test_a_version_of_what_is_out_touches_no_index_of_wagtails_and_nothing_that_readers_have(
    newsroom: Newsroom,
) -> None:
    article = make_public(newsroom, topics=newsroom.topics, authors=newsroom.authors)
    with CaptureQueriesContext(connection) as queries:
        save_draft(ACTOR, article.pk, headline="Tunnel", section=None)
    assert not _asked(queries, "indexentry", "referenceindex", "stories_articletopicrow")
    assert len(queries) <= 30, [one["sql"][:120] for one in queries]
    row = ArticleRow.objects.get(article=article.pk)
    assert (row.draft_headline, row.draft_section, row.edited) == ("Tunnel", None, True)
    assert (row.headline, row.section) == (article.title, newsroom.section)
    assert ArticleTopicRow.objects.filter(article=article.pk).count() == len(newsroom.topics)
    assert rebuild(ACTOR, repair=False).differences == ()


def test_a_row_is_whole_whatever_was_saved_of_its_article(newsroom: Newsroom) -> None:
    article = make_public(newsroom, topics=newsroom.topics)
    ArticleRow.objects.filter(article=article.pk).delete()
    save_draft(ACTOR, article.pk, headline="Tunnel")
    row = ArticleRow.objects.get(article=article.pk)
    assert (row.draft_headline, row.headline, row.snapshot) == ("Tunnel", article.title, 1)
    assert rebuild(ACTOR, repair=False).differences == ()
    article.refresh_from_db()
    article.out_day = date(2020, 1, 2)
    article.save(update_fields=["out_day"])
    assert ArticleRow.objects.get(article=article.pk).day == "2020-01-02"


def test_wagtails_indexes_follow_what_is_published_and_what_is_deleted(newsroom: Newsroom) -> None:
    article, picture = make_public(newsroom), make_picture()
    save_draft(ACTOR, article.pk, headline="Tunnel", picture=picture.pk)
    assert (_found("tunnel"), ReferenceIndex.get_references_to(picture).count()) == ([], 0)
    publish(ACTOR, article.pk)
    assert (_found("tunnel"), ReferenceIndex.get_references_to(picture).count()) == ([article], 1)
    draft = make_draft(newsroom, headline="Viaduct")
    assert _found("viaduct") == [draft]
    ArticlePage.objects.get(pk=draft.pk).save(update_fields=["draft_title"])
    draft.title = "Aqueduct"
    draft.save(update_fields=["title"])
    assert (_found("viaduct"), _found("aqueduct")) == ([], [draft])
    kept = IndexEntry.objects.filter(object_id=str(draft.pk))
    assert kept.exists()
    delete_draft(ACTOR, draft)
    assert not kept.exists()


def test_all_that_a_version_names_is_looked_for_at_once(newsroom: Newsroom) -> None:
    picture = make_picture()
    one = make_draft(newsroom, topics=newsroom.topics, authors=newsroom.authors, picture=picture.pk)
    held = ArticlePage.objects.select_related("latest_revision").get(pk=one.pk)
    with CaptureQueriesContext(connection) as queries:
        draft = draft_of(held)
    assert len(_asked(queries, "topics_", "bylines_", "pictures_")) == 1
    named = {line.topic_id for line in draft.topics.all()}, {line.author_id for line in draft.bylines.all()}
    assert named == (set(newsroom.topics), set(newsroom.authors))
    assert (draft.section_id, draft.kind_id, draft.picture_id) == (newsroom.section, newsroom.kind, picture.pk)
    with CaptureQueriesContext(connection) as queries:
        draft.get_parent()
        assert draft.named_as_now() is draft
    assert not len(queries)


def test_a_picture_that_is_gone_is_gone_from_every_version(newsroom: Newsroom) -> None:
    article = make_draft(newsroom, topics=newsroom.topics)
    version = article.latest_revision
    Revision.objects.filter(pk=version.pk).update(content={**version.content, "picture": 4711})
    draft = draft_of(ArticlePage.objects.get(pk=article.pk))
    assert (draft.picture_id, draft.section_id) == (None, newsroom.section)
    assert {line.topic_id for line in draft.topics.all()} == set(newsroom.topics)


def test_the_form_of_an_article_is_made_once_and_speaks_the_language_of_whoever_opens_it() -> None:
    handler = ArticlePage.get_edit_handler()
    form_class = handler.get_form_class()
    assert handler.get_form_class() is form_class
    said = {}
    for language in ("en", "es"):
        with override(language):
            said[language] = (
                str(form_class.base_fields["section"].label),
                str(form_class.base_fields["title"].help_text),
            )
    assert said["en"][1] != said["es"][1]


def test_a_save_inside_another_is_looked_through_no_sooner(newsroom: Newsroom) -> None:
    picture, article = make_picture(), make_draft(newsroom)
    article.picture = picture
    with referring_as_before():
        with referring_as_before():
            pass
        article.save()
    assert ReferenceIndex.get_references_to(picture).count() == 0
    article.save()
    assert ReferenceIndex.get_references_to(picture).count() == 1
