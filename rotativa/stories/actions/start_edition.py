from uuid import UUID

from django.utils.translation import gettext as _

from rotativa.daybook.writing import transaction
from rotativa.editions.models import Edition
from rotativa.kit.actor import Actor, require
from rotativa.stories.drafting import new_article, to_body, to_related
from rotativa.stories.emptying import emptied
from rotativa.stories.errors import Impossible
from rotativa.stories.facts import note
from rotativa.stories.hand import draft_of, user_of
from rotativa.stories.models import ArticleByline, ArticlePage, ArticleTopic, Role, Story


def start_edition(actor: Actor, story: Story | UUID, edition: str) -> ArticlePage:
    """Starts the edition of a story in another language: its structure, with the texts empty.

    Blocks and paragraphs keep their ids, so that both can be compared side by side; section, kind, topics, authors,
    related stories and pictures are taken over, and no word of the original. Raises ``Impossible`` where the story is
    there already.
    """
    require(actor, "edition.start", edition)
    with transaction(actor):
        place = Edition.objects.select_related("container", "locale").get(code=edition)
        begun = Story.objects.select_for_update(of=("self",), no_key=True).get(
            pk=story if isinstance(story, UUID) else story.pk
        )
        if ArticlePage.objects.filter(story=begun, edition=edition).exists():
            raise Impossible(_("This story has an article in %(language)s already.") % {"language": place.language})
        source = draft_of(_original(begun))
        article = new_article(actor, begun, place)
        _take_over(article, source)
        place.container.add_child(instance=article)
        article.save_revision(user=user_of(actor), clean=False)
        note("edition.started", article, headline=source.title, **{"from": source.edition_id})
    return article


def _original(story: Story) -> ArticlePage:
    articles = ArticlePage.objects.select_related("latest_revision").filter(story=story).order_by("pk")
    found: ArticlePage | None = articles.filter(pk=story.original_id).first() or articles.first()
    if found is None:
        raise Impossible(_("This story has no article any more."))
    return found


def _take_over(article: ArticlePage, source: ArticlePage) -> None:
    article.translation_key = source.translation_key
    article.section_id, article.kind_id, article.picture_id = source.section_id, source.kind_id, source.picture_id
    topics = [line.topic_id for line in source.topics.all()]
    article.topics = [ArticleTopic(topic_id=topic, sort_order=place) for place, topic in enumerate(topics)]
    authors = [line.author_id for line in source.bylines.all() if line.role == Role.AUTHOR]
    article.bylines = [
        ArticleByline(author_id=author, role=Role.AUTHOR, sort_order=place) for place, author in enumerate(authors)
    ]
    article.related = to_related(block["value"] for block in source.related.raw_data if block["value"])
    article.body = to_body(emptied(list(source.body.raw_data), (source.edition.zone, article.edition.zone)))
