"""The folder of an older registry as files: read from the disk, and sent as a ZIP.

Whoever sends it is not trusted: paths stay within the folder, links are left, and sizes are counted while
files are unpacked, whatever the archive says about itself.
"""

import io
import os
import stat
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from sayso.bots.registry_import.folder import MOST_BYTES, MOST_FILE_BYTES, MOST_FILES, REGISTRY, Source
from sayso.errors import InputError

_ENDINGS = {".py", ".json", ".txt", ".md", ".rst", ".toml", ".cfg", ".ini", ".yaml", ".yml", ""}
_HIDDEN = {"__pycache__", "node_modules", "venv", "env", "__MACOSX"}
_PIECE = 65_536
_MOST_SAID = 40
_AT = (1980, 1, 1, 0, 0, 0)


def zip_of_folder(folder: Path) -> bytes:
    """The files of a folder that an import reads, as a ZIP; the same folder gives the same bytes.

    Raises:
        InputError: when it is no folder with a registry, or too large.
    """
    source = source_of_folder(folder)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, data in sorted(source.files.items()):
            archive.writestr(zipfile.ZipInfo(path, _AT), data, zipfile.ZIP_DEFLATED)
        archive.comment = "\n".join(source.left).encode()[:60_000]
    return packed.getvalue()


def source_of_folder(folder: Path) -> Source:
    """The files of a folder on this machine; links are not followed.

    Raises:
        InputError: when it is no folder with a registry, or too large.
    """
    if folder.is_file() and folder.name == REGISTRY:
        folder = folder.parent
    if not (folder / REGISTRY).is_file():
        raise InputError(
            f"{folder} has no {REGISTRY}.", hint=f"Name the folder that holds {REGISTRY} and bots/."
        )
    files: dict[str, bytes] = {}
    left: list[str] = []
    size = 0
    for path in _walked(folder, left):
        name = path.relative_to(folder).as_posix()
        try:
            descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
            with os.fdopen(descriptor, "rb") as file:
                data = file.read(MOST_FILE_BYTES + 1)
        except OSError as error:
            left.append(f"{name} cannot be read: {error.strerror}.")
            continue
        if len(data) > MOST_FILE_BYTES:
            left.append(f"{name} is larger than {MOST_FILE_BYTES // 1_048_576} MB.")
            continue
        size += len(data)
        files[name] = data
        _demand_size(len(files), size)
    return Source(files, _said(left))


def source_of_zip(data: bytes) -> Source:
    """The files of a ZIP of such a folder; the folder may be the only thing in it.

    Raises:
        InputError: when it is no ZIP that can be read, or has no registry, or is too large unpacked.
    """
    files: dict[str, bytes] = {}
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            left = archive.comment.decode("utf-8", "replace").splitlines()
            _demand_size(len(archive.infolist()), 0)
            size = 0
            for info in archive.infolist():
                if not _is_wanted(info, left):
                    continue
                if info.filename in files:
                    raise InputError(f"The ZIP holds {_shown(info.filename)} twice.", hint="Pack it anew.")
                files[info.filename] = unpacked = _unpacked(archive, info, MOST_BYTES - size)
                size += len(unpacked)
    except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError, OSError) as error:
        raise InputError(
            "This is no ZIP that can be read.", hint="Pack the folder as an ordinary ZIP without a password."
        ) from error
    return Source(_from_root(files), _said(left))


def _walked(folder: Path, left: list[str]) -> Iterator[Path]:
    for place, folders, names in os.walk(folder, followlinks=False):
        links = [name for name in folders if (Path(place) / name).is_symlink()]
        left.extend(f"{_name_of(place, name, folder)} is a link." for name in sorted(links))
        hidden = {*links, *(name for name in folders if name in _HIDDEN or name.startswith("."))}
        folders[:] = sorted(set(folders) - hidden)
        for name in sorted(names):
            path = Path(place) / name
            if path.is_symlink():
                left.append(f"{_name_of(place, name, folder)} is a link.")
            elif not path.is_file() or not _is_read(name):
                left.append(f"{_name_of(place, name, folder)} is no file that is looked at.")
            else:
                yield path


def _name_of(place: str, name: str, folder: Path) -> str:
    return _shown((Path(place) / name).relative_to(folder).as_posix())


def _is_read(name: str) -> bool:
    return PurePosixPath(name).suffix.lower() in _ENDINGS and not name.startswith(".")


def _is_wanted(info: zipfile.ZipInfo, left: list[str]) -> bool:
    path = PurePosixPath(info.filename)
    kind = stat.S_IFMT(info.external_attr >> 16)
    if info.is_dir():
        return False
    if path.is_absolute() or ".." in path.parts or "\\" in info.filename or "\0" in info.filename:
        raise InputError(
            f"The ZIP holds a path that leads out of it: {_shown(info.filename)}.",
            hint="Pack the folder from within.",
        )
    if kind not in {0, stat.S_IFREG}:
        left.append(f"{_shown(info.filename)} is a link.")
        return False
    if _HIDDEN.intersection(path.parts) or any(part.startswith(".") for part in path.parts):
        return False
    if not _is_read(path.name):
        left.append(f"{_shown(info.filename)} is no file that is looked at.")
        return False
    return True


def _unpacked(archive: zipfile.ZipFile, info: zipfile.ZipInfo, most: int) -> bytes:
    """A file, read in pieces and never beyond its limit."""
    data = bytearray()
    with archive.open(info) as file:
        while piece := file.read(_PIECE):
            data += piece
            if len(data) > min(most, MOST_FILE_BYTES):
                raise _too_large()
    return bytes(data)


def _from_root(files: dict[str, bytes]) -> dict[str, bytes]:
    """The files by their paths within the folder that holds the registry."""
    places = sorted(
        (path for path in files if path.rpartition("/")[2] == REGISTRY), key=lambda p: p.count("/")
    )
    if not places:
        raise InputError(
            f"There is no {REGISTRY} in it.", hint=f"Send the folder that holds {REGISTRY} and bots/."
        )
    root = places[0].removesuffix(REGISTRY)
    return {path.removeprefix(root): data for path, data in files.items() if path.startswith(root)}


def _demand_size(count: int, size: int) -> None:
    if count > MOST_FILES or size > MOST_BYTES:
        raise _too_large()


def _too_large() -> InputError:
    return InputError(
        f"The folder is too large: {MOST_FILES:,} files and {MOST_BYTES // 1_048_576} MB in all are taken, "
        f"{MOST_FILE_BYTES // 1_048_576} MB a file.",
        hint="Leave out what is no code, such as logs and data, or import it in parts.",
    )


def _said(left: list[str]) -> tuple[str, ...]:
    more = len(left) - _MOST_SAID
    return (*left[:_MOST_SAID], *([f"… and {more} more."] if more > 0 else []))


def _shown(text: str) -> str:
    return "".join(one if one.isprintable() else "\ufffd" for one in text[:200])
