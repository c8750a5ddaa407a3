"""Why something cannot be done with a bot now; it was left as it was.

InputError
├── DoesNotWorkError      its cases were tried and do not go as they have to
ConflictError
└── BusyError             something is being done to the bot that has to end first
"""

from sayso.errors import ConflictError, InputError


class DoesNotWorkError(InputError):
    """Code cannot be kept, or cases do not pass; ``details`` have ``diagnostics`` or a ``report``."""

    code = "does_not_work"


class BusyError(ConflictError):
    """Something is being done to the bot."""

    code = "bot_busy"
