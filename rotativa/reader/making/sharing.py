"""Ways to pass an article on: plain links, without a script, a counter or a mark of where it was read."""

from urllib.parse import quote

from rotativa.reader.pages.article import Sharing, Way
from rotativa.reader.site import site

BY_MAIL = "mailto:?subject={words}&body={address}"
SITES = {
    "WhatsApp": "https://wa.me/?text={words}%20{address}",
    "Telegram": "https://t.me/share/url?url={address}&text={words}",
    "Bluesky": "https://bsky.app/intent/compose?text={words}%20{address}",
    "Facebook": "https://www.facebook.com/sharer/sharer.php?u={address}",
    "X": "https://x.com/intent/post?text={words}&url={address}",
}
"""What these sites call themselves, and where they take what a reader wants to share."""


def ways(path: str, headline: str) -> Sharing:
    """The ways to share the article at this path."""
    said = {"words": quote(headline, safe=""), "address": quote(site().absolute(path), safe="")}
    found = [Way("", BY_MAIL.format(**said)), *(Way(name, form.format(**said)) for name, form in SITES.items())]
    return Sharing(site().written(path), tuple(found))
