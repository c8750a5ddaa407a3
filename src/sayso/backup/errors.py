"""What goes wrong with backups."""

import errno
from pathlib import Path

from sayso.errors import ConflictError, InputError, MachineError, OperationError

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


class DamagedError(InputError):
    """The file is no backup, or not all of it, or not as it was written."""

    code = "backup_damaged"

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(f"{path} is damaged: {why}", hint="Use another backup. Nothing was changed.")


class ForeignCodeError(InputError):
    """The backup has code in it that Sayso did not write."""

    code = "backup_foreign_code"

    def __init__(self, what: str) -> None:
        super().__init__(
            f"The backup was not restored: {what}",
            hint="A backup brings rows and files, no code. Use one that `sayso backup` wrote.",
        )


class LockedError(InputError):
    """The backup is encrypted, and this passphrase does not open it."""

    code = "backup_locked"


class NewerError(InputError):
    """A newer Sayso made the backup."""

    code = "backup_newer"


class OlderError(InputError):
    """The backup is of tables from before the baseline."""

    code = "backup_older"


class NotEmptyError(ConflictError):
    """There is something already where the backup is to go."""

    code = "not_empty"


class ToolError(OperationError):
    """A program of PostgreSQL failed."""

    code = "backup_failed"


def on_disk(error: OSError, path: Path) -> MachineError:
    """What is said of a file that could not be written or read."""
    if error.errno in _FULL:
        return MachineError(
            f"The disk that holds {path} is full.", hint="Free some space, or choose another place."
        )
    said = (error.strerror or str(error)).lower()
    return MachineError(f"{path} cannot be used: {said}.", hint="Choose another place.")
