"""A disk that becomes full while something is written: nothing in part stays, and whoever looks is not stopped."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import TemporaryUploadedFile

from rotativa.project.backups.files import at_rest
from rotativa.project.storing import ForgetfulCache, WholeFiles, forget_parts

FULL = OSError(errno.ENOSPC, "No space left on device")


class Cut(File):  # type: ignore[type-arg]
    """A file in the middle of which the disk is full."""

    def chunks(self, chunk_size: int | None = None) -> Iterator[bytes]:
        yield b"half of "
        raise FULL


class Killed(File):  # type: ignore[type-arg]
    """A file in the middle of which its writer is killed."""

    def chunks(self, chunk_size: int | None = None) -> Iterator[bytes]:
        yield b"half of "
        raise KeyboardInterrupt


@contextmanager
def killed() -> Iterator[None]:
    """Who is killed tidies up nothing."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Path, "unlink", lambda *_all, **_more: None)
        yield


def there() -> list[Path]:
    return [each for each in Path(settings.MEDIA_ROOT).rglob("*") if each.is_file()]


def test_nothing_stays_of_a_file_for_which_there_was_no_room() -> None:
    assert isinstance(default_storage._wrapped, WholeFiles)  # type: ignore[attr-defined]
    with pytest.raises(OSError, match="No space"):
        default_storage.save("originals/half.jpg", Cut(None, "half.jpg"))
    assert there() == []


def test_a_file_is_kept_whole_and_under_another_name_where_one_is_there() -> None:
    names = [default_storage.save("originals/one.txt", ContentFile(each)) for each in (b"one", "deux")]
    assert [Path(default_storage.path(name)).read_bytes() for name in names] == [b"one", b"deux"]
    assert len(set(names)) == len(there()) == 2
    assert (Path(default_storage.path(names[0])).stat().st_mode & 0o777) == 0o644
    with TemporaryUploadedFile("long.txt", "text/plain", 4, None) as long:
        long.write(b"long")
        kept = default_storage.save("long.txt", long)
    assert Path(default_storage.path(kept)).read_bytes() == b"long"


def test_what_a_killed_writer_left_is_in_no_backup_and_goes_after_a_day() -> None:
    kept = default_storage.save("originals/one.txt", ContentFile(b"one"))
    media = Path(settings.MEDIA_ROOT)
    with pytest.raises(KeyboardInterrupt), killed():
        default_storage.save("originals/two.txt", Killed(None, "two.txt"))
    (left,) = (each for each in there() if each != media / kept)
    assert [*at_rest(media)] == [kept]
    forget_parts()
    assert left.exists(), "somebody may still be writing it"
    os.utime(left, (0, 0))
    forget_parts()
    assert there() == [media / kept]


def test_a_cache_without_room_forgets_but_not_what_counts_tries(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = ForgetfulCache(str(tmp_path), {})
    cache.set("seen", 1)
    monkeypatch.setattr("django.core.cache.backends.filebased.tempfile.mkstemp", _full)
    cache.set("seen", 2)
    cache.add("found", 2)
    assert (cache.get("seen"), cache.get("found")) == (1, None)
    assert cache.get_or_set("found", lambda: 3) == 3
    for counted in ("allauth:rl:login:127.0.0.1", "allauth.mfa.totp.used"):
        with pytest.raises(OSError, match="No space"):
            cache.set(counted, 1)


def _full(*_args: Any, **_kwargs: Any) -> None:
    raise FULL
