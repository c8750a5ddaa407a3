"""Files by name, packed into one descriptor: how they go into a sandbox, and come out."""

import json
import os
from collections.abc import Mapping

_LENGTH = 8


def pack(descriptor: int, files: Mapping[str, bytes]) -> None:
    """Write them, from the beginning on."""
    head = json.dumps([[name, len(content)] for name, content in files.items()]).encode()
    with open(descriptor, "wb", closefd=False) as file:
        file.seek(0)
        file.write(len(head).to_bytes(_LENGTH, "big"))
        file.write(head)
        file.writelines(files.values())


def unpack(descriptor: int) -> dict[str, bytes]:
    """What was packed; nothing where nothing was."""
    with open(descriptor, "rb", closefd=False) as file:
        file.seek(0)
        length = int.from_bytes(file.read(_LENGTH), "big")
        head = json.loads(file.read(length)) if length else []
        return {name: file.read(size) for name, size in head}


def lay_out(files: Mapping[str, bytes]) -> None:
    """Write them beneath the current folder; a name that leads out of it is refused by an error."""
    for name, content in files.items():
        folder, _, last = name.rpartition("/")
        if last in {"", ".", ".."} or any(part in {"", ".", ".."} for part in folder.split("/") if folder):
            raise ValueError(f"“{name}” is no name of a file beneath the folder")
        if folder:
            os.makedirs(folder, exist_ok=True)  # noqa: PTH103 - nothing is imported here that need not be
        with open(name, "xb") as file:  # noqa: PTH123 - as above
            file.write(content)


def collected(folder: str, most_bytes: int) -> dict[str, bytes]:
    """The files of a folder that a tool filled, without following any link; nothing where it made none."""
    files: dict[str, bytes] = {}
    room = most_bytes
    try:
        place = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
    except OSError:
        return files
    try:
        for name in sorted(os.listdir(place)):  # noqa: PTH208 - a descriptor
            content = _content(place, name, room)
            if content is not None:
                files[name] = content
                room -= len(content)
    finally:
        os.close(place)
    return files


def _content(place: int, name: str, most_bytes: int) -> bytes | None:
    """What a file holds; None for what is none, or is too large."""
    try:
        file = os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC, dir_fd=place)
    except OSError:
        return None
    with open(file, "rb") as opened:  # noqa: PTH123 - a descriptor
        about = os.fstat(file)
        is_plain = about.st_mode & 0o170000 == 0o100000 and about.st_nlink == 1
        return opened.read() if is_plain and about.st_size <= most_bytes else None
