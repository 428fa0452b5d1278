"""The article's screens: Wagtail's editor with our acts in place of its own, without what would go past them."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, cast

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _, gettext_lazy
from django.views import View
from wagtail.admin import messages
from wagtail.admin.views.pages.edit import EditView
from wagtail.admin.views.pages.history import PageHistoryView
from wagtail.admin.views.pages.listing import ExplorableIndexView
from wagtail.admin.views.pages.lock import LockView, UnlockView
from wagtail.admin.views.pages.preview import PreviewOnEditView
from wagtail.admin.views.pages.revisions import RevisionsRevertView
from wagtail.admin.views.pages.usage import ContentTypeUseView
from wagtail.admin.views.pages.workflow import WorkflowActionView
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.admin.widgets.button import Button

from rotativa.desk import notes
from rotativa.desk.acting import SAFE, Acting
from rotativa.desk.compat import (
    ChecksSidePanel,
    CommentsSidePanel,
    MediaContainer,
    PreviewSidePanel,
    share_what_is_loaded,
)
from rotativa.desk.instead import NoActions, OnScreen
from rotativa.desk.overtaken import saved_meanwhile
from rotativa.desk.panels import AboutPanel, EditionsPanel, GatesPanel, OriginalPanel
from rotativa.desk.person import may, person
from rotativa.desk.queries import stories
from rotativa.desk.queries.reading import said_of
from rotativa.desk.unchanged import WritesWhatIsNew
from rotativa.desk.views.delete import ArticleDeleteView
from rotativa.desk.views.versions import ToVersions
from rotativa.stories.errors import InPart
from rotativa.stories.models import ArticlePage, Story

LEADS_ON = {
    "action-send-out": "desk:send_out",
    "action-publish": "desk:send_out",
    "action-ask": "desk:ask",
    "action-schedule": "desk:schedule",
}
"""Buttons that save, then open the screen of an act. A posted ``action-publish`` is one: nothing goes out from here."""

ANSWERS = {"approve": "check", "reject": "rot-hand"}
"""The shapes of what a reader may answer."""

ANSWERED = {
    "approve": gettext_lazy("It is read: nothing to say."),
    "reject": gettext_lazy("It is given back."),
}
"""What is said once a reader has answered."""


class ArticleEditing:
    """What the editor and the screen for going back to an older version share."""

    request: HttpRequest
    page: Any
    form: Any
    edit_handler: Any
    expects_json_response: bool
    partials_template_name = "desk/article/edit_partials.html"

    @cached_property
    def action_name_and_method(self) -> tuple[str, Any]:
        """Wagtail's acts, but for its ways out. All are called a save, for none needs a complete draft."""
        name, act = super().action_name_and_method  # type: ignore[misc]
        return "save", act if name in ("perform_workflow_action", "cancel_workflow") else self.save_action  # type: ignore[attr-defined]

    def redirect_and_remain(self) -> HttpResponse:
        """After saving: to the screen that the pressed button leads to, else here."""
        for name, screen in LEADS_ON.items():
            if name in self.request.POST:
                return redirect(screen, self.page.pk)
        response: HttpResponse = super().redirect_and_remain()  # type: ignore[misc]
        return response

    def get_header_title(self) -> str:
        """The headline alone: what the window is called, also after a save."""
        return str(self.page.get_admin_display_title())

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home, Stories, this article."""
        known: list[dict[str, Any]] = super().get_breadcrumbs_items()  # type: ignore[misc]
        here = {"url": reverse("wagtailadmin_pages:edit", args=(self.page.pk,)), "label": self.get_header_title()}
        return [*known, {"url": reverse("desk:stories"), "label": _("Stories")}, here]

    @property
    def header_more_buttons(self) -> list[Button]:
        """What stands nowhere else: comparing versions, and deleting what nobody outside has seen."""
        here = (self.page.pk,)
        buttons = [Button(_("Compare versions…"), reverse("desk:versions", args=here), icon_name="history")]
        somebody, code = person(self.request), self.page.edition_id
        if somebody.may("article.share", code, own=self.page.owner_id == somebody.pk):
            buttons.append(
                Button(_("Show it to somebody outside…"), reverse("desk:share", args=here), icon_name="link")
            )
        if self.page.permissions_for_user(self.request.user).can_delete():
            buttons.append(
                Button(_("Delete this draft…"), reverse("wagtailadmin_pages:delete", args=here), icon_name="bin")
            )
        return buttons

    def redirect_away(self) -> HttpResponse:
        """Never to the page tree."""
        return redirect("wagtailadmin_pages:edit", self.page.pk)

    def json_error_response(self, code: str, message: str) -> HttpResponse:
        """Wagtail's answer to the editor that saved by itself, in words where something was removed meanwhile."""
        said = " ".join(self.form.why_not) if code == "validation_error" else ""
        response: HttpResponse = super().json_error_response(code, said or message)  # type: ignore[misc]
        return response

    def add_save_confirmation_message(self) -> None:
        """Says what a reader answered, else that it was saved; unless the next screen says so by showing it."""
        view: Any = self
        answer = self.request.POST.get("workflow-action-name", "")
        # Who answers what nobody asks any more has only saved.
        if self.action_name_and_method[1] == view.perform_workflow_action and answer in ANSWERED:
            messages.success(self.request, ANSWERED[answer])
        elif not any(name in self.request.POST for name in LEADS_ON):
            super().add_save_confirmation_message()  # type: ignore[misc]

    def send_commenting_notifications(self, changes: Mapping[str, Any]) -> None:
        """Notes are told by mails of ours, which wait until this is committed, and hold none of their words."""
        notes.told(self.page, person(self.request), changes)

    def get_side_panels(self) -> MediaContainer:
        """Our panels first, then Wagtail's, without privacy and locale."""
        saving_itself = self.expects_json_response
        here = self.cells.get(self.page.edition_id)
        panels: list[Any] = [
            GatesPanel(self.page, self.request, here),
            EditionsPanel(self.page, self.request, self.cells),
        ]
        if not saving_itself and Story.objects.filter(pk=self.page.story_id).exclude(original=self.page.pk).exists():
            panels.append(OriginalPanel(self.page, self.request))
        panels.append(self._about())
        if not saving_itself and self.page.is_previewable():
            panels.append(PreviewSidePanel(self.page, self.request, preview_url=self.get_preview_url()))  # type: ignore[attr-defined]
            panels.append(ChecksSidePanel(self.page, self.request))
        if not saving_itself and self.form.show_comments_toggle:
            panels.append(CommentsSidePanel(self.page, self.request))
        return MediaContainer(panels)

    def _about(self) -> AboutPanel:
        view: Any = self
        return AboutPanel(
            self.page,
            self.request,
            show_schedule_publishing_toggle=False,
            live_object=view.real_page_record,
            scheduled_object=view.scheduled_page,
            locale=None,
            translations=[],
            parent_page=view.parent,
        )

    def get_translations(self) -> list[Any]:
        """None: the other editions of the story stand in a panel of their own."""
        return []

    def get_page_for_status(self) -> Any:
        """What is public, for the head of the screen; of which nothing is sent after the editor saved by itself."""
        saving_itself = self.expects_json_response
        return self.page if saving_itself else super().get_page_for_status()  # type: ignore[misc]  # of the view beside

    @cached_property
    def cells(self) -> Mapping[str, stories.Cell]:
        """The story in all its editions."""
        return stories.cells_of(self.page.story_id)

    def get_action_menu(self) -> Any:
        """Wagtail's own, where somebody has locked the article: else the foot is ours, and its queries can be saved."""
        menu: Any = super().get_action_menu() if self.locked_for_user else NoActions()  # type: ignore[misc,attr-defined]
        return menu

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds where the article stands, and what the person may do with it: the foot of the screen."""
        if self.expects_json_response:
            self.form.is_on_screen, self.edit_handler = True, OnScreen()
        context: dict[str, Any] = super().get_context_data(**kwargs)  # type: ignore[misc]
        code = self.page.edition_id
        here = self.cells.get(code)
        public = here is not None and here.state == "out"
        asked = here is not None and here.asked
        context.update(
            cell=here,
            reading=self._reading() if asked else (),
            said=None if self.expects_json_response else said_of(self.page),
            may_end_reading=asked and self.page.current_workflow_state.user_can_cancel(self.request.user),
            may_publish=may(self.request, "article.publish", code),
            may_schedule=may(self.request, "article.schedule", code),
            may_move=public and may(self.request, "article.move", code),
            may_undo=public and may(self.request, "article.publish", code),
            may_withdraw=public and may(self.request, "article.withdraw", code),
            may_tell=self._is_withdrawn() and may(self.request, "article.withdraw", code),
        )
        return context

    def _is_withdrawn(self) -> bool:
        return not self.page.live and self.page.first_out is not None

    def _reading(self) -> list[dict[str, Any]]:
        """What somebody who is asked to read it may answer."""
        task = self.page.current_workflow_task
        actions = task.get_actions(self.page, self.request.user) if task is not None else []
        return [
            {"name": name, "label": label, "asks": modal, "icon": ANSWERS.get(name, "edit")}
            for name, label, modal in actions
        ]


class ArticleEditView(ArticleEditing, WritesWhatIsNew, Acting, EditView):
    """Writing an article."""

    def get_template_names(self) -> list[str]:
        return [self.partials_template_name] if self.hydrate_create_view else ["desk/article/edit.html"]

    def get_object(self) -> Any:
        page = super().get_object().named_as_now()
        if self.expects_json_response:
            share_what_is_loaded(self.real_page_record, page)
        return page

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return super().dispatch(request, *args, **kwargs)
        except PermissionDenied:
            if request.method != "GET":
                raise
            return redirect("desk:read", kwargs["page_id"])

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if self.is_out_of_date and not self.expects_json_response and not self._says_what_they_saved():
            return self._overtaken()
        response: HttpResponseBase = super().post(request, *args, **kwargs)
        return response

    def _says_what_they_saved(self) -> bool:
        """Whether it is the person's own later version, word for word, as where the answer to it was lost."""
        self._bind()
        is_own = self.latest_revision.user_id == person(self.request).pk
        return is_own and self.form.is_valid() and bool(self.form.is_as_it_was)

    def _bind(self) -> None:
        self.form = self.form_class(
            self.request.POST,
            self.request.FILES,
            instance=self.page,
            subscription=self.subscription,
            parent_page=self.parent,
            for_user=self.request.user,
        )
        self.form.defer_required_fields()

    def _overtaken(self) -> HttpResponse:
        """Somebody saved meanwhile, perhaps the same person elsewhere: nothing is overwritten unseen, or lost."""
        self.form.is_valid()
        self.has_unsaved_changes = True
        theirs = reverse("wagtailadmin_pages:revisions_view", args=(self.page.pk, self.latest_revision.pk))
        sentence, label = saved_meanwhile(self.latest_revision.user, person(self.request))
        messages.error(self.request, sentence, buttons=[messages.button(theirs, label, new_window=True)])
        response: HttpResponse = self.render_to_response(self.get_context_data())
        return response

    def render_partials(self) -> str:
        """What is new beside the text after the editor saved by itself; saved it is already."""
        self.commit()
        return str(super().render_partials())


class ArticleRevertView(ArticleEditing, Acting, RevisionsRevertView):
    """Going back to an older version: it becomes the draft, and goes out only by the way that every draft takes."""


class ArticlePreviewView(PreviewOnEditView):
    """What readers would get of what stands in the editor. Of a form that arrived in part, they would get nothing."""

    def get_object(self) -> Any:
        return super().get_object().named_as_now()

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        except InPart:
            if request.method in SAFE:
                return cast("HttpResponseBase", self.error_response())
            return JsonResponse({"is_valid": False, "is_available": False}, status=HTTPStatus.BAD_REQUEST)
        return response


class ArticleLockView(Acting, LockView):
    """Locks an article for others."""

    def get_success_url(self) -> str:
        return reverse("wagtailadmin_pages:edit", args=(self.object.pk,))


class ArticleUnlockView(Acting, UnlockView):
    """Unlocks an article."""

    def get_success_url(self) -> str:
        return reverse("wagtailadmin_pages:edit", args=(self.object.pk,))


class ArticleReadingView(Acting, WorkflowActionView):
    """Answering a request to read, from anywhere but the editor."""


class Closed(View):
    """A screen that articles do not have."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        raise Http404


class ToWithdraw(View):
    """Wagtail's "unpublish" is our "withdraw", which says what it does to readers."""

    def dispatch(self, request: HttpRequest, page_id: int, **kwargs: Any) -> HttpResponseBase:
        return redirect("desk:withdraw", page_id)


class ToSchedule(View):
    """Taking a schedule back is an act of its own."""

    def dispatch(self, request: HttpRequest, page_id: int, revision_id: int, **kwargs: Any) -> HttpResponseBase:
        return redirect("desk:schedule", page_id)


class ToStories:
    """Lists of pages are the list of stories."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return redirect("desk:stories")


class NoIndex(ToStories, ExplorableIndexView):
    """Below an article there is nothing to list."""


class NoTypeUse(ToStories, ContentTypeUseView):
    """All articles are in Stories."""


class NoParent(ToStories, View):
    """Where an article stands in the tree is nobody's choice."""


class ArticleViewSet(PageViewSet):
    """Which view answers for an article at each of Wagtail's addresses."""

    model = ArticlePage
    icon = "rot-stories"

    edit_view_class = ArticleEditView
    revisions_revert_view_class = ArticleRevertView
    revisions_compare_view_class = ToVersions
    history_view_class = PageHistoryView
    delete_view_class = ArticleDeleteView
    preview_on_edit_view_class = ArticlePreviewView
    lock_view_class = ArticleLockView
    unlock_view_class = ArticleUnlockView
    workflow_action_view_class = ArticleReadingView
    unpublish_view_class = ToWithdraw
    revisions_unschedule_view_class = ToSchedule
    index_view_class = NoIndex
    content_type_use_view_class = NoTypeUse
    choose_parent_view_class = NoParent
    add_view_class = Closed
    preview_on_add_view_class = Closed
    add_subpage_view_class = Closed
    copy_view_class = Closed
    move_view_class = Closed
    move_confirm_view_class = Closed
    convert_alias_view_class = Closed
    set_page_position_view_class = Closed
    set_privacy_view_class = Closed


viewset = ArticleViewSet()
