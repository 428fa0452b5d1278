"""Preview: a draft rendered as it will be printed, for people of the desk only.

Its pictures, documents and styles may not be in the printed tree yet, so its page names them below
``/desk/preview-files``, where ``preview_file`` gives them out to whoever is at the desk. Their names stand in the pages
that name them, and nobody guesses one. A document, which may be confidential until it is public, is given out by a
link for somebody outside only while the page that the link shows offers it.
"""

import mimetypes
import re
from collections.abc import Sequence
from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse

from rotativa.documents.models import ReaderDocument
from rotativa.fronts.composition import Composition
from rotativa.kit import trace
from rotativa.kit.languages import are_same
from rotativa.pictures.screens import may_have_file
from rotativa.press.registry import registry
from rotativa.reader.making import frame
from rotativa.reader.making.article import article_page
from rotativa.reader.making.body import entries_of, pieces
from rotativa.reader.making.front import front_page
from rotativa.reader.making.plain import plain_page
from rotativa.reader.making.voice import Voice, all_voices, voice_of
from rotativa.reader.pages.article import Sample
from rotativa.reader.pages.frame import Preview
from rotativa.reader.pages.pieces import Entry
from rotativa.reader.templating import render
from rotativa.stories.sharing import Shown
from rotativa.stories.text import Block, ContextText, PublishedArticle

FILES = "/desk/preview-files"
DOCUMENTS = "documents/"
_NAMED = re.compile(r'(?<=[" ,])/(assets|pictures|documents)/(?=[0-9a-f]+[.-])')


def preview(article: PublishedArticle) -> str:
    """The page of a draft. It is marked as a preview, has no address and asks robots to stay away."""
    voice = voice_of(article.edition)
    if voice is None:
        raise LookupError(f"There is no edition {article.edition}.")
    said = _said(voice, voice.words("Preview: this is a draft, and nobody outside the newsroom can see it."))
    return _NAMED.sub(rf"{FILES}/\1/", render("article.html", article_page(article, voice, "", said), voice.code))


def preview_plain(page: int, edition: str, text: ContextText) -> str:
    """The draft of a plain page, marked as a preview."""
    voice = voice_of(edition)
    if voice is None:
        raise LookupError(f"There is no edition {edition}.")
    said = _said(voice, voice.words("Preview: this is a draft, and nobody outside the newsroom can see it."))
    made = plain_page(str(page), text, voice, "", preview=said)
    return _NAMED.sub(rf"{FILES}/\1/", render("plain.html", made, voice.code))


def preview_front(edition: str, composition: Composition, now: datetime) -> str:
    """The front of an edition as a draft composes it, at that moment; marked as a preview."""
    voice = voice_of(edition)
    if voice is None:
        raise LookupError(f"There is no edition {edition}.")
    said = _said(voice, voice.words("Preview: this is a draft, and nobody outside the newsroom can see it."))
    with trace.at(now), trace.batch():
        page = render("front.html", front_page(voice, composition, said), voice.code)
    return _NAMED.sub(rf"{FILES}/\1/", page)


def preview_outside(shown: Shown, files: str) -> str:
    """The page of a draft for somebody without an account; ``files`` is where what it names is given out.

    It says what it is, and until when: on the screen and on paper.
    """
    voice = voice_of(shown.article.edition)
    if voice is None:
        raise LookupError(f"There is no edition {shown.article.edition}.")
    with trace.at(shown.now):
        page = render("article.html", article_page(shown.article, voice, "", _said_outside(shown, voice)), voice.code)
    return _NAMED.sub(rf"{files}/\1/", page)


def offers(shown: Shown, path: str) -> bool:
    """Whether the page of this draft names a file: ``documents/0f3c…-report.pdf``."""
    return f'"/{path}"' in preview_outside(shown, "")


def _said_outside(shown: Shown, voice: Voice) -> Preview:
    words, until = voice.words, voice.format.day_and_time(shown.ends).words
    name = voice.masthead.name
    said = [
        words("Published: this is what readers of %(name)s have.", name=name)
        if shown.is_out
        else words("Not published. %(name)s shows you this in confidence: please do not pass it on.", name=name),
        words("It can be read here until %(time)s.", time=until),
    ]
    if shown.frozen is not None:
        said.append(words("It is the version of %(time)s.", time=voice.format.day_and_time(shown.frozen).words))
    if shown.has_other_files:
        said.append(words("A picture or a document in it was replaced since."))
    return _said(voice, " ".join(said), is_kept=True)


def _said(voice: Voice, words: str, *, is_kept: bool = False) -> Preview:
    return Preview(words, voice.words.language if voice.words.are_foreign else "", is_kept)


def preview_blocks(blocks: Sequence[Block], language: str) -> str:
    """Blocks alone, in the edition that speaks this language, or else in the first; nothing where there is none."""
    voices = all_voices()
    voice = next((one for one in voices if are_same(one.code, language)), next(iter(voices), None))
    if voice is None:
        return ""
    made = pieces(blocks, voice, frames=False)
    page = Sample(
        frame.frame(voice, preview=_said(voice, "")),
        tuple(piece for piece in made if not isinstance(piece, Entry)),
        entries_of(made),
    )
    return _NAMED.sub(rf"{FILES}/\1/", render("blocks.html", page, voice.code))


def preview_file(request: HttpRequest, path: str) -> HttpResponse:
    """A public file that a preview names, whether it is printed yet or not, for people of the desk.

    Of documents for those who may use them: the sample of the block for documents shows the newest to everybody.
    """
    if not request.user.has_perm("wagtailadmin.access_admin"):
        raise Http404
    if path.startswith(DOCUMENTS) and not may_have_file(request, ReaderDocument, path):
        raise Http404
    return file_answer(path)


def file_answer(path: str) -> HttpResponse:
    """A public file, printed yet or not; its name is the hash of its bytes, which nobody guesses."""
    try:
        content = registry.read_file(f"/{path}")
    except FileNotFoundError:
        raise Http404 from None
    kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
    headers = {
        "Cache-Control": "private, max-age=3600",
        "Content-Security-Policy": "default-src 'none'; sandbox",  # a drawing that is opened by itself runs nothing
        "X-Content-Type-Options": "nosniff",
    }
    if path.startswith(DOCUMENTS):  # to be kept, and not to be run; nor kept by a browser that others use
        headers |= {"Cache-Control": "private, no-store", "Content-Disposition": "attachment"}
    return HttpResponse(content, content_type=kind, headers=headers)
