"""The desk as its people use it: a small hand for each screen, so that a test reads like what somebody does."""

import json
import re
from collections.abc import Callable

from django.core.serializers.json import DjangoJSONEncoder
from playwright.sync_api import Locator, Page, expect

from rotativa.stories.hand import draft_of
from rotativa.stories.models import ArticlePage
from tests.browser.printing import until
from tests.browser.saying import begun, said

AtDesk = Callable[..., Page]
"""``at_desk("maria")``, or ``at_desk("samir", locale="ar")``."""


class Block:
    """A block of a story, on the editor's screen."""

    def __init__(self, page: Page, place: Locator) -> None:
        self._page, self.place = page, place

    def type(self, *paragraphs: str) -> None:
        """Types paragraphs into a text: into those that are there, and further ones."""
        text = self.place.locator(".public-DraftEditor-content")
        text.click()
        self._page.keyboard.press("Control+Home")
        there = text.locator("[data-block]").count()
        for number, paragraph in enumerate(paragraphs):
            if number:
                self._page.keyboard.press("ArrowDown" if number < there else "Enter")
            self._page.keyboard.type(paragraph)

    def fill(self, words: str = "", **fields: str) -> None:
        """Fills a block that is one line of words, or the named fields of one that has several."""
        if words and not fields:
            self.place.locator("input[name$='-value']").fill(words)
        for name, value in {**({"words": words} if fields and words else {}), **fields}.items():
            self.place.locator(f"[name$='-value-{name}']").fill(value)
            self._page.keyboard.press("Tab")

    def choose_picture(self, name: str) -> None:
        """Takes a picture from the gallery."""
        _choose_picture(self._page, self.place, name)

    def choose_story(self, headline: str) -> None:
        """Searches for an article and takes its story."""
        self.place.get_by_role("button", name=said(self._page, "Choose an article")).click()
        chooser = self._page.locator(".modal-content")
        chooser.locator("input[name=q]").fill(headline)
        chooser.get_by_role("link", name=headline).click()
        expect(self.place).to_contain_text(headline)


class Editor:
    """The screen on which an article is written."""

    def __init__(self, page: Page) -> None:
        self.page = page
        page.wait_for_load_state()  # before, its scripts are still moving the form about
        page.locator("[data-streamfield-stream-container]").first.wait_for()
        found = re.search(r"/pages/(\d+)/edit/", page.url)
        assert found, page.url
        self.article = int(found[1])

    def fill(self, **fields: str) -> None:
        """Fills fields by their names: ``title``, ``standfirst``, ``dateline``, ``picture_caption`` …"""
        for name, words in fields.items():
            self.page.locator(f"#id_{name}").fill(words)

    def add(self, kind: str) -> Block:
        """Adds a block behind the others, by the name that the English desk gives it."""
        known = self._blocks.count()
        self.page.locator("#body-root button.c-sf-add-button").last.click()
        offered = self.page.locator("[role=option]")  # those of select fields have none written
        offered.and_(self.page.get_by_role("option", name=said(self.page, kind))).click()
        expect(self._blocks).to_have_count(known + 1)
        return Block(self.page, self._blocks.last)

    def block(self, kind: str) -> Block:
        """The first block of a kind."""
        with_kind = self.page.locator(f"input[name$='-type'][value='{kind}']")
        return Block(self.page, self._blocks.filter(has=with_kind).first)

    @property
    def kinds(self) -> list[str]:
        """The kinds of all blocks, in order."""
        return [str(one.get_attribute("value")) for one in self._blocks.locator("> input[name$='-type']").all()]

    @property
    def _blocks(self) -> Locator:
        # Blocks inside a block are none of the story's own.
        return self.page.locator("#body-root > [data-streamfield-stream-container] > [data-streamfield-child]")

    def choose_picture(self, name: str) -> None:
        """Takes the lead picture from the gallery."""
        _choose_picture(self.page, self.page.locator("#id_picture-chooser"), name)

    def place(self, section: str, kind: str, *topics: str) -> None:
        """Says where the story belongs."""
        self.page.locator("#id_section").select_option(label=section)
        self.page.locator("#id_kind").select_option(label=kind)
        for topic in topics:
            self._add_line("topics", "topic", topic)

    def sign(self, name: str, role: str = "author") -> None:
        """Adds somebody who wrote, translated or reviewed it."""
        self._add_line("bylines", "author", name)
        self.page.locator("select[name^='bylines-'][name$='-role']").last.select_option(role)

    def _add_line(self, lines: str, field: str, name: str) -> None:
        self.page.locator(f"#id_{lines}-ADD").click()
        self.page.locator(f"select[name^='{lines}-'][name$='-{field}']").last.select_option(label=name)

    def saves_itself(self, saying: str = "", **columns: object) -> None:
        """Waits until the editor has saved by itself, and the draft has these words, in its text and elsewhere."""

        def saved() -> bool:
            draft = draft_of(ArticlePage.objects.select_related("latest_revision").get(pk=self.article))
            text = json.dumps(list(draft.body.raw_data), ensure_ascii=False, cls=DjangoJSONEncoder)
            return saying in text and all(getattr(draft, name) == value for name, value in columns.items())

        until(saved, lambda: f"never saved: {saying} {columns}; the editor is {self._state()}")

    def _state(self) -> object:
        """What the editor knows of its own saving, for who asks why it did not."""
        return self.page.evaluate(
            """() => {
                const form = document.querySelector('#page-edit-form');
                const of = (name) => window.wagtail.app.getControllerForElementAndIdentifier(form, name);
                const unsaved = of('w-unsaved');
                return {
                    autosave: document.querySelector('#w-autosave-indicator')?.outerHTML,
                    saving: Boolean(of('w-autosave')?.submitPromise),
                    looked: Boolean(unsaved?.initialFormData),
                    edits: unsaved?.hasEditsValue,
                    differs: unsaved?.initialFormData !== unsaved?.formData,
                };
            }"""
        )

    def save(self) -> None:
        """Presses the keys for saving, and waits for the answer."""
        with self.page.expect_navigation():
            self.page.keyboard.press("Control+s")
        self.page.locator("[data-streamfield-stream-container]").first.wait_for()

    def open_panel(self, name: str) -> Locator:
        """Opens the panel of that name beside the text."""
        panel = self.page.locator(f"[data-side-panel='{name}']")
        if not panel.is_visible():
            self.page.locator(f"[data-side-panel-toggle='{name}']").click()
        expect(panel).to_be_visible()
        return panel

    def button(self, name: str) -> Locator:
        """An act in the foot of the screen: the large button, or one in its menu."""
        return self.page.locator("footer").get_by_role("button", name=name, include_hidden=True)

    def ask(self) -> None:
        """Asks another editor to read it."""
        self.button(said(self.page, "Ask another editor to read")).click()
        self.page.get_by_role("button", name=said(self.page, "Ask"), exact=True).click()
        expect(self.page.locator(".messages")).to_contain_text(said(self.page, "Another editor is asked to read it."))

    def give_back(self, note: str) -> None:
        """Gives the article back to whoever asked, and says what is to be done."""
        self.open_menu()
        self.button(said(self.page, "Give back")).click()
        asked = self.page.locator(".modal-content")
        asked.locator("textarea").fill(note)
        asked.locator("[type=submit]").click()
        expect(self.page.locator(".messages")).to_contain_text(said(self.page, "It is given back."))

    def open_menu(self) -> None:
        """Opens the menu of further acts in the foot."""
        self.page.locator("footer [data-w-dropdown-target='toggle']").click()

    def send_out(self) -> "SendOut":
        """Saves, and goes on to what readers will see."""
        self.button(said(self.page, "Send out…")).click()
        self.page.wait_for_url("**/send-out/")
        return SendOut(self.page)


class SendOut:
    """What readers see now, what they will see, and the button."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.button = page.get_by_role("button", name=said(page, "Publish in %(language)s").split()[0])

    @property
    def address(self) -> str:
        """Where it will stand."""
        return self.page.locator(".r-path").inner_text()

    @property
    def gates(self) -> list[str]:
        """Why it may not go out."""
        return self.page.locator(".r-gate b").all_inner_texts()

    def publish(self) -> None:
        """Presses the button; done when the desk says so."""
        self.button.click()
        out = begun(self.page, "Out in %(language)s. The press prints it now.")
        expect(self.page.locator(".messages")).to_contain_text(out)


def write_story(page: Page, language: str) -> Editor:
    """Begins a story."""
    page.goto("/desk/stories/")
    page.get_by_role("link", name=said(page, "Write a story")).click()
    page.get_by_role("button", name=said(page, "Write in %(language)s", language=language)).click()
    page.wait_for_url("**/edit/")
    return _ready(page)


def start_edition(page: Page, headline: str, language: str) -> Editor:
    """Begins the edition of a story in another language, from the list of stories."""
    page.goto("/desk/stories/")
    page.get_by_role("row").filter(has_text=headline).get_by_role("link", name=f"Start {language}").click()
    page.get_by_role("button", name=f"Start {language}").click()
    page.wait_for_url("**/edit/?beside=original")
    expect(page.locator("[data-side-panel='original']")).to_be_visible()
    return _ready(page)


def writing(page: Page, article: int) -> Editor:
    """Opens an article to write on."""
    page.goto(f"/desk/pages/{article}/edit/")
    return _ready(page)


def goes_back(writer: Editor, reader: Page, note: str, **corrected: str) -> None:
    """Another editor gives back what is asked for; its writer sees why, corrects it, and asks again."""
    reads = writing(reader, writer.article)
    expect(reader.locator(".r-answer")).to_be_visible()
    reads.give_back(note)
    again = writing(writer.page, writer.article)
    expect(writer.page.locator(".r-answer")).to_contain_text(note)
    again.fill(**corrected)
    again.saves_itself(**corrected)
    again.ask()


def rename(page: Page, listed: str, name: str, edition: str, other: str) -> None:
    """Gives something that the newsroom names (``topics``) another name in one edition."""
    page.goto(f"/desk/{listed}/")
    page.get_by_role("link", name=name).first.click()
    page.locator(f"#id_{edition}-name").fill(other)
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".messages")).to_contain_text("Saved.")


def move(page: Page, article: int, slug: str) -> None:
    """Changes the address of an article."""
    page.goto(f"/desk/articles/{article}/address/")
    page.get_by_label("New last part of the address").fill(slug)
    page.get_by_role("button", name="Change the address").click()
    page.wait_for_load_state()


def withdraw(page: Page, article: int, reason: str) -> None:
    """Takes an article back from readers."""
    page.goto(f"/desk/articles/{article}/withdraw/")
    page.get_by_label("Why?").fill(reason)
    page.locator(".r-acts button").first.click()
    expect(page.locator(".messages")).to_be_visible()


def _ready(page: Page) -> Editor:
    """The editor, once it knows what was there: what is typed earlier, it would not know to be new, and not save."""
    page.locator("form[data-w-unsaved-has-edits-value]").wait_for()
    return Editor(page)


def _choose_picture(page: Page, place: Locator, name: str) -> None:
    place.get_by_role("button", name=said(page, "Choose a picture")).click()
    chooser = page.locator(".modal-content")
    chooser.locator("input[name=q]").fill(name)
    chooser.get_by_title(name, exact=True).click()
    expect(place.locator("[data-chooser-title]")).to_have_text(name)
