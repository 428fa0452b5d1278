"""Saving what nobody changed: no version is made of it, and whoever only looked has not changed it last."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse


class WritesWhatIsNew:
    """For Wagtail's editor, which makes a version of every form that arrives."""

    request: HttpRequest

    def save_action(self) -> HttpResponse:
        """Wagtail's; where the form says what the latest version says, only the answer.

        A browser that saves by itself writes its next version over the one that it is told of, so it is told of none.
        """
        view: Any = self
        if view.latest_revision is None or view.is_reverting or not view.form.is_as_it_was:
            saved: HttpResponse = super().save_action()  # type: ignore[misc]  # of the view beside
            return saved
        if not view.expects_json_response:
            view.add_save_confirmation_message()
            remained: HttpResponse = view.redirect_and_remain()
            return remained
        return JsonResponse(
            {
                "success": True,
                "pk": view.page.pk,
                "field_updates": {},
                "comments": view.form.serialize_comments(self.request.user),
                "html": view.render_partials(),
            }
        )
