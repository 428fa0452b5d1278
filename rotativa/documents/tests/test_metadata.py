"""What documents tell of whoever made them: read wherever it stands, and no upload fails for it."""

import random
import zlib
from time import monotonic

import pytest

from rotativa.documents.intake import receive
from rotativa.documents.metadata.told import Told, read
from rotativa.documents.saying import sentences
from rotativa.documents.tests.making import pack, sent

_CORE = b"""<?xml version="1.0" encoding="UTF-8"?><cp:coreProperties
 xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Annual report</dc:title><dc:creator>Maria Lopes</dc:creator>
 <cp:lastModifiedBy>J. &amp; A.</cp:lastModifiedBy></cp:coreProperties>"""
_APP = b"""<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">
 <Application>Word</Application><Manager>Ana Sol</Manager><Company>Harbour Office</Company></Properties>"""
_META = b"""<office:document-meta xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><office:meta>
 <meta:initial-creator>Maria Lopes</meta:initial-creator>
 <dc:creator>Rui</dc:creator></office:meta></office:document-meta>"""
_XMP = b"""<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
 <rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:p="http://ns.adobe.com/pdfx/1.3/" p:Company="Atlas">
 <dc:creator><rdf:Seq><rdf:li>Maria Lopes</rdf:li><rdf:li>Rui</rdf:li></rdf:Seq></dc:creator></rdf:Description>
 </rdf:RDF></x:xmpmeta>"""


def pdf(*parts: bytes) -> bytes:
    return b"%PDF-1.7\n" + b"\n".join(parts) + b"\n%%EOF\n"


def packed(content: bytes, kind: bytes = b"ObjStm") -> bytes:
    stream = zlib.compress(content)
    return b"7 0 obj<</Type /%b /Filter/FlateDecode/Length %d>>stream\r\n%b\nendstream endobj" % (
        kind,
        len(stream),
        stream,
    )


@pytest.mark.parametrize(
    ("data", "suffix", "told"),
    [
        (pdf(b"1 0 obj<</Author (Maria \\(Lopes\\) \\351)>>endobj"), "pdf", Told(author=("Maria (Lopes) é",))),
        (pdf(b"<</Author(A (b) c\\\nd)/Company(Atlas)>>"), "pdf", Told(author=("A (b) cd",), company=("Atlas",))),
        (pdf(b"<</Author <FEFF0645>>>"), "pdf", Told(author=("م",))),
        (pdf(b"<</Author 9 0 R>>", b"19 0 obj (No) endobj 9 0 obj (Maria) endobj"), "pdf", Told(author=("Maria",))),
        (pdf(packed(b"3 0 <</Author (Maria)/Producer(W)>>")), "pdf", Told(author=("Maria",))),
        (pdf(_XMP), "pdf", Told(author=("Maria Lopes", "Rui"), company=("Atlas",))),
        (pdf(packed(_XMP, b"Metadata")), "pdf", Told(author=("Maria Lopes", "Rui"), company=("Atlas",))),
        (pdf(b"<</Author (old)>>", b"<</Author (new)>>"), "pdf", Told(author=("old", "new"))),
        (pdf(b"<</Title (Chapter 1.doc)/Dest 4 0 R>>"), "pdf", Told()),
        (pdf(b"<</Title (Annual report)/Producer(W)>>"), "pdf", Told()),
        (pdf(b"<</Title (Microsoft Word - x)/Producer(W)>>"), "pdf", Told(title=("Microsoft Word - x",))),
        (pdf(b"<</Title (Maria-Lopes v2)/Producer(W)>>"), "pdf", Told(title=("Maria-Lopes v2",))),
        (pdf(b"<</Encrypt 5 0 R/Author (\x9d\x01)>>"), "pdf", Told(unread=True)),
        (pdf(b"<</Author ( \x00 )>>"), "pdf", Told()),
        (pack(docProps__core_xml=_CORE, docProps__app_xml=_APP), "docx",
         Told(author=("Maria Lopes", "Ana Sol"), editor=("J. & A.",), company=("Harbour Office",))),
        (pack(meta_xml=_META), "odt", Told(author=("Maria Lopes",), editor=("Rui",))),
        (b"Author: Maria", "txt", Told()),
    ],
)  # fmt: skip
def test_what_a_file_tells(data: bytes, suffix: str, told: Told) -> None:
    found = read(data, suffix, "maria-lopes.pdf")
    assert found == told
    assert Told.from_json(found.as_json()) == found
    assert bool(found) == (told != Told())


@pytest.mark.parametrize(
    ("data", "suffix"),
    [
        (pack(docProps__core_xml=_CORE)[:-30], "docx"),
        (pack(docProps__core_xml=b"<!DOCTYPE x [<!ENTITY a 'Maria'>]>" + _CORE), "docx"),
        (pack(docProps__core_xml=b"<a>" * 100_000), "xlsx"),
        (pack(meta_xml=bytes(50_000_000)), "odt"),
        (pdf(packed(bytes(200_000_000))), "pdf"),
        (pdf(b"<</Author (" + b"(" * 100_000), "pdf"),
        (pdf(b"/Author 9 0 R " * 100_000), "pdf"),
        (pdf(b"/Type /ObjStm stream\n" * 50_000), "pdf"),
        (pdf(b"<rdf:RDF" * 100_000 + b"</rdf:RDF>"), "pdf"),
        (pdf(b"/Type /ObjStm stream\n" + bytes(20_000_000) + b"/Type /ObjStm stream\n" * 500_000), "pdf"),
        (pdf(b"/Title (a) " * 1_000_000), "pdf"),
        (pdf(b"<</Author <zz>/Title <4>>>"), "pdf"),
    ],
)
def test_what_means_harm_is_read_in_little_time_and_raises_nothing(data: bytes, suffix: str) -> None:
    began = monotonic()
    assert all(set(name) == {"("} and len(name) <= 200 for name in read(data, suffix).author)
    assert monotonic() - began < 5


def test_rubbish_of_any_kind_raises_nothing(dice: random.Random) -> None:
    known = [(pdf(_XMP, packed(_XMP), b"<</Author (Maria)>>"), "pdf"), (pack(docProps__core_xml=_CORE), "docx")]
    for _ in range(200):
        data, suffix = dice.choice(known)
        broken = bytearray(data)
        for _change in range(dice.randrange(1, 20)):
            broken[dice.randrange(len(broken))] = dice.randrange(256)
        read(bytes(broken[: dice.randrange(len(broken))]), suffix)


def test_it_is_said_in_words_and_never_as_markup() -> None:
    paper = pack(word__document_xml=b"<x/>", docProps__core_xml=_CORE.replace(b"Maria", b"&lt;b&gt;%(x)s {} Maria"))
    said = [str(sentence) for sentence in sentences(receive(sent(paper, "a.docx")).told)]
    assert said[0].startswith("This file says it was written by <q")
    assert "&lt;b&gt;%(x)s {} Maria Lopes" in said[0]
    assert "changed or printed by" in said[1]
    assert list(sentences(Told())) == []
