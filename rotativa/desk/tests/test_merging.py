"""Merging and removing names at the desk; two people who name the same thing; and names that exist already."""

import json
from collections.abc import Callable
from typing import Any

from django.test import Client
from django.urls import reverse

from rotativa.bylines.actions.add_author import add_author
from rotativa.bylines.actions.name_author import name_author
from rotativa.bylines.actions.set_portrait import set_portrait
from rotativa.bylines.models import Author
from rotativa.daybook.queries import latest
from rotativa.desk.telling import in_words
from rotativa.desk.tests.conftest import Desk
from rotativa.kit.actor import Machine
from rotativa.stories.actions.publish import publish
from rotativa.stories.models import ArticlePage
from rotativa.stories.tests.makers import make_picture
from rotativa.topics.actions.add_topic import add_topic
from rotativa.topics.actions.name_topic import name_topic
from rotativa.topics.models import Topic, TopicName

ACTOR = Machine("test")
Form = Callable[[Client, ArticlePage], dict[str, Any]]


def another(*editions: str, name: str = "Syrien", type: str = "place") -> Topic:  # noqa: A002
    topic = add_topic(ACTOR, type)
    for code in editions or ("en", "es", "ar"):
        name_topic(ACTOR, topic, code, name=name)
    return topic


def screen(act: str, topic: Topic, into: Topic | None = None) -> str:
    return reverse(f"desk:topic_{act}", args=(topic.pk,)) + (f"?into={into.pk}" if into else "")


def merge(browser: Client, one: Topic, into: Topic) -> Any:
    seen = browser.get(screen("merge", one, into)).context["seen"]
    return browser.post(screen("merge", one), {"into": into.pk, "seen": seen}, follow=True)


def typed(browser: Client, topic: Topic, **changes: str) -> dict[str, str]:
    """What the screen of a topic posts now, with changes such as ``es_name``."""
    forms = browser.get(reverse("desk:topic", args=(topic.pk,))).context["forms"]
    posted = {field.html_name: field.value() for form, _shown in forms for field in form if form.editable}
    return posted | {name.replace("_", "-"): value for name, value in changes.items()}


def test_a_merge_is_said_beforehand_and_told_afterwards(desk: Desk) -> None:
    browser, into = desk.browser("admin"), another("en")
    publish(ACTOR, desk.article().pk)
    said = browser.get(screen("merge", desk.topic)).content.decode()
    assert f"?into={into.pk}" in said
    assert f"?into={desk.topic.pk}" not in said, "not into itself"
    response = browser.get(screen("merge", desk.topic, into))
    lines = {edition.code: line for edition, line in response.context["lines"]}
    assert (lines["en"].former, lines["en"].name, lines["en"].articles) == ("Syria", "Syrien", 1)
    assert (lines["en"].path, lines["en"].leads_to) == ("/en/topics/syria/", "/en/topics/syrien/")
    assert (lines["es"].name, lines["es"].taken, lines["es"].path) == ("Syria", True, lines["es"].leads_to)
    merge(browser, desk.topic, into)
    assert {row.edition_id for row in TopicName.objects.filter(topic=into)} == {"en", "es", "ar"}
    [fact] = latest()[:1]
    assert in_words([fact])[
        fact.number
    ] == "Admin Prado merged the topic Syria into Syria / Syrien, in all editions." or (
        "merged the topic Syria into" in in_words([fact])[fact.number]
    )
    assert browser.get(reverse("desk:topic", args=(desk.topic.pk,)))["Location"].endswith(f"/topics/{into.pk}/")


def test_who_may_rename_in_one_edition_sees_why_not_and_cannot(desk: Desk) -> None:
    browser, into = desk.browser("irene"), another("es")
    response = browser.get(screen("merge", desk.topic, into))
    assert "You may not rename it in" in response.content.decode()
    merge(browser, desk.topic, into)
    assert Topic.objects.get(pk=desk.topic.pk).merged_into is None
    browser.post(screen("remove", desk.topic))
    assert not Topic.objects.get(pk=desk.topic.pk).removed
    assert desk.browser("reporter").get(screen("merge", desk.topic)).status_code == 302
    one, other = another("es", name="Uno"), another("es", name="Dos")
    merge(browser, one, other)
    assert Topic.objects.get(pk=one.pk).merged_into == other


def test_who_merges_once_more_from_a_screen_left_open_is_led_to_the_one_that_stays(desk: Desk) -> None:
    browser, into = desk.browser("admin"), another()
    seen = browser.get(screen("merge", desk.topic, into)).context["seen"]
    merge(browser, desk.topic, into)
    response = browser.post(screen("merge", desk.topic), {"into": into.pk, "seen": seen}, follow=True)
    assert response.redirect_chain == [(reverse("desk:topic", args=(into.pk,)), 302)]
    assert "It was merged into this one." in response.content.decode()
    assert browser.get(screen("remove", desk.topic)).headers["Location"] == reverse("desk:topic", args=(into.pk,))


def test_a_merge_of_what_changed_meanwhile_is_looked_at_again(desk: Desk) -> None:
    browser, into = desk.browser("admin"), another()
    seen = browser.get(screen("merge", desk.topic, into)).context["seen"]
    name_topic(ACTOR, into, "en", name="Not Syria at all")
    response = browser.post(screen("merge", desk.topic), {"into": into.pk, "seen": seen}, follow=True)
    assert "Not Syria at all" in response.content.decode()
    assert Topic.objects.get(pk=desk.topic.pk).merged_into is None


def lines(browser: Client, article: ArticlePage) -> list[tuple[Any, str]]:
    """The topics that the editor shows, each with the name under which it is chosen."""
    formset = browser.get(f"/desk/pages/{article.pk}/edit/").context["form"].formsets["topics"]
    shown = [(line["topic"].value(), dict(line.fields["topic"].choices)) for line in formset.initial_forms]
    return [(chosen, names[str(chosen)]) for chosen, names in shown]


def test_the_editor_of_what_is_out_shows_the_one_that_stays(desk: Desk) -> None:
    """Nothing was saved since it went out: its row names the other still."""
    into, article, browser = another(), desk.article(), desk.browser("admin")
    publish(desk.people["admin"], article)
    assert lines(browser, article) == [(desk.topic.pk, "Syria")]
    merge(browser, desk.topic, into)
    assert lines(browser, article) == [(into.pk, "Syrien")]


def test_what_names_both_names_the_one_that_stays_once(desk: Desk, form_of: Form) -> None:
    into, browser = another(), desk.browser("admin")
    article = desk.article(topics=[into.pk, desk.topic.pk])
    publish(desk.people["admin"], article)
    before = form_of(browser, article)
    merge(browser, desk.topic, into)
    assert lines(browser, article) == [(into.pk, "Syrien")]
    # A window that was open all the while saves what it shows.
    answer = browser.post(f"/desk/pages/{article.pk}/edit/", {**before, "title": "Forty-one wells"}, follow=True)
    assert "Saved: Forty-one wells" in answer.content.decode()
    assert lines(browser, article) == [(into.pk, "Syrien")]


def test_what_is_used_cannot_be_removed_and_its_articles_are_named(desk: Desk) -> None:
    browser = desk.browser("admin")
    desk.article("A draft about it")
    assert "A draft about it" in browser.get(screen("remove", desk.topic)).content.decode()
    browser.post(screen("remove", desk.topic))
    assert not Topic.objects.get(pk=desk.topic.pk).removed
    unused = another(name="Nowhere")
    assert "/en/topics/nowhere/" in browser.get(screen("remove", unused)).content.decode()
    browser.post(screen("remove", unused), follow=True)
    assert Topic.objects.get(pk=unused.pk).removed
    assert "Nowhere" not in browser.get(reverse("desk:topics")).content.decode()


def test_two_who_change_different_things_lose_nothing(desk: Desk) -> None:
    """The stale screen of one posts the old words of the other's field and edition with its own."""
    browser = desk.browser("admin")
    posted = typed(browser, desk.topic, en_description="A country.")
    name_topic(ACTOR, desk.topic, "en", name="Syrian Republic")
    name_topic(ACTOR, desk.topic, "es", name="Siria")
    browser.post(reverse("desk:topic", args=(desk.topic.pk,)), posted)
    rows = {row.edition_id: row for row in TopicName.objects.filter(topic=desk.topic)}
    assert (rows["en"].name, rows["en"].description) == ("Syrian Republic", "A country.")
    assert rows["es"].name == "Siria"


def test_two_who_change_the_same_are_shown_both(desk: Desk) -> None:
    browser, address = desk.browser("admin"), reverse("desk:topic", args=(desk.topic.pk,))
    posted = typed(browser, desk.topic, es_name="Siria mía")
    name_topic(ACTOR, desk.topic, "es", name="Siria tuya")
    response = browser.post(address, posted)
    text = response.content.decode()
    assert "Siria mía" in text
    assert "It is now: Siria tuya" in text
    assert TopicName.objects.get(topic=desk.topic, edition_id="es").name == "Siria tuya"
    forms = {form.edition.code: form for form, _shown in response.context["forms"]}
    again = posted | {"es-seen": forms["es"]["seen"].value()}
    assert json.loads(again["es-seen"])["name"] == "Siria tuya"
    browser.post(address, again)  # having seen it, the person means it
    assert TopicName.objects.get(topic=desk.topic, edition_id="es").name == "Siria mía"


def test_a_portrait_is_not_overwritten_unseen(desk: Desk) -> None:
    """Somebody else has given another one meanwhile: the person is told which, and may mean theirs."""
    author, (one, two) = add_author(ACTOR), (make_picture(), make_picture())
    name_author(ACTOR, author, "en", name="Ana Silva")
    browser, address = desk.browser("admin"), reverse("desk:author", args=(author.pk,))
    posted = {"own-portrait": one.pk, "initial-own-portrait": "", "en-name": "Ana Silva"}
    set_portrait(ACTOR, author, two.pk)
    answer = browser.post(address, posted)
    assert "It is now: Port." in answer.content.decode()
    assert Author.objects.get(pk=author.pk).portrait_id == two.pk
    assert f'name="initial-own-portrait" value="{two.pk}"' in answer.content.decode()
    browser.post(address, posted | {"initial-own-portrait": two.pk})
    assert Author.objects.get(pk=author.pk).portrait_id == one.pk


def test_a_name_that_exists_is_added_once(desk: Desk) -> None:
    browser, add = desk.browser("admin"), reverse("desk:topic_add")
    response = browser.post(add, {"own-type": "place", "ar-name": " SYRIA"})
    assert reverse("desk:topic", args=(desk.topic.pk,)) in response.content.decode()
    assert Topic.objects.count() == 1
    known = str(desk.topic.pk)
    browser.post(add, {"own-type": "place", "en-name": "Syria", "nevertheless": known})
    assert Topic.objects.count() == 1, "of the same type it would be the same"
    browser.post(add, {"own-type": "organisation", "en-name": "Syria", "nevertheless": known})
    assert Topic.objects.count() == 2


def test_a_name_that_another_one_has_is_given_knowingly(desk: Desk) -> None:
    """Whoever renames is told who is called so in that edition, may merge the two, and may mean it."""
    other = add_topic(ACTOR, "place")
    for code, name in {"en": "Syrian Arab Republic", "es": "Siria"}.items():
        name_topic(ACTOR, other, code, name=name)
    browser, address = desk.browser("admin"), reverse("desk:topic", args=(other.pk,))
    names = {f"{row.edition_id}-name": row.name for row in other.names.all()}
    renamed = names | {"en-name": "syria"}
    response = browser.post(address, renamed)
    page = response.content.decode()
    assert f"{reverse('desk:topic_merge', args=(other.pk,))}?into={desk.topic.pk}" in page
    assert reverse("desk:topic", args=(desk.topic.pk,)) in page
    assert 'value="syria"' in page, "what was typed is still there"
    assert TopicName.objects.get(topic=other, edition_id="en").name == "Syrian Arab Republic"
    browser.post(address, renamed | {"nevertheless": response.context["called"].known})
    assert TopicName.objects.get(topic=other, edition_id="en").name == "syria"
    browser.post(address, renamed | {"es-name": "Politics"})  # a section's name, and no other topic's
    assert TopicName.objects.get(topic=other, edition_id="es").name == "Politics"


def test_two_people_of_one_name_are_two_and_a_second_click_adds_none(desk: Desk) -> None:
    browser, add = desk.browser("admin"), reverse("desk:author_add")
    browser.post(add, {"en-name": "Ana Silva"})
    response = browser.post(add, {"en-name": "Ana Silva"})
    assert (Author.objects.count(), response.context["called"].may_add) == (1, True)
    again = {"en-name": "Ana Silva", "nevertheless": response.context["called"].known}
    browser.post(add, again)
    browser.post(add, again)  # the second click
    assert Author.objects.count() == 2


def test_a_section_of_a_known_name_is_never_added(desk: Desk) -> None:
    response = desk.browser("admin").post(reverse("desk:section_add"), {"es-name": "politics", "nevertheless": "1"})
    assert not response.context["called"].may_add
