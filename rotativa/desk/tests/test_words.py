"""The desk's words: in the menu, in place of Wagtail's, in the daybook, and as they are compiled."""

import ast
import json
import re
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po
from django.conf import settings
from django.contrib.auth.password_validation import MinimumLengthValidator, get_default_password_validators
from django.template import engines
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.translation import override
from django.utils.translation.trans_real import DjangoTranslation
from django.views.i18n import JavaScriptCatalog
from wagtail.admin.icons import get_icons

import rotativa
from rotativa.daybook.models import FactRow
from rotativa.desk import sentences
from rotativa.desk.catalogues import texts
from rotativa.desk.compat import SCRIPT_WORDS_OF
from rotativa.desk.menu import PLACES
from rotativa.desk.queries.differences import compare
from rotativa.desk.templatetags.desk_tags import city, weekday
from rotativa.desk.tests.conftest import PASSWORD, Desk
from rotativa.desk.views.script_words import INSTEAD
from rotativa.desk.wagtail_hooks import ICONS
from rotativa.desk.words import STATES
from rotativa.press.models import Log
from rotativa.staff.actions.add_person import add_person
from rotativa.stories.actions.publish import publish
from rotativa.stories.actions.save_draft import save_draft
from rotativa.stories.text import ArticleText, LiveEntry, Paragraphs
from rotativa.topics.actions.name_topic import name_topic

HOUSE = Path(rotativa.__file__).parent
LOCALES = sorted((HOUSE / "desk" / "locale").iterdir())
TRANSLATED = [folder for folder in LOCALES if folder.name != "en"]  # English says what the code says
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}|</?\w[^>]*>")


def menu(desk: Desk, name: str, rf: Any) -> list[str]:
    request = rf.get("/desk/")
    request.user = desk.people[name]
    return [str(place.label) for place in PLACES if place.is_shown(request)]


def test_the_menu_of_each_role(desk: Desk, rf: Any) -> None:
    everybody = ["Stories", "Fronts", "Pictures", "Background", "Documents", "Daybook", "Press", "Newsroom"]
    assert menu(desk, "reporter", rf) == menu(desk, "editor", rf) == everybody
    assert menu(desk, "admin", rf) == [*everybody, "Settings"]


def test_wagtails_words_are_ours_in_english_too(desk: Desk) -> None:
    with override("en"):
        template = engines["django"].from_string(
            "{% load i18n %}{% trans 'Images' %}, {% trans 'History' %}, {% trans 'Dashboard' %}"
        )
        assert template.render() == "Pictures, Versions, Desk"
    page = re.sub(r"<script.*?</script>", "", desk.browser("admin").get("/desk/").content.decode(), flags=re.DOTALL)
    shown = re.sub(r"<[^>]+>", " ", page)
    for theirs in ("Wagtail", "Dashboard", "Snippets", "Explorer"):
        assert theirs not in shown


@pytest.mark.parametrize(
    ("language", "add", "theirs"),
    [
        ("en", "Add a note", "comment"),
        ("es", "Añadir una nota", "comentario"),
        ("pt", "Adicionar uma nota", "comentário"),
        ("ar", "أضف ملاحظة", "تعليق"),
    ],
)
def test_scripts_call_a_note_what_the_screen_calls_it(desk: Desk, language: str, add: str, theirs: str) -> None:
    """The panel says “Notes”; Wagtail's scripts, which write what stands in it, said “Comment”."""
    address = reverse("wagtailadmin_javascript_catalog")
    script = desk.browser("reporter").get(address, HTTP_ACCEPT_LANGUAGE=language).content.decode()
    said = re.search(r"newcatalog = (\{.*?\});", script, re.DOTALL)
    assert said is not None
    words = json.loads(said[1])
    assert words["Comment"] == words["Add a comment"] == add
    assert [word for word in words.values() if theirs in str(word).lower()] == []


@pytest.mark.parametrize(
    "language", [code for code, _name in settings.WAGTAILADMIN_PERMITTED_LANGUAGES if code != "en"]
)
def test_rules_for_passwords_are_said_in_the_language_of_the_desk(language: str) -> None:
    """Django's catalogues lack some of them, and somebody new read the one that their password broke in English."""

    def rules() -> list[str]:
        known: list[Any] = get_default_password_validators()
        said = ((rule.get_error_message(), rule.get_help_text()) for rule in known)
        return [str(words) for pair in said for words in pair]

    with override("en"):
        english = rules()
    with override(language):
        assert [words for words, theirs in zip(english, rules(), strict=True) if words == theirs] == []


@pytest.mark.parametrize("number", [0, 1, 2, 10, 11, 100])
def test_too_short_a_password_is_said_in_every_plural_of_arabic(number: int) -> None:
    """Django puts the number in by its place, which fails where a form has none."""
    with override("ar"):
        assert str(number) in MinimumLengthValidator(number).get_error_message()


def test_scripts_still_say_what_is_said_otherwise() -> None:
    """Words that Wagtail's scripts say no more would be translated for nobody."""
    with override("es"):
        known = JavaScriptCatalog(packages=SCRIPT_WORDS_OF)
        known.translation = DjangoTranslation("es", domain="djangojs", localedirs=known.get_paths(SCRIPT_WORDS_OF))
        assert set(INSTEAD) <= set(known.get_catalog())


@pytest.mark.parametrize("folder", LOCALES, ids=lambda folder: folder.name)
def test_words_are_compiled(folder: Path) -> None:
    """What runs is what was written. ``make fix`` mends it."""
    with (folder / "LC_MESSAGES" / "django.po").open("rb") as file:
        written = read_po(file, folder.name)
    with (folder / "LC_MESSAGES" / "django.mo").open("rb") as file:
        compiled = read_mo(file)
    assert _said(compiled) == _said(written)


@pytest.mark.parametrize("folder", TRANSLATED, ids=lambda folder: folder.name)
def test_no_word_is_translated_twice(folder: Path) -> None:
    """Where two people translate one word, a merge keeps both, and one of them is never seen again."""
    written = (folder / "LC_MESSAGES" / "django.po").read_text(encoding="utf-8")
    said = Counter(re.findall(r'^((?:msgctxt ".+"\n)?msgid ".+")$', written, re.MULTILINE))
    assert [word for word, times in said.items() if times > 1] == []
    assert not re.search(r'^msgstr ".*"\nmsgstr "', written, re.MULTILINE)


@pytest.mark.parametrize("folder", TRANSLATED, ids=lambda folder: folder.name)
def test_every_word_is_translated(folder: Path) -> None:
    with (folder / "LC_MESSAGES" / "django.po").open("rb") as file:
        assert untranslated(texts(), read_po(file, folder.name)) == []


def test_what_is_not_translated_is_found() -> None:
    said = Catalog()
    for identity in ("Print", "Send", "Out at %(time)s", "<b>Held</b>", ("%(n)s page", "%(n)s pages")):
        said.add(identity)
    known = Catalog(locale="ar")
    known.add("Send", "أرسل", flags=["fuzzy"])
    known.add("Out at %(time)s", "في %(tiem)s")
    known.add("<b>Held</b>", "موقوف")
    known.add(("%(n)s page", "%(n)s pages"), ("%(n)s", "%(n)s", "", "%(n)s", "%(n)s", "%(n)s"))
    assert untranslated(said, known) == [
        "missing: Print",
        "not sure: Send",
        "does not fit: Out at %(time)s",
        "does not fit: <b>Held</b>",
        "missing: %(n)s page",
    ]


def test_every_fact_has_its_sentence() -> None:
    """Every verb that any package notes can be said in words."""
    noted = {verb for path in HOUSE.glob("*/**/*.py") if "tests" not in path.parts for verb in _verbs(path)}
    assert {"article.published", "topic.renamed"} <= noted
    assert noted - set(sentences.SENTENCES) == set()


def test_the_daybook_in_words(desk: Desk) -> None:
    publish(desk.people["editor"], desk.article())
    shown = desk.browser("reporter").get("/desk/daybook/").content.decode()
    link = '<a href="/desk/pages/'
    assert "<b><bdi>Editor Prado</bdi></b> published " + link in shown
    assert "began " + link in shown
    assert "gave <a href=" in shown  # roles


def daybook(desk: Desk) -> list[str]:
    """The sentences of the daybook, newest first, as they are read."""
    days = desk.browser("admin").get("/desk/daybook/").context["days"]
    return [re.sub(r"<[^>]+>", "", row["sentence"]) for day in days for row in day["rows"]]


def test_the_daybook_does_not_rewrite_the_past(desk: Desk) -> None:
    editor = desk.people["editor"]
    article = desk.article("Water is short")
    publish(editor, article)
    save_draft(desk.people["admin"], article, headline="Water is back")
    assert daybook(desk)[:3] == [
        "Admin Prado saved a new draft of Water is back in English.",
        "Editor Prado published Water is short in English.",
        "Admin Prado began Water is short in English.",
    ]
    desk.article("")
    assert daybook(desk)[0] == "Admin Prado began something without a name in English."
    FactRow.objects.filter(verb="article.published").update(details={})  # as facts of before were kept
    assert daybook(desk)[2] == "Editor Prado published Water is back in English."


def test_renaming_says_from_what(desk: Desk) -> None:
    editor = desk.people["editor"]
    name_topic(editor, desk.topic, "en", name="The Levant")
    name_topic(editor, desk.topic, "en", name="The Levant", description="East of the sea")
    assert daybook(desk)[:2] == [
        "Editor Prado changed what is said of the topic The Levant in English.",
        "Editor Prado renamed the topic Syria to The Levant in English.",
    ]


def test_people_of_one_name_are_told_apart(desk: Desk) -> None:
    publish(desk.people["editor"], desk.article())
    add_person(desk.people["admin"], username="editor2", name="Editor Prado", password=PASSWORD)
    told, published = daybook(desk)[:2]
    assert told.startswith("Admin Prado added")
    assert published.startswith("Editor Prado (editor) published")


def test_the_press_says_why_in_the_words_of_the_daybook(desk: Desk) -> None:
    publish(desk.people["editor"], desk.article("Water is short"))
    number = FactRow.objects.get(verb="article.published").pk
    for outcome, cause in (("printed", f"fact {number}"), ("same", "a new build")):
        Log.objects.create(
            path="/en/", surface="front", outcome=outcome, cause=cause, build=1, size=1, at=timezone.now()
        )
    page = desk.browser("reporter").get("/desk/press/", {"path": "/en/"}).content.decode()
    assert f'<a class="r-quiet" href="/desk/daybook/?before={number + 1}#fact-{number}">' in page
    shown = " ".join(re.sub(r"<[^>]+>", "", page).split())
    assert f"Editor Prado published Water is short in English. Number {number} in the daybook" in shown
    assert "printed again, nothing differed · because Rotativa was brought up to date" in shown


def test_the_daybook_goes_on_by_number(desk: Desk, monkeypatch: Any) -> None:
    monkeypatch.setattr("rotativa.desk.views.daybook.PAGE", 5)
    browser, address, numbers = desk.browser("admin"), "/desk/daybook/", []
    while address:
        context = browser.get(address).context
        numbers += [row["fact"].number for day in context["days"] for row in day["rows"]]
        address = context["older"]
    assert numbers == sorted(numbers, reverse=True)
    assert len(numbers) == len(set(numbers)) > 10


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("en", "Wednesday 25 November"),
        ("es", "miércoles, 25 de noviembre"),
        ("pt", "quarta-feira, 25 de novembro"),
        ("ar", "الأربعاء، 25 نوفمبر"),
    ],
)
def test_a_day_as_each_language_writes_it(code: str, said: str) -> None:
    with override(code):
        assert weekday(date(2026, 11, 25)) == said


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("en", ["GMT", "Madrid", "Buenos Aires", "São Paulo"]),
        ("pt", ["GMT", "Madri", "Buenos Aires", "São Paulo"]),
        ("ar", ["GMT", "مدريد", "Buenos Aires", "ساو باولو"]),
    ],
)
def test_clocks_hang_in_cities_that_people_know(code: str, said: list[str]) -> None:
    with override(code):
        zones = ("Etc/GMT", "Europe/Madrid", "America/Argentina/Buenos_Aires", "America/Sao_Paulo")
        assert [city(zone) for zone in zones] == said


def test_time_zones_are_chosen_by_their_places(desk: Desk) -> None:
    page = desk.browser("editor").get(reverse("desk_account"), headers={"Accept-Language": "pt"}).content.decode()
    offered = re.findall(r'<option value="(\w+/[\w/]+)"[^>]*>\s*([^<]+?)\s*</option>', page)
    said = {zone: label.replace("\u2068", "").replace("\u2069", "") for zone, label in offered}
    assert said["America/Sao_Paulo"] == "São Paulo (America/Sao_Paulo)"
    assert said["Europe/Madrid"] == "Madri (Europe/Madrid)"
    order = [zone for zone, _label in offered]
    assert order.index("Africa/Abidjan") < order.index("Europe/Madrid") < order.index("America/Sao_Paulo")


def test_every_shape_is_there() -> None:
    sprite = get_icons()
    used = {icon for icon, _word in STATES.values()} | {f"rot-{name}" for name in ICONS}
    assert {icon for icon in used if f'id="icon-{icon}"' not in sprite} == set()


def test_words_for_words_read_as_one_change() -> None:
    def text(words: str) -> ArticleText:
        nothing: tuple[str, ...] = ()
        body = (Paragraphs("a", f'<p data-block-key="k">{words}</p>'),)
        return ArticleText("H", "", "", "", "", nothing, nothing, nothing, nothing, "", None, body)

    [difference] = compare(
        text("drew without a licence &amp; more"), text("drew and nobody asked &amp; more"), "en"
    ).differences
    assert difference.marked.count("<del>") == 1
    assert "without a licence</del>" in difference.marked
    assert "and nobody asked</ins>" in difference.marked
    assert "&amp; more" in difference.marked


def test_the_end_of_a_live_coverage_is_said_before_it_goes_out() -> None:
    def told(*ends: bool) -> ArticleText:
        nothing: tuple[str, ...] = ()
        at = datetime(2022, 6, 28, tzinfo=UTC)
        body = tuple(
            LiveEntry(str(hour), at + timedelta(hours=hour), "Now", (), is_last=last) for hour, last in enumerate(ends)
        )
        return ArticleText("H", "", "", "", "", nothing, nothing, nothing, nothing, "", None, body)

    def said(old: ArticleText, new: ArticleText) -> list[tuple[str, str]]:
        return [(one.label, strip_tags(one.marked)) for one in compare(old, new, "en").differences]

    assert said(told(False), told(True)) == [("Live coverage", "has ended")]
    assert said(told(True), told(False)) == [("Live coverage", "goes on")]
    assert ("Live coverage", "goes on") in said(told(True), told(True, False))
    assert ("Live coverage", "has ended") in said(told(False), told(False, True))
    assert said(told(True, False), told(False, False)) == [], "an older entry ends nothing"


def untranslated(said: Catalog, known: Catalog) -> list[str]:
    """What a catalogue lacks, or says otherwise than the code does: placeholders and tags have to be the same."""
    found = []
    for message in said:
        if not message.id:
            continue
        identity = message.id if isinstance(message.id, str) else message.id[0]
        there = known.get(identity, message.context)
        strings = [] if there is None else [there.string] if isinstance(there.string, str) else [*there.string]
        if there is None or not all(strings) or len(strings) != (1 if identity == message.id else known.num_plurals):
            found.append(f"missing: {identity}")
        elif there.fuzzy:
            found.append(f"not sure: {identity}")
        elif not all(_fits(message.id, string) for string in strings):
            found.append(f"does not fit: {identity}")
    return found


def _fits(identity: Any, string: str) -> bool:
    said = set(PLACEHOLDER.findall(string))
    if isinstance(identity, str):
        return said == set(PLACEHOLDER.findall(identity))
    return said <= {found for form in identity for found in PLACEHOLDER.findall(form)}  # “one story” names no number


def _said(words: Catalog) -> dict[Any, Any]:
    said = ((message.id, message.string) for message in words if message.id and message.string and not message.fuzzy)
    return {_once(identity): _once(string) for identity, string in said}


def _once(words: Any) -> Any:
    return words if isinstance(words, str) else tuple(words)  # a word and its plurals


def _verbs(path: Path) -> set[str]:
    """The verbs that a file notes: the first argument of ``note``, and texts that look like verbs near it."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    notes = any(
        isinstance(node, ast.Attribute | ast.Name) and getattr(node, "attr", getattr(node, "id", "")) == "note"
        for node in ast.walk(tree)
    )
    if not notes or path.parts[-2] == "daybook":
        return set()
    found = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    kinds = ("article", "story", "edition", "picture", "document", "section", "kind", "topic", "author", "user")
    ends = ("ed", "given", "taken", "held", "set", "back", "drawn", "read")
    return {
        word
        for word in found
        if word.partition(".")[0] in kinds and word.endswith(ends) and " " not in word and "." in word
    }
