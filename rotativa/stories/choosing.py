"""Choosing a passage of background, by the name that the desk gives it."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.chooser import ChooserViewSet

from rotativa.stories.models import Passage


class PassageChooser(ChooserViewSet):
    """A list with a search; passages are written on their own screen."""

    model: Any = Passage
    icon = "rot-background"
    choose_one_text = _("Choose a passage")
    choose_another_text = _("Choose another passage")
    edit_item_text = _("Look at this passage")
    per_page = 20

    def get_object_list(self) -> Any:
        """Those that were not deleted."""
        return Passage.objects.filter(removed=False)


passage_chooser = PassageChooser("passage_chooser", url_prefix="passages/choose")
