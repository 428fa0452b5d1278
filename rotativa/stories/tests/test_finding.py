"""The index of the desk's search: what is written is found at once, and nothing that is gone."""

from collections.abc import Iterable, Mapping, Sequence

import pytest
from django.db import connection

from rotativa.daybook.models import FactRow
from rotativa.staff.actions.add_person import add_person
from rotativa.staff.actions.give_role import give_role
from rotativa.staff.models import User
from rotativa.stories import finding, rebuilding
from rotativa.stories.actions.delete_draft import delete_draft
from rotativa.stories.actions.hand_to import hand_to
from rotativa.stories.actions.publish import publish
from rotativa.stories.actions.save_draft import save_draft
from rotativa.stories.actions.start_edition import start_edition
from rotativa.stories.actions.withdraw import withdraw
from rotativa.stories.errors import Impossible
from rotativa.stories.finding import Term, author_mark, topic_mark, user_mark
from rotativa.stories.models import ArticlePage, ArticleRow, StoryRow
from rotativa.stories.tests.makers import ACTOR, make_draft, make_newsroom, make_picture, paragraphs


def found(asked: str, marks: Mapping[str, Sequence[str]] | None = None) -> set[int]:
    """The articles that this question finds."""
    return those(finding.terms(asked, marks))


def those(terms: Iterable[Term]) -> set[int]:
    """The articles that have these terms."""
    return set(finding.among(ArticleRow.objects.all(), terms).values_list("article_id", flat=True))


def person(name: str, edition: str = "en") -> User:
    """Somebody who writes in an edition."""
    added = add_person(ACTOR, username=name, name=name.title(), password="the quiet press room")
    give_role(ACTOR, added, "reporter", edition)
    return added


def test_every_word_of_the_latest_draft_is_found(db: None) -> None:
    room, picture = make_newsroom(), make_picture()
    article = make_draft(
        room,
        headline="Tribunal confirmó la sentencia",
        standfirst="أَعلنَ المُحَرِّر",
        picture=picture.pk,
        caption="Zinnia on the quay",
        body=[
            paragraphs("A <b>heron</b>", "stood"),
            {"type": "statement", "value": {"words": "Nobody knows", "speaker": "Hanna Quill", "when": None}},
            {"type": "live", "value": {"headline": "Late walrus", "body": [paragraphs("An otter came")]}},
        ],
    )
    other = make_draft(room, headline="Something else")
    for asked in ("tribunal confirmo", "المحرر", "zinnia", "HERON", "quill", "walrus otter", "hero", '"heron stood"'):
        assert found(asked) == {article.pk}, asked
    assert found("h") == set(), "a letter is a word, and begins none"
    assert found(" ".join(["heron"] * finding.MOST + ["elsewhere"])) == {article.pk}, "so many words are enough"
    for asked in ('"stood heron"', '"her"', "heron nothing", "zz"):
        assert found(asked) == set(), asked
    assert found("bridge") == {other.pk}
    assert found("") == found("“…” *") == {article.pk, other.pk}  # nothing was asked


def test_an_article_of_any_length_is_saved_and_found(db: None) -> None:
    long = " ".join(f"record{number:050}" for number in range(20_000))
    article = make_draft(make_newsroom(), headline="Of herons", body=[paragraphs(long)])
    assert found(f"herons record{777:050}") == {article.pk}
    assert rebuilding.rebuild(ACTOR).differences == ()


def test_no_sign_means_anything_to_the_database(db: None) -> None:
    article = make_draft(make_newsroom(), headline="Nothing or near or not")
    hostile = ("' OR 1=1 --", "\\' | !", "near(", "words : x", '"', "a* ^b", "NOT OR", "\x00", "#a1", "%s", "<->")
    for asked in hostile:
        found(asked)
    assert found("or OR near NOT not") == {article.pk}


def test_verbs_keep_it_in_step(db: None) -> None:
    room = make_newsroom()
    article = make_draft(room, headline="Of herons")
    save_draft(ACTOR, article, headline="Of otters")
    assert (found("herons"), found("otters")) == (set(), {article.pk})
    publish(ACTOR, article)
    save_draft(ACTOR, article, headline="Of walruses")  # what is found is the draft, not what readers have
    assert (found("otters"), found("walruses")) == (set(), {article.pk})
    withdraw(ACTOR, article)
    started = start_edition(ACTOR, article.story, "es")
    assert found("walruses") == {article.pk}
    save_draft(ACTOR, started, headline="De morsas")
    delete_draft(ACTOR, started)
    assert found("morsas") == set()


def test_people_and_topics_are_marks(db: None) -> None:
    room, rui, ana = make_newsroom(), person("rui"), person("ana")
    article = make_draft(room, headline="Of herons")
    author, topic = author_mark(room.authors[0]), topic_mark(room.topics[0])
    assert those([Term(marks=(author,))]) == those([Term(marks=(topic,))]) == {article.pk}
    assert those([Term(marks=(topic_mark(room.topics[1]), author_mark(room.authors[1])))]) == set()
    assert found("herons person", {"person": [author]}) == {article.pk}
    assert found("herons person", {"person": [author_mark(room.authors[1])]}) == set()
    assert found(topic) == found(author) == set()  # nobody types a mark
    hand_to(ACTOR, article, rui)
    assert those([Term(marks=(user_mark(rui.pk),))]) == {article.pk}
    hand_to(ACTOR, article, ana)
    assert those([Term(marks=(user_mark(rui.pk),))]) == set()


def test_work_is_handed_to_who_writes_there(db: None) -> None:
    article, rui, marta = make_draft(make_newsroom()), person("rui"), person("marta", "es")
    hand_to(ACTOR, article, rui)
    assert ArticlePage.objects.get(pk=article.pk).owner == rui
    assert FactRow.objects.filter(verb="article.handed").values_list("details", flat=True)[0]["to"] == "Rui"
    for heir in (rui, marta):  # who has it already, and who does not write in English
        with pytest.raises(Impossible):
            hand_to(ACTOR, article, heir)


def test_many_are_found_as_few_are(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    room = make_newsroom()
    herons = [make_draft(room, headline=f"Heron {number}").pk for number in range(4)]
    make_draft(room, headline="Otter")
    monkeypatch.setattr(finding, "FEW", 2)
    assert found("heron") == set(herons)


def test_it_is_rebuilt_and_tells_no_reader(db: None) -> None:
    article = make_draft(make_newsroom(), headline="Of herons")
    changed, facts = StoryRow.objects.get(story=article.story_id).changed, FactRow.objects.count()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM stories_found")
    assert rebuilding.rebuild(ACTOR).differences == (f"article {article.pk}: words",)
    assert found("herons") == {article.pk}
    assert rebuilding.rebuild(ACTOR).differences == ()
    assert (StoryRow.objects.get(story=article.story_id).changed, FactRow.objects.count()) == (changed, facts)


def test_a_storys_columns_are_rebuilt(db: None) -> None:
    article = make_draft(make_newsroom())
    ArticleRow.objects.filter(article=article.pk).update(first_in="xx", in_work=False)
    assert rebuilding.rebuild(ACTOR).differences == (f"article {article.pk}: in_work, first_in",)
    assert rebuilding.rebuild(ACTOR).differences == ()
