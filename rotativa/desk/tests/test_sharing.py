"""Links for somebody outside: what they show, to whom, for how long, and that nothing else comes with them."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from rotativa.daybook.queries import latest
from rotativa.desk.tests.conftest import Desk
from rotativa.desk.views.shown import HEADERS
from rotativa.documents.actions.add_document import add_document
from rotativa.documents.intake import receive
from rotativa.documents.tests.making import PDF, sent
from rotativa.kit.actor import Machine
from rotativa.pictures.actions.change_picture import change_picture
from rotativa.pictures.intake import receive as receive_picture
from rotativa.pictures.tests import making
from rotativa.staff.actions.end_sessions import end_sessions
from rotativa.staff.actions.give_role import give_role
from rotativa.staff.actions.set_password import set_password
from rotativa.staff.actions.take_role import take_role
from rotativa.staff.tests.makers import make_person
from rotativa.stories import sharing
from rotativa.stories.actions.hand_to import hand_to
from rotativa.stories.actions.publish import publish
from rotativa.stories.actions.save_draft import save_draft
from rotativa.stories.actions.share import share
from rotativa.stories.drafting import RawBlock
from rotativa.stories.errors import Impossible, Overtaken
from rotativa.stories.models import ArticlePage, Share
from rotativa.stories.tests.makers import make_picture

DAY = timedelta(days=1)


def made(desk: Desk, article: ArticlePage, by: str = "editor", **said: Any) -> str:
    """A link of the English desk editor's, or of somebody else's; gives its address."""
    link = share(desk.people[by], article, **{"lasting": DAY, "newest": True, **said})
    return reverse("shown", args=(sharing.token_of(link),))


def test_a_lawyer_without_an_account(desk: Desk, client: Client) -> None:
    article, browser = desk.article(picture=make_picture().pk), desk.browser("editor")
    screen = reverse("desk:share", args=(article.pk,))
    asked = {**browser.get(screen).context["form"].initial, "for_whom": "our lawyer", "lasting": "8"}
    answer = browser.post(screen, asked, follow=True)
    address = answer.context["links"][0]["address"].removeprefix("http://testserver")
    assert address in answer.content.decode()
    save_draft(desk.people["reporter"], article, headline="Forty-one wells")

    page = client.get(address)
    shown = page.content.decode()
    assert page.status_code == 200
    assert "Forty-one wells" in shown, "the newest draft"
    assert re.search(r'<p class="preview kept">Not published\. Atlas shows you this in confidence', shown)
    assert "nobody outside the newsroom" not in shown
    assert {name: page.headers[name] for name in HEADERS} == HEADERS
    assert not page.cookies
    files = set(re.findall(r'(?:src|href)="([^"]+)"', shown)) & set(re.findall(rf'{address}[^" ,]+', shown))
    assert len(files) > 1
    for file in files:
        assert client.get(file).status_code == 200, file
        assert client.get(file).headers["Cache-Control"] == "no-store"
    assert not re.search(r'"/(?:assets|pictures)/', shown), "a file that outsiders cannot have"
    listed = browser.get(screen).context["links"][0]["share"]
    assert (listed.seen, listed.for_whom, listed.maker.username) == (1, "our lawyer", "editor")
    assert listed.last_seen is not None
    assert latest()[1].verb == "article.shared"

    browser.post(screen, {"take_back": str(listed.pk)})
    assert latest()[0].verb == "article.unshared"
    assert client.get(address).status_code == 404
    assert client.get(next(iter(files))).status_code == 404
    assert address not in browser.get(screen).content.decode()


def test_a_document_is_given_out_to_whoever_is_shown_it_and_to_nobody_else(desk: Desk, client: Client) -> None:
    editor = desk.people["editor"]
    report, other = (add_document(editor, receive(sent(PDF + name))) for name in (b"1", b"2"))
    body: list[RawBlock] = [{"type": "document", "value": {"document": report.pk, "title": "The report"}}]
    article = desk.article(body=body)
    address = made(desk, article)
    page = client.get(address).content.decode()
    (link,) = re.findall(r'<a [^>]*href="([^"]+)"[^>]*>The report', page)
    assert link.startswith(f"{address}documents/")
    given = client.get(link)
    assert (given.status_code, given.content, given.headers["Content-Disposition"]) == (200, PDF + b"1", "attachment")
    assert given.headers["Cache-Control"] == "no-store"
    unseen = f"documents/{str(other.file.name).removeprefix('documents/')}"
    assert client.get(f"{address}{unseen}").status_code == 404, "of another story"
    at_desk = link.replace(address, "/desk/preview-files/")
    assert client.get(at_desk).status_code == 404, "nobody at the desk"
    given = desk.browser("editor").get(at_desk)
    assert (given.status_code, given.headers["Cache-Control"]) == (200, "private, no-store")
    keeper = Client()
    keeper.force_login(make_person("rita", "photo_editor", "en"))
    assert keeper.get(at_desk).status_code == 404, "who may not choose documents"
    save_draft(editor, article, body=[])
    assert client.get(link).status_code == 404, "it is offered no more"


def test_what_is_out_is_not_told_as_a_secret(desk: Desk, client: Client) -> None:
    article = desk.article("The wells of Port Selwan", picture=make_picture().pk)
    publish(desk.people["editor"], article)
    address = made(desk, article)
    assert "Published: this is what readers of Atlas have." in client.get(address).content.decode()
    save_draft(desk.people["reporter"], article, headline="Forty-one wells")
    assert "Not published. Atlas shows you this in confidence" in client.get(address).content.decode()


def test_one_version_stays_what_it_was(desk: Desk, client: Client) -> None:
    article = desk.article("The wells of Port Selwan")
    address = made(desk, article, newest=False)
    save_draft(desk.people["reporter"], article, headline="Forty-one wells")
    shown = client.get(address).content.decode()
    assert "The wells of Port Selwan" in shown
    assert "It is the version of" in shown
    with pytest.raises(Overtaken):
        made(desk, article, newest=False, revision=article.latest_revision_id)


def test_of_a_replaced_file_whoever_reads_a_version_is_told(desk: Desk, client: Client) -> None:
    picture = make_picture()
    article, said = desk.article(picture=picture.pk), "was replaced since"
    frozen, newest = made(desk, article, newest=False, revision=article.latest_revision_id), made(desk, article)
    assert said not in client.get(frozen).content.decode()
    change_picture(Machine("test"), picture, received=receive_picture(making.sent(making.jpeg(800, 1000), "other.jpg")))
    assert [said in client.get(one).content.decode() for one in (frozen, newest)] == [True, False]


def test_whatever_shows_nothing_answers_alike(desk: Desk, client: Client) -> None:
    article = desk.article()
    address = made(desk, article)
    token = address.split("/")[-2]
    ended, of_somebody_gone = made(desk, article), made(desk, article)
    ids = list(Share.objects.order_by("pk").values_list("pk", flat=True))
    Share.objects.filter(pk=ids[1]).update(ends=timezone.now())
    irene = desk.people["irene"]
    Share.objects.filter(pk=ids[2]).update(maker=irene)
    irene.is_active = False
    irene.save()
    nonce, signature = token.split("~")
    addresses = [
        *(reverse("shown", args=(one,)) for one in (f"{nonce}~{signature[:-1]}x", f"{nonce}x~{signature}", nonce)),
        *(reverse("shown", args=(one,)) for one in ("x", "~", "é~é", "~" * 500, f"{nonce}:{signature}x")),
        *(ended, of_somebody_gone, f"{address}assets/nothing.css", f"{ended}assets/nothing.css"),
    ]
    answers = {address: client.get(address) for address in addresses}
    assert {answer.status_code for answer in answers.values()} == {404}
    assert len({answer.content for answer in answers.values()}) == 1
    assert len({tuple(sorted(answer.headers.items())) for answer in answers.values()}) == 1
    assert client.get(address).status_code == 200
    assert client.post(address).status_code == 405
    assert Share.objects.get(pk=ids[0]).seen == 1, "only what was shown counts"


def test_links_end_when_a_colleague_doubts_who_made_them(desk: Desk, client: Client) -> None:
    article, editor, chief = desk.article(), desk.people["editor"], desk.people["admin"]
    desk.browser("editor").get("/desk/")
    address = made(desk, article)
    set_password(editor, editor, "another-press-1848")
    assert client.get(address).status_code == 200, "their own new password is no doubt"
    set_password(chief, editor, "another-press-1849")
    assert client.get(address).status_code == 404
    assert latest()[0].verb == "user.password_set"
    assert latest()[1].verb == "article.unshared"
    again = made(desk, article)
    desk.browser("editor").get("/desk/")
    end_sessions(chief, editor)
    assert client.get(again).status_code == 404


def test_a_link_ends_with_the_right_to_make_it(desk: Desk, client: Client) -> None:
    reporter, article, other = desk.people["reporter"], desk.article(), desk.article()
    ArticlePage.objects.filter(pk=other.pk).update(owner=reporter)
    address, of_ones_own = made(desk, article), made(desk, other, by="reporter")
    assert [client.get(one).status_code for one in (address, of_ones_own)] == [200, 200]
    take_role(desk.people["admin"], desk.people["editor"], "desk_editor", "en")
    give_role(desk.people["admin"], desk.people["editor"], "desk_editor", "es")
    hand_to(desk.people["admin"], other, desk.people["admin"])
    assert [client.get(one).status_code for one in (address, of_ones_own)] == [404, 404]
    links = desk.browser("admin").get(reverse("desk:share", args=(article.pk,))).context["links"]
    assert [link["works"] for link in links] == [False]


def test_links_end_when_the_article_is_withdrawn(desk: Desk, client: Client) -> None:
    article, other = desk.article(), desk.article("Other wells")
    addresses = [made(desk, article), made(desk, article, newest=False), made(desk, other)]
    ended = made(desk, article)
    Share.objects.filter(pk=Share.objects.latest("pk").pk).update(ends=timezone.now())
    publish(desk.people["editor"], article)
    screen = reverse("desk:withdraw", args=(article.pk,))
    browser = desk.browser("editor")
    asked = browser.get(screen)
    assert "2 links show it to somebody without an account" in asked.content.decode()
    browser.post(screen, {**asked.context["form"].initial, "reason": "For somebody's safety"})
    assert [client.get(one).status_code for one in (*addresses, ended)] == [404, 404, 200, 404]
    assert [fact.verb for fact in latest(most=3)] == ["article.withdrawn", "article.unshared", "article.unshared"]
    assert client.get(made(desk, article)).status_code == 200, "who asks for a new one knows of the withdrawal"
    publish(desk.people["editor"], article)
    assert client.get(addresses[0]).status_code == 404, "what ended does not come back"
    assert "without an account" in browser.get(screen).content.decode()


@pytest.mark.parametrize("lasting", [timedelta(minutes=59), timedelta(days=14, seconds=1)])
def test_a_link_lasts_from_an_hour_to_fourteen_days(desk: Desk, lasting: timedelta) -> None:
    with pytest.raises(Impossible, match="from one hour to fourteen days"):
        share(desk.people["editor"], desk.article(), lasting=lasting, newest=True)


def test_a_link_of_another_article_is_not_taken_back_here(desk: Desk) -> None:
    article, spanish = desk.article(), desk.article("Los pozos", "es")
    address = made(desk, article)
    for given in (str(Share.objects.get().pk), "x", "9" * 40):
        answer = desk.browser("irene").post(
            reverse("desk:share", args=(spanish.pk,)), {"take_back": given}, follow=True
        )
        assert "There is no such link." in answer.content.decode()
    assert Client().get(address).status_code == 200
