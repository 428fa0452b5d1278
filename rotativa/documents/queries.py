"""Reads of the documents: what the facet ``document.card`` answers."""

from dataclasses import dataclass


@dataclass(frozen=True)
class DocumentCard:
    """A document as pages use it; facet ``document.card``, identity ``7``.

    A page that names ``path`` says so (``kit.trace.uses_file``): then the press puts it in place before the page, and
    takes it away after the last page that names it.
    """

    identity: str
    path: str  # "/documents/0f3c…-report.pdf"; carries the hash of the bytes
    type: str  # "pdf", "csv", "odt"
    bytes: int
