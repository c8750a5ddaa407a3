"""A folder or a ZIP is read within its limits, and nothing outside of it."""

import os
from pathlib import Path

import pytest

from sayso.bots.registry_import import source as reading
from sayso.bots.registry_import.folder import REGISTRY
from sayso.bots.registry_import.source import source_of_folder, source_of_zip, zip_of_folder
from sayso.errors import InputError
from tests.bots.registry_import.registries import source, written, zipped


def test_a_folder_arrives_as_it_is(tmp_path: Path) -> None:
    folder = written(tmp_path, source())
    packed = zip_of_folder(folder)
    assert source_of_zip(packed).files == source().files
    assert zip_of_folder(folder / REGISTRY) == packed


def test_links_are_not_followed(tmp_path: Path) -> None:
    folder = written(tmp_path / "in", source())
    (tmp_path / "secret.py").write_text("KEY = 1")
    (folder / "bots" / "adder" / "more.py").symlink_to(tmp_path / "secret.py")
    (folder / "bots" / "away").symlink_to(tmp_path)
    os.mkfifo(folder / "pipe.py")
    found = source_of_folder(folder)
    assert found.files == source().files
    assert found.left == (
        "pipe.py is no file that is looked at.",
        "bots/away is a link.",
        "bots/adder/more.py is a link.",
    )
    assert source_of_zip(zip_of_folder(folder)).left == found.left


def test_a_zip_of_the_whole_folder_is_read_from_within() -> None:
    files = {f"old/{path}": data for path, data in source().files.items()}
    assert source_of_zip(zipped({**files, "notes.txt": b"x"})).files == source().files


def test_a_link_in_a_zip_is_left() -> None:
    found = source_of_zip(zipped(source().files, {"bots/x/bot.py": "/etc/passwd"}))
    assert "bots/x/bot.py" not in found.files
    assert found.left == ("bots/x/bot.py is a link.",)


@pytest.mark.parametrize("path", ["../x.py", "/etc/x.py", "a/../../x.py", "a\\..\\x.py"])
def test_a_zip_with_paths_out_of_it_is_refused(path: str) -> None:
    with pytest.raises(InputError, match="leads out"):
        source_of_zip(zipped({**source().files, path: b"x"}))


def test_what_is_large_once_it_is_unpacked_is_refused() -> None:
    bomb = zipped({**source().files, "bots/adder/data.json": b"0" * 30_000_000})
    assert len(bomb) < 100_000
    with pytest.raises(InputError, match="too large"):
        source_of_zip(bomb)


def test_many_small_files_are_refused_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST_FILES", 10)
    with pytest.raises(InputError, match="too large"):
        source_of_zip(zipped({**source().files, **{f"f{number}.txt": b"" for number in range(10)}}))


def test_a_large_file_of_a_folder_is_left_and_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST_FILE_BYTES", 5_000)
    folder = written(tmp_path, source(files={"bots/adder/bot.py": b"x" * 6_000}))
    assert "bots/adder/bot.py is larger" in source_of_folder(folder).left[0]


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"text", zipped({"readme.md": b"x"})])
def test_what_is_no_such_zip_is_refused_in_words(data: bytes) -> None:
    with pytest.raises(InputError):
        source_of_zip(data)


def test_a_damaged_zip_is_refused_in_words() -> None:
    data = bytearray(zipped(source().files))
    data[60:90] = bytes(30)
    with pytest.raises(InputError):
        source_of_zip(bytes(data))


def test_a_folder_without_a_registry_is_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"has no codex32_registry\.json"):
        zip_of_folder(tmp_path)
