from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from rotativa.editions.lasting import Lasting
from rotativa.editions.naming import AddressedName, all_names


class TopicType(models.TextChoices):
    """What a topic is in the world."""

    PLACE = "place", _("Place")
    PERSON = "person", _("Person")
    ORGANISATION = "organisation", _("Organisation")
    SUBJECT = "subject", _("Subject")


class Section(Lasting):
    """A section of the newspaper, in all editions that name it."""

    order = models.PositiveSmallIntegerField(
        _("order"), default=0, help_text=_("The place among the sections, from small to large.")
    )

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        ordering = ("order", "id")

    def __str__(self) -> str:
        return all_names(self.names)


class SectionName(AddressedName):
    """A section in one edition, with a page of its own there."""

    section = models.ForeignKey(Section, on_delete=models.CASCADE, related_name="names", verbose_name=_("section"))
    description = models.TextField(
        _("description"),
        max_length=2000,
        blank=True,
        help_text=_("A sentence or two for readers, on top of the section's page."),
    )

    class Meta(AddressedName.Meta):
        verbose_name = _("name of a section")
        verbose_name_plural = _("names of sections")
        constraints = (models.UniqueConstraint(fields=["section", "edition"], name="topics_section_named_once"),)


class Kind(models.Model):
    """A kind of story: news, analysis, opinion. Its code tells the theme how to set it."""

    code = models.CharField(
        _("code"),
        max_length=30,
        unique=True,
        validators=(RegexValidator(r"^[a-z]+(-[a-z]+)*$", _("Small letters a to z, joined by hyphens.")),),
        help_text=_(
            "The theme sets news, analysis, opinion, explainer, interview and live each in its own way, others as news."
        ),
    )
    order = models.PositiveSmallIntegerField(
        _("order"), default=0, help_text=_("The place among the kinds, from small to large.")
    )

    class Meta:
        verbose_name = _("kind of story")
        verbose_name_plural = _("kinds of story")
        ordering = ("order", "id")

    def __str__(self) -> str:
        return all_names(self.names) or self.code


class KindName(AddressedName):
    """A kind of story in one edition, with a page of its own there."""

    kind = models.ForeignKey(Kind, on_delete=models.CASCADE, related_name="names", verbose_name=_("kind of story"))
    description = models.TextField(
        _("description"),
        max_length=2000,
        blank=True,
        help_text=_("What stories of this kind are, for readers, on top of its page."),
    )

    class Meta(AddressedName.Meta):
        verbose_name = _("name of a kind")
        verbose_name_plural = _("names of kinds")
        constraints = (models.UniqueConstraint(fields=["kind", "edition"], name="topics_kind_named_once"),)


class Topic(Lasting):
    """What stories are about: a place, a person, an organisation or a subject, in all editions that name it."""

    type = models.CharField(_("type"), max_length=12, choices=TopicType.choices)

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")

    def __str__(self) -> str:
        return all_names(self.names)


class TopicName(AddressedName):
    """A topic in one edition, with a page of its own there."""

    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="names", verbose_name=_("topic"))
    description = models.TextField(
        _("description"),
        max_length=2000,
        blank=True,
        help_text=_("A sentence or two for readers, on top of the topic's page."),
    )

    class Meta(AddressedName.Meta):
        verbose_name = _("name of a topic")
        verbose_name_plural = _("names of topics")
        constraints = (models.UniqueConstraint(fields=["topic", "edition"], name="topics_topic_named_once"),)
