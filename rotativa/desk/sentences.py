"""The daybook in words: one sentence for each kind of fact. Sentences are made each time, never stored as text."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SENTENCES: Mapping[str, str | Promise] = {
    "story.started": _("%(who)s began %(what)s in %(edition)s."),
    "edition.started": _("%(who)s began the %(edition)s edition of %(what)s."),
    "article.published": _("%(who)s published %(what)s in %(edition)s."),
    "article.republished": _("%(who)s published %(what)s again in %(edition)s."),
    "article.updated": _("%(who)s published a new version of %(what)s in %(edition)s."),
    "article.restored": _("%(who)s gave readers of %(what)s in %(edition)s the previous version again."),
    "article.moved": _("%(who)s gave %(what)s in %(edition)s another address; the old one redirects."),
    "article.withdrawn": _("%(who)s withdrew %(what)s in %(edition)s."),
    "article.told": _("%(who)s let readers know which article was withdrawn: %(what)s in %(edition)s."),
    "article.untold": _("%(who)s stopped telling readers which article was withdrawn: %(what)s in %(edition)s."),
    "article.scheduled": _("%(who)s scheduled %(what)s in %(edition)s."),
    "article.unscheduled": _("%(who)s took back the schedule of %(what)s in %(edition)s."),
    "article.submitted": _("%(who)s asked another editor to read %(what)s in %(edition)s."),
    "article.read": _("%(who)s has read %(what)s in %(edition)s and has nothing to say."),
    "article.given-back": _("%(who)s gave %(what)s in %(edition)s back."),
    "article.reading-ended": _("Nobody needs to read %(what)s in %(edition)s any more."),
    "article.saved": _("%(who)s saved a new draft of %(what)s in %(edition)s."),
    "article.shared": _("%(who)s made a link that shows %(what)s in %(edition)s to somebody outside."),
    "article.handed": _("%(who)s handed %(what)s in %(edition)s to %(to)s."),
    "article.unshared": _("%(who)s took back a link that showed %(what)s in %(edition)s to somebody outside."),
    "article.held": _("%(what)s was due in %(edition)s and did not go out: a gate was open."),
    "article.deleted": _("%(who)s deleted the draft %(what)s in %(edition)s, which was never public."),
    "passage.added": _("%(who)s began the background passage %(what)s."),
    "passage.saved": _("%(who)s saved the background passage %(what)s in %(edition)s."),
    "passage.renamed": _("%(who)s renamed the background passage %(former)s to %(what)s."),
    "passage.deleted": _("%(who)s deleted the background passage %(what)s."),
    "passage.published": _("%(who)s published the background passage %(what)s in %(edition)s."),
    "front.saved": _("%(who)s composed the front in %(edition)s; readers do not see it yet."),
    "front.published": _("%(who)s published the front in %(edition)s."),
    "front.scheduled": _("%(who)s scheduled the front in %(edition)s."),
    "front.lapsed": _(
        "The front that %(by)s had scheduled in %(edition)s did not go out: readers had a newer one, or the same."
    ),
    "front.held": _("The front that %(by)s had scheduled in %(edition)s did not go out at its time: a gate was open."),
    "front.unscheduled": _("%(who)s took back the schedule of the front in %(edition)s."),
    "front.taken-back": _("%(who)s gave readers the previous front again in %(edition)s."),
    "page.added": _("%(who)s began a plain page."),
    "page.named": _("%(who)s named the page %(what)s in %(edition)s."),
    "page.renamed": _("%(who)s renamed the page %(what)s in %(edition)s."),
    "page.changed": _("%(who)s changed what the page %(what)s is about."),
    "page.saved": _("%(who)s saved the page %(what)s in %(edition)s."),
    "page.published": _("%(who)s published the page %(what)s in %(edition)s."),
    "page.updated": _("%(who)s published a new version of the page %(what)s in %(edition)s."),
    "page.republished": _("%(who)s published the page %(what)s again in %(edition)s."),
    "page.withdrawn": _("%(who)s withdrew the page %(what)s in %(edition)s."),
    "page.deleted": _("%(who)s deleted the page %(what)s, which was never public."),
    "navigation.published": _("%(who)s published another navigation in %(edition)s."),
    "picture.added": _("%(who)s added the picture %(what)s."),
    "picture.changed": _("%(who)s changed the picture %(what)s."),
    "picture.packed": _("%(who)s made the smaller files of the picture %(what)s."),
    "picture.removed": _("%(who)s removed the picture %(what)s."),
    "document.added": _("%(who)s added the document %(what)s."),
    "document.changed": _("%(who)s changed the document %(what)s."),
    "document.removed": _("%(who)s removed the document %(what)s."),
    "section.added": _("%(who)s added a section."),
    "section.named": _("%(who)s named the section %(what)s in %(edition)s."),
    "section.renamed": _("%(who)s renamed the section %(what)s in %(edition)s."),
    "section.merged": _("%(who)s merged the section %(former)s into %(what)s, in all editions."),
    "section.removed": _("%(who)s removed the section %(what)s, which no article named."),
    "section.reordered": _("%(who)s put the sections into another order."),
    "kind.added": _("%(who)s added a kind of story."),
    "kind.named": _("%(who)s named the kind %(what)s in %(edition)s."),
    "kind.renamed": _("%(who)s renamed the kind %(what)s in %(edition)s."),
    "topic.added": _("%(who)s added a topic."),
    "topic.named": _("%(who)s named the topic %(what)s in %(edition)s."),
    "topic.renamed": _("%(who)s renamed the topic %(what)s in %(edition)s."),
    "topic.merged": _("%(who)s merged the topic %(former)s into %(what)s, in all editions."),
    "topic.removed": _("%(who)s removed the topic %(what)s, which no article named."),
    "author.added": _("%(who)s added somebody who signs stories."),
    "author.named": _("%(who)s named %(what)s in %(edition)s."),
    "author.renamed": _("%(who)s renamed %(what)s in %(edition)s."),
    "author.merged": _("%(who)s merged %(former)s into %(what)s, in all editions."),
    "author.removed": _("%(who)s removed %(what)s from the people who sign; no article named them."),
    "author.changed": _("%(who)s changed the portrait of %(what)s."),
    "edition.added": _("%(who)s added the edition in %(edition)s."),
    "edition.changed": _("%(who)s changed the edition in %(edition)s."),
    "press.paused": _("%(who)s paused the printing of all pages; news went on being printed."),
    "press.resumed": _("%(who)s let the printing of all pages go on."),
    "user.added": _("%(who)s added %(what)s to the staff."),
    "user.role_given": _("%(who)s gave %(what)s the role %(role)s in %(edition)s."),
    "user.role_taken": _("%(who)s took the role %(role)s in %(edition)s from %(what)s."),
    "user.password_set": _("%(who)s set a new password for %(what)s."),
    "user.address_asked": _("%(who)s asked that mails to %(what)s go to another address."),
    "user.address_changed": _("%(who)s confirmed the new mail address of %(what)s."),
    "user.factor_added": _("%(who)s set up a second factor."),
    "user.factor_removed": _("%(who)s took a second factor away."),
    "user.factor_reset_asked": _("%(who)s asked that the lost second factor of %(what)s be taken away."),
    "user.factor_reset_dropped": _("%(who)s ended the request for a new second factor of %(what)s."),
    "user.factor_reset": _("%(who)s confirmed, as the second one, that the second factor of %(what)s was taken away."),
    "user.factor_forgotten": _("%(who)s took the lost second factor of %(what)s away."),
    "user.invited": _("%(who)s invited %(what)s."),
    "user.invitation_revoked": _("%(who)s took the invitation of %(what)s back."),
    "user.invitation_ended": _(
        "The invitation of %(what)s ended: somebody else may have sent it in the name of %(by)s."
    ),
    "user.joined": _("%(who)s joined."),
    "user.sessions_ended": _("%(who)s signed %(what)s out in other browsers."),
    "user.left": _("%(who)s closed the account of %(what)s."),
}
"""What is said of a fact, by its verb. ``who`` acted, ``what`` is the thing it was done to."""

RENAMED: Mapping[str, str | Promise] = {
    "section": _("%(who)s renamed the section %(former)s to %(what)s in %(edition)s."),
    "kind": _("%(who)s renamed the kind %(former)s to %(what)s in %(edition)s."),
    "topic": _("%(who)s renamed the topic %(former)s to %(what)s in %(edition)s."),
    "author": _("%(who)s renamed %(former)s to %(what)s in %(edition)s."),
    "page": _("%(who)s renamed the page %(former)s to %(what)s in %(edition)s."),
}
"""Of facts that keep the name of before."""

CHANGED: Mapping[str, str | Promise] = {
    "section": _("%(who)s changed what is said of the section %(what)s in %(edition)s."),
    "kind": _("%(who)s changed what is said of the kind %(what)s in %(edition)s."),
    "topic": _("%(who)s changed what is said of the topic %(what)s in %(edition)s."),
    "author": _("%(who)s changed what is said of %(what)s in %(edition)s."),
    "page": _("%(who)s gave the page %(what)s in %(edition)s another address; the old one redirects."),
}
"""Of facts in which something else was given and the name stayed."""

AS_SCHEDULED = _("The front that %(by)s had scheduled went out in %(edition)s.")
"""Of a front that was published by itself."""

TOO_LATE = _(
    "%(what)s was held in %(edition)s until its time had passed by more than an hour. Nothing holds it any more, but "
    "it goes out only if somebody says so."
)
"""Of an article that was held at its time, and is free too late to go out by itself."""

OTHER = _("%(who)s did “%(verb)s” to %(what)s.")
"""Of a fact that has no sentence yet. A test says which facts those are."""

_WHAT_READERS_HAVE = frozenset({"article", "front", "page"})
_OF_ACTS: Mapping[str, frozenset[str]] = {
    "public": frozenset(
        {"published", "republished", "updated", "restored", "moved", "withdrawn", "told", "untold", "taken-back"}
    ),
    "scheduled": frozenset({"scheduled", "unscheduled", "held", "lapsed"}),
    "reading": frozenset({"submitted", "read", "given-back", "reading-ended"}),
}
_OF_THINGS: Mapping[str, frozenset[str]] = {
    "writing": frozenset({"story", "article", "passage", "front", "page"}),
    "pictures": frozenset({"picture", "document"}),
    "names": frozenset({"section", "kind", "topic", "author"}),
    "people": frozenset({"user"}),
}
_REST = "house"


def _kind_of(verb: str) -> str:
    thing, _dot, done = verb.partition(".")
    known = next((kind for kind, acts in _OF_ACTS.items() if thing in _WHAT_READERS_HAVE and done in acts), "")
    if verb == "edition.started":
        return "writing"
    return known or next((kind for kind, things in _OF_THINGS.items() if thing in things), _REST)


def _verbs(kind: str) -> tuple[str, ...]:
    return tuple(verb for verb in SENTENCES if _kind_of(verb) == kind)


KINDS: Mapping[str, tuple[str | Promise, tuple[str, ...]]] = {
    "public": (_("What readers got and lost"), _verbs("public")),
    "scheduled": (_("Scheduling"), _verbs("scheduled")),
    "reading": (_("Reading"), _verbs("reading")),
    "writing": (_("Writing"), _verbs("writing")),
    "pictures": (_("Pictures and documents"), _verbs("pictures")),
    "names": (_("Names of sections, topics and people"), _verbs("names")),
    "people": (_("Staff"), _verbs("people")),
    "house": (_("Editions and the press"), _verbs("house")),
}
"""Kinds of acts, as the daybook is asked for them: every verb that has a sentence is in one."""

RED = frozenset(
    {
        "article.withdrawn",
        "article.restored",
        "article.held",
        "front.held",
        "front.taken-back",
        "page.withdrawn",
        "section.merged",
        "topic.merged",
        "author.merged",
    }
)
"""Facts that readers of the daybook should not overlook."""

EVERYWHERE = _("all editions")
