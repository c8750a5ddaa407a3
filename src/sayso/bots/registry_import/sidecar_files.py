"""Files beside the code of an older bot: its configuration, what it requires, and what it says of itself."""

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sayso.bots.registry_import.fields import line_of
from sayso.bots.registry_import.folder import CONFIG, REQUIREMENTS
from sayso.bots.registry_import.texts import UnreadableError, json_of, text_of
from sayso.sandbox import code_check

LONGEST_DESCRIPTION = 600
_REQUIRED = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_IMPORTED_AS = {"beautifulsoup4": "bs4", "python_dateutil": "dateutil"}
_MARKS = re.compile(r"[#*_`>]+|!?\[([^\]]*)\]\([^)]*\)|<[^>]+>")
_MOST_NAMED = 10


class Beside:
    """What stands in the folder of a bot; a folder with several bots belongs to none of them."""

    def __init__(self, place: str, paths: Iterable[str], files: Mapping[str, bytes]) -> None:
        folder = posixpath.dirname(place)
        self.config: dict[str, Any] = {}
        self.requirements: list[str] = []
        self.description = ""
        self.warnings: list[str] = []
        self.left: list[str] = []
        if not folder or folder == "bots":
            return
        for path in sorted(paths):
            if path != place and path.startswith(f"{folder}/"):
                self._read(path, path.removeprefix(f"{folder}/"), files[path])
        if len(self.left) > _MOST_NAMED:
            more = len(self.left) - _MOST_NAMED
            self.left[_MOST_NAMED:] = [f"{more} more files"]

    def _read(self, path: str, name: str, data: bytes) -> None:
        if name == CONFIG:
            self._configuration(path, data)
        elif name == REQUIREMENTS:
            self.requirements = list(_required(text_of(data)))
        elif name.lower().startswith("readme") and not self.description:
            self.description = _first_words(text_of(data))
        else:
            self.left.append(f"{line_of(name, 80)}: a bot is one file here")

    def _configuration(self, path: str, data: bytes) -> None:
        try:
            config = json_of(data)
        except UnreadableError as error:
            self.warnings.append(f"{line_of(path, 200)} {error}; it is left out.")
            return
        if isinstance(config, dict):
            self.config = config
        else:
            self.warnings.append(f"{line_of(path, 200)} is no object; it is left out.")


def missing(requirements: Iterable[str]) -> Iterator[str]:
    """What is said of packages that programs do not have, and of versions that cannot be chosen."""
    for one in dict.fromkeys(requirements):
        found = _REQUIRED.match(one)
        if found is None:
            continue
        name = found[0].lower().replace("-", "_").replace(".", "_")
        if not code_check.is_allowed(_IMPORTED_AS.get(name, name)):
            yield f"It requires {found[0]}, which programs do not have. {code_check.instead(name)}"


def _required(text: str) -> Iterator[str]:
    for line in text.splitlines()[:500]:
        plain = line.partition("#")[0].strip()
        if plain and not plain.startswith("-"):
            yield line_of(plain, 80)


def _first_words(text: str) -> str:
    """The first paragraph that is no heading."""
    for part in re.split(r"\n\s*\n", text.replace("\r\n", "\n")[:20_000]):
        lines = [line for line in part.splitlines() if not line.lstrip().startswith(("#", "=", "-", "```"))]
        words = line_of(_MARKS.sub(r"\1", " ".join(lines)), LONGEST_DESCRIPTION)
        if words:
            return words
    return ""
