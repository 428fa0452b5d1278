"""What the press knows: paths, keys and bytes. Every table here can be rebuilt by printing everything again.

Rows that exist once a use or once a key are kept narrow (four-byte numbers, no second index on text): a million
articles are some thirty million uses.
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

NOBODY = ""
"""The surface of a mark whose path belongs to no surface any more: it is removed without asking anybody."""

FILE = "file"
"""The surface of public files (pictures, styles), and the name of the keys by which pages use them."""

PART = "part"
"""The name of the keys that stand for what very many pages have in common (``kit.trace.part``)."""

LATER = 10
"""Added to the priority of pages that wait for the news of the day, in their own order: of a wide change."""

REPRINT = 20
"""Added to the priority of pages that wait for all others: of a new build, and of what is printed again by hand. These
can be held back (``reprinting``), and have an order of their own (``marking``)."""


WAITS_FOR = "waits for "
"""How the error of a mark begins that did not fail: it waits for the path that follows, which fails or pauses."""

FAILED = ~Q(error="") & ~Q(error__startswith=WAITS_FOR) & Q(tries__gt=0)
"""The condition on marks that they were tried, and could not be printed. One that is marked again has its turn still to
come, whatever it said the last time."""


class Kind(models.TextChoices):
    """What lies in the tree at a path."""

    PAGE = "page", _("page")
    MOVED = "moved", _("redirect")
    GONE = "gone", _("withdrawn")
    FILE = "file", _("public file")


class Outcome(models.TextChoices):
    """What printing a path came to."""

    PRINTED = "printed", _("printed")
    SAME = "same", _("nothing had changed")
    REMOVED = "removed", _("removed")


class Cursor(models.Model):
    """Where the press stands; one row. Whoever moves it or marks pages locks it; whoever records shares it."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    fact = models.BigIntegerField(_("last fact that was followed"), default=0)
    time = models.DateTimeField(
        _("time of the press"), help_text=_("Never goes back: pages are printed as of this time.")
    )
    build = models.IntegerField(_("current build"), default=0)
    held_at = models.DateTimeField(_("reprint paused at"), null=True)
    held_by = models.CharField(_("reprint paused by"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("cursor")
        verbose_name_plural = _("cursor")

    def __str__(self) -> str:
        return f"fact {self.fact}"


class Build(models.Model):
    """A state of the theme: code, templates, texts, styles. A new one marks every page, last in priority."""

    id = models.AutoField(primary_key=True)
    hash = models.CharField(_("hash"), max_length=64)
    since = models.DateTimeField(_("since"))
    marked = models.BooleanField(_("everything is marked"), default=False)
    fact = models.BigIntegerField(_("last fact that was followed before it"), default=0)

    class Meta:
        verbose_name = _("build")
        verbose_name_plural = _("builds")

    def __str__(self) -> str:
        return self.hash


class Key(models.Model):
    """A question that pages asked (a facet or shelf and its argument) and the fingerprint of the answer, as last
    followed.

    ``build`` says under which build the fingerprint was taken: the code of another may answer differently, so it counts
    as unknown.
    """

    id = models.AutoField(primary_key=True)
    build = models.IntegerField(_("build"), default=0)
    name = models.CharField(_("facet or shelf"), max_length=60)
    argument = models.CharField(_("argument"), max_length=255)
    thing = models.CharField(_("thing"), max_length=100, blank=True)
    fingerprint = models.BinaryField(_("fingerprint"), max_length=16)
    until = models.DateTimeField(_("changes by itself at"), null=True)

    class Meta:
        verbose_name = _("key")
        verbose_name_plural = _("keys")
        # On PostgreSQL by a hash of both, as a migration made it.
        constraints = (models.UniqueConstraint(fields=["name", "argument"], name="press_key_once"),)
        indexes = (
            models.Index(fields=["thing"], condition=~Q(thing=""), name="press_key_thing"),
            models.Index(fields=["until"], condition=Q(until__isnull=False), name="press_key_until"),
        )

    def __str__(self) -> str:
        return f"{self.name}({self.argument})"


class Printed(models.Model):
    """A path that was printed, now or once. Rows of removed paths stay: a second of theirs must never come again."""

    id = models.AutoField(primary_key=True)
    build = models.IntegerField(_("build"), default=0)
    path = models.CharField(_("path"), max_length=1000)
    surface = models.CharField(_("surface"), max_length=40)
    argument = models.CharField(_("argument"), max_length=1200)
    priority = models.SmallIntegerField(_("priority"), default=5)
    kind = models.CharField(_("kind"), max_length=5, choices=Kind.choices, default=Kind.PAGE)
    present = models.BooleanField(_("is in the tree"), default=False)
    hash = models.BinaryField(_("hash of the bytes"), max_length=16, null=True)
    size = models.IntegerField(_("size of the file"), default=0)
    second = models.BigIntegerField(_("second of the file"), default=0)
    until = models.DateTimeField(_("changes by itself at"), null=True)
    printed_at = models.DateTimeField(_("printed at"), null=True)

    class Meta:
        verbose_name = _("printed page")
        verbose_name_plural = _("printed pages")
        constraints = (models.UniqueConstraint(fields=["path"], name="press_printed_once"),)
        indexes = (
            models.Index(fields=["surface", "argument"], name="press_printed_of"),
            models.Index(fields=["until"], condition=Q(until__isnull=False), name="press_printed_until"),
        )

    def __str__(self) -> str:
        return self.path


class Use(models.Model):
    """A page used a key. Found both ways (what a page used, and which pages used what changed), and only to be read.

    Each database keeps it in its own way, as a migration made it; ``uses`` writes it, and asks for pages by key.
    """

    pk = models.CompositePrimaryKey("page", "key")
    page = models.ForeignKey(Printed, models.DO_NOTHING, db_constraint=False, db_index=False, related_name="uses")
    key = models.ForeignKey(Key, models.DO_NOTHING, db_constraint=False, db_index=False, related_name="uses")

    class Meta:
        managed = False
        verbose_name = _("use")
        verbose_name_plural = _("uses")

    def __str__(self) -> str:
        return f"{self.page_id} used {self.key_id}"


class PartUse(models.Model):
    """A part of pages used a key. Kept once, however many pages took the part: each of them has a ``Use`` of it."""

    pk = models.CompositePrimaryKey("part", "key")
    part = models.ForeignKey(Key, models.CASCADE, db_constraint=False, db_index=False, related_name="used")
    key = models.ForeignKey(Key, models.CASCADE, db_constraint=False, db_index=False, related_name="parts")

    class Meta:
        verbose_name = _("use by a part")
        verbose_name_plural = _("uses by parts")
        indexes = (models.Index(fields=["key"], name="press_part_use_key"),)

    def __str__(self) -> str:
        return f"{self.part_id} used {self.key_id}"


class Answer(models.Model):
    """What shelves answered last about a thing, so that the lists it left are found."""

    thing = models.CharField(_("thing"), max_length=100, primary_key=True)
    shelves = models.JSONField(_("shelves that held it"), help_text=_("Name of the shelf to a list of arguments."))

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")

    def __str__(self) -> str:
        return self.thing


class Mark(models.Model):
    """A path to be printed. ``version`` grows whenever it is marked again; a worker clears only the one it claimed."""

    id = models.BigAutoField(primary_key=True)
    path = models.CharField(_("path"), max_length=1000)
    surface = models.CharField(_("surface"), max_length=40, blank=True)
    argument = models.CharField(_("argument"), max_length=1200, blank=True)
    version = models.IntegerField(_("version"), default=1)
    priority = models.SmallIntegerField(_("priority"), default=5)
    cause = models.CharField(_("cause"), max_length=60, help_text=_("“fact 17”, or a word."))
    marked_at = models.DateTimeField(_("marked at"))
    worker = models.CharField(_("worker"), max_length=80, blank=True)
    lease_until = models.DateTimeField(_("lease until"), null=True)
    tries = models.SmallIntegerField(_("tries"), default=0)
    retry_at = models.DateTimeField(_("tried again at"), null=True)
    error = models.TextField(_("error"), blank=True)

    class Meta:
        verbose_name = _("mark")
        verbose_name_plural = _("marks")
        constraints = (models.UniqueConstraint(fields=["path"], name="press_mark_once"),)
        indexes = (
            models.Index(fields=["priority", "id"], name="press_mark_next"),
            models.Index(fields=["tries"], condition=~Q(error=""), name="press_mark_failed"),
            models.Index(fields=["surface", "argument"], name="press_mark_of"),
            models.Index(fields=["worker", "path"], condition=Q(worker__gt=""), name="press_mark_in_hand"),
        )

    def __str__(self) -> str:
        return self.path


class Log(models.Model):
    """The printed log: what was printed when, and why."""

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField(_("at"))
    path = models.CharField(_("path"), max_length=1000)
    surface = models.CharField(_("surface"), max_length=40, blank=True)
    outcome = models.CharField(_("outcome"), max_length=8, choices=Outcome.choices)
    cause = models.CharField(_("cause"), max_length=60)
    build = models.IntegerField(_("build"), default=0)
    size = models.IntegerField(_("size of the file"), default=0)

    class Meta:
        verbose_name = _("log row")
        verbose_name_plural = _("printed log")
        indexes = (models.Index(fields=["path", "-id"], name="press_log_path"),)

    def __str__(self) -> str:
        return f"{self.path}: {self.outcome} because {self.cause}"


class Reprint(models.Model):
    """The last reprint of very many pages; one row. What is left of it are the marks from ``REPRINT`` on."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    cause = models.CharField(_("cause"), max_length=60)
    asked_by = models.CharField(_("asked by"), max_length=200, blank=True)
    build = models.IntegerField(_("build"), default=0)
    begun_at = models.DateTimeField(_("begun at"))
    total = models.IntegerField(_("pages"), null=True, help_text=_("Nothing as long as pages are being marked."))

    class Meta:
        verbose_name = _("reprint")
        verbose_name_plural = _("reprints")

    def __str__(self) -> str:
        return self.cause


class Verification(models.Model):
    """What a verification of the tree found."""

    id = models.AutoField(primary_key=True)
    begun_at = models.DateTimeField(_("begun at"))
    ended_at = models.DateTimeField(_("ended at"))
    places = models.IntegerField(_("places there were"))
    looked = models.IntegerField(_("places looked at"))
    stale = models.IntegerField(_("stale"), default=0)
    missing = models.IntegerField(_("missing"), default=0)
    left_over = models.IntegerField(_("left over"), default=0)
    unsettled = models.IntegerField(_("not judged"), default=0)
    whole = models.BooleanField(_("looked at everything"), default=True)

    class Meta:
        verbose_name = _("verification")
        verbose_name_plural = _("verifications")

    def __str__(self) -> str:
        return f"{self.looked} of {self.places}"


class CheckEnd(models.TextChoices):
    """How a check ended."""

    DONE = "done", _("done")
    STOPPED = "stopped", _("stopped")
    BROKE_OFF = "broke", _("broke off")


class Check(models.Model):
    """The last verification that somebody at the desk asked for; one row. What it found is a ``Verification``."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    asked_at = models.DateTimeField(_("asked for at"))
    asked_by = models.CharField(_("asked by"), max_length=200)
    sample = models.IntegerField(_("pages of the sample"), null=True, help_text=_("Nothing where all are compared."))
    begun_at = models.DateTimeField(_("begun at"), null=True)
    heard_at = models.DateTimeField(_("heard of at"), null=True)
    total = models.IntegerField(_("pages to be compared"), default=0)
    looked = models.IntegerField(_("pages looked at"), default=0)
    stops = models.BooleanField(_("is to stop"), default=False)
    ended_at = models.DateTimeField(_("ended at"), null=True)
    end = models.CharField(_("how it ended"), max_length=8, choices=CheckEnd.choices, blank=True)

    class Meta:
        verbose_name = _("check of the printed pages")
        verbose_name_plural = _("checks of the printed pages")

    def __str__(self) -> str:
        return f"{self.looked} of {self.total}"


class Found(models.Model):
    """What a verification found wrong at a path. Goes when one finds it right; printed, it counts no more."""

    pk = models.CompositePrimaryKey("path", "wrong")
    path = models.CharField(_("path"), max_length=1000)
    wrong = models.CharField(_("what is wrong"), max_length=10)
    log = models.BigIntegerField(_("last line of the printed log"), help_text=_("When it was found."))

    class Meta:
        verbose_name = _("finding")
        verbose_name_plural = _("findings")

    def __str__(self) -> str:
        return f"{self.wrong}: {self.path}"


class Pulse(models.Model):
    """The sign of life of a worker that runs until it is stopped."""

    worker = models.CharField(_("worker"), max_length=80, primary_key=True)
    begun_at = models.DateTimeField(_("begun at"))
    at = models.DateTimeField(_("at"))
    rendered = models.BigIntegerField(_("pages rendered"), default=0)
    changed = models.BigIntegerField(_("pages changed"), default=0)
    failed = models.BigIntegerField(_("attempts that failed"), default=0)
    stopped = models.BooleanField(_("was stopped"), default=False)

    class Meta:
        verbose_name = _("pulse")
        verbose_name_plural = _("pulses")

    def __str__(self) -> str:
        return self.worker
