"""How much of an article is written, for whoever is about to send it out for the first time."""

from django.utils.html import strip_tags

from rotativa.stories.extracting import text_of
from rotativa.stories.freezing import parts
from rotativa.stories.hand import draft_of
from rotativa.stories.models import ArticlePage, Story
from rotativa.stories.text import ArticleText

_ABOVE_TEXT = ("headline", "standfirst", "lead/caption")


def words(text: ArticleText) -> int:
    """The words of the text itself, without headline, standfirst and captions."""
    return sum(len(strip_tags(said).split()) for name, said in parts(text) if _is_told(name))


def empty_parts(article: ArticlePage, text: ArticleText) -> int:
    """How many parts that the story's original has are empty in this edition; 0 for the original itself.

    Parts are known by their names, which an edition takes over when it begins. A translator may mean it so.
    """
    original = Story.objects.select_related("original__latest_revision").get(pk=article.story_id).original
    if original is None or original.pk == article.pk:
        return 0
    here = {name for name, said in parts(text) if said.strip()}
    there = {name for name, said in parts(text_of(draft_of(original))) if said.strip()}
    return sum(_is_told(name) or name in _ABOVE_TEXT for name in there - here)


def _is_told(name: str) -> bool:
    return "/" in name and not name.endswith(("/caption", "/alt", "/speaker", "/role", "/to_whom"))
