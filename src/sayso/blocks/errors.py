"""Why a block does not do what it is asked; what it shows was left as it was.

InputError
├── DoesNotWorkError      code was tried and does not do what the card needs
ConflictError
└── BusyError             something is being done to the block that has to end first
"""

from sayso.errors import ConflictError, InputError


class DoesNotWorkError(InputError):
    """Code was tried and does not work; ``details`` have ``diagnostics`` or an ``outcome``."""

    code = "does_not_work"


class BusyError(ConflictError):
    """Something is being done to the block."""

    code = "block_busy"
