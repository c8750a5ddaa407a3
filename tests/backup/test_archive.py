"""A backup is one file, whole or not there; it tells of every change to it, and opens by its passphrase."""

import json
import stat
import zipfile
from pathlib import Path

import pytest

from sayso.backup import encryption
from sayso.backup.archive import Reading, writing
from sayso.backup.encryption import PIECE
from sayso.backup.errors import DamagedError, LockedError, NewerError, OlderError
from sayso.backup.restoration import look_into
from sayso.backup.types import MANIFEST, Entry, Manifest
from sayso.errors import ConflictError, MachineError
from tests.backup.conftest import Saved, silent

WORDS = "four plain words here"
DEAR = encryption._N


@pytest.fixture(autouse=True)
def cheap_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """A passphrase is made a key of at a cost that nobody would have to pay for trying many."""
    monkeypatch.setattr(encryption, "_N", 2**10)


def manifest(entries: list[Entry]) -> Manifest:
    """What a backup says of these files."""
    return Manifest(
        sayso="0", migration="0001", made_at="", server=18, dumped_with=18, entries=tuple(entries),
        counts={}, owned=(),
    )  # fmt: skip


def write(path: Path, passphrase: str = "", size: int = 3 * PIECE + 7) -> None:
    """A backup with one file."""
    with writing(path, passphrase) as out:
        with out.entry("database.dump") as pouring:
            pouring.write(bytes(range(256)) * (size // 256 + 1))
        out.close(manifest(out.entries))


@pytest.mark.parametrize("size", [0, 1, PIECE - 300, PIECE, 3 * PIECE])
def test_what_was_encrypted_is_read_again(tmp_path: Path, size: int) -> None:
    write(tmp_path / "a", WORDS, size)
    with Reading(tmp_path / "a", WORDS) as backup:
        assert [entry.path for entry in backup.check()] == ["database.dump"]
    assert b"database.dump" not in (tmp_path / "a").read_bytes()


def test_a_wrong_passphrase_and_none_are_told_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encryption, "_N", DEAR)
    write(tmp_path / "a", WORDS)
    with pytest.raises(LockedError, match="with this passphrase"):
        Reading(tmp_path / "a", "another passphrase")
    with pytest.raises(LockedError, match="is encrypted"):
        Reading(tmp_path / "a")


@pytest.mark.parametrize("passphrase", ["", WORDS])
@pytest.mark.parametrize("place", [0.1, 0.3, 0.6, 0.95])
def test_a_changed_byte_is_found_wherever_it_is(tmp_path: Path, passphrase: str, place: float) -> None:
    write(tmp_path / "a", passphrase)
    data = bytearray((tmp_path / "a").read_bytes())
    data[int(len(data) * place)] ^= 1
    (tmp_path / "a").write_bytes(data)
    with pytest.raises((DamagedError, LockedError)), Reading(tmp_path / "a", passphrase) as backup:
        list(backup.check())


@pytest.mark.parametrize("passphrase", ["", WORDS])
def test_a_file_that_is_cut_off_is_found(tmp_path: Path, passphrase: str) -> None:
    write(tmp_path / "a", passphrase)
    data = (tmp_path / "a").read_bytes()
    for left in (len(data) // 2, len(data) - 1, len(data) - PIECE - 16, 40, 0):
        (tmp_path / "a").write_bytes(data[:left])
        with pytest.raises((DamagedError, LockedError)), Reading(tmp_path / "a", passphrase) as backup:
            list(backup.check())


def test_pieces_cannot_be_exchanged(tmp_path: Path) -> None:
    write(tmp_path / "a", WORDS)
    data = (tmp_path / "a").read_bytes()
    head, size = data.index(b"\n") + 1, PIECE + 16
    one, two = data[head + size : head + 2 * size], data[head + 2 * size : head + 3 * size]
    (tmp_path / "a").write_bytes(data[: head + size] + two + one + data[head + 3 * size :])
    with pytest.raises(DamagedError), Reading(tmp_path / "a", WORDS) as backup:
        list(backup.check())


def test_nobody_else_may_read_it(tmp_path: Path) -> None:
    write(tmp_path / "a")
    assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == 0o600


def test_a_failure_on_the_way_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError), writing(tmp_path / "a") as out, out.entry("database.dump"):
        raise RuntimeError("the database is gone")
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_is_said_and_leaves_nothing(tmp_path: Path, full_disk: None) -> None:
    del full_disk
    with pytest.raises(MachineError, match="is full"):
        write(tmp_path / "a")
    assert list(tmp_path.iterdir()) == []


def test_an_older_backup_stays_until_the_new_one_is_whole(tmp_path: Path) -> None:
    write(tmp_path / "a")
    before = (tmp_path / "a").read_bytes()
    with pytest.raises(RuntimeError), writing(tmp_path / "a") as out, out.entry("database.dump"):
        raise RuntimeError("the database is gone")
    assert (tmp_path / "a").read_bytes() == before


def test_two_backups_do_not_write_the_same_file(tmp_path: Path) -> None:
    with writing(tmp_path / "a") as out:
        with pytest.raises(ConflictError), writing(tmp_path / "a"):
            raise AssertionError("not reached")
        with out.entry("database.dump") as pouring:
            pouring.write(b"x")
        out.close(manifest(out.entries))
    assert zipfile.is_zipfile(tmp_path / "a")


@pytest.mark.parametrize(
    "data", [b"", b"PK\x03\x04 and so on", b"text", b"SAYSO-BACKUP {}\n", b"SAYSO-BACKUP \n"]
)
def test_what_is_no_backup_is_refused_in_words(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a").write_bytes(data)
    with pytest.raises(DamagedError):
        Reading(tmp_path / "a", WORDS)


@pytest.mark.parametrize(
    ("field", "value", "error"),
    [
        ("format", 2, NewerError), ("migration", "9999", NewerError), ("migration", "x", NewerError),
        ("migration", "0024", OlderError),
        ("entries", [], DamagedError), ("entries", "none", DamagedError),
    ],
)  # fmt: skip
async def test_a_backup_that_this_sayso_cannot_restore_is_refused(
    saved: Saved, field: str, value: object, error: type[Exception]
) -> None:
    rewrite(saved.file, **{field: value})
    with pytest.raises(error):
        look_into(saved.file, silent)


@pytest.mark.parametrize("path", ["home/../../etc/cron.d/x", "/etc/x", "home//x", "other/x", "home/./x"])
async def test_no_path_of_a_backup_leads_out_of_the_home(saved: Saved, path: str) -> None:
    with Reading(saved.file) as backup:
        entries = [entry.model_dump() for entry in backup.manifest.entries]
    rewrite(saved.file, entries=[*entries, {**entries[-1], "path": path}])
    with pytest.raises(DamagedError, match="cannot be so"):
        look_into(saved.file, silent)


def rewrite(path: Path, **changes: object) -> None:
    """The same backup, which says something else about itself."""
    with zipfile.ZipFile(path) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    files[MANIFEST] = json.dumps({**json.loads(files[MANIFEST]), **changes}).encode()
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
