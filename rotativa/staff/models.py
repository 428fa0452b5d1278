from datetime import datetime, timedelta

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from rotativa.editions.models import Edition
from rotativa.staff.permissions import IN_ALL_EDITIONS, Holding, RoleName, permits


class User(AbstractUser):  # type: ignore[django-manager-missing]  # "picture_set", of a model that Wagtail left untyped
    """A person of the newsroom. Implements ``kit.actor.Actor``."""

    language = models.CharField(
        _("desk language"),
        max_length=35,
        blank=True,
        help_text=_("Language of the desk's own words; empty: the browser's."),
    )

    @property
    def actor_id(self) -> str:
        """``user:7``."""
        return f"user:{self.pk}"

    @property
    def actor_name(self) -> str:
        """The person's name; the login name where there is none."""
        return self.get_full_name() or self.username

    def may(self, verb: str, edition: str = "", own: bool = False) -> bool:
        """Whether one of this person's roles allows the verb in the edition of that code; ``permits`` says how."""
        if not self.is_active:
            return False
        return self.is_superuser or permits(self.holdings, verb, edition, own)

    @cached_property
    def holdings(self) -> tuple[Holding, ...]:
        """The roles as they were when this person was first asked, once per request."""
        rows = self.roles.values_list("role", "edition__code") if self.pk else ()
        return tuple(Holding(role, edition or "") for role, edition in rows)

    def forget_holdings(self) -> None:
        """Looks the roles up again when next asked."""
        self.__dict__.pop("holdings", None)


class Role(models.Model):
    """A role that a person holds in one edition, or in all."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="roles", verbose_name=_("person"))
    role = models.CharField(_("role"), max_length=20, choices=RoleName.choices)
    edition = models.ForeignKey(
        Edition,
        to_field="code",
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("edition"),
        error_messages={"invalid": _("There is no edition “%(value)s”.")},
        help_text=_("Empty: all editions."),
    )

    class Meta:
        verbose_name = _("role")
        verbose_name_plural = _("roles")
        constraints = (
            models.UniqueConstraint(fields=["user", "role", "edition"], name="staff_role_once_an_edition"),
            models.UniqueConstraint(fields=["user", "role"], condition=Q(edition=None), name="staff_role_once_in_all"),
            models.CheckConstraint(
                condition=~Q(role__in=sorted(IN_ALL_EDITIONS)) | Q(edition=None),
                name="staff_technician_everywhere",
                violation_error_message=_("A technician is one for all editions: there is one server."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_role_display()}, {self.edition_id or _('all editions')}"


class Invitation(models.Model):
    """Somebody who was asked to join, with what they may do once they have. The link to it is signed and made anew
    for each mail; it counts once, until it expires, is taken back or sent again, or somebody doubts who sent it."""

    DAYS = 7

    name = models.CharField(_("name"), max_length=200)
    email = models.EmailField(_("e-mail"))
    language = models.CharField(_("desk language"), max_length=35, blank=True)
    roles = models.JSONField(_("roles"), help_text=_("Pairs of a role and an edition; empty: all editions."))
    inviter = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", null=True, verbose_name=_("invited by"), db_index=False
    )
    made_at = models.DateTimeField(_("invited"), default=timezone.now)
    expires_at = models.DateTimeField(_("counts until"))
    sent = models.PositiveIntegerField(_("how often it was sent"), default=1)
    revoked_at = models.DateTimeField(_("taken back"), null=True)
    ended_at = models.DateTimeField(_("ended"), null=True)
    person = models.OneToOneField(
        User, on_delete=models.PROTECT, related_name="invitation", null=True, verbose_name=_("who came of it")
    )

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")

    def __str__(self) -> str:
        return self.name

    @property
    def is_open(self) -> bool:
        """Whether it can still be answered."""
        if self.revoked_at is not None or self.ended_at is not None:
            return False
        return self.person_id is None and timezone.now() < self.expires_at

    @property
    def holdings(self) -> tuple[Holding, ...]:
        """What the person will hold."""
        return tuple(Holding(role, edition) for role, edition in self.roles)


class FactorReset(models.Model):
    """A lost second factor: one colleague asks, another one confirms."""

    HOURS = 24

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="factor_resets", verbose_name=_("person"))
    asker = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("asked by"))
    asked_at = models.DateTimeField(_("asked"), default=timezone.now)
    confirmer = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", null=True, verbose_name=_("confirmed by"), db_index=False
    )
    ended_at = models.DateTimeField(_("ended"), null=True)

    class Meta:
        verbose_name = _("reset of a second factor")
        verbose_name_plural = _("resets of second factors")
        constraints = (
            models.UniqueConstraint(fields=["user"], condition=Q(ended_at=None), name="staff_one_reset_at_once"),
            models.CheckConstraint(
                condition=Q(confirmer=None) | ~Q(confirmer=models.F("asker")), name="staff_reset_by_two"
            ),
        )

    def __str__(self) -> str:
        return f"{self.user_id}: {self.asked_at:%Y-%m-%d}"

    @property
    def expires_at(self) -> datetime:
        """Until when it can be confirmed."""
        return self.asked_at + timedelta(hours=self.HOURS)

    @property
    def is_open(self) -> bool:
        """Whether it still waits for a second colleague."""
        return self.ended_at is None and timezone.now() < self.expires_at


class AddressChange(models.Model):
    """A mail address that is to become a person's, once somebody has opened the link that was sent there."""

    HOURS = 24

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="address_change", verbose_name=_("person"))
    to = models.EmailField(_("new address"))
    asker = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+", verbose_name=_("asked by"))
    asked_at = models.DateTimeField(_("asked"), default=timezone.now)

    class Meta:
        verbose_name = _("change of an address")
        verbose_name_plural = _("changes of addresses")

    def __str__(self) -> str:
        return f"{self.user_id}: {self.asked_at:%Y-%m-%d}"

    @property
    def is_open(self) -> bool:
        """Whether it can still be confirmed."""
        return timezone.now() < self.asked_at + timedelta(hours=self.HOURS)


class Mail(models.Model):
    """A mail that is to be sent, or could not be. It holds no link: those are made when it goes."""

    kind = models.CharField(_("kind"), max_length=30)
    to = models.EmailField(_("to"))
    language = models.CharField(_("language"), max_length=35)
    about = models.BigIntegerField(_("about"), help_text=_("The number of the person, or of the invitation."))
    words = models.JSONField(_("words"), default=dict)
    made_at = models.DateTimeField(_("made"), default=timezone.now)
    due_at = models.DateTimeField(_("tried next"), default=timezone.now, db_index=True)
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    trouble = models.CharField(_("why it was not sent"), max_length=10, blank=True)

    class Meta:
        verbose_name = _("mail")
        verbose_name_plural = _("mails")

    def __str__(self) -> str:
        return self.kind


class MailHabits(models.Model):
    """When a person wants to be told by mail, of what. Without a row, or a choice, as is usual for their roles."""

    HOUR = 8

    user = models.OneToOneField(
        User, primary_key=True, on_delete=models.CASCADE, related_name="mail_habits", verbose_name=_("person")
    )
    choices = models.JSONField(_("choices"), default=dict, help_text=_("When, by group of events."))
    hour = models.PositiveSmallIntegerField(_("hour of the daily mail"), default=HOUR)

    class Meta:
        verbose_name = _("mail habits")
        verbose_name_plural = _("mail habits")
        constraints = (models.CheckConstraint(condition=Q(hour__lt=24), name="staff_hour_of_a_day"),)

    def __str__(self) -> str:
        return str(self.user_id)


class ForDigest(models.Model):
    """What a person is to be told with the next mail of the day: what happened, to what. Its words are made then."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+", verbose_name=_("person"))
    event = models.CharField(_("event"), max_length=40)
    about = models.CharField(_("about"), max_length=200)
    words = models.JSONField(_("words"), default=dict)
    made_at = models.DateTimeField(_("made"), default=timezone.now)
    due_at = models.DateTimeField(_("to be told"), db_index=True)

    class Meta:
        verbose_name = _("line of a daily mail")
        verbose_name_plural = _("lines of daily mails")

    def __str__(self) -> str:
        return self.event


class Followed(models.Model):
    """How far the daybook was read for those who are told of it by mail; one row."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    fact = models.BigIntegerField(_("last fact that was followed"), default=0)

    class Meta:
        verbose_name = _("how far mails follow the daybook")
        verbose_name_plural = _("how far mails follow the daybook")

    def __str__(self) -> str:
        return f"fact {self.fact}"


class Trouble(models.Model):
    """Something that is wrong and lasts. It is told by mail once, however long it lasts."""

    key = models.CharField(_("what"), max_length=200, unique=True)
    since = models.DateTimeField(_("since"), default=timezone.now)
    seen_at = models.DateTimeField(_("last seen"), default=timezone.now)
    told_at = models.DateTimeField(_("told"), null=True)

    class Meta:
        verbose_name = _("trouble")
        verbose_name_plural = _("troubles")

    def __str__(self) -> str:
        return self.key
