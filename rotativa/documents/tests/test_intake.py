"""What comes in is told by its content, and what could run on a reader's machine stays outside."""

import zipfile

import pytest

from rotativa.documents.files import name_of
from rotativa.documents.intake import receive
from rotativa.documents.tests.making import PDF, pack, sent
from rotativa.pictures.refusals import Unusable

ODT = pack(mimetype=b"application/vnd.oasis.opendocument.text", content_xml=b"<x/>")
DOCX = {"word__document_xml": b"<x/>"}


@pytest.mark.parametrize(
    ("data", "name", "suffix"),
    [
        (PDF, "report.doc", "pdf"),
        ("Área, população\n1,2".encode(), "figures.csv", "csv"),
        (b"{}", "map.geojson", "geojson"),
        (b"plain words", "run.bat", "txt"),
        (b"plain words", "no suffix", "txt"),
        (ODT, "letter.zip", "odt"),
        (pack(**DOCX), "letter.docx", "docx"),
        (pack(xl__workbook_xml=b""), "t.xlsx", "xlsx"),
    ],
)
def test_the_type_is_told_by_the_content(data: bytes, name: str, suffix: str) -> None:
    received = receive(sent(data, name))
    assert received.suffix == suffix
    assert name_of(f"/documents/{received.public_name('0' * 8, '')}").endswith(f".{suffix}")


@pytest.mark.parametrize(
    ("words", "called"),
    [
        ("Informe del año, 2.ª edición", "informe-del-ano-2-a-edicion"),
        ("Declaração de São Tomé", "declaracao-de-sao-tome"),
        ("قرار المحكمة 2026", "2026"),
        ("قرار المحكمة", "document"),
    ],
)
def test_a_name_in_an_address_keeps_its_letters_without_their_accents(words: str, called: str) -> None:
    received = receive(sent(PDF))
    name = received.public_name("0" * 8, words)
    assert name.endswith(f"-{'0' * 8}-{called}.pdf")
    assert name_of(f"/documents/{name}")


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "is empty"),
        (b"<!DOCTYPE html><script>alert(1)</script>", "can carry programs"),
        (b"\xef\xbb\xbf <?xml version='1.0'?><svg/>", "can carry programs"),
        (pack(**DOCX, word__vbaProject_bin=b"x"), "macros"),
        (pack(mimetype=b"application/vnd.oasis.opendocument.text", Basic__x=b"x"), "macros"),
        (pack(a_exe=b"MZ"), "a pack of files"),
        (pack(**DOCX)[:-30], "damaged"),
        (b"PK\x03\x04", "damaged"),
        (b"MZ\x90\0\x03", "of no type"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "of no type"),
        (b"\x7fELF\x02", "of no type"),
        (b"caf\xe9", "of no type"),
    ],
)
def test_what_readers_cannot_be_offered_is_refused_in_words(data: bytes, says: str) -> None:
    with pytest.raises(Unusable) as refusal:
        receive(sent(data, "the paper.pdf"))
    assert says in str(refusal.value)
    assert "“the paper.pdf”" in str(refusal.value)
    assert "Please" in str(refusal.value)


RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def linked(kind: str, target: str, mode: str = "External") -> bytes:
    """A text that names something outside of its pack."""
    relation = f'<Relationship Id="r1" Type="{OFFICE}/{kind}" Target="{target}" TargetMode="{mode}"/>'
    return pack(**DOCX, word___rels__x_rels=f'<Relationships xmlns="{RELATIONS}">{relation}</Relationships>'.encode())


def opened(element: str, target: str) -> bytes:
    """The same in an open format."""
    spaces = 'xmlns:draw="urn:d" xmlns:text="urn:t" xmlns:xlink="http://www.w3.org/1999/xlink"'
    content = f'<x {spaces}><{element} xlink:href="{target}"/></x>'.encode()
    return pack(mimetype=b"application/vnd.oasis.opendocument.text", content_xml=content)


@pytest.mark.parametrize(
    "data",
    [
        linked("image", "https://tracker.example/x.png"),
        linked("attachedTemplate", "HTTP://evil.example/a.dotm"),
        linked("attachedTemplate", r"\\192.0.2.7\share\a.dotm"),
        linked("attachedTemplate", "file:////192.0.2.7/share/a.dotm"),
        linked("oleObject", "mhtml:http://evil.example/a.html!x-usc:http://evil.example/a.html"),
        opened("draw:image", "https://tracker.example/x.png"),
    ],
)
def test_what_would_tell_strangers_who_reads_it_is_refused(data: bytes) -> None:
    with pytest.raises(Unusable, match="fetches something from elsewhere"):
        receive(sent(data, "the paper.docx"))


@pytest.mark.parametrize(
    "data",
    [
        linked("hyperlink", "https://news.example/"),
        linked("externalLinkPath", "https://office.example/table.xlsx"),
        linked("image", "media/image1.png", "Internal"),
        linked("attachedTemplate", r"file:///D:\letters\Normal.dotm"),
        opened("text:a", "https://news.example/"),
        opened("draw:image", "Pictures/1.png"),
    ],
)
def test_what_a_reader_has_to_follow_is_taken(data: bytes) -> None:
    assert receive(sent(data, "the paper.docx")).data == data


def test_a_pack_with_a_million_names_is_refused_before_any_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """To open one of fifty megabytes, which anybody may send who writes, took a third of a gigabyte."""
    whole, names = pack(**DOCX), 20_001
    begin, end = whole.index(b"PK\x01\x02"), whole.index(b"PK\x05\x06")
    listed, last = whole[begin:end] * names, bytearray(whole[end:])
    last[12:16] = len(listed).to_bytes(4, "little")
    opened: list[object] = []
    monkeypatch.setattr(zipfile, "ZipFile", opened.append)
    with pytest.raises(Unusable, match="damaged"):
        receive(sent(whole[:begin] + listed + bytes(last)))
    assert opened == []


def test_a_file_that_is_too_large_says_by_how_much(settings: object) -> None:
    settings.ROTATIVA_DOCUMENT_BYTES = 1024 * 1024  # type: ignore[attr-defined]
    with pytest.raises(Unusable, match=r"“big.pdf” has 3 MB; at most 1 MB"):
        receive(sent(PDF + bytes(3 * 1024 * 1024), "big.pdf"))


@pytest.mark.parametrize("words", ["é" * 150, "تقرير", "../../etc/passwd", ".pdf", "a" * 300, ""])
def test_a_name_of_any_kind_becomes_one_of_ours(words: str) -> None:
    public = receive(sent(PDF)).public_name("1234abcd", words)
    assert name_of(f"/documents/{public}") == f"documents/{public}"
    assert len(public) <= 120


def test_readers_are_never_told_what_the_file_was_called() -> None:
    received = receive(sent(PDF, "maria-lopes-witness.pdf"))
    assert received.public_name("1234abcd", "Statement 4").endswith("-1234abcd-statement-4.pdf")
    assert received.public_name("1234abcd", "").endswith("-1234abcd-document.pdf")


@pytest.mark.parametrize(
    "path", ["/documents/", "/documents/../originals/x.pdf", f"/documents/{'0' * 32}-{'0' * 8}-a.html"]
)
def test_no_other_path_is_a_document(path: str) -> None:
    with pytest.raises(FileNotFoundError):
        name_of(path)
