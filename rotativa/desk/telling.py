"""Facts in words: who did what to which, with the names that things had at that moment."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import unescape

from django.http import HttpRequest
from django.utils.html import format_html, strip_tags
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from rotativa.daybook.queries import Fact
from rotativa.desk import furniture
from rotativa.desk.queries.names import Name, logins, names, spoken_of
from rotativa.desk.sentences import AS_SCHEDULED, CHANGED, EVERYWHERE, OTHER, RENAMED, SENTENCES, TOO_LATE
from rotativa.editions.in_words import language_name
from rotativa.kit.things import Thing
from rotativa.staff.permissions import RoleName
from rotativa.stories.answering import LATE

_KEPT = ("headline", "name", "title")
"""Where facts keep what their thing was called: articles, what has a name, pictures."""


@dataclass(frozen=True)
class Known:
    """What is looked up once for all facts of a screen."""

    names: Mapping[int, Name]  # by the fact's number: its thing as it is called now
    logins: Mapping[str, str]  # by actor: the login name, where somebody else has the same name


def look_up(request: HttpRequest, facts: Iterable[Fact]) -> Known:
    """What the sentences of these facts need: one query for each kind of thing among them, and one for people."""
    first = next((edition.code for edition in furniture.editions(request)), "")
    wanted: dict[int, tuple[Thing, str]] = {
        fact.number: (thing, fact.edition or first) for fact in facts if (thing := spoken_of(fact)) is not None
    }
    found = names(wanted.values())
    return Known({number: found[pair] for number, pair in wanted.items() if pair in found}, logins())


def sentence(fact: Fact, known: Known) -> SafeString:
    """A fact in words, its names marked up and linked."""
    edition = language_name(fact.edition) if fact.edition else str(EVERYWHERE)
    role = str(fact.details.get("role", ""))
    parts = {
        "who": _who(fact, known),
        "what": _what(fact, known.names.get(fact.number)),
        "to": _called(str(fact.details.get("to", ""))),
        "former": _called(str(fact.details.get("from", ""))),
        "by": _called(str(fact.details.get("by", ""))),
        "edition": format_html("{}", edition),
        "verb": format_html("{}", fact.verb),
        "role": format_html("{}", RoleName(role).label if role in RoleName.values else role),
    }
    return mark_safe(_template(fact) % parts)  # noqa: S308 the template is ours, every part is escaped above


def in_words(facts: Iterable[Fact]) -> Mapping[int, str]:
    """Sentences without marks, for the command line and the log."""
    told = tuple(facts)
    known = look_up(HttpRequest(), told)
    return {fact.number: unescape(strip_tags(sentence(fact, known))) for fact in told}


def _template(fact: Fact) -> str:
    """The sentence of its verb. Naming again is to rename, or to say something else of what keeps its name."""
    kind, _dot, done = fact.verb.partition(".")
    if done == "renamed" and "changed" in fact.details:
        return str((RENAMED if fact.details.get("from") else CHANGED)[kind])
    if fact.verb == "front.published" and "by" in fact.details:
        return str(AS_SCHEDULED)
    if fact.verb == "article.held" and LATE in fact.details.get("gates", ()):
        return str(TOO_LATE)
    return str(SENTENCES.get(fact.verb, OTHER))


def _who(fact: Fact, known: Known) -> SafeString:
    login = known.logins.get(fact.actor_id, "")
    who = format_html("<b><bdi>{}</bdi></b>", fact.actor_name)
    return format_html('{} <span class="r-quiet">(<bdi>{}</bdi>)</span>', who, login) if login else who


def _what(fact: Fact, now: Name | None) -> SafeString:
    """What the thing was called then, linked to what it is now; as it is called now where the fact does not say."""
    said = next((name for name in _KEPT if name in fact.details), "")
    then = str(fact.details.get(said, ""))
    if now is None or not now.url:
        return format_html('<bdi dir="auto">“{}”</bdi>', then) if then else _nameless()
    if then or (now.text and not said):
        return format_html('<a href="{}">{}</a>', now.url, _called(then or now.text))
    if not now.text:
        return format_html('<a href="{}">{}</a>', now.url, _nameless())
    link = format_html('<a href="{}">{}</a>', now.url, _called(now.text))
    return mark_safe(_("something without a name (now %(name)s)") % {"name": link})  # noqa: S308 as above


def _called(name: str) -> SafeString:
    return format_html('<bdi dir="auto">{}</bdi>', name)


def _nameless() -> SafeString:
    return format_html("<i>{}</i>", _("something without a name"))
