"""Background: passages that are written once in each edition and used in many articles."""

from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _, gettext_lazy, ngettext

from rotativa.desk import furniture
from rotativa.desk.forms.passages import PassageForm, PassageNameForm
from rotativa.desk.forms.putting import put
from rotativa.desk.person import may
from rotativa.desk.queries import passages as lists
from rotativa.desk.views.base import DeskView, InEdition
from rotativa.editions.in_words import language_name
from rotativa.kit.actor import Refused
from rotativa.kit.typed import number
from rotativa.stories.actions.add_passage import add_passage
from rotativa.stories.actions.publish_passage import publish_passage
from rotativa.stories.actions.save_passage import save_passage
from rotativa.stories.errors import Impossible, NotReady, Overtaken
from rotativa.stories.models import Passage, PassageText
from rotativa.stories.passages import draft_of_passage, public_passage, seen
from rotativa.stories.rules import Gate

SHOWN = 12
"""So many articles are named; the others are counted."""


class PassageScreen(DeskView):
    """What the screens of background share."""

    verbs = ("passage.write", "passage.publish")
    header_icon = "rot-background"

    def crumbs(self) -> list[dict[str, Any]]:
        return [{"url": reverse("desk:passages"), "label": _("Background")}]


class PassagesView(PassageScreen):
    """The list, with the state in every edition."""

    template_name = "desk/passages.html"
    page_title = gettext_lazy("Background")

    def crumbs(self) -> list[dict[str, Any]]:
        return []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        words = self.request.GET.get("q", "").strip()[:100]
        start = number(self.request.GET.get("after", "")) or 0
        lines, more = lists.page(words, start)
        columns = furniture.editions(self.request)
        context = super().get_context_data(**kwargs)
        context.update(
            words=words,
            columns=columns,
            lines=[(line, [(column, line.states.get(column.code, "")) for column in columns]) for line in lines],
            more=f"?{urlencode({'q': words, 'after': start + lists.PAGE})}" if more else "",
        )
        return context


class AddPassageView(PassageScreen):
    """A new one: its name at the desk. Its text is written edition by edition."""

    template_name = "desk/passage_add.html"
    page_title = gettext_lazy("Write background")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{"form": PassageNameForm(), **kwargs})

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = PassageNameForm(request.POST)
        if form.is_valid():
            try:
                passage = add_passage(self.actor, form.cleaned_data["name"])
            except ValidationError as error:
                put(form, error)
            else:
                return redirect("desk:passage", passage.pk)
        return self.render_again(form=form)


class PassageView(InEdition, PassageScreen):
    """A passage in one edition: its text, who uses it, and the way out."""

    template_name = "desk/passage.html"
    passage: Passage

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        found = Passage.objects.filter(pk=kwargs["pk"], removed=False).first()
        if found is None:
            raise Http404
        self.passage = found
        if "edition" not in kwargs:
            return redirect("desk:passage_in", found.pk, self._first())
        return super().dispatch(request, *args, **kwargs)

    def get_page_title(self) -> str:
        return self.passage.name

    @cached_property
    def row(self) -> PassageText:
        """Its text here; a new one where nothing is written yet."""
        known = PassageText.objects.filter(passage=self.passage, edition_id=self.edition.code).first()
        return known or PassageText(passage=self.passage, edition_id=self.edition.code)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        draft = draft_of_passage(self.row)
        form = kwargs.pop("form", None)
        if form is None:
            form = PassageForm(instance=self.row, edition=self.edition, initial={"seen": seen(draft)})
        users, many = lists.users(self.passage.pk, self.edition.code, SHOWN)
        texts = PassageText.objects.filter(passage=self.passage)
        states = {str(code): snapshot for code, snapshot in texts.values_list("edition_id", "snapshot")}
        context = super().get_context_data(**kwargs)
        context.update(
            form=form,
            media=form.media,
            edition=self.edition,
            language=language_name(self.edition.code),
            row=self.row,
            is_out=self.row.snapshot is not None,
            is_edited=public_passage(self.passage.pk, self.edition.code) != draft,
            users=users,
            many=many,
            others=many - len(users),
            editions=[(one, self._state(states, one.code)) for one in furniture.editions(self.request)],
            may_write=may(self.request, "passage.write", self.edition.code),
            may_publish=may(self.request, "passage.publish", self.edition.code),
            has_versions=bool(self.row.pk and lists.versions(self.passage.pk, self.edition.code, most=1)),
        )
        return context

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = PassageForm(request.POST, instance=self.row, edition=self.edition)
        if not form.is_valid():
            self.refuse(_("Not saved: see below. What you typed is still here."))
            return self.render_again(form=form)
        try:
            row = self._save(form)
        except Overtaken as theirs:
            return self._overtaken(form, theirs)
        except (Impossible, Refused) as refusal:
            self.refuse(str(refusal))
            return self.render_again(form=form)
        try:
            if "publish" in request.POST:
                self._publish(row)
            else:
                self.say(_("Saved. Readers see nothing of it before it is published."))
        except NotReady as held:
            self.refuse(_("Saved, but not published: gates hold it."))
            return self._held(held.gates)
        except (Impossible, Refused) as refusal:
            self.refuse(_("Saved, but not published. %(why)s") % {"why": refusal})
            return self._held()
        return redirect("desk:passage_in", self.passage.pk, self.edition.code)

    def _save(self, form: PassageForm) -> PassageText:
        told = form.cleaned_data
        keeper = told["keeper"]
        return save_passage(
            self.actor,
            self.passage,
            self.edition.code,
            title=told["title"],
            body=list(told["body"].raw_data),
            keeper=keeper.pk if keeper else None,
            checked=told["checked"],
            seen=told["seen"],
        )

    def _publish(self, row: PassageText) -> None:
        reached = publish_passage(self.actor, self.passage, self.edition.code, seen=seen(draft_of_passage(row)))
        sentence = ngettext(
            "Out in %(language)s. %(many)s article shows it; the press prints it now.",
            "Out in %(language)s. %(many)s articles show it; the press prints them now.",
            reached.articles,
        )
        language = language_name(self.edition.code)
        self.say(sentence % {"language": language, "many": reached.articles})

    def _held(self, gates: tuple[Gate, ...] = ()) -> HttpResponse:
        """Saved, and not out: the screen is that of the new draft, with what is open."""
        del self.row
        return self.render_again(gates=gates)

    def _overtaken(self, form: PassageForm, theirs: Overtaken) -> HttpResponse:
        """Nothing was saved: theirs can be looked at, and yours saved over it."""
        self.refuse(str(theirs), (self.request.path, _("Look at it")))
        del self.row
        form.look_again(seen(draft_of_passage(self.row)))
        return self.render_again(form=form)

    def _first(self) -> str:
        """The edition that somebody most likely writes in."""
        codes = [edition.code for edition in furniture.editions(self.request)]
        if not codes:
            raise Http404
        return next((code for code in codes if may(self.request, "passage.write", code)), codes[0])

    def _state(self, states: dict[str, int | None], code: str) -> str:
        return "" if code not in states else "draft" if states[code] is None else "out"
