"""Everything that can go wrong, as one tree.

AppError
├── InputError            what was given cannot be used; the caller can mend it
│   ├── NotFoundError         there is no such thing, or it may not be known that there is
│   ├── ConflictError         it does not fit the present state (version, uniqueness, transition)
│   ├── DeniedError           the caller may not do this
│   └── TookTooLongError      it takes longer to read than anybody may keep the server busy
└── OperationError        the operation broke although the input was fine
    └── MachineError          the machine lacks something; the message says how to get it
"""

from collections.abc import Mapping
from typing import Any, ClassVar


class AppError(Exception):
    """An error with a stable ``code``, a message for people and a way out (``hint``)."""

    code: ClassVar[str] = "error"

    def __init__(self, message: str, *, hint: str = "", details: Mapping[str, Any] | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.details = dict(details or {})


class InputError(AppError):
    """What was given cannot be used; ``details["errors"]`` may name each place."""

    code = "invalid_input"


class NotFoundError(InputError):
    """There is no such thing for this caller."""

    code = "not_found"


class ConflictError(InputError):
    """It does not fit the present state."""

    code = "conflict"


class DeniedError(InputError):
    """The caller may not do this."""

    code = "denied"


class TookTooLongError(InputError):
    """What was sent takes longer to read than anybody may keep the server busy."""

    code = "took_too_long"

    def __init__(
        self,
        message: str = "This took too long to read.",
        *,
        hint: str = "Shorten it or split it in two. Nothing was changed, and what you wrote is kept.",
        details: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(message, hint=hint, details=details)


class OperationError(AppError):
    """The operation broke although the input was fine."""

    code = "operation_failed"


class MachineError(OperationError):
    """The machine lacks something Sayso needs; the hint says how to get it."""

    code = "machine_not_ready"
