from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import Q
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
