"""Why a bot does not get what it asks for while it runs.

InputError
├── OverLimitError    it keeps, does or tells more than it may
├── NotGrantedError   it was not granted that
└── LostError         its run is over, waits, or was taken up elsewhere
OperationError
└── UntoldError       whom it tells could not be reached
"""

from sayso.errors import ConflictError, DeniedError, InputError, OperationError


class OverLimitError(InputError):
    """It is more than a bot may keep, do or tell."""

    code = "over_limit"


class NotGrantedError(DeniedError):
    """The bot did not say that it does this, and nobody allowed it."""

    code = "not_granted"


class LostError(ConflictError):
    """What this attempt does counts no more; nothing was changed."""

    code = "lost"


class UntoldError(OperationError):
    """Nobody was told."""

    code = "untold"
