"""A folder with a registry as it is sent, and how much of one is taken; light, for the command line."""

from dataclasses import dataclass

REGISTRY = "codex32_registry.json"
CODE = "bot.py"
CONFIG = "config.json"
REQUIREMENTS = "requirements.txt"
MOST_FILES = 5_000
MOST_BYTES = 24 * 1024 * 1024
"""Of all files together, unpacked."""
MOST_FILE_BYTES = 4 * 1024 * 1024
MOST_BOTS = 1_000


@dataclass(frozen=True, slots=True)
class Source:
    """The files of a folder by their paths within it, and what was not read of it, in sentences."""

    files: dict[str, bytes]
    left: tuple[str, ...] = ()
