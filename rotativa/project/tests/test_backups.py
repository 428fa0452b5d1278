"""A backup is whole although the newsroom works, opens no door, and comes back on an empty machine."""

import json
import os
import random
import re
import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from io import StringIO
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.utils import timezone

from rotativa.daybook import queries as daybook
from rotativa.kit.actor import Machine
from rotativa.pictures.actions.add_picture import add_picture
from rotativa.pictures.actions.change_picture import change_picture
from rotativa.pictures.actions.remove_picture import remove_picture
from rotativa.pictures.models import Picture
from rotativa.press.actions.pause import pause
from rotativa.press.router import snapshot
from rotativa.press.work import work_until_done
from rotativa.project.backups import credentials, files, making, manifest, restoring
from rotativa.project.backups.engines import SQLite, engine
from rotativa.project.backups.manifest import Kept, Manifest
from rotativa.project.backups.problems import Unfit
from rotativa.staff.actions.add_person import add_person
from rotativa.staff.models import User
from tests.acts.newsroom import Newsroom, open_newsroom
from tests.support import databases
from tests.support.fixtures import Database
from tests.up.house import new_article

ACTOR = Machine("test")
Machines = Callable[[], AbstractContextManager[Path]]
PASSWORD = "a long night at the desk"
SESSION = "session-of-somebody-at-work"


@dataclass
class Works:
    """A newsroom whose colleagues do not wait for a backup."""

    room: Newsroom
    acts: dict[str, Callable[[], object]] = field(default_factory=dict)

    def told(self, what: str, done: int) -> None:
        """Lets the next act happen that waits for this moment of the backup: seen from elsewhere, and committed."""
        if act := self.acts.pop(what, None):
            elsewhere(act)

    def picture(self) -> Picture:
        return add_picture(ACTOR, self.room.picture_file(), title="Harbour", credit="Rui Azevedo")


def elsewhere(act: Callable[[], object]) -> None:
    """In another thread: with connections of its own, and outside our snapshot."""
    failed: list[BaseException] = []

    def run() -> None:
        try:
            act()
        except BaseException as error:
            failed.append(error)
        finally:
            databases.close()

    thread = Thread(target=run)
    thread.start()
    thread.join()
    if failed:
        raise failed[0]


@pytest.fixture
def works(separate_database: Database, settings: Any, tmp_path: Path, dice: random.Random) -> Works:
    """Pictures, an article, a wordmark, somebody with a password who is logged in."""
    settings.ROTATIVA_DATA = tmp_path / "data"
    (tmp_path / "data/wordmarks").mkdir(parents=True)
    (tmp_path / "data/wordmarks/en.svg").write_text("<svg/>")
    room = open_newsroom(dice)
    new_article(room, "Ferry strike")
    add_person(ACTOR, username="leila", name="Leila Haddad", password=PASSWORD)
    Session.objects.create(session_key=SESSION, session_data="-", expire_date=timezone.now())
    return Works(room)


@pytest.fixture
def empty_machine(
    database_source: databases.Source, settings: Any, tmp_path: Path
) -> Callable[[], AbstractContextManager[Path]]:
    """Another one, on which nothing is; gives its folder."""

    @contextmanager
    def opened() -> Iterator[Path]:
        folder = settings.ROTATIVA_DATA = tmp_path / "other"
        settings.MEDIA_ROOT, settings.ROTATIVA_TREE = folder / "media", folder / "tree"
        name = f"restored_{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}"
        with databases.pointed_at(database_source.empty(name)):
            yield folder
        database_source.remove(name)

    return opened


def test_a_newsroom_that_works_is_back_on_an_empty_machine(
    works: Works, empty_machine: Machines, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen, replaced = works.picture(), works.picture()
    hasty: list[Picture] = []

    @contextmanager
    def between() -> Iterator[None]:
        if not hasty:  # it comes when the files have been looked through, and is gone before they are again
            elsewhere(lambda: hasty.append(works.picture()))
        with snapshot():
            yield

    def meanwhile() -> None:
        remove_picture(ACTOR, seen)
        remove_picture(ACTOR, hasty[0])
        change_picture(ACTOR, replaced, received=works.room.picture_file())
        works.picture()
        new_article(works.room, "Written while it was copied")

    work_until_done()
    pause(ACTOR)  # what was meant for a tree that was there, and must not keep readers from one that is not
    monkeypatch.setattr(making, "snapshot", between)
    works.acts = {"database": meanwhile}
    made = making.make(tmp_path / "backups", tmp_path / "keys", works.told)
    assert not works.acts, "nothing happened meanwhile, which proves nothing"
    assert made.manifest.missing == []
    assert made.manifest.fact == daybook.head(), "a second moment was taken, as a file had come and gone"
    assert not [name for name in made.manifest.files if Path(seen.file.name).name in name], "what was removed is kept"
    written = contents(made.folder)
    for secret in (SESSION, settings.SECRET_KEY, User.objects.get(username="leila").password):
        assert secret.encode() not in written

    keys = tmp_path / "keys" / f"{made.folder.name}.keys"
    assert keys.stat().st_mode & 0o077 == 0
    with empty_machine() as there:
        (there / "media/originals").mkdir(parents=True)
        (there / "media/originals/mine.jpg").touch()
        with pytest.raises(CommandError, match="files in ROTATIVA_MEDIA"):
            call_command("restore", made.folder)
        shutil.rmtree(there / "media/originals")
        call_command("restore", made.folder, keys=keys, stdout=(said := StringIO()))
        assert re.search(r"[1-9]\d+ places: 0 wrong, 0 not judged", said.getvalue())
        with snapshot():
            names = making.named()
            assert daybook.head() >= made.manifest.fact
        assert len(names) > 10
        assert all((there / "media" / name).is_file() for name in names)
        assert User.objects.get(username="leila").check_password(PASSWORD)
        assert not Session.objects.exists()
        assert (there / "wordmarks/en.svg").read_text() == "<svg/>"
        with pytest.raises(CommandError, match="There is a database already"):
            call_command("restore", made.folder)


@pytest.mark.parametrize("step", ["sync", "put_back"])
def test_a_restore_that_is_stopped_leaves_nothing(
    step: str, works: Works, empty_machine: Machines, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    works.picture()
    made = making.make(tmp_path / "backups")

    def stop(*_given: Any) -> None:
        raise KeyboardInterrupt

    with empty_machine() as there:
        with monkeypatch.context() as patch:
            patch.setattr(restoring if step == "sync" else type(engine()), step, stop)
            with pytest.raises(SystemExit):
                call_command("restore", made.folder, stderr=(said := StringIO()))
        assert "Nothing was restored" in said.getvalue()
        assert engine().is_empty()
        assert not list(files.walk(there))
        call_command("restore", made.folder, no_print=True, stdout=StringIO())
        assert list(files.walk(there / "media"))


def test_a_restore_that_was_killed_is_cleared_away_by_the_next(
    works: Works, empty_machine: Machines, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    works.picture()
    made = making.make(tmp_path / "backups")

    def kill(*_given: Any) -> None:
        raise KeyboardInterrupt

    with empty_machine() as there:
        with monkeypatch.context() as patch:
            patch.setattr(type(engine()), "put_back", kill)
            for name in ("_leave", "clear"):  # nobody gets to it
                patch.setattr(restoring, name, lambda *_: None)
            with pytest.raises(SystemExit):
                call_command("restore", made.folder, stderr=StringIO())
        assert list((there / "media/originals").iterdir())
        for mine in (there / "media/mine.txt", there / "tree/mine.txt"):
            mine.parent.mkdir(exist_ok=True)
            mine.touch()
            with pytest.raises(CommandError, match="nothing was touched"):
                call_command("restore", made.folder)
            mine.unlink()
        assert list((there / "media/originals").iterdir())
        call_command("restore", made.folder, no_print=True, stdout=StringIO())
        with snapshot():
            assert all((there / "media" / name).is_file() for name in making.named())
        assert not list(there.rglob(".restoring"))


def test_what_a_restore_left_on_its_way_is_in_no_backup(works: Works, settings: Any, tmp_path: Path) -> None:
    """It was killed when all was there, and before it had tidied up; restoring such a backup stopped half-way."""
    works.picture()
    left = Path(settings.MEDIA_ROOT) / files.ARRIVING / "arrived.json"
    left.parent.mkdir()
    left.write_text("[]")
    made = making.make(tmp_path / "backups")
    assert not list(made.folder.rglob(files.ARRIVING))


def test_one_that_was_stopped_goes_on_the_next_shares_its_files_and_without_keys_nobody_logs_in(
    works: Works, empty_machine: Machines, tmp_path: Path
) -> None:
    works.picture()
    target = tmp_path / "backups"

    def stop(what: str, done: int) -> None:
        if what == "database":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        making.make(target, None, stop)
    assert making.finished(target) == []
    copied = [name for name in files.walk(target) if "/media/" in name]
    assert copied
    stamps = {name: (target / name).stat().st_ino for name in copied}
    first = making.make(target)
    assert {name: (first.folder / name.partition("/")[2]).stat().st_ino for name in copied} == stamps
    works.picture()
    second = making.make(target)
    assert second.linked == len(copied)
    assert len(second.manifest.files) > len(first.manifest.files)
    assert making.keep_newest(target, None, 1) == [first.folder]
    assert making.finished(target) == [second.folder]
    with empty_machine():
        call_command("restore", second.folder, no_print=True)
        assert not User.objects.get(username="leila").has_usable_password()
        add_person(ACTOR, username="nour", name="Nour", password=PASSWORD)  # numbers go on where they were


def contents(folder: Path) -> bytes:
    """Everything in a backup; what PostgreSQL packed, unpacked."""
    found = [path.read_bytes() for path in folder.rglob("*") if path.is_file()]
    for dump in folder.glob("*.dump"):
        found.append(subprocess.run(["pg_restore", "--file=-", dump], capture_output=True, check=True).stdout)
    return b"".join(found)


@pytest.fixture
def backup(tmp_path: Path) -> Path:
    """A small one, whole."""
    folder = tmp_path / "2026-03-01T04-00-00Z"
    (folder / "media/originals").mkdir(parents=True)
    (folder / "media/originals/ferry.jpg").write_bytes(b"ferry")
    connection = sqlite3.connect(folder / SQLite.file)
    connection.execute("CREATE TABLE story (id INTEGER PRIMARY KEY)")
    connection.close()
    listed = Manifest("2026-03-01T04-00-00Z", "0.1.0", "sqlite", "3", ["stories.0001_stories"], 7)
    for name in (SQLite.file, "media/originals/ferry.jpg"):
        data = (folder / name).read_bytes()
        listed.files[name] = Kept(len(data), sha256(data).hexdigest())
    listed.keep(folder)
    assert restoring.verify(folder) == listed
    return folder


def write_again(folder: Path, change: Callable[[dict[str, Any]], object]) -> None:
    """Changes the manifest, and its sum with it, as somebody does who knows how."""
    said = json.loads((folder / manifest.FILE).read_text())
    change(said)
    data = json.dumps(said).encode()
    (folder / manifest.FILE).write_bytes(data)
    (folder / manifest.SUM).write_text(sha256(data).hexdigest())


def rename_to(name: str) -> Callable[[Path], None]:
    """Lets the manifest name a file otherwise."""
    return lambda folder: write_again(folder, lambda said: said["files"].update({name: {"bytes": 1, "sha256": ""}}))


def link_away(folder: Path) -> None:
    """Puts a link in a file's place, with the same bytes behind it."""
    file = folder / "media/originals/ferry.jpg"
    file.rename(folder.parent / "ferry.jpg")
    file.symlink_to(folder.parent / "ferry.jpg")


def link_folder_away(folder: Path) -> None:
    (folder / "media").rename(folder.parent / "elsewhere")
    (folder / "media").symlink_to(folder.parent / "elsewhere")


def ruin_database(folder: Path) -> None:
    """Bytes that are no database, rightly summed."""
    (folder / SQLite.file).write_bytes(b"x" * 5000)
    kept = {"bytes": 5000, "sha256": sha256(b"x" * 5000).hexdigest()}
    write_again(folder, lambda said: said["files"].update({SQLite.file: kept}))


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        (lambda folder: (folder / "media/originals/ferry.jpg").write_bytes(b"fairy"), "damaged: media/originals/ferry"),
        (lambda folder: (folder / "media/originals/ferry.jpg").unlink(), "damaged: media/originals/ferry"),
        (lambda folder: (folder / "media/originals/ferry.jpg").write_bytes(b"ferr"), "damaged: media/originals/ferry"),
        (link_away, "damaged: media/originals/ferry"),
        (link_folder_away, "damaged: media/originals/ferry"),
        (ruin_database, "no sound SQLite database"),
        (lambda folder: (folder / manifest.FILE).unlink(), "is no backup"),
        (lambda folder: (folder / manifest.SUM).write_bytes(b"\xff"), "is no backup"),
        (lambda folder: (folder / manifest.FILE).write_text("{}"), "is damaged"),
        (lambda folder: write_again(folder, lambda said: said.pop("made")), "cannot be understood"),
        (lambda folder: write_again(folder, lambda said: said.update(files=[])), "cannot be understood"),
        (lambda folder: write_again(folder, lambda said: said.update(migrations=None)), "cannot be understood"),
        (lambda folder: write_again(folder, lambda said: said.update(missing=[5])), "cannot be understood"),
        (lambda folder: write_again(folder, lambda said: said.update(format=2)), "format 2.*format 1 only"),
        (lambda folder: write_again(folder, lambda said: said.update(engine="oracle")), "does not know: oracle"),
        *((rename_to(name), "would lie outside") for name in ("../ferry.jpg", "media/../../ferry.jpg", "/etc/passwd")),
        *(
            (rename_to(name), "would lie outside")
            for name in ("media\\..\\ferry", "media//ferry", "media", "tree/x", "", "media/.restoring/copies/ferry")
        ),
    ],
)
def test_what_is_damaged_or_leads_outside_is_refused(
    backup: Path, damage: Callable[[Path], object], words: str
) -> None:
    damage(backup)
    with pytest.raises(Unfit, match=words):
        restoring.verify(backup)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"migrations": ["stories.0001_stories", "stories.9999_from_the_future"]}, "by another Rotativa.*9999_from"),
        ({"engine": "postgresql", "vendor": "sqlite"}, "backup is of postgresql, and DATABASE_URL leads to sqlite"),
        ({"engine": "sqlite", "vendor": "postgresql"}, "backup is of sqlite, and DATABASE_URL leads to postgresql"),
    ],
)
def test_another_version_or_database_is_refused(
    backup: Path, change: dict[str, Any], words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Connection:
        vendor = change.pop("vendor", "sqlite")

    monkeypatch.setattr(restoring, "connections", {"default": Connection})
    write_again(backup, lambda said: said.update(change))
    with pytest.raises(Unfit, match=words):
        restoring.restore(backup, None)


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("", "holds no keys"),
        ('{"format": 1}', "holds no keys"),
        ('{"format": 9, "of": "x", "secret": "", "passwords": {}, "rows": "[]"}', "format 9"),
        ('{"format": 1, "of": "x", "secret": "", "passwords": {}, "rows": "[]"}', "belong to the backup of x"),
    ],
)
def test_keys_of_another_kind_are_refused(tmp_path: Path, said: str, words: str) -> None:
    (tmp_path / "keys").write_text(said)
    with pytest.raises(Unfit, match=words):
        credentials.read(tmp_path / "keys", "2026-03-01T04-00-00Z")


def test_whoever_names_the_folder_of_all_backups_is_shown_the_newest(backup: Path) -> None:
    with pytest.raises(Unfit, match=f"is no backup but holds some. Name one, such as “{backup}”"):
        restoring.restore(backup.parent, None)


def test_places_where_no_backup_belongs(settings: Any, tmp_path: Path) -> None:
    with pytest.raises(Unfit, match="lies in ROTATIVA_MEDIA"):
        making.make(Path(settings.MEDIA_ROOT) / "backups")
    with pytest.raises(Unfit, match="beside what they open"):
        making.make(tmp_path / "backups", tmp_path / "backups/keys")


def test_a_folder_that_cannot_be_used_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for folder in (tmp_path / "file", tmp_path / "file/backups"):
        with pytest.raises(Unfit, match=f"“{folder}” cannot be used \\((File exists|Not a directory)\\)"):
            making.make(folder)
    with pytest.raises(Unfit, match=f"“{tmp_path / 'file'}.*cannot be used"):
        making.make(tmp_path / "backups", tmp_path / "file/keys")


KNOWN = {
    "staff.User.password",  # apart, by itself
    "wagtailcore.CollectionViewRestriction.password",  # of folders of pictures; we have no such door
    "wagtailcore.PageViewRestriction.password",  # of pages that Wagtail serves; it serves none
    "stories.Share.nonce",  # shows nothing without the secret that signs it
    "bylines.AuthorName.key",  # a public one: where readers find it
    "staff.Trouble.key",  # what is wrong, and lasts
    "press.Use.key",
    "press.PartUse.key",
}


def test_whatever_might_open_a_door_was_thought_of() -> None:
    apart = {*credentials.APART, *credentials.ENDED}
    words = ("password", "token", "secret", "session_key", "recovery", "nonce")
    suspect = {
        f"{model._meta.label}.{column.name}"
        for model in apps.get_models(include_auto_created=True)
        for column in model._meta.concrete_fields
        if model._meta.label not in apart and (any(word in column.name for word in words) or column.name == "key")
    }
    assert suspect <= KNOWN, "say in credentials.py whether these rows are apart, or here why they open nothing"
