"""The article: a Wagtail page, kept at arm's length. What readers see comes from its snapshots, never from this row."""

from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.locks import BaseLock, BasicLock, ScheduledForPublishLock
from wagtail.models import Orderable, Page, PreviewableMixin, Revision
from wagtail.models.pages import PagePermissionTester

from rotativa.addresses.queries import current_paths
from rotativa.kit import slugs, trace
from rotativa.kit.things import Thing, thing
from rotativa.press.policy import previewed
from rotativa.stories import heirs, panels, ports, relating, rules
from rotativa.stories.blocks import BodyField, RelatedBlocks, StoryBlocks
from rotativa.stories.compat import referring_as_before, share_parent
from rotativa.stories.errors import NotReady
from rotativa.stories.extracting import one_line, text_of
from rotativa.stories.forms import ArticleForm
from rotativa.stories.text import PublishedArticle


class Role(models.TextChoices):
    """What a person did for an article."""

    AUTHOR = "author", _("author")
    TRANSLATOR = "translator", _("translator")
    REVIEWER = "reviewer", _("reviewer")


_OF_THE_ROW = frozenset(
    {"content_type", "locale", "owner", "locked_by", "latest_revision", "live_revision", "alias_of", "story", "edition"}
)
"""What is taken from the article's row, whatever a version of it says."""


class ArticlePermissions(PagePermissionTester):
    """What nobody may do to an article in Wagtail's own screens, whatever their role."""

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        article = self.page.specific
        answers = self.user.may("article.delete", article.edition_id, own=article.owner_id == self.user.pk)
        return article.first_out is None and answers and bool(super().can_delete(ignore_bulk))

    def can_copy(self) -> bool:
        return False

    def can_move(self) -> bool:
        return False

    def can_set_view_restrictions(self) -> bool:
        return False


class ArticlePage(Page):
    """A story in one edition: draft and revisions. ``title`` is the headline, the tree's slug the story's identity."""

    title: str
    story = models.ForeignKey(
        "stories.Story", on_delete=models.PROTECT, related_name="+", editable=False, verbose_name=_("story")
    )
    edition = models.ForeignKey(
        "editions.Edition",
        to_field="code",
        on_delete=models.PROTECT,
        related_name="+",
        editable=False,
        verbose_name=_("edition"),
    )
    standfirst = models.TextField(_("standfirst"), blank=True, max_length=1000)
    kicker = models.CharField(_("kicker"), blank=True, max_length=80)
    dateline = models.CharField(_("dateline"), blank=True, max_length=120)
    picture = models.ForeignKey(
        settings.WAGTAILIMAGES_IMAGE_MODEL,
        null=True,
        blank=True,
        # The verb that deletes pictures refuses where one stands; a version older than the draft loses it, and opens.
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("lead picture"),
    )
    picture_caption = models.TextField(_("caption"), blank=True, max_length=1000)
    picture_alt = models.TextField(_("alt text of this use"), blank=True, max_length=1000)
    body = BodyField(StoryBlocks(), blank=True, verbose_name=_("story"))
    section = models.ForeignKey(
        "topics.Section", null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("section")
    )
    kind = models.ForeignKey(
        "topics.Kind",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("kind of story"),
    )
    related = BodyField(RelatedBlocks(), blank=True, verbose_name=_("related stories"))
    public_slug = models.CharField(_("address"), blank=True, max_length=slugs.MOST_BYTES)
    first_out = models.DateTimeField(_("first out"), null=True, editable=False)
    out_day = models.DateField(_("day in the address"), null=True, editable=False)

    parent_page_types = ("editions.EditionRoot",)
    subpage_types = ()
    # The verbs make articles, because each needs its story; Wagtail's screen for new pages has none to give.
    is_creatable = False
    # The bridge gives it to Wagtail's search, whose own receiver does so after every save, whatever was saved.
    search_auto_update = False
    private_page_options = ()
    base_form_class = ArticleForm
    edit_handler = panels.editor()
    is_named_as_now = False
    """Whether it was made of a version, in this moment."""
    known_path: str | None = None
    """Its path, where a list has asked for those of all its articles at once; empty where it has none."""

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        constraints = (models.UniqueConstraint(fields=["story", "edition"], name="stories_one_article_an_edition"),)
        indexes = (
            # Of what has never been out: whether two drafts want the same address is asked while one writes.
            models.Index(
                fields=["edition", "public_slug"], condition=models.Q(out_day=None), name="stories_article_chosen"
            ),
        )

    @property
    def thing(self) -> Thing:
        """Its name in facts, facets and addresses."""
        return thing("article", self.pk)

    @property
    def story_thing(self) -> Thing:
        """The name of its story."""
        return thing("story", self.story_id)

    def get_admin_display_title(self) -> str:
        return self.draft_title or self.title or gettext("No headline yet")

    def minimal_clean(self) -> None:
        """A draft may lack everything, its headline too: a translation begins empty."""
        self._set_core_field_defaults()
        self.title = one_line(self.title)
        if len(self.title) > self._meta.get_field("title").max_length:
            raise ValidationError({"title": gettext("A headline has at most 255 characters.")})
        self._check_slug_is_unique()

    @classmethod
    def from_serializable_data(cls, data: dict[str, Any], check_fks: bool = True, strict_fks: bool = False) -> Any:
        """An article from what was written of one. What that names and was merged into another since, it names as that.

        Wagtail would look for each thing that is named, one by one: it does where not all of them are there.
        """
        named, is_all_there = heirs.in_content(data)
        return super().from_serializable_data(named, check_fks and not is_all_there, strict_fks)

    def with_content_json(self, content: dict[str, Any]) -> "ArticlePage":
        """A draft from a revision, which cannot change what belongs to the article as a whole; see above."""
        # What the row says by itself is left out: Wagtail would look for it, too.
        own = {name: value for name, value in content.items() if name not in _OF_THE_ROW}
        own |= {
            lines: [{**line, "article": None} for line in own[lines]]
            for lines in ("bylines", "topics")
            if own.get(lines)
        }
        draft: ArticlePage = super().with_content_json(own)
        draft.is_named_as_now = True
        share_parent(self, draft)
        draft.story_id, draft.edition_id = self.story_id, self.edition_id
        draft.first_out, draft.out_day = self.first_out, self.out_day
        # Wagtail takes this from the draft: one of before the first publication, when scheduled, would unpublish it.
        draft.live_revision_id = self.live_revision_id
        # Once it has been out, its address is no matter of a version: an old one must not move it back.
        if self.out_day is not None or not draft.public_slug:
            draft.public_slug = self.public_slug
        return draft

    def named_as_now(self) -> "ArticlePage":
        """The article, naming what is there now; where nothing was saved since it went out, it is itself the row that
        Wagtail gives for the draft, and the row keeps what was merged meanwhile.
        """
        if self.is_named_as_now or not heirs.now(_named(self)):
            return self
        return self.with_content_json(self.serializable_data())

    def save_revision(self, *args: Any, overwrite_revision: Revision | None = None, **kwargs: Any) -> Revision:
        """Wagtail's, which writes one autosave over another; never over what readers got: one may go back to it."""
        if overwrite_revision is not None and self.snapshots.filter(revision=overwrite_revision.pk).exists():
            overwrite_revision = None
        # What the row itself refers to stays. Who wrote the notes beside the text is asked of nobody's index.
        with referring_as_before():
            return super().save_revision(*args, overwrite_revision=overwrite_revision, **kwargs)

    def publish(self, revision: Revision, *args: Any, **kwargs: Any) -> None:
        """Wagtail's door, used by bulk actions, its API and our verbs. Raises ``NotReady`` where a gate is open."""
        gates = rules.open_gates(revision.as_object())
        if gates:
            raise NotReady(gates)
        super().publish(revision, *args, **kwargs)

    def get_lock(self) -> BaseLock | None:
        """A scheduled article may be written on: what is scheduled is a version of its own, which nothing changes."""
        lock = super().get_lock()
        if isinstance(lock, ScheduledForPublishLock):
            return BasicLock(self) if self.locked else None
        return lock

    def permissions_for_user(self, user: Any) -> PagePermissionTester:
        return ArticlePermissions(user, self)

    def get_url_parts(self, request: HttpRequest | None = None) -> tuple[int, str, str] | None:
        """Where readers find it now: its own address, which the page tree does not know; as an URL, so in ASCII."""
        path = self.known_path
        if path is None:
            path = current_paths([self.thing]).get(self.thing, "") if self.pk else ""
        if not path:
            return None
        own = settings.ROTATIVA_EDITION_ADDRESSES.get(path.split("/", 2)[1])
        return 0, own or settings.ROTATIVA_PUBLIC_ADDRESS, quote(path)

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Never: readers are served from the printed tree."""
        raise Http404

    @property
    def preview_modes(self) -> list[tuple[str, Any]]:
        return list(PreviewableMixin.DEFAULT_PREVIEW_MODES) if ports.preview is not None else []

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """The draft, rendered as it will be printed."""
        if ports.preview is None:
            raise Http404
        now, story, text = timezone.now(), str(self.story_id), text_of(self)
        draft = PublishedArticle(
            identity=str(self.pk or 0),
            story=story,
            edition=self.edition_id,
            text=text,
            first_published=self.first_out or now,
            updated=now if self.first_out else None,
            snapshot=0,
            near=relating.near(story, self.edition_id, text),
        )
        with trace.at(now):
            policy = previewed(settings.ROTATIVA_EMBED_HOSTS, framed_by="'self'")
            return HttpResponse(ports.preview(draft), headers={"Content-Security-Policy": policy})


def _named(article: ArticlePage) -> dict[str, list[int]]:
    return {
        "section": [article.section_id] if article.section_id else [],
        "topic": [line.topic_id for line in article.topics.all()],
        "author": [line.author_id for line in article.bylines.all()],
    }


class ArticleByline(Orderable):
    """A person and what they did for an article."""

    article = ParentalKey(ArticlePage, on_delete=models.CASCADE, related_name="bylines")
    author = models.ForeignKey("bylines.Author", on_delete=models.PROTECT, related_name="+", verbose_name=_("person"))
    role = models.CharField(_("role"), max_length=10, choices=Role.choices, default=Role.AUTHOR)

    # The database keeps what it refers to; without this, Wagtail would index the whole article again for each line.
    wagtail_reference_index_ignore = True

    class Meta(Orderable.Meta):
        verbose_name = _("byline")
        verbose_name_plural = _("bylines")

    def __str__(self) -> str:
        return f"{self.role} {self.author_id}"


class ArticleTopic(Orderable):
    """A topic of an article."""

    article = ParentalKey(ArticlePage, on_delete=models.CASCADE, related_name="topics")
    topic = models.ForeignKey("topics.Topic", on_delete=models.PROTECT, related_name="+", verbose_name=_("topic"))

    # The database keeps what it refers to; without this, Wagtail would index the whole article again for each line.
    wagtail_reference_index_ignore = True

    class Meta(Orderable.Meta):
        verbose_name = _("topic of an article")
        verbose_name_plural = _("topics of articles")

    def __str__(self) -> str:
        return str(self.topic_id)
