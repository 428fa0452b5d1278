from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.forms import TaskStateCommentForm
from wagtail.models import Task


class GivingBackForm(TaskStateCommentForm):
    """Asks for what whoever wrote it will read above the text."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["comment"].label = _("What is to be put right?")
        self.fields["comment"].help_text = _("It stands above the text until it is asked to be read again.")


class ReadingTask(Task):
    """Another editor reads the article. It is advice: reading sends nothing out, and nobody is locked out."""

    admin_form_fields = ("name",)

    class Meta:
        verbose_name = _("reading")
        verbose_name_plural = _("readings")

    def get_actions(self, obj: Any, user: Any) -> list[tuple[str, Any, bool]]:
        """For those who may send it out: give it back with a note, or say that there is nothing to say."""
        if not user.may("article.publish", obj.specific_deferred.edition_id):
            return []
        return [("reject", _("Give back"), True), ("approve", _("Read, nothing to say"), False)]

    def get_form_for_action(self, action: str) -> type[TaskStateCommentForm]:
        """What is asked before an answer."""
        return GivingBackForm if action == "reject" else TaskStateCommentForm

    @classmethod
    def get_description(cls) -> str:
        return str(_("Another editor reads the article and says so, or gives it back."))
