"""Why a call to a webhook starts nothing.

InputError
├── BadSignatureError     it does not prove that it comes from who knows the secret, or it is too old
├── NotFoundError
│   └── NoHookError           there is no such address, or it is switched off
└── ConflictError
    ├── PausedBotError        the bot does not run now
    └── BusyBotError          more calls wait than are taken
"""

from sayso.errors import ConflictError, InputError, NotFoundError


class BadSignatureError(InputError):
    """The signature is missing, wrong or old."""

    code = "bad_signature"


class NoHookError(NotFoundError):
    """Nothing answers at this address."""

    code = "no_webhook"

    def __init__(self) -> None:
        super().__init__(
            "Nothing answers at this address.",
            hint="Copy the address of the trigger anew, and look whether it is switched on. "
            "Signed calls are sent with POST.",
        )


class PausedBotError(ConflictError):
    """The bot is paused."""

    code = "bot_paused"


class BusyBotError(ConflictError):
    """Too many runs of the bot wait already."""

    code = "bot_busy"
