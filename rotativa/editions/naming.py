"""What a thing is called in one edition: its name there, and where it has a page, its slug and address.

Topics, sections, kinds and authors are named alike; this is how, once. ``topics`` and ``bylines`` bring models and
verbs.
"""

import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import chain, count
from typing import Any, Generic, TypeVar

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext, gettext_lazy as _

from rotativa.addresses import giving
from rotativa.addresses.queries import is_free
from rotativa.editions.lasting import LIVING, Lasting
from rotativa.editions.models import Edition
from rotativa.kit import folding, slugs
from rotativa.kit.blank import shown
from rotativa.kit.things import Thing, thing

_MOST_FOLDED = 500


class NameInEdition(models.Model):
    """The name of a thing in one edition. ``edition_id`` is the edition's code."""

    edition = models.ForeignKey(
        Edition, to_field="code", on_delete=models.PROTECT, related_name="+", verbose_name=_("edition")
    )
    name = models.CharField(_("name"), max_length=200)
    folded = models.CharField(
        _("name as it is looked for"), max_length=_MOST_FOLDED, default="", blank=True, editable=False
    )

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name


class AddressedName(NameInEdition):
    """A name under which a page of its own stands in that edition."""

    # As many characters as a slug may have bytes: where it is longer in bytes, ``kit.slugs`` says so.
    slug = models.CharField(
        _("slug"),
        max_length=slugs.MOST_BYTES,
        help_text=_("Last part of the address. When it changes, the old address redirects."),
    )

    class Meta(NameInEdition.Meta):
        abstract = True


def all_names(names: models.Manager[Any]) -> str:
    """The different names of one thing, in the order of editions: what a list that mixes editions shows."""
    rows = names.order_by("edition__order").values_list("name", flat=True)
    return " / ".join(dict.fromkeys(rows))


N = TypeVar("N", bound=NameInEdition)
Seen = Mapping[str, str]
"""The fields of a name as a person saw them: empty where there was no name."""


class Overtaken(ValidationError):
    """Somebody else has changed the same fields since the actor looked; ``theirs`` is what these are now."""

    def __init__(self, theirs: Seen) -> None:
        self.theirs = dict(theirs)
        super().__init__({field: changed_to(text) for field, text in theirs.items()})


def changed_to(theirs: str) -> str:
    """Says of a field what somebody else has made of it meanwhile."""
    now = gettext("Somebody else has just changed this. It is now: %(theirs)s. Save again to put yours in its place.")
    return now % {"theirs": theirs or "–"}


@dataclass(frozen=True)
class Given(Generic[N]):
    """What came of giving a name."""

    row: N
    is_new: bool
    changed: tuple[str, ...]
    former: str = ""  # the name before, where it is another now

    @property
    def details(self) -> dict[str, object]:
        """What the daybook keeps of it: the name, the one before, and what else was given."""
        if not self.former:
            return {"name": self.row.name, "changed": [*self.changed]}
        return {"name": self.row.name, "from": self.former, "changed": [*self.changed]}


@dataclass(frozen=True)
class Naming(Generic[N]):
    """How one kind of thing is named: ``kind`` is also the field of ``model`` that holds the thing.

    ``folder`` stands in addresses between the edition's prefix and the slug (``topics/``; empty for nothing). In it the
    words ``spared`` are no machine's, though addresses keep them elsewhere.
    """

    model: type[N]
    kind: str
    folder: str = ""
    spared: frozenset[str] = frozenset()
    stands: Callable[[N], bool] = lambda _row: True
    """Whether readers find it: what does not stand there yet is given no address, and ``place`` gives it one later."""

    def give(
        self, owner: models.Model, edition: str, *, slug: str = "", seen: Seen | None = None, **words: str
    ) -> Given[N]:
        """Gives the thing its name in the edition of that code, or another one. Call it inside the verb's transaction.

        Without a slug, a new name gets the first free one made from its words, and a known name keeps its own. Another
        slug moves the address and leaves a redirect. ``seen`` is what the actor saw in each field: what they left as it
        was stays as it is now, and what both they and somebody else have changed since is refused (``Overtaken``).
        Raises ``ValidationError``, by field.
        """
        _hold(owner)
        known = models.QuerySet(self.model).select_for_update().filter(**{self.kind: owner}, edition=edition).first()
        row = known or self.model(**{self.kind: owner}, edition=_edition(edition))
        before = {field: getattr(row, field) for field in (*words, "slug") if hasattr(row, field)}
        wanted = {field: _tidy(field, text) for field, text in (words | {"slug": slug}).items() if field in before}
        if seen is not None:
            wanted = settled(wanted, before, seen)
        for field in words:
            setattr(row, field, wanted[field])
        row.clean_fields(exclude=("slug",))
        if isinstance(row, AddressedName):
            row.slug = self._slug(row, wanted["slug"])
        changed = tuple(field for field, value in before.items() if known is None or getattr(row, field) != value)
        if changed:
            row.folded = folded(row.name)
            row.full_clean()
            self._save(row)
        if isinstance(row, AddressedName) and "slug" in changed:
            if self.stands(row):
                self.place(row)
            elif not is_free(self._path(row, row.slug), self._thing(row)):
                raise _taken(self._path(row, row.slug))
        former = str(before["name"]) if known is not None and "name" in changed else ""
        return Given(row, known is None, changed, former)

    def find(self, identities: Iterable[str]) -> dict[str, N]:
        """The rows behind identities such as ``5@es``; those without one are left out."""
        wanted = {identity: identity.partition("@") for identity in identities}
        owners = {owner for owner, _at, _edition in wanted.values() if owner.isdecimal()}
        editions = {edition for _owner, _at, edition in wanted.values()}
        named = {f"{self.kind}_id__in": owners, "edition_id__in": editions}
        rows: models.QuerySet[N] = models.QuerySet(self.model).filter(**named).select_related(self.kind)
        found = {f"{getattr(row, f'{self.kind}_id')}@{row.edition_id}": row for row in rows}
        return {identity: found[identity] for identity in wanted if identity in found}

    def namesakes(self, names: Mapping[str, str], renamed: models.Model | None = None) -> tuple[int, ...]:
        """The things that are called so, as people read it; ``names`` are by edition.

        A new thing is asked about in all editions, one that is ``renamed`` in each edition by its name there. Call it
        inside the verb's transaction: who gives another this name meanwhile waits until it ends.
        """
        list(Edition.objects.select_for_update(no_key=True).filter(code__in=names).order_by("pk").values_list("pk"))
        wanted = {(_as_read(name), code if renamed else "") for code, name in names.items()}
        alike: Any = models.QuerySet(self.model).filter(folded__in={folded(name) for name in names.values()})
        if renamed is not None:
            alike = alike.exclude(**{self.kind: renamed})
        rows = alike.order_by(f"{self.kind}_id").values_list(f"{self.kind}_id", "edition__code", "name")
        same = (owner for owner, code, name in rows if (_as_read(name), code if renamed else "") in wanted)
        return tuple(dict.fromkeys(same))

    def fold(self, apps: Any, **_signal: object) -> None:
        """Folds the names that were given before names were folded, after migrations; ``apps`` are the tables then."""
        try:
            apps.get_model(self.model._meta.label)._meta.get_field("folded")  # noqa: SLF001 Django documents it
        except (LookupError, FieldDoesNotExist):  # not so far yet
            return
        for known in models.QuerySet(self.model).filter(folded="").values_list("pk", "name").iterator():
            models.QuerySet(self.model).filter(pk=known[0]).update(folded=folded(known[1]))

    def place(self, row: AddressedName) -> str:
        """Gives a name its address, and the one it had before leads there; gives the path.

        Raises ``ValidationError`` for the field ``slug`` where the address was given to something else.
        """
        path = self._path(row, row.slug)
        try:
            giving.give(path, self._thing(row))
        except giving.Taken as error:
            raise _taken(error.path) from error
        return path

    def _save(self, row: N) -> None:
        try:
            with transaction.atomic():
                row.save()
        except IntegrityError as error:  # somebody else gave the first name since we looked
            raise ValidationError(
                gettext("Somebody else has just given this a name. Please look at it again.")
            ) from error

    def _slug(self, row: AddressedName, wanted: str) -> str:
        if not wanted and row.pk is not None:
            return row.slug
        slug = wanted or slugs.slugify(row.name)
        why_not = slugs.why_not(slug)
        kept = row.slug if row.pk is not None else ""
        if why_not and slug not in self.spared and slug != kept:  # what stands there already may stay
            raise ValidationError({"slug": why_not})
        if wanted:
            return wanted
        tries = chain([slug], (slugs.numbered(slug, number) for number in count(2)))
        return next(slug for slug in tries if self._is_open(row, slug))

    def _is_open(self, row: AddressedName, slug: str) -> bool:
        """Whether no page has that address, and no other name would take it once it stands there."""
        if not is_free(self._path(row, slug), self._thing(row)):
            return False
        return not models.QuerySet(self.model).filter(edition=row.edition, slug=slug).exclude(pk=row.pk).exists()

    def _path(self, row: AddressedName, slug: str) -> str:
        return f"/{row.edition.prefix}/{self.folder}{slug}/"

    def _thing(self, row: AddressedName) -> Thing:
        return thing(self.kind, getattr(row, f"{self.kind}_id"), row.edition_id)


def folded(name: str) -> str:
    """The words of a name as people look for them, with a space before and behind each."""
    words = " ".join(folding.words(_as_read(name)))
    return f" {words} "[:_MOST_FOLDED]


def _taken(path: str) -> ValidationError:
    message = gettext("The address %(path)s is or was another page's. Please choose another word.")
    return ValidationError({"slug": message % {"path": path}})


def _hold(owner: models.Model) -> None:
    """Keeps a thing whose identity lasts as it is, and refuses to name one that is no more."""
    if isinstance(owner, Lasting):
        rows: Any = models.QuerySet(type(owner)).select_for_update(no_key=True).filter(pk=owner.pk, **LIVING)
        if not rows.values_list("pk"):
            raise ValidationError(gettext("It is not there any more: somebody has merged or removed it."))


def _tidy(field: str, text: str) -> str:
    return shown(" ".join(text.split()) if field == "name" else text.strip())


def settled(wanted: Seen, now: Seen, seen: Seen) -> dict[str, str]:
    """What two people wanted, where they changed different fields."""
    changed = {field for field, text in wanted.items() if text != seen.get(field, "")}
    both = {field for field in changed if now[field] not in (seen.get(field, ""), wanted[field])}
    if "slug" in both and not wanted["slug"]:
        both.remove("slug")  # emptied: made from the name where there is none, and else kept
    if both:
        raise Overtaken({field: now[field] for field in now if field in both})
    return {field: wanted[field] if field in changed else now[field] for field in wanted}


def _as_read(name: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def _edition(code: str) -> Edition:
    try:
        return Edition.objects.get(code=code)
    except Edition.DoesNotExist as error:
        raise ValidationError({"edition": gettext("There is no edition “%(code)s”.") % {"code": code}}) from error
