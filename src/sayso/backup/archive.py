"""One file with everything in it: a ZIP, plain or encrypted, that is there as a whole or not at all."""

import fcntl
import hashlib
import io
import os
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO, BinaryIO, Self, cast

from pydantic import ValidationError

from sayso.backup.encryption import Decrypting, Encrypting, is_encrypted
from sayso.backup.errors import DamagedError, LockedError, NewerError, on_disk
from sayso.backup.types import FORMAT, MANIFEST, Entry, Manifest
from sayso.errors import ConflictError, InputError

_PIECE = 1024 * 1024
_LARGEST_MANIFEST = 64 * 1024 * 1024
_AT = (1980, 1, 1, 0, 0, 0)


class Writing:
    """A backup that is being written."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self.entries: list[Entry] = []

    @contextmanager
    def entry(self, path: str, mode: int = 0o600) -> Iterator["Pouring"]:
        """A file of it, to be poured in; it is hashed on the way."""
        with self._archive.open(zipfile.ZipInfo(path, _AT), "w", force_zip64=True) as file:
            pouring = Pouring(file)
            yield pouring
        self.entries.append(Entry(path=path, size=pouring.size, sha256=pouring.digest.hexdigest(), mode=mode))

    def close(self, manifest: Manifest) -> None:
        """Say what is in it."""
        self._archive.writestr(zipfile.ZipInfo(MANIFEST, _AT), manifest.model_dump_json(indent=1))


class Pouring:
    """Takes the bytes of a file, in pieces."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self.size = 0
        self.digest = hashlib.sha256()

    def write(self, piece: bytes) -> None:
        """Take some more."""
        self._file.write(piece)
        self.digest.update(piece)
        self.size += len(piece)

    def all_of(self, source: BinaryIO) -> None:
        """Take a file to its end."""
        while piece := source.read(_PIECE):
            self.write(piece)


@contextmanager
def writing(path: Path, passphrase: str = "") -> Iterator[Writing]:
    """Write a backup; it has its name once the block has ended well, and leaves nothing otherwise.

    Raises:
        MachineError: when it cannot be written; the disk may be full.
        ConflictError: when another backup is being written to the same place.
    """
    part = path.with_name(f".{path.name}.part")
    try:
        with open(os.open(part, os.O_WRONLY | os.O_CREAT, 0o600), "wb") as file:  # noqa: PTH123 - its mode is set as it is made
            _hold(file, path)
            try:
                file.truncate(0)
                encrypting = Encrypting(file, passphrase) if passphrase else None
                with zipfile.ZipFile(
                    cast("IO[bytes]", encrypting or file), "w", zipfile.ZIP_STORED
                ) as archive:
                    yield Writing(archive)
                if encrypting is not None:
                    encrypting.finish()
                file.flush()
                os.fsync(file.fileno())
                part.replace(path)
            except BaseException:
                part.unlink(missing_ok=True)
                raise
        _sync(path.parent)
    except OSError as error:
        raise on_disk(error, path) from error


class Reading:
    """A backup that is read; close it, or use it as a context manager."""

    def __init__(self, path: Path, passphrase: str = "") -> None:
        self.path = path
        with ExitStack() as stack:
            try:
                self._file = stack.enter_context(self._opened(passphrase))
                self._archive = stack.enter_context(zipfile.ZipFile(cast("IO[bytes]", self._file)))
                self.manifest = self._manifest()
            except (zipfile.BadZipFile, zlib.error, KeyError, EOFError, NotImplementedError) as error:
                raise DamagedError(path, "it is no backup, or not all of it.") from error
            except OSError as error:
                raise on_disk(error, path) from error
            self._stack = stack.pop_all()

    def check(self) -> Iterator[Entry]:
        """Read every file of it and hold it against what the backup says; gives each once it is read.

        Raises:
            DamagedError: when something is missing or was changed.
        """
        held = self._archive.infolist()
        names = {info.filename for info in held}
        if (
            len(held) > len(names)
            or any(info.compress_type != zipfile.ZIP_STORED for info in held)
            or sum(info.file_size for info in held) > self.path.stat().st_size
        ):
            raise DamagedError(self.path, "no backup is packed like that.")
        if names != {MANIFEST, *(entry.path for entry in self.manifest.entries)}:
            extra = sorted(names - {MANIFEST, *(entry.path for entry in self.manifest.entries)})
            if extra:
                raise DamagedError(self.path, f"it does not say what {extra[0]} is.")
        for entry in self.manifest.entries:
            if entry.path not in names:
                raise DamagedError(self.path, f"{entry.path} is missing.")
            self._pour(entry, None)
            yield entry

    def pour(self, entry: Entry, out: BinaryIO) -> None:
        """Write a file of it.

        Raises:
            DamagedError: when it is not as it was when it was written.
        """
        self._pour(entry, out)

    def close(self) -> None:
        """Let go of the file."""
        self._stack.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _opened(self, passphrase: str) -> BinaryIO:
        if not is_encrypted(self.path):
            return self.path.open("rb")
        if not passphrase:
            raise LockedError(
                f"{self.path} is encrypted.",
                hint="Give its passphrase: in SAYSO_BACKUP_PASSPHRASE, by --passphrase-file, or when asked.",
            )
        return cast("BinaryIO", io.BufferedReader(Decrypting(self.path, passphrase), _PIECE))

    def _manifest(self) -> Manifest:
        info = self._archive.getinfo(MANIFEST)
        if info.file_size > _LARGEST_MANIFEST or info.compress_type != zipfile.ZIP_STORED:
            raise DamagedError(self.path, "what it says about itself is too long.")
        try:
            manifest = Manifest.model_validate_json(self._archive.read(info))
        except ValidationError as error:
            raise DamagedError(self.path, "what it says about itself cannot be read.") from error
        if manifest.format > FORMAT:
            raise NewerError(
                f"{self.path} was made by Sayso {manifest.sayso}, which writes backups in another way.",
                hint="Restore it with that version or a newer one.",
            )
        return manifest

    def _pour(self, entry: Entry, out: BinaryIO | None) -> None:
        digest, size = hashlib.sha256(), 0
        try:
            with self._archive.open(entry.path) as file:
                while piece := file.read(_PIECE):
                    digest.update(piece)
                    size += len(piece)
                    if out is not None:
                        out.write(piece)
        except (zipfile.BadZipFile, zlib.error, KeyError, EOFError, NotImplementedError) as error:
            raise DamagedError(self.path, f"{entry.path} cannot be read.") from error
        if (size, digest.hexdigest()) != (entry.size, entry.sha256):
            raise DamagedError(self.path, f"{entry.path} is not as it was.")


def is_backup(path: Path) -> bool:
    """Whether a file begins as backups do."""
    try:
        with path.open("rb") as file:
            begin = file.read(4)
    except OSError as error:
        raise InputError(f"{path} cannot be read: {(error.strerror or str(error)).lower()}.") from error
    return begin == b"PK\x03\x04" or is_encrypted(path)


def _hold(file: IO[bytes], path: Path) -> None:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        raise ConflictError(f"Another backup is being written to {path}.", hint="Wait for it.") from error


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
