"""The frame of an act on one article: who may, what it will do to readers, and words where it is refused."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext as _

from rotativa.desk import furniture
from rotativa.desk.person import may
from rotativa.desk.queries import stories
from rotativa.desk.views.asking import AskingView
from rotativa.editions.in_words import language_name
from rotativa.editions.queries import Masthead
from rotativa.stories.errors import Impossible, NotReady
from rotativa.stories.hand import draft_of
from rotativa.stories.models import ArticlePage, ArticleRow


class ActView(AskingView):
    """A screen that says what an act does before it is done. ``verb`` is asked in the article's edition."""

    verb: ClassVar[str]
    form_class: ClassVar[type[Form]] = Form

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not self.may_act():
            self.refuse(
                _("You may not do this in %(language)s.") % {"language": language_name(self.article.edition_id)}
            )
            return redirect(self.get_back_url())
        return super().dispatch(request, *args, **kwargs)

    def may_act(self) -> bool:
        """Whether the person may do it to this article."""
        return may(self.request, self.verb, self.article.edition_id)

    @cached_property
    def article(self) -> ArticlePage:
        """The article as its row is: what is public, and what was settled for ever."""
        found: ArticlePage = get_object_or_404(
            ArticlePage.objects.select_related("edition", "latest_revision__user"), pk=self.kwargs["pk"]
        )
        return found

    @cached_property
    def draft(self) -> ArticlePage:
        """The article as it was saved last."""
        return draft_of(self.article)

    @cached_property
    def edition(self) -> Masthead:
        """The edition that the article belongs to."""
        found = furniture.edition(self.request, self.article.edition_id)
        if found is None:
            raise Http404
        return found

    @cached_property
    def cells(self) -> dict[str, stories.Cell]:
        """The story in all its editions."""
        return dict(stories.cells_of(self.article.story_id))

    def ends_schedule(self) -> str:
        """What becomes of a version that is scheduled when another goes out, or none any more; empty without one."""
        here = self.cells.get(self.edition.code)
        if here is None or here.scheduled_at is None:
            return ""
        return _("A version is scheduled for %(time)s, %(zone)s. Once you do this, it will not go out.") % {
            "time": furniture.moment_in(self.edition.zone, here.scheduled_at),
            "zone": furniture.place(self.edition.zone),
        }

    def crumbs(self) -> list[dict[str, Any]]:
        return [
            {"url": reverse("desk:stories"), "label": _("Stories")},
            {"url": self.get_back_url(), "label": self.draft.get_admin_display_title()},
        ]

    def get_back_url(self) -> str:
        return reverse("wagtailadmin_pages:edit", args=(self.kwargs["pk"],))

    def get_form(self, data: Any = None) -> Form:
        """What is asked before the act."""
        return self.form_class(data)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = kwargs.pop("form", None) or self.get_form()
        context = super().get_context_data(**kwargs)
        context.update(
            article=self.article,
            draft=self.draft,
            edition=self.edition,
            cell=self.cells.get(self.edition.code),
            form=form,
            back=self.get_back_url(),
        )
        return context

    def told_headline(self) -> str:
        """The headline that readers have, or had last, in its own language: the draft may have another."""
        headline = ArticleRow.objects.values_list("headline", flat=True).get(article=self.article.pk)
        return format_html('<bdi lang="{}" dir="{}">{}</bdi>', self.edition.code, self.edition.direction, headline)

    def refused(self, form: Form, refusal: Impossible | ValidationError) -> HttpResponse:
        if not isinstance(refusal, NotReady):
            return super().refused(form, refusal)
        for gate in refusal.gates:
            self.refuse(_("It cannot go out: %s") % gate.sentence)
        return redirect(self.request.path)
