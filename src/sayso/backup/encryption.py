"""Backups that only a passphrase opens: AES-256-GCM in pieces, with a key by scrypt.

Each piece has its number and whether it is the last in its nonce, as STREAM does (Hoang, Reyhanitabar,
Rogaway and Vizár, 2015), so that pieces can neither be moved, left out, nor cut off at the end unseen. The
first line is part of what every piece is bound to.
"""

import io
import json
import os
import struct
from pathlib import Path
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from sayso.backup.errors import DamagedError, LockedError

MAGIC = b"SAYSO-BACKUP "
PIECE = 1024 * 1024
_TAG = 16
_N, _R, _P = 2**16, 8, 1
"""64 MiB and about a fifth of a second for each try (RFC 7914)."""
_LONGEST_HEAD = 500
_MOST_N = 2**20


def is_encrypted(path: Path) -> bool:
    """Whether a file begins as an encrypted backup does."""
    with path.open("rb") as file:
        return file.read(len(MAGIC)) == MAGIC


class Encrypting(io.RawIOBase):
    """Writes to another file what only the passphrase opens; it is whole once it is closed."""

    def __init__(self, out: BinaryIO, passphrase: str) -> None:
        salt, self._prefix = os.urandom(16), os.urandom(7)
        told = {"kdf": "scrypt", "n": _N, "r": _R, "p": _P, "salt": salt.hex(), "prefix": self._prefix.hex()}
        self._head = MAGIC + json.dumps(told).encode() + b"\n"
        self._cipher = AESGCM(_key(passphrase, salt, _N, _R, _P))
        self._out = out
        self._rest = bytearray()
        self._number = 0
        self._at = 0
        out.write(self._head)

    def writable(self) -> bool:
        """Yes."""
        return True

    def tell(self) -> int:
        """How much was written, before it was encrypted."""
        return self._at

    def write(self, data: object) -> int:
        """Take some more."""
        piece = bytes(data)  # type: ignore[call-overload] # whatever files take
        self._rest += piece
        self._at += len(piece)
        while len(self._rest) > PIECE:
            self._put(bytes(self._rest[:PIECE]), is_last=False)
            del self._rest[:PIECE]
        return len(piece)

    def finish(self) -> None:
        """Write the last piece."""
        self._put(bytes(self._rest), is_last=True)
        self._rest.clear()

    def _put(self, piece: bytes, *, is_last: bool) -> None:
        nonce = _nonce(self._prefix, self._number, is_last=is_last)
        self._out.write(self._cipher.encrypt(nonce, piece, self._head))
        self._number += 1


class Decrypting(io.RawIOBase):
    """Reads an encrypted file as if it were plain, from wherever one asks."""

    def __init__(self, path: Path, passphrase: str) -> None:
        self._path = path
        self._file = path.open("rb")
        try:
            self._begin(passphrase)
        except BaseException:
            self.close()
            raise

    def _begin(self, passphrase: str) -> None:
        path = self._path
        self._head = self._file.readline(_LONGEST_HEAD)
        try:
            told = json.loads(self._head.removeprefix(MAGIC))
            salt, self._prefix = bytes.fromhex(told["salt"]), bytes.fromhex(told["prefix"])
            n, r, p = int(told["n"]), int(told["r"]), int(told["p"])
        except (ValueError, KeyError, TypeError) as error:
            raise DamagedError(path, "its first line cannot be read.") from error
        if not (1 < n <= _MOST_N and n & (n - 1) == 0 and (r, p, len(self._prefix)) == (_R, _P, 7)):
            raise DamagedError(path, "its first line cannot be so.")
        self._cipher = AESGCM(_key(passphrase, salt, n, r, p))
        whole = path.stat().st_size - len(self._head)
        self._pieces = max(1, -(-whole // (PIECE + _TAG)))
        self._size = whole - self._pieces * _TAG
        if self._size < 0:
            raise DamagedError(path, "it is cut off.")
        self._at = 0
        self._held: tuple[int, bytes] = (-1, b"")
        try:
            self._piece(0)
        except DamagedError as error:
            raise LockedError(
                f"{path} cannot be opened with this passphrase.",
                hint="Try another one; if it is the right one, the file is damaged.",
            ) from error

    def readable(self) -> bool:
        """Yes."""
        return True

    def seekable(self) -> bool:
        """Yes."""
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Go on reading from somewhere else."""
        begin = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}[whence]
        self._at = max(0, begin + offset)
        return self._at

    def tell(self) -> int:
        """Where reading goes on."""
        return self._at

    def readinto(self, buffer: object) -> int:
        """Read what is left of the present piece, or as much of it as fits."""
        view = memoryview(buffer)  # type: ignore[arg-type] # whatever can be read into
        if self._at >= self._size:
            return 0
        number, begin = divmod(self._at, PIECE)
        found = self._piece(number)[begin : begin + len(view)]
        view[: len(found)] = found
        self._at += len(found)
        return len(found)

    def close(self) -> None:
        """Close the file below."""
        self._file.close()
        super().close()

    def _piece(self, number: int) -> bytes:
        if self._held[0] != number:
            self._file.seek(len(self._head) + number * (PIECE + _TAG))
            sealed = self._file.read(PIECE + _TAG)
            nonce = _nonce(self._prefix, number, is_last=number == self._pieces - 1)
            try:
                self._held = (number, self._cipher.decrypt(nonce, sealed, self._head))
            except InvalidTag as error:
                raise DamagedError(self._path, f"its piece {number + 1} was changed.") from error
        return self._held[1]


def _key(passphrase: str, salt: bytes, n: int, r: int, p: int) -> bytes:
    return Scrypt(salt=salt, length=32, n=n, r=r, p=p).derive(passphrase.encode("utf-8", "surrogatepass"))


def _nonce(prefix: bytes, number: int, *, is_last: bool) -> bytes:
    return prefix + struct.pack(">I?", number, is_last)
