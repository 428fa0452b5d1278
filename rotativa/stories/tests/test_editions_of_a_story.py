"""The edition of a story in another language begins with the structure of the original, and without a word of it."""

import json

import pytest

from rotativa.daybook.queries import after
from rotativa.kit.actor import Refused
from rotativa.staff.tests.makers import make_person
from rotativa.stories.actions.publish import publish
from rotativa.stories.actions.save_draft import save_draft
from rotativa.stories.actions.start_edition import start_edition
from rotativa.stories.errors import Impossible, NotReady
from rotativa.stories.extracting import text_of
from rotativa.stories.models import ArticlePage
from rotativa.stories.richtext import KEY
from rotativa.stories.tests.makers import ACTOR, Newsroom, make_draft, make_picture, make_public, paragraphs

STATEMENT = {
    "words": "We will rebuild the bridge.",
    "speaker": "Ana Prado",
    "role": "mayor",
    "to_whom": "The Ferry",
    "when": "2022-06-21",
    "original_words": "Vamos a reconstruir el puente.",
    "original_language": "es",
}


@pytest.fixture
def original(newsroom: Newsroom) -> ArticlePage:
    picture = make_picture()
    other = make_public(newsroom, headline="The ferry stops")
    return make_draft(
        newsroom,
        picture=picture.pk,
        caption="The port at dawn",
        dateline="VILA CLARA",
        translators=newsroom.authors[1:],
        body=[
            paragraphs("First words.", "Second words."),
            {"type": "subhead", "value": "What happens next"},
            {"type": "picture", "value": {"picture": picture.pk, "caption": "The old bridge", "alt": ""}},
            {"type": "statement", "value": STATEMENT},
            {"type": "text", "value": "<ul><li>A point</li></ul>"},
            {"type": "read", "value": str(other.story_id)},
        ],
    )


def test_structure_without_words(original: ArticlePage, newsroom: Newsroom) -> None:
    started = ArticlePage.objects.get(pk=start_edition(ACTOR, original.story, "es").pk)
    draft = started.latest_revision.as_object()
    before, now = original.latest_revision.content, started.latest_revision.content

    assert (draft.title, draft.standfirst, draft.dateline, draft.picture_caption, draft.public_slug) == ("",) * 5
    assert draft.get_admin_display_title() == "No headline yet"
    assert [block["id"] for block in draft.body.raw_data] == [block["id"] for block in original.body.raw_data]
    assert now["body"].count(KEY) == before["body"].count(KEY) == 3
    for word in ("words.", "happens", "bridge.", "Prado", "point", "old bridge", "Ferry"):
        assert word not in now["body"]
    assert json.loads(now["body"])[3]["value"]["original_words"] == STATEMENT["original_words"]
    assert json.loads(now["body"])[5]["value"] == json.loads(before["body"])[5]["value"]

    text = text_of(draft)
    assert (text.section, text.topics) == (str(newsroom.section), (str(newsroom.topics[0]),))
    assert (text.authors, text.translators) == ((str(newsroom.authors[0]),), ())
    assert text.lead is not None
    assert [type(block).__name__ for block in text.body] == ["Picture", "Statement", "Read"]
    assert started.translation_key == original.translation_key
    assert after(0)[-1].verb == "edition.started"


def test_one_article_an_edition(original: ArticlePage) -> None:
    start_edition(ACTOR, original.story_id, "es")
    with pytest.raises(Impossible, match="already"):
        start_edition(ACTOR, original.story, "es")


def test_only_where_one_may(original: ArticlePage) -> None:
    translator = make_person("ana", "reporter", "ar")
    with pytest.raises(Refused):
        start_edition(translator, original.story, "es")
    assert start_edition(translator, original.story, "ar").owner == translator


def test_it_goes_out_only_with_words_of_its_own(original: ArticlePage) -> None:
    started = start_edition(ACTOR, original.story, "ar")
    with pytest.raises(NotReady) as refused:
        publish(ACTOR, started)
    empty = ["headline.missing", "text.missing", "statement.words", "statement.speaker"]
    assert [gate.name for gate in refused.value.gates] == empty
    save_draft(ACTOR, started, headline="الجسر مفتوح", body=[paragraphs("فُتح في السادسة.")])
    assert publish(ACTOR, started).live
