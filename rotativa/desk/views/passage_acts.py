"""What else can be done to background: another name, a version of before, an end."""

from dataclasses import replace
from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _, gettext_lazy

from rotativa.desk import furniture
from rotativa.desk.forms.passages import PassageNameForm
from rotativa.desk.forms.putting import put
from rotativa.desk.person import may
from rotativa.desk.queries import passages as lists
from rotativa.desk.queries.comparing import whole
from rotativa.desk.queries.merging import users_of_passage
from rotativa.desk.views.base import InEdition
from rotativa.desk.views.passages import SHOWN, PassageScreen
from rotativa.kit.typed import number
from rotativa.stories.actions.delete_passage import delete_passage
from rotativa.stories.actions.publish_passage import publish_passage
from rotativa.stories.actions.rename_passage import rename_passage
from rotativa.stories.actions.restore_passage import restore_passage
from rotativa.stories.errors import Impossible, NotReady
from rotativa.stories.models import Passage, PassageText
from rotativa.stories.passages import draft_of_passage, seen, seen_of_all
from rotativa.stories.text import NOTHING, ArticleText, ContextText


class OnePassageScreen(PassageScreen):
    """An act on one passage."""

    @cached_property
    def passage(self) -> Passage:
        """The passage."""
        found = Passage.objects.filter(pk=self.kwargs["pk"], removed=False).first()
        if found is None:
            raise Http404
        return found

    def crumbs(self) -> list[dict[str, Any]]:
        return [*super().crumbs(), {"url": self.get_back_url(), "label": self.passage.name}]

    def get_back_url(self) -> str:
        return reverse("desk:passage", args=(self.kwargs["pk"],))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{"passage": self.passage, "back": self.get_back_url(), **kwargs})


class RenamePassageView(OnePassageScreen):
    """Another name at the desk."""

    template_name = "desk/passage_add.html"
    page_title = gettext_lazy("Rename background")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        name = self.passage.name
        form = kwargs.pop("form", None) or PassageNameForm(initial={"name": name, "seen": name})
        return super().get_context_data(form=form, button=_("Save"), **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = PassageNameForm(request.POST)
        if form.is_valid():
            told = form.cleaned_data
            try:
                rename_passage(self.actor, self.passage.pk, told["name"], seen=told["seen"] or None)
            except ValidationError as error:
                put(form, error)
                form.data = {**dict(request.POST.items()), "seen": self.passage.name}
            else:
                self.say(_("Renamed. Readers see nothing of it."))
                return redirect("desk:passage", self.passage.pk)
        return self.render_again(form=form)


class DeletePassageView(OnePassageScreen):
    """What no article uses can go; else the articles are named."""

    template_name = "desk/passage_delete.html"
    page_title = gettext_lazy("Delete background")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        texts = list(PassageText.objects.filter(passage=self.passage))
        verbs = {str(one.edition_id): "passage.write" if one.snapshot is None else "passage.publish" for one in texts}
        refused = [code for code, verb in verbs.items() if not may(self.request, verb, code)]
        uses = users_of_passage(self.passage.pk, SHOWN)
        return super().get_context_data(
            uses=uses, refused=furniture.language_names(refused), seen=seen_of_all(self.passage, texts), **kwargs
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        name = self.passage.name
        try:
            delete_passage(self.actor, self.passage.pk, seen=request.POST.get("seen", ""))
        except Impossible as error:
            self.refuse(str(error))
            return self.render_again()
        self.say(_("“%(name)s” is deleted.") % {"name": name})
        return redirect("desk:passages")


class PassageVersionsView(InEdition, OnePassageScreen):
    """What readers had of a passage in one edition: any two beside each other, and any of them brought back."""

    template_name = "desk/passage_versions.html"
    page_title = gettext_lazy("Versions")

    def get_back_url(self) -> str:
        return reverse("desk:passage_in", args=(self.kwargs["pk"], self.kwargs["edition"]))

    @cached_property
    def draft(self) -> ContextText | None:
        """The text as it was saved last; None where nothing is written."""
        row = PassageText.objects.filter(passage=self.passage, edition_id=self.edition.code).first()
        return draft_of_passage(row) if row is not None else None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        versions = lists.versions(self.passage.pk, self.edition.code)
        usual = self._usual(versions)
        old, new = (self.request.GET.get(name, one) for name, one in (("old", usual), ("new", "")))
        before, after = self._text(old) if old else None, self._text(new)
        context = super().get_context_data(**kwargs)
        context.update(
            edition=self.edition,
            versions=versions,
            old=old,
            new=new,
            beside=self.request.GET.get("how") == "beside",
            old_version=next((one for one in versions if str(one.number) == old), None),
            new_version=next((one for one in versions if str(one.number) == new), None),
            compared=whole(before, after, self.edition.code) if before and after else None,
            seen=seen(self.draft) if self.draft is not None else "",
            may_write=may(self.request, "passage.write", self.edition.code),
            may_publish=may(self.request, "passage.publish", self.edition.code),
        )
        return context

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        wanted = number(request.POST.get("number", "")) or 0
        code = self.edition.code
        try:
            row = restore_passage(self.actor, self.passage.pk, code, wanted, seen=request.POST.get("seen", ""))
            if "publish" in request.POST:
                publish_passage(self.actor, self.passage.pk, code, seen=seen(draft_of_passage(row)))
        except NotReady as held:
            self.refuse(_("It is the draft now, but not published: gates hold it."))
            return self.render_again(gates=held.gates)
        except Impossible as refusal:
            self.refuse(str(refusal))
            return self.render_again()
        if "publish" in request.POST:
            self.say(_("Readers get this version again; the press prints it now."))
        else:
            self.say(_("It is the draft now. Readers see nothing of it before it is published."))
        return redirect(self.get_back_url())

    def _usual(self, versions: list[lists.Version]) -> str:
        """What the draft is compared with when nobody says: what readers have; what they had, where they have it."""
        if not versions:
            return ""
        newest = str(versions[0].number)
        same = self.draft == lists.text_of_version(self.passage.pk, self.edition.code, newest)
        return str(versions[1].number) if same and len(versions) > 1 else newest

    def _text(self, key: str) -> ArticleText | None:
        """A version, or the draft where none is named, as the comparison takes it."""
        text = lists.text_of_version(self.passage.pk, self.edition.code, key) if key else self.draft
        return replace(NOTHING, headline=text.title, body=text.body) if text is not None else None
