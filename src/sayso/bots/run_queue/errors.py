"""What may be refused about runs."""

from sayso.errors import ConflictError, InputError


class NotRunnableError(ConflictError):
    """The bot cannot be run as it is."""

    code = "bot_not_runnable"


class InputTooLargeError(InputError):
    """The input is longer than a run may be given."""

    code = "input_too_large"


class DecidedError(ConflictError):
    """Somebody has decided before, or nobody waits for it any more."""

    code = "already_decided"


class TooManyWaitError(ConflictError):
    """So many runs of a bot wait that no more are taken."""

    code = "too_many_runs"
