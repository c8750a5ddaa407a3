"""How much a run has written, where its scratch folder lies on the disk and is not memory of its own."""

import os
import stat
from collections.abc import Iterator

_BLOCK = 512
_BYTES_OF_A_FILE = 4096
"""What an empty file counts as, so that there is an end to how many there can be."""


def is_over(folder: str, program: int, most: int) -> bool:
    """Whether it holds more than it may; files that were removed and are still open count too.

    A folder that is closed to its owner would hide what is in it, and is too much by itself.
    """
    held = 0
    try:
        for size in _sizes(folder, program):
            held += size
            if held > most:
                return True
    except PermissionError:
        return True
    return False


def _sizes(folder: str, program: int) -> Iterator[int]:
    for path, folders, files in os.walk(folder, onerror=_closed):
        for name in (*folders, *files):
            yield _size(f"{path}/{name}")
    try:
        numbers = os.listdir(f"/proc/{program}/fd")  # noqa: PTH208 - nothing is imported here that need not be
    except OSError:
        return
    for number in numbers:
        yield _size(f"/proc/{program}/fd/{number}", is_removed=True)


def _closed(error: OSError) -> None:
    if isinstance(error, PermissionError):
        raise error


def _size(path: str, *, is_removed: bool = False) -> int:
    try:
        found = os.stat(path) if is_removed else os.lstat(path)  # noqa: PTH116 - as above
    except OSError:
        return 0
    if is_removed and (found.st_nlink or not stat.S_ISREG(found.st_mode)):
        return 0
    return max(found.st_blocks * _BLOCK, _BYTES_OF_A_FILE)
