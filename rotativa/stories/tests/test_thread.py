"""One story from its start to readers: draft, snapshot, rows, address, facet, shelves, fact."""

from rotativa.addresses.queries import current_paths
from rotativa.daybook.queries import after
from rotativa.stories import facets, shelves
from rotativa.stories.actions.publish import publish
from rotativa.stories.models import ArticleRow, Snapshot, State
from rotativa.stories.queries import Signed, Writers
from rotativa.stories.tests.makers import ACTOR, Newsroom, make_draft


def test_from_the_start_to_readers(newsroom: Newsroom) -> None:
    draft = make_draft(newsroom)
    assert ArticleRow.objects.get(article=draft.pk).state == State.DRAFT
    assert facets.full(draft.pk) is None
    assert current_paths([draft.thing]) == {}

    article = publish(ACTOR, draft)

    day = article.out_day
    assert current_paths([article.thing])[article.thing] == f"/en/{day:%Y/%m/%d}/the-bridge-is-open/"
    assert Snapshot.objects.get(article=article.pk).number == 1
    full = facets.full(article.pk)
    assert full is not None
    assert full.text.headline == "The bridge is open"
    assert full.updated is None
    card = facets.card(article.pk)
    assert card is not None
    assert facets.writers(article.pk) == Writers((str(newsroom.authors[0]),))
    assert facets.signed(article.pk) == Signed((str(newsroom.authors[0]),), full.text.translators, full.text.reviewers)
    me = (str(article.pk),)
    lists = [
        "en",
        f"en/section/{newsroom.section}",
        f"en/kind/{newsroom.kind}",
        f"en/topic/{newsroom.topics[0]}",
        f"en/author/{newsroom.authors[0]}",
    ]
    assert shelves.latest.many(lists) == (me,) * 5
    assert sorted(shelves.latest.holding((article.thing,))[article.thing]) == sorted(lists)
    assert shelves.in_edition(f"{article.story_id}@en") == me
    assert shelves.months("en") == ()
    assert shelves.all_months("en") == (f"{day:%Y-%m}",)
    fact = after(0)[-1]
    assert (fact.verb, fact.edition, fact.things) == ("article.published", "en", (article.thing, article.story_thing))
