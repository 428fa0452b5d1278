"""What templates of the desk ask for."""

import re
from datetime import date, datetime

from babel import Locale
from babel.dates import format_date
from django import template
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext
from wagtail.admin.ui.tables import Table

from rotativa.desk import alarms, clocks, furniture, keys, words
from rotativa.desk.queries.stories import Cell
from rotativa.desk.sentences import EVERYWHERE
from rotativa.editions.in_words import language_name
from rotativa.kit import nonces
from rotativa.kit.languages import isolated
from rotativa.staff.models import Role
from rotativa.staff.permissions import Holding, RoleName

register = template.Library()


@register.simple_tag(takes_context=True)
def newsroom_name(context: template.Context) -> str:
    request: HttpRequest | None = context.get("request")
    return furniture.newsroom_name(request) if request is not None else ""


@register.simple_tag(takes_context=True)
def with_alarms(context: template.Context, furniture: str) -> SafeString:
    """The screen, and above it what needs somebody."""
    request: HttpRequest | None = context.get("request")
    found = alarms.for_screen(request)
    return alarms.put_above(furniture, render_to_string("desk/banner.html", {"alarms": found}) if found else "")


@register.simple_tag
def keys_of_the_desk() -> tuple[keys.Screen, ...]:
    """Every key, by the screens on which they act."""
    return keys.SCREENS


@register.filter
def finding(wrong: str) -> str:
    """What a verification says of a file, in words."""
    return str(words.FINDINGS.get(wrong, wrong))


@register.filter
def language(code: str) -> str:
    """The name of an edition's language in the reader's words."""
    return language_name(code)


@register.filter
def role(held: Holding | Role) -> str:
    """A role and where it counts: ``Reporter, Spanish``."""
    code = held.edition_id if isinstance(held, Role) else held.edition
    where = language_name(code) if code else str(EVERYWHERE)
    return furniture.aside(str(RoleName(held.role).label), where)


@register.simple_tag
def state(name: str, note: str = "") -> SafeString:
    """The state of an edition: its shape and its word, and whatever is to be said behind."""
    icon, word = words.STATES[name]
    shown = format_html('<span class="r-state-word">{}</span>', note or word)
    return format_html('<span class="r-state" data-state="{}">{}{}</span>', name, shape(icon), shown)


@register.simple_tag
def nonce() -> str:
    """The word by which the browser knows a script of this page."""
    return nonces.nonce()


@register.simple_tag(takes_context=True)
def state_link(context: template.Context, cell: Cell) -> SafeString:
    """The state of an edition in a list: leads to the article; what is said behind goes below."""
    scheduled = _there(context, cell)
    shown_as = "held" if cell.gated and cell.state == "scheduled" else cell.state
    icon, word = words.STATES[shown_as]
    note = _note(cell, scheduled)
    shown = scheduled if cell.state == "scheduled" else word
    return format_html(
        '<a class="r-state" data-state="{}" data-versions="{}" href="{}">{}'
        '<span class="r-state-word">{}</span></a>{}{}',
        shown_as,
        reverse("desk:versions", args=(cell.article,)),
        reverse("wagtailadmin_pages:edit", args=(cell.article,)),
        shape(icon),
        shown,
        format_html('<span class="r-state-note">{}</span>', gettext("original")) if cell.original else "",
        format_html('<span class="r-state-note">{}</span>', note) if note else "",
    )


def _there(context: template.Context, cell: Cell) -> str:
    """When its version goes out, on the clock of its edition; with its place, if the person's shows another time."""
    request: HttpRequest | None = context.get("request")
    edition = furniture.edition(request, cell.edition) if request is not None and cell.scheduled_at else None
    if edition is None or cell.scheduled_at is None:
        return when(cell.scheduled_at)
    with timezone.override(edition.zone):
        told, away = when(cell.scheduled_at), timezone.localtime(cell.scheduled_at).utcoffset()
    here = timezone.localtime(cell.scheduled_at).utcoffset()
    return told if away == here else furniture.aside(told, furniture.place(edition.zone))


def _note(cell: Cell, scheduled: str) -> str:
    if cell.state == "held":
        return gettext("%(time)s, held") % {"time": scheduled}
    if cell.gated and cell.state == "scheduled":
        return gettext("a gate will hold it")
    if cell.told:
        return gettext("readers are told which")
    if cell.state == "waiting":
        return gettext("since %(time)s") % {"time": when(cell.since)}
    return _note_of_public(cell, scheduled) if cell.state == "out" else ""


def _note_of_public(cell: Cell, scheduled: str) -> str:
    if cell.scheduled_at:
        said = gettext("new version %(time)s, a gate will hold it") if cell.gated else gettext("new version %(time)s")
        return said % {"time": scheduled}
    if cell.asked:
        return gettext("new version to be read")
    return gettext("changed here since") if cell.edited else ""


@register.simple_tag
def shape(icon: str) -> SafeString:
    """An icon beside the word that says the same."""
    return format_html('<svg class="icon r-icon" aria-hidden="true"><use href="#icon-{}"></use></svg>', icon)


@register.filter
def dated(moment: datetime, pattern: str) -> str:
    """A moment by a pattern of Django's, with months as the language writes them; on the clock of whoever reads."""
    local = timezone.localtime(moment) if timezone.is_aware(moment) else moment
    return furniture.dated(local, pattern)


@register.filter
def when(moment: datetime | None) -> str:
    """A moment as people at a desk say it: the time today, the day before that."""
    if moment is None:
        return ""
    local = timezone.localtime(moment)
    today = timezone.localdate()
    if local.date() == today:
        return local.strftime("%H:%M")
    pattern = "j M" if local.year == today.year else "j M Y"
    day = furniture.dated(local, pattern)
    return furniture.aside(day, f"{local:%H:%M}") if local.date() > today else day


@register.filter
def exactly(moment: datetime) -> str:
    """A moment so that no two versions are called alike: to the second."""
    return clocks.to_the_second(moment)


@register.filter
def counted(number: int) -> str:
    """A number with the marks between thousands that the language has."""
    return number_format(number, force_grouping=True)


@register.filter
def weekday(day: date) -> str:
    """A day of this year with its weekday, as the desk's language writes it: “miércoles, 25 de noviembre”."""
    language = get_language() or "en"
    locale = Locale.parse("en-GB" if language == "en" else language, sep="-")
    known = locale.datetime_skeletons  # CLDR gives the long weekday only where it is not the short one written out
    pattern = str((known.get("MMMMEEEEd") or known["MMMMEd"]).pattern)
    return str(format_date(day, re.sub("E+", "EEEE", pattern), locale))


@register.filter
def has_passed(moment: datetime) -> bool:
    """Whether it is that late by now."""
    return clocks.has_passed(moment)


@register.filter
def clock(moment: datetime) -> str:
    """The time on a clock elsewhere: the moment comes in the zone of that place and stays in it."""
    return moment.strftime("%H:%M")


@register.filter
def city(zone: str) -> str:
    """Where a clock hangs: ``Madrid`` for ``Europe/Madrid``."""
    return furniture.place(zone)


register.filter(isolated)


@register.simple_tag
def state_shape(name: str) -> SafeString:
    """The shape of a state alone, where its word stands in the same row."""
    return shape(words.STATES[name][0])


@register.simple_tag(takes_context=True)
def state_word(context: template.Context, cell: Cell) -> str:
    """The word of a state alone, with what is to be said behind."""
    word = str(words.STATES[cell.state][1])
    note = _note(cell, _there(context, cell))
    return furniture.aside(word, note) if note else word


@register.filter
def without_parent(table: Table) -> Table:
    """A table to choose from without the page below which its rows hang."""
    table.data = [row for row in table.data if not row.is_parent_page]
    return table
