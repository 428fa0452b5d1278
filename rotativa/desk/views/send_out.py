"""Send out: what readers see now, what they will see, and the one button that says the act."""

from typing import Any

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _, gettext_lazy

from rotativa.addresses.queries import current_paths, has_address
from rotativa.bylines.facets import authors
from rotativa.daybook.queries import Fact, Wanted, latest
from rotativa.desk import furniture
from rotativa.desk.forms.acts import VersionForm
from rotativa.desk.panels import in_order
from rotativa.desk.queries import amounts
from rotativa.desk.queries.differences import Compared, compare
from rotativa.desk.queries.papers import telling
from rotativa.desk.queries.unnamed import unnamed_people, unnamed_topics
from rotativa.desk.queries.versions import text_out
from rotativa.desk.views.act import ActView
from rotativa.documents.saying import remedy
from rotativa.editions.in_words import language_name
from rotativa.editions.lasting import followed
from rotativa.stories import addressing, rules
from rotativa.stories.actions.publish import publish
from rotativa.stories.extracting import text_of
from rotativa.stories.hand import standing_of, version_of
from rotativa.stories.text import ArticleText
from rotativa.topics.facets import kinds, sections, topics


class SendOutView(ActView):
    """A page, not a dialog: it shows exactly the version that goes out."""

    verb = "article.publish"
    template_name = "desk/send_out.html"
    page_title = gettext_lazy("Send out")
    header_icon = "rot-send"
    form_class = VersionForm

    @cached_property
    def text(self) -> ArticleText:
        """The text of the version that would go out."""
        return text_of(self.draft)

    @cached_property
    def path(self) -> str | None:
        """Where readers find it now; None while it is not out."""
        return current_paths([self.article.thing]).get(self.article.thing)

    def get_form(self, data: Any = None) -> Form:
        return VersionForm(data, initial=self.seen())

    def seen(self) -> dict[str, Any]:
        """What stands for the screen: the revision and its words, for autosave rewrites revisions; what is public."""
        return {
            "stands": standing_of(self.article),
            "revision": self.article.latest_revision_id,
            "seen": version_of(self.draft),
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        compared, gates = self._compared(), rules.open_gates(self.draft)
        context = super().get_context_data(**kwargs)
        context.update(
            compared=compared,
            nothing_new=compared is not None and not compared.differences,
            gates=gates,
            papers=telling(self.text),
            papers_remedy=remedy(),
            words=amounts.words(self.text),
            empty_parts=amounts.empty_parts(self.article, self.text),
            ends_schedule=self.ends_schedule(),
            in_order=in_order(gates),
            path=self.path
            or addressing.path_of(self.article, self.draft.public_slug or addressing.proposed(self.draft)),
            withdrawn=self._withdrawn(),
            was_public=self.path is None and has_address(self.article.thing),
            saved=self.article.latest_revision,
            others=[
                {"edition": e, "cell": self.cells.get(e.code), "here": e.code == self.edition.code}
                for e in furniture.editions(self.request)
            ],
            button=self._button(compared),
            schedule_url=reverse("desk:schedule", args=(self.article.pk,)),
            **self._places(),
        )
        return context

    def _compared(self) -> Compared | None:
        """The difference to what is public; None where nothing is."""
        if self.path is None:
            return None
        before = text_out(self.article.pk)
        return compare(before, self.text, self.edition.code) if before is not None else None

    def _withdrawn(self) -> Fact | None:
        """How it was withdrawn, where it is: whoever sends it out again has read why."""
        here = self.cells.get(self.edition.code)
        if here is None or here.state != "withdrawn":
            return None
        return next(iter(latest(Wanted(verbs=("article.withdrawn",), things=(self.article.thing,)), most=1)), None)

    def _places(self) -> dict[str, Any]:
        code = self.edition.code
        kind = kinds(f"{self.text.kind}@{code}") if self.text.kind else None
        return {
            "section": "".join(card.name for card in followed(sections, [self.text.section], code).values()),
            "kind": kind.name if kind else "",
            "topics": [card.name for card in followed(topics, self.text.topics, code).values()],
            "unnamed_topics": unnamed_topics(self.text, code),
            "people": [card.name for card in followed(authors, self.text.authors, code).values()],
            "unnamed_people": unnamed_people(self.text, code),
        }

    def _button(self, compared: Compared | None) -> str:
        language = language_name(self.edition.code)
        if compared is None:
            return _("Publish in %(language)s") % {"language": language}
        return _("Publish the new version in %(language)s") % {"language": language}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = self.get_form(request.POST)
        if form.is_valid() and form.cleaned_data != self.seen():
            if self._is_out_already(form.cleaned_data["seen"]):
                self.say(_("Readers have exactly this already."))
                return redirect(self.get_back_url())
            was_withdrawn = form.cleaned_data["stands"].startswith("out") and not self.article.live
            self.refuse(
                _("It was withdrawn meanwhile; the daybook says why. Look again, then decide.")
                if was_withdrawn
                else _("This article was changed meanwhile. Look again: below is the version as it is now.")
            )
            return self.render_again()
        return super().post(request, *args, **kwargs)

    def _is_out_already(self, seen: str) -> bool:
        """Whether readers have what was looked at: who clicks twice hears of the first click by the second."""
        compared = self._compared()
        return seen == version_of(self.draft) and compared is not None and not compared.differences

    def act(self, form: Form) -> str:
        publish(self.actor, self.article, **form.cleaned_data)
        language = language_name(self.edition.code)
        return _("Out in %(language)s. The press prints it now.") % {"language": language}
