"""Blocks that lead to other things of the newsroom."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.apps import apps
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from rotativa.stories.blocks.fields import MORE, Previewed


class ReadBlock(Previewed, blocks.PageChooserBlock):
    """A link to a story. Editors choose one of its articles; the story is kept, and leads home in every edition."""

    def sample(self) -> Any:
        """The newest story that readers can read."""
        return self.model_class.objects.filter(live=True).order_by("-first_out").first()

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(page_type="stories.ArticlePage", **kwargs)

    @cached_property
    def widget(self) -> Any:
        """Wagtail's, without the words that it puts together once: in the language of whoever opens an editor first."""
        widget: Any = super().widget
        widget.__dict__.pop("choose_one_text", None)
        return widget

    def get_prep_value(self, value: Any) -> str | None:
        return None if value is None else str(value.story_id)

    def to_python(self, value: Any) -> Any:
        return self.bulk_to_python([value])[0]

    def bulk_to_python(self, values: Sequence[Any]) -> list[Any]:
        stories = {story for story in map(_uuid, values) if story is not None}
        found = self._articles(stories) if stories else {}
        return [found.get(_uuid(value)) for value in values]

    def extract_references(self, value: Any) -> Iterator[tuple[Any, str, str, str]]:
        if value is not None:
            yield self.model_class, str(value.pk), "", ""

    def _articles(self, stories: set[UUID]) -> Mapping[UUID | None, Any]:
        """One article for each story, to show in the chooser: its original where that exists."""
        rows = self.model_class.objects.filter(story__in=stories).select_related("story").order_by("pk")
        chosen: dict[UUID | None, Any] = {}
        for article in rows:
            if article.story_id not in chosen or article.story.original_id == article.pk:
                chosen[article.story_id] = article
        return chosen

    @cached_property
    def model_class(self) -> Any:
        # ChooserBlock takes the general page model as soon as it is asked before the applications are ready.
        return self.target_model

    class Meta:
        label = _("READ: another story")
        description = _(
            "A link to a story. In each edition it leads to that edition's article; it is left out where there is none."
        )
        icon = "rot-read"
        group = MORE


class ContextBlock(Previewed, blocks.ChooserBlock):
    """Background that is written once."""

    @cached_property
    def target_model(self) -> Any:
        return apps.get_model("stories", "Passage")

    @property
    def model_class(self) -> Any:
        return self.target_model

    @cached_property
    def widget(self) -> Any:
        # The chooser is a screen of its own, which needs the tables.
        from rotativa.stories.choosing import passage_chooser  # noqa: PLC0415

        return passage_chooser.widget_class()

    def sample(self) -> Any:
        """The passage that was written last."""
        return self.target_model.objects.filter(texts__snapshot__isnull=False).order_by("-pk").first()

    class Meta:
        label = _("Background")
        description = _(
            "A passage that is written once in each edition and used in many articles. An edit reaches all of them."
        )
        icon = "rot-background"
        group = MORE


def _uuid(value: Any) -> UUID | None:
    try:
        return UUID(str(value))
    except ValueError:
        return None
