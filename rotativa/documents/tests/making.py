"""Documents for tests, made on the spot."""

import zipfile
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile

PDF = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


def sent(data: bytes, name: str = "report.pdf") -> SimpleUploadedFile:
    """The file as a browser sends it."""
    return SimpleUploadedFile(name, data, "application/octet-stream")


def pack(**files: bytes) -> bytes:
    """A pack of files; two underscores stand for a slash, one for a dot.

    Of one date: packs stand in the names of tests, which all processes of a run have to call alike.
    """
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name.replace("__", "/").replace("_", ".")), content)
    return buffer.getvalue()
